import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { editsBetween, nearestOf } from '../../src/core/likeness.ts';

it.each([
  ['', '', 0],
  ['a', '', 1],
  ['kitten', 'sitting', 3],
  ['prodcuts', 'products', 1],
  ['abc', 'abc', 0],
])('%s to %s: %i edits', (a, b, edits) => {
  expect(editsBetween(a, b, 5)).toBe(edits);
});

it('is the same both ways, and never above its limit by more than one', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, fc.nat(5), (a, b, limit) => {
      expect(editsBetween(a, b, limit)).toBe(editsBetween(b, a, limit));
      expect(editsBetween(a, b, limit)).toBeLessThanOrEqual(limit + 1);
      expect(editsBetween(a, a, limit)).toBe(0);
    }),
  );
});

it('the nearest known word, when it is near', () => {
  const known = ['preferences', 'count', 'imageId', 'generatedImageId'];
  expect(['prefrences', 'PREFERENCES', 'cuont', 'image_id', 'generatedImageID'].map((word) => nearestOf(word, known))).toEqual([
    'preferences',
    'preferences',
    'count',
    'imageId',
    'generatedImageId',
  ]);
  expect(['suggestion', 'amount', 'id', '', 'x'.repeat(10_000)].map((word) => nearestOf(word, known))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
