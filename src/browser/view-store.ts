// storage.local: how the reader likes the panel. Apart from the settings, so that a keystroke in the filter wakes nobody else; each
// preference under a key of its own, so that two windows that change different ones at once lose neither.
import { DEFAULT_PREFERENCES, type Preferences, preferencesFrom } from '../core/preferences.ts';
import { browser } from './api.ts';

const NAMES = Object.keys(DEFAULT_PREFERENCES) as (keyof Preferences)[];
const keyOf = (name: keyof Preferences): string => `view.${name}`;

export async function loadPreferences(): Promise<Preferences> {
  const stored = await browser.storage.local.get(NAMES.map(keyOf));
  return preferencesFrom(Object.fromEntries(NAMES.map((name) => [name, stored[keyOf(name)]])));
}

/** Writes what is given; the others stay as they are. */
export async function savePreferences(changed: Partial<Preferences>): Promise<void> {
  const named = NAMES.filter((name) => changed[name] !== undefined);
  await browser.storage.local.set(Object.fromEntries(named.map((name) => [keyOf(name), changed[name]])));
}

/** Calls back with what changed; gives what ends it. */
export function followPreferences(callback: (changed: Partial<Preferences>) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    const named = NAMES.filter((name) => area === 'local' && changes[keyOf(name)]);
    if (named.length === 0) return;
    const read = preferencesFrom(Object.fromEntries(named.map((name) => [name, changes[keyOf(name)]?.newValue])));
    callback(Object.fromEntries(named.map((name) => [name, read[name]])));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
