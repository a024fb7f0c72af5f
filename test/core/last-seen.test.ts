import { expect, it } from 'vitest';
import { lastSeenAt } from '../../src/core/last-seen.ts';
import { noteSuccess } from '../../src/core/last-success.ts';
import { clear } from '../../src/core/journal.ts';
import { MemoryLedger } from '../../src/core/ledger.ts';
import { anEntry, anObservation } from '../support/observations.ts';

const BASE = 'http://localhost:5173/api/external';

it('names the latest call of a base, failed or not, and none of another', () => {
  const ledger = new MemoryLedger();
  const fail = (id: string, startedAt: number, base = BASE): void =>
    ledger.apply({
      room: 'entry',
      id,
      value: anEntry({}, { id, base, startedAt, method: 'POST', path: '/presets', status: 400 }),
    });
  expect(lastSeenAt(ledger, BASE)).toBeNull();
  fail('other', 900, 'http://localhost:5174/api/external');
  expect(lastSeenAt(ledger, BASE)).toBeNull();
  fail('a', 100);
  expect(lastSeenAt(ledger, BASE)).toEqual({ at: 100, call: 'POST /presets', status: 400 });
  const worked = anObservation({ id: 'b', base: BASE, startedAt: 200, method: 'GET', path: '/products', status: 200 });
  for (const change of noteSuccess(ledger, worked)) ledger.apply(change);
  expect(lastSeenAt(ledger, BASE)).toEqual({ at: 200, call: 'GET /products', status: 200 });
  fail('c', 300);
  expect(lastSeenAt(ledger, BASE)?.at).toBe(300);
});

it('knows of none once all that failed was cleared: it is a word about the records, not about the session', () => {
  const ledger = new MemoryLedger();
  ledger.apply({ room: 'entry', id: 'a', value: anEntry({}, { id: 'a', base: BASE, startedAt: 100, status: 400 }) });
  expect(lastSeenAt(ledger, BASE)).not.toBeNull();
  for (const change of clear(ledger, null, 200)) ledger.apply(change);
  expect(lastSeenAt(ledger, BASE)).toBeNull();
});
