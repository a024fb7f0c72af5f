// The page in the theme that was chosen; `auto` is what DevTools says, or nothing: then the system decides.
import type { ThemeChoice } from '../core/preferences.ts';

export function themed(choice: ThemeChoice, devtools: 'light' | 'dark' | null = null): void {
  const theme = choice === 'auto' ? devtools : choice;
  const root = document.documentElement;
  if (theme === null) delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
