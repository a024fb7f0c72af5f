// The outside world of a file's model: records that never change, a clock that stands at the file's last call. So the same model, list
// and detail that show live traffic show a file; only what is the reader's own (settings, saved filters) is the live one.
import { signal } from '@preact/signals';
import type { HarReading } from '../../core/analyze-har.ts';
import { MemoryLedger } from '../../core/ledger.ts';
import type { Outside } from '../model.ts';

const nothing = (): void => undefined;

export function fileOutside(reading: HarReading, live: Outside): Outside {
  const ledger = new MemoryLedger();
  for (const { entry } of reading.failures) ledger.apply({ room: 'entry', id: entry.observation.id, value: entry });
  for (const line of reading.jobs) ledger.apply({ room: 'job', id: line.ref, value: line });
  ledger.apply({ room: 'credits', id: '', value: reading.credits });
  const { calls, now } = reading;
  ledger.apply({ room: 'tally', id: '', value: { nextSeq: reading.failures.length + 1, calls, dropped: 0, since: now } });
  return {
    ...live,
    // The keys' records stay out: what they say of "now" is long over.
    load: async () => ledger,
    follow: () => nothing,
    tell: async (command) => (command.ask === 'open-options' ? live.tell(command) : { ok: true }),
    // A file starts unfiltered, and its filter is nobody's last one.
    loadPreferences: async () => ({ ...(await live.loadPreferences()), query: '', sort: null }),
    savePreferences: ({ query: _query, sort: _sort, ...changed }) => live.savePreferences(changed),
    now: () => now,
    everySecond: () => nothing,
    isConnected: () => true,
    tabId: null,
    site: signal<string | null>(null),
    again: null,
  };
}
