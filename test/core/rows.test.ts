import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { RowIndex, rowIdOf } from '../../src/core/rows.ts';
import { anEntry } from '../support/observations.ts';

const withMessage = (entry: Entry, message: string): Entry => ({
  ...entry,
  diagnosis: { ...entry.diagnosis, facts: { message } },
});
/** A failure that only a change mends. */
const refused = (parts: Partial<Entry>, observation: Partial<Observation>): Entry => {
  const entry = anEntry(parts, observation);
  return { ...entry, diagnosis: { ...entry.diagnosis, retry: { ...entry.diagnosis.retry, verdict: 'fix-first' } } };
};

describe('RowIndex', () => {
  it('merges the same failure of the same call, and counts it', () => {
    const index = new RowIndex();
    index.put(anEntry({ seq: 1 }, { startedAt: 10 }));
    const row = index.put(anEntry({ seq: 2 }, { startedAt: 20 }));
    expect(row).toMatchObject({ count: 2, firstAt: 10, lastAt: 20 });
    expect(index.all()).toHaveLength(1);
  });

  it.each([
    ['another status', {}, { status: 500 }],
    ['another tab', {}, { tabId: 9 }],
    ['another call', { call: 'GET elsewhere' }, {}],
  ])('keeps %s apart', (_, entry, observation) => {
    expect(rowIdOf(anEntry(entry, observation))).not.toBe(rowIdOf(anEntry()));
  });

  it('a body that comes later may move its entry to another row', () => {
    const index = new RowIndex();
    const early = refused({ seq: 1 }, { id: 'a', status: 400 });
    index.put(early);
    index.put(refused({ seq: 2 }, { id: 'b', status: 400 }));
    expect(index.put(withMessage(early, 'name is required')).count).toBe(1);
    expect(index.all().map(({ count }) => count)).toEqual([1, 1]);
  });

  it('one of a burst whose body never comes stays with the others: waiting mends them all', () => {
    const index = new RowIndex();
    index.put(withMessage(anEntry({ seq: 1 }, { id: 'a', status: 429 }), 'Too many requests.'));
    expect(index.put(anEntry({ seq: 2 }, { id: 'b', status: 429 })).count).toBe(2);
  });

  it('after any puts and removals holds exactly what is left, each row in order of seq', () => {
    const step = fc.record({ id: fc.integer({ min: 0, max: 12 }), status: fc.constantFrom(400, 429, 500), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const index = new RowIndex();
        const left = new Map<string, number>();
        for (const { id, status, remove } of steps) {
          const name = `e${id}`;
          if (remove) index.remove(name);
          else index.put(anEntry({ seq: id }, { id: name, status }));
          if (remove) left.delete(name);
          else left.set(name, status);
        }
        const rows = index.all();
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(left.size);
        for (const { entries, latest } of rows) {
          const seqs = entries.map(({ seq }) => seq);
          expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
          expect(latest).toBe(entries.at(-1));
          for (const { observation } of entries) expect(left.get(observation.id)).toBe(observation.status);
        }
      }),
    );
  });
});
