import { expect, it } from 'vitest';
import { badgeLook, looked, soonestEnd, tabStates } from '../../src/core/badge.ts';
import { MemoryLedger } from '../../src/core/ledger.ts';
import { emptyTally } from '../../src/core/journal.ts';
import { anEntry, aKeyRecord } from '../support/observations.ts';

const NONE = { count: 0, worst: null };

it.each([
  [NONE, null, { text: '', tone: null }],
  [{ count: 12, worst: 'fix' }, null, { text: '12', tone: 'fix' }],
  [{ count: 1_200, worst: 'risk' }, null, { text: '999+', tone: 'risk' }],
  [{ count: 12, worst: 'fix' }, 17_200, { text: '18s', tone: 'waits' }],
  [NONE, 1, { text: '1s', tone: 'waits' }],
  [NONE, 90_000, { text: '90s', tone: 'waits' }],
  [NONE, 90_001, { text: '>1m', tone: 'waits' }],
  [{ count: 3, worst: 'waits' }, 0, { text: '3', tone: 'waits' }],
] as const)('%o until %s', (unseen, until, look) => expect(badgeLook(unseen, until, 0)).toEqual(look));

it('a tab has the failures nobody saw, its own and those of no tab, and the keys of these calls that a wait helps', () => {
  const ledger = new MemoryLedger();
  const paid = anEntry({ seq: 3 }, { tabId: 1 });
  const entries = [
    anEntry({ seq: 1 }, { tabId: 1 }),
    anEntry({ seq: 2, keyRef: 'host other' }, { tabId: null }),
    {
      ...paid,
      keyRef: 'host paid',
      diagnosis: { ...paid.diagnosis, retry: { ...paid.diagnosis.retry, verdict: 'check-first' } },
    },
  ] as const;
  for (const entry of entries) ledger.apply({ room: 'entry', id: entry.observation.id, value: entry });
  ledger.apply({ room: 'seen', id: '1', value: 1 });
  expect([...tabStates(ledger)]).toEqual([
    [1, { count: 2, worst: 'risk', refs: new Set(['app.qamera.ai 7f3a2b1c', 'host other']) }],
    [null, { count: 1, worst: 'waits', refs: new Set(['host other']) }],
  ]);
});

it('whoever looked at a tab has seen its failures and those of no tab, once', () => {
  const ledger = new MemoryLedger();
  ledger.apply({ room: 'tally', id: '', value: { ...emptyTally(0), nextSeq: 4 } });
  for (const [seq, tabId] of [
    [1, 1],
    [2, null],
    [3, 2],
  ] as const) {
    const entry = anEntry({ seq }, { tabId });
    ledger.apply({ room: 'entry', id: entry.observation.id, value: entry });
  }
  for (const change of looked(ledger, 1)) ledger.apply(change);
  expect([...tabStates(ledger)].map(([tabId, { count }]) => [tabId, count])).toEqual([
    [1, 0],
    [null, 0],
    [2, 1],
  ]);
  expect(looked(ledger, 1)).toEqual([]);
});

it('of several blocked keys the soonest counts, of those that are over none', () => {
  const ledger = new MemoryLedger();
  for (const [ref, notBefore] of [
    ['a', 5_000],
    ['b', 3_000],
    ['c', 900],
  ] as const)
    ledger.apply({ room: 'key', id: ref, value: aKeyRecord({ ref }, notBefore) });
  ledger.apply({ room: 'key', id: 'd', value: aKeyRecord({ ref: 'd' }, null) });
  expect(soonestEnd(ledger, ['a', 'b', 'c', 'd', 'unknown'], 1_000)).toBe(3_000);
  expect(soonestEnd(ledger, ['c', 'd'], 1_000)).toBeNull();
});
