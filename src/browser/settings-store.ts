// storage.local: the user's settings, and the salt that never leaves this browser.
import { type Settings, settingsFrom } from '../core/settings.ts';
import { browser } from './api.ts';

export async function loadSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get('settings');
  return settingsFrom(settings);
}

export async function saveSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ settings });
}

export function followSettings(callback: (settings: Settings) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area === 'local' && changes['settings']) callback(settingsFrom(changes['settings'].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/**
 * Random per installation: makes the hash of an oddly shaped key worthless elsewhere. Made at first use; where storage cannot be read,
 * one for this page alone, which is not stored: it would take the place of the one that is there.
 */
export async function loadSalt(): Promise<string> {
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  try {
    const { salt } = await browser.storage.local.get('salt');
    if (typeof salt === 'string') return salt;
    await browser.storage.local.set({ salt: made });
  } catch {
    // As said above.
  }
  return made;
}
