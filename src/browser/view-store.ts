// storage.local: how the reader likes the panel. Apart from the settings, so that a keystroke in the filter wakes nobody else.
import { type Preferences, preferencesFrom } from '../core/preferences.ts';
import { browser } from './api.ts';

export async function loadPreferences(): Promise<Preferences> {
  const { view } = await browser.storage.local.get('view');
  return preferencesFrom(view);
}

export async function savePreferences(view: Preferences): Promise<void> {
  await browser.storage.local.set({ view });
}

export function followPreferences(callback: (preferences: Preferences) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area === 'local' && changes['view']) callback(preferencesFrom(changes['view'].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
