// A view's outside world in a test: a ledger, a clock that stands still until moved, and what was asked and saved.
import { signal } from '@preact/signals';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings.ts';
import type { Command } from '../../src/messages/contract.ts';
import type { Outside } from '../../src/views/model.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/core/preferences.ts';

export interface FakeOutside extends Outside {
  /** Stores changes as the background does: the views are told. */
  store: (...changes: Change[]) => void;
  /** Moves the clock and lets everything due happen. */
  pass: (ms: number) => void;
  told: Command[];
  kept: { settings: Settings; preferences: Preferences };
}

export function anOutside(parts: Partial<Outside> = {}, stored: Change[] = []): FakeOutside {
  const ledger = new MemoryLedger();
  for (const change of stored) ledger.apply(change);
  let at = 1_000_000;
  let followers: ((changes: Change[]) => void)[] = [];
  const beats: ((now: number) => void)[] = [];
  let timers: { due: number; act: () => void }[] = [];
  const told: Command[] = [];
  const kept = { settings: DEFAULT_SETTINGS, preferences: DEFAULT_PREFERENCES };
  return {
    load: async () => ledger,
    follow: (callback) => {
      followers.push(callback);
      return () => (followers = followers.filter((one) => one !== callback));
    },
    tell: async (command) => {
      told.push(command);
      return { ok: true };
    },
    loadSettings: async () => kept.settings,
    saveSettings: async (settings) => void (kept.settings = settings),
    followSettings: () => () => undefined,
    loadPreferences: async () => kept.preferences,
    savePreferences: async (changed) => void (kept.preferences = { ...kept.preferences, ...changed }),
    followPreferences: () => () => undefined,
    now: () => at,
    everySecond: (callback) => {
      beats.push(callback);
      return () => undefined;
    },
    after: (delay, act) => {
      const timer = { due: at + delay, act };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
    isConnected: () => true,
    ownHosts: ['https://app.qamera.ai/*'],
    tabId: 1,
    site: signal<string | null>('https://shop.example'),
    again: null,
    ...parts,
    store: (...changes) => followers.forEach((tell) => tell(changes)),
    pass: (ms) => {
      at += ms;
      const due = timers.filter((timer) => timer.due <= at);
      timers = timers.filter((timer) => timer.due > at);
      for (const { act } of due) act();
      for (const beat of beats) beat(at);
    },
    told,
    kept,
  };
}

/** A row of its own per path. */
export const entryChange = (entry: Extract<Change, { room: 'entry' }>['value'] & {}): Change => ({
  room: 'entry',
  id: entry.observation.id,
  value: entry,
});
