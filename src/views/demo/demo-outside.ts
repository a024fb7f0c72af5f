// The demo's world: recorded calls go through the real capture and the real pipeline into a ledger of their own, gone on exit.
import { signal } from '@preact/signals';
import { observationFromHarEntry } from '../../core/capture/har-entry.ts';
import { clear } from '../../core/journal.ts';
import { type Change, MemoryLedger } from '../../core/ledger.ts';
import { receive } from '../../core/pipeline.ts';
import { DEFAULT_SETTINGS } from '../../core/settings.ts';
import type { Outside } from '../model.ts';
import { demoCalls, harEntryOf } from './traffic.ts';

/** `real`: clock and timers, and the reader's own preferences. Playing starts with `follow`. */
export function demoOutside(real: Outside): Outside {
  const ledger = new MemoryLedger();
  let tellViews: ((changes: Change[]) => void) | null = null;
  const commit = (changes: readonly Change[]): void => {
    for (const change of changes) ledger.apply(change);
    tellViews?.([...changes]);
  };
  const play = (place: number): void => {
    const call = demoCalls[place];
    if (!call) return;
    const now = real.now();
    const entry = harEntryOf(call, now, (at) => new Date(at).toISOString());
    const context = { id: `demo${place}`, tabId: null, initiator: null, source: 'file', salt: 'demo', added: [] } as const;
    const seen = observationFromHarEntry(entry, context);
    if (seen) commit(receive(ledger, seen, { now, dice: (place * 0.37) % 1, limit: DEFAULT_SETTINGS.limit }));
  };
  return {
    ...real,
    load: async () => new MemoryLedger(),
    follow: (callback) => {
      tellViews = callback;
      const cancels = demoCalls.map(({ at }, place) => real.after(at, () => play(place)));
      return () => {
        tellViews = null;
        for (const cancel of cancels) cancel();
      };
    },
    tell: async (command) => {
      if (command.ask === 'clear') commit(clear(ledger, null, real.now()));
      else if (command.ask === 'open-options') return real.tell(command);
      return { ok: true };
    },
    loadSettings: async () => DEFAULT_SETTINGS,
    saveSettings: async () => undefined,
    followSettings: () => () => undefined,
    isConnected: () => true,
    tabId: null,
    site: signal<string | null>(null),
    again: null,
  };
}
