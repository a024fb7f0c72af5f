// The journal: failures in the order in which they were seen, bounded, nothing dropped without being counted.
import { isEnded } from './job-answer.ts';
import type { Change, Entry, Ledger, Tally } from './ledger.ts';
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
 * the keys stay: they tell what the API has counted, whoever looks. So do running jobs and the credits.
 */
export function clear(ledger: Ledger, tabId: number | null, before: EpochMs): Change[] {
  const changes: Change[] = [];
  for (const { observation } of ledger.all('entry')) {
    const isMeant = (tabId === null || observation.tabId === tabId) && observation.startedAt < before;
    if (isMeant) changes.push({ room: 'entry', id: observation.id, value: undefined });
  }
  for (const { ref, state, startedAt, tabId: of } of ledger.all('job')) {
    if ((tabId === null || of === tabId) && isEnded(state) && startedAt < before)
      changes.push({ room: 'job', id: ref, value: undefined });
  }
  const tally = ledger.get('tally');
  if (tabId === null && tally) changes.push({ room: 'tally', id: '', value: { ...tally, dropped: 0 } });
  return changes;
}

/** Lets the oldest `count` entries go, counted as dropped: the store is full. */
export function trim(ledger: Ledger, count: number): Change[] {
  const gone = oldestFirst(ledger, Math.max(1, count));
  const tally = ledger.get('tally');
  return tally ? [...gone, { room: 'tally', id: '', value: { ...tally, dropped: tally.dropped + gone.length } }] : gone;
}

/** The ledger yields entries in insertion order, which is the order of seq. */
function oldestFirst(ledger: Ledger, count: number): Change[] {
  const changes: Change[] = [];
  for (const { observation } of ledger.all('entry')) {
    if (changes.length >= count) break;
    changes.push({ room: 'entry', id: observation.id, value: undefined });
  }
  return changes;
}
