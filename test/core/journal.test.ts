import { expect, it } from 'vitest';
import { JOURNAL_LIMIT, append, clear, counted, emptyTally, expired, makeRoom, nextExpiry } from '../../src/core/journal.ts';
import { type Change, MemoryLedger, fromStorageKey, storageKey } from '../../src/core/ledger.ts';
import type { JobLine } from '../../src/core/job-line.ts';
import { noteSuccess } from '../../src/core/last-success.ts';
import { anEntry, anObservation } from '../support/observations.ts';

const apply = (ledger: MemoryLedger, changes: readonly Change[]): void => changes.forEach((change) => ledger.apply(change));
function filled(count: number, tabId = 1): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.apply({ room: 'tally', id: '', value: emptyTally(0) });
  for (let n = 0; n < count; n++)
    apply(ledger, append(ledger, counted(ledger, 0), anEntry({}, { id: `e${n}`, tabId, startedAt: n })));
  return ledger;
}

it('numbers entries, and lets the oldest go at the limit, counted', () => {
  const ledger = filled(JOURNAL_LIMIT + 3);
  const seqs = [...ledger.all('entry')].map(({ seq }) => seq);
  expect(seqs).toHaveLength(JOURNAL_LIMIT);
  expect([seqs[0], seqs.at(-1)]).toEqual([4, JOURNAL_LIMIT + 3]);
  expect(ledger.get('tally')).toMatchObject({ dropped: 3, calls: JOURNAL_LIMIT + 3, nextSeq: JOURNAL_LIMIT + 4 });
});

it('clears one tab, up to an instant, or all', () => {
  const ledger = filled(4);
  apply(ledger, clear(ledger, 2, 100));
  expect(ledger.size('entry')).toBe(4);
  apply(ledger, clear(ledger, 1, 2));
  expect([...ledger.all('entry')].map(({ observation }) => observation.startedAt)).toEqual([2, 3]);
  apply(ledger, clear(ledger, null, 100));
  expect(ledger.size('entry')).toBe(0);
  expect(ledger.get('tally')).toMatchObject({ dropped: 0, nextSeq: 5 });
});

it('clears those of no tab with a tab only when asked to', () => {
  const ledger = filled(2);
  const [ofNone] = [...ledger.all('entry')];
  ledger.apply({
    room: 'entry',
    id: 'none',
    value: { ...ofNone!, observation: { ...ofNone!.observation, id: 'none', tabId: null } },
  });
  apply(ledger, clear(ledger, 1, 100));
  expect([...ledger.all('entry')].map(({ observation }) => observation.id)).toEqual(['none']);
  apply(ledger, clear(ledger, 2, 0, true));
  expect(ledger.size('entry')).toBe(1);
  apply(ledger, clear(ledger, 2, 100, true));
  expect(ledger.size('entry')).toBe(0);
});

const MINUTE = 60_000;
it('lets go what the user does not want kept: too many, or too old, counted', () => {
  const ledger = filled(5);
  apply(ledger, expired(ledger, { failures: 4, minutes: null }, 0));
  expect([...ledger.all('entry')].map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  expect(ledger.get('tally')?.dropped).toBe(1);
  // Begun at 1, 2, 3 and 4 ms.
  expect(nextExpiry(ledger, { failures: 4, minutes: 15 })).toBe(15 * MINUTE + 1);
  apply(ledger, expired(ledger, { failures: 4, minutes: 15 }, 15 * MINUTE + 3));
  expect([...ledger.all('entry')].map(({ seq }) => seq)).toEqual([4, 5]);
  expect(ledger.get('tally')?.dropped).toBe(3);
  expect(expired(ledger, { failures: 4, minutes: 15 }, 15 * MINUTE + 3)).toEqual([]);
  expect(nextExpiry(ledger, { failures: 4, minutes: null })).toBeNull();
});

it('what failures are compared with ages too, and the lines of jobs that have ended', () => {
  const ledger = new MemoryLedger();
  for (const [id, path, startedAt] of [
    ['a', '/products', 1],
    ['b', '/models', 2],
  ] as const)
    apply(ledger, noteSuccess(ledger, anObservation({ id, path, startedAt, status: 200 })));
  const line: JobLine = {
    ref: 'done',
    surface: 'plugin',
    base: 'https://qamera.ai/api/v1/plugin',
    id: 'done',
    orderId: null,
    keyId: null,
    tabId: 1,
    startedBy: null,
    startedAt: 1,
    state: 'completed',
    timeline: [],
    polls: 0,
    lastPollAt: null,
    pollsAfterEnd: 0,
    creditsReserved: null,
    records: null,
    facts: {},
  };
  ledger.apply({ room: 'job', id: 'done', value: line });
  ledger.apply({ room: 'job', id: 'running', value: { ...line, ref: 'running', state: 'processing' } });
  apply(ledger, expired(ledger, { failures: 100, minutes: 15 }, 15 * MINUTE + 2));
  expect([...ledger.all('worked')].map(({ seenIn }) => seenIn)).toEqual(['b']);
  expect([...ledger.all('job')].map(({ ref }) => ref)).toEqual(['running']);
});

it('makes room in a full store: the older half goes, counted, and what grows with the addresses too', () => {
  const ledger = filled(4);
  for (const at of [30, 10, 40, 20]) {
    const sighting = { id: `s${at}`, tabId: 1, startedAt: at, endedAt: at, answeredAt: at, status: 200, marks: [], body: null };
    ledger.apply({ room: 'pairing', id: `g${at}`, value: { web: [sighting], har: [] } });
    ledger.apply({ room: 'call', id: `c${at}`, value: { call: `c${at}`, failedAt: [], success: null, lastAt: at } });
  }
  apply(ledger, makeRoom(ledger));
  expect([...ledger.all('entry')].map(({ seq }) => seq)).toEqual([3, 4]);
  expect(ledger.get('tally')?.dropped).toBe(2);
  expect([...ledger.entries('pairing')].map(([id]) => id)).toEqual(['g30', 'g40']);
  expect([...ledger.all('call')].map(({ call }) => call)).toEqual(['c30', 'c40']);
});

it('makes room until nothing is left that may go', () => {
  const ledger = filled(3);
  for (let turn = 0; turn < 3; turn++) apply(ledger, makeRoom(ledger));
  expect(ledger.size('entry')).toBe(0);
  expect(ledger.get('tally')?.dropped).toBe(3);
});

it('storage keys name room and record, whatever stands in the id', () => {
  expect(fromStorageKey(storageKey('pairing', '1 GET http://localhost:1/x'))).toEqual({
    room: 'pairing',
    id: '1 GET http://localhost:1/x',
  });
  expect(fromStorageKey(storageKey('tally', ''))).toEqual({ room: 'tally', id: '' });
  expect(fromStorageKey('settings')).toBeNull();
});
