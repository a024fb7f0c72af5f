// The journal: failures in the order in which they were seen, bounded, nothing dropped without being counted.
import { isEnded } from './job-answer.ts';
import type { Change, Entry, Ledger, MemoryLedger, Tally } from './ledger.ts';
import type { Keep } from './settings.ts';
import type { EpochMs } from './units.ts';

/**
 * Entries kept. The session's storage holds 10 MiB in both browsers; an entry is 3 to 4 kB with a usual body and at most about
 * 25 kB with the longest, so this leaves room even when every tenth is long. Views show how many older ones were dropped.
 */
export const JOURNAL_LIMIT = 1_000;

export const emptyTally = (since: EpochMs): Tally => ({ nextSeq: 1, calls: 0, dropped: 0, since });

/** The tally after one more finished API call. */
export function counted(ledger: Ledger, now: EpochMs): Tally {
  const tally = ledger.get('tally') ?? emptyTally(now);
  return { ...tally, calls: tally.calls + 1 };
}

/** A new entry at the end; beyond the limit the oldest goes and is counted as dropped. */
export function append(ledger: Ledger, tally: Tally, entry: Omit<Entry, 'seq'>): Change[] {
  const overflow = Math.max(0, ledger.size('entry') + 1 - JOURNAL_LIMIT);
  return [
    { room: 'entry', id: entry.observation.id, value: { ...entry, seq: tally.nextSeq } },
    ...oldestFirst(ledger, overflow),
    { room: 'tally', id: '', value: { ...tally, nextSeq: tally.nextSeq + 1, dropped: tally.dropped + overflow } },
  ];
}

/**
 * Takes entries away, and the lines of jobs that have ended: of one tab or (null) of all, started before `before`. The records of
 * the keys stay: they tell what the API has counted, whoever looks. So do running jobs and the credits. `withTabless`: those of no
 * tab, which every tab shows, go with a tab's own.
 */
export function clear(ledger: Ledger, tabId: number | null, before: EpochMs, withTabless = false): Change[] {
  const changes: Change[] = [];
  const isOf = (of: number | null): boolean => tabId === null || of === tabId || (withTabless && of === null);
  for (const { observation } of ledger.all('entry')) {
    const isMeant = isOf(observation.tabId) && observation.startedAt < before;
    if (isMeant) changes.push({ room: 'entry', id: observation.id, value: undefined });
  }
  for (const { ref, state, startedAt, tabId: of } of ledger.all('job')) {
    if (isOf(of) && isEnded(state) && startedAt < before) changes.push({ room: 'job', id: ref, value: undefined });
  }
  const tally = ledger.get('tally');
  if (tabId === null && tally) changes.push({ room: 'tally', id: '', value: { ...tally, dropped: 0 } });
  return changes;
}

/**
 * What the user does not want kept any longer: failures beyond the number, counted as dropped, and with the age that was set also
 * the lines of ended jobs and the successes that failures are compared with. Records that carry no content stay (see `clear`).
 */
export function expired(ledger: Ledger, { failures, minutes }: Keep, now: EpochMs): Change[] {
  const before = minutes === null ? -Infinity : now - minutes * 60_000;
  const surplus = ledger.size('entry') - failures;
  const gone = [...ledger.all('entry')].filter((entry, place) => place < surplus || entry.observation.startedAt < before);
  const changes = gone.map(({ observation }): Change => ({ room: 'entry', id: observation.id, value: undefined }));
  const tally = ledger.get('tally');
  if (gone.length > 0 && tally)
    changes.push({ room: 'tally', id: '', value: { ...tally, dropped: tally.dropped + gone.length } });
  for (const { ref, state, startedAt } of ledger.all('job'))
    if (isEnded(state) && startedAt < before) changes.push({ room: 'job', id: ref, value: undefined });
  for (const { ref, startedAt } of ledger.all('worked'))
    if (startedAt < before) changes.push({ room: 'worked', id: ref, value: undefined });
  return changes;
}

/** When the next failure grows too old; null: none does. */
export function nextExpiry(ledger: Ledger, { minutes }: Keep): EpochMs | null {
  if (minutes === null) return null;
  let oldest: EpochMs | null = null;
  for (const room of ['entry', 'worked'] as const)
    for (const record of ledger.all(room)) {
      const startedAt = 'observation' in record ? record.observation.startedAt : record.startedAt;
      oldest = Math.min(oldest ?? startedAt, startedAt);
    }
  return oldest === null ? null : oldest + minutes * 60_000;
}

/**
 * The store is full: the older half of the journal goes, counted as dropped, and with it the older half of what grows with the number
 * of different addresses (the sightings that wait for a partner, the runs of failures).
 */
export function makeRoom(ledger: MemoryLedger): Change[] {
  const gone = oldestFirst(ledger, Math.ceil(ledger.size('entry') / 2));
  const tally = ledger.get('tally');
  if (tally) gone.push({ room: 'tally', id: '', value: { ...tally, dropped: tally.dropped + gone.length } });
  const groups = olderHalf([...ledger.entries('pairing')], ([, { web, har }]) => lastStart([...web, ...har]));
  const calls = olderHalf([...ledger.all('call')], ({ lastAt }) => lastAt);
  return [
    ...gone,
    ...groups.map(([id]): Change => ({ room: 'pairing', id, value: undefined })),
    ...calls.map(({ call }): Change => ({ room: 'call', id: call, value: undefined })),
  ];
}
const lastStart = (seen: readonly { startedAt: EpochMs }[]): EpochMs => Math.max(0, ...seen.map(({ startedAt }) => startedAt));
const olderHalf = <T>(records: readonly T[], age: (record: T) => EpochMs): T[] =>
  records.toSorted((a, b) => age(a) - age(b)).slice(0, Math.floor(records.length / 2));

/** The ledger yields entries in insertion order, which is the order of seq. */
function oldestFirst(ledger: Ledger, count: number): Change[] {
  const changes: Change[] = [];
  for (const { observation } of ledger.all('entry')) {
    if (changes.length >= count) break;
    changes.push({ room: 'entry', id: observation.id, value: undefined });
  }
  return changes;
}
