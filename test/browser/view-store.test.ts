import { expect, it, vi } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/core/preferences.ts';

type Listener = (changes: Record<string, { newValue?: unknown }>, area: string) => void;
const disk = vi.hoisted(() => ({ stored: {} as Record<string, unknown>, listeners: new Set<Listener>() }));
vi.mock('../../src/browser/api.ts', () => ({
  browser: {
    storage: {
      local: {
        get: async (keys: string[]) =>
          Object.fromEntries(keys.filter((key) => key in disk.stored).map((key) => [key, disk.stored[key]])),
        set: async (values: Record<string, unknown>) => {
          Object.assign(disk.stored, values);
          const changes = Object.fromEntries(Object.entries(values).map(([key, newValue]) => [key, { newValue }]));
          for (const listener of disk.listeners) listener(changes, 'local');
        },
      },
      onChanged: {
        addListener: (listener: Listener) => disk.listeners.add(listener),
        removeListener: (listener: Listener) => disk.listeners.delete(listener),
      },
    },
  },
}));
const { followPreferences, loadPreferences, savePreferences } = await import('../../src/browser/view-store.ts');

it('two windows that change different preferences at once lose neither', async () => {
  expect(await loadPreferences()).toEqual(DEFAULT_PREFERENCES);
  await Promise.all([savePreferences({ language: 'pl', theme: 'dark' }), savePreferences({ query: 'status:429', sort: null })]);
  expect(await loadPreferences()).toEqual({ ...DEFAULT_PREFERENCES, language: 'pl', theme: 'dark', query: 'status:429' });
});

it('tells what changed, read as carefully as what is loaded, until it is ended', async () => {
  const told: Partial<Preferences>[] = [];
  const stop = followPreferences((changed) => told.push(changed));
  await savePreferences({ theme: 'light' });
  await savePreferences({ theme: 'pink' as 'light' });
  for (const listener of disk.listeners) listener({ settings: { newValue: {} } }, 'local');
  for (const listener of disk.listeners) listener({ 'view.theme': { newValue: 'dark' } }, 'session');
  stop();
  await savePreferences({ theme: 'dark' });
  expect(told).toEqual([{ theme: 'light' }, { theme: 'auto' }]);
});
