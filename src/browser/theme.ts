// The DevTools theme, live. Firefox names it in `onThemeChanged`, Chromium in `setThemeChangeHandler`; without either the page's
// own `prefers-color-scheme` decides.
import { browser } from './api.ts';

interface ThemedPanels {
  themeName?: string;
  onThemeChanged?: { addListener(callback: (theme: string) => void): void };
  setThemeChangeHandler?(callback: (theme: string) => void): void;
}

/** Calls back with `dark` or `light` now and at every change. */
export function followTheme(callback: (theme: 'dark' | 'light') => void): void {
  const panels = browser.devtools?.panels as ThemedPanels | undefined;
  const name = (theme: string): void => callback(theme === 'dark' ? 'dark' : 'light');
  if (panels?.themeName !== undefined) name(panels.themeName);
  if (typeof panels?.onThemeChanged?.addListener === 'function') panels.onThemeChanged.addListener(name);
  else if (typeof panels?.setThemeChangeHandler === 'function') panels.setThemeChangeHandler(name);
}
