import { expect, it } from 'vitest';
import { RowIndex } from '../../src/core/rows.ts';
import { isPolling } from '../../src/views/polling.ts';
import { COLUMNS, NEWEST_FIRST, type Sort, compareRows, nextSort } from '../../src/core/sort.ts';
import { anEntry } from '../support/observations.ts';

const index = new RowIndex();
const add = (seq: number, path: string, status: number, took: number): void =>
  void index.put(
    anEntry({ seq }, { path, url: `https://app.qamera.ai/api/external${path}`, status, startedAt: seq, endedAt: seq + took }),
  );
add(1, '/b', 500, 30);
add(2, '/a', 429, 10);
add(3, '/c', 400, 20);

const order = (sort: Sort): string =>
  index
    .all()
    .toSorted(compareRows(sort, ({ latest }) => latest.diagnosis.retry))
    .map(({ latest }) => latest.observation.path)
    .join('');

it('sorts by each column, both ways; newest first is the start', () => {
  expect(order(NEWEST_FIRST)).toBe('/c/a/b');
  expect(order({ column: 'time', isDescending: false })).toBe('/b/a/c');
  expect(order({ column: 'status', isDescending: false })).toBe('/c/a/b');
  expect(order({ column: 'path', isDescending: true })).toBe('/c/b/a');
  expect(order({ column: 'took', isDescending: true })).toBe('/b/c/a');
  // All the same: ties stand newest first, whichever way it goes.
  expect(order({ column: 'method', isDescending: true })).toBe('/c/a/b');
});

it('a header goes through its two ways and back to newest first', () => {
  for (const column of COLUMNS) {
    if (column === 'time') continue;
    const once = nextSort(NEWEST_FIRST, column);
    const twice = nextSort(once, column);
    expect([once.column, twice.column, twice.isDescending]).toEqual([column, column, !once.isDescending]);
    expect(nextSort(twice, column)).toEqual(NEWEST_FIRST);
  }
});

const rowOf = (gap: number, method = 'GET', times = 4) => {
  const rows = new RowIndex();
  let row = rows.put(anEntry({ seq: 0, call: 'x' }, { method, startedAt: 0 }));
  for (let place = 1; place < times; place++)
    row = rows.put(anEntry({ seq: place, call: 'x' }, { method, startedAt: place * gap }));
  return row;
};

it('tells polling from a burst and from a POST', () => {
  expect(isPolling(rowOf(3_000))).toBe(true);
  expect(isPolling(rowOf(20))).toBe(false);
  expect(isPolling(rowOf(3_000, 'POST'))).toBe(false);
  expect(isPolling(rowOf(3_000, 'GET', 2))).toBe(false);
  expect(isPolling(rowOf(120_000))).toBe(false);
});
