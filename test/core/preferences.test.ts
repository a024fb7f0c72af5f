import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, SAVED_FILTERS, preferencesFrom, withSaved } from '../../src/core/preferences.ts';

it('takes what fits and the default for the rest', () => {
  expect(
    preferencesFrom({ query: 'status:429', sort: { column: 'took', isDescending: true }, theme: 'pink', saved: ['a', 1] }),
  ).toEqual({
    ...DEFAULT_PREFERENCES,
    query: 'status:429',
    sort: { column: 'took', isDescending: true },
    saved: ['a'],
  });
  expect(preferencesFrom({ sort: { column: 'nothing', isDescending: true } }).sort).toBeNull();
  fc.assert(fc.property(fc.anything(), (stored) => preferencesFrom(stored).saved.length <= SAVED_FILTERS));
});

it('keeps five filters, the newest first, none twice', () => {
  const six = ['1', '2', '3', '4', '5', '6'].reduce<string[]>((saved, one) => withSaved(saved, one), []);
  expect(six).toEqual(['6', '5', '4', '3', '2']);
  expect(withSaved(six, ' 4 ')).toEqual(['4', '6', '5', '3', '2']);
  expect(withSaved(six, '  ')).toEqual(six);
});

it('a divider keeps a share that leaves both sides in sight', () => {
  expect(preferencesFrom({ split: { beside: 40, below: 3 } }).split).toEqual({ beside: 40, below: null });
  expect(preferencesFrom({ split: 7 }).split).toEqual({ beside: null, below: null });
});
