import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, SAVED_FILTERS, preferencesFrom, withSaved } from '../../src/core/preferences.ts';
import { actOf } from '../../src/views/shortcuts.ts';

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

const press = (key: string, more: { isTyping?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isTyping: false,
  ...more,
});

it('gives a key to the panel only where it is nobody else’s', () => {
  expect(actOf(press('j'), true)).toBe('next');
  expect(actOf(press('j'), false)).toBeNull();
  expect(actOf(press('j', { isTyping: true }), true)).toBeNull();
  expect(actOf(press('j', { ctrlKey: true }), true)).toBeNull();
  expect(actOf(press('Escape'), false)).toBe('back');
  expect(actOf(press('ArrowDown'), true)).toBeNull();
});
