// Settings as a file: what export writes and import reads. Holds no keys and nothing that was recorded.
import { type Settings, settingsFrom } from '../core/settings.ts';
import { type Preferences, preferencesFrom } from '../core/preferences.ts';

const KIND = 'qamera-error-lens-settings';

export const settingsFile = (settings: Settings, preferences: Preferences): string =>
  JSON.stringify({ kind: KIND, version: 1, settings, preferences }, null, 2);

/** What a file holds, each part that does not fit replaced by its default; null when it is no settings file. */
export function readSettingsFile(text: string): { settings: Settings; preferences: Preferences } | null {
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file !== 'object' || file === null || !('kind' in file) || file.kind !== KIND) return null;
    const { settings, preferences } = file as { settings?: unknown; preferences?: unknown };
    return { settings: settingsFrom(settings), preferences: preferencesFrom(preferences) };
  } catch {
    return null;
  }
}
