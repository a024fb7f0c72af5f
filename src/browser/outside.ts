// The browser as a view's outside world: records, commands, settings and clock in one value (views/model.ts says what each is for).
import { signal } from '@preact/signals';
import type { Outside } from '../views/model.ts';
import { after, everySecond, now } from './clock.ts';
import { isConnected, tell } from './commands.ts';
import { ownHosts } from './permissions.ts';
import { followLedger, loadLedger } from './session-store.ts';
import { followSettings, loadSettings, saveSettings } from './settings-store.ts';
import { followPreferences, loadPreferences, savePreferences } from './view-store.ts';

export function outsideFor(tabId: number | null): Outside {
  return {
    load: loadLedger,
    follow: followLedger,
    tell,
    loadSettings,
    saveSettings,
    followSettings,
    loadPreferences,
    savePreferences,
    followPreferences,
    now,
    everySecond,
    after,
    isConnected,
    ownHosts: ownHosts(),
    tabId,
    site: signal<string | null>(null),
    again: null,
  };
}
