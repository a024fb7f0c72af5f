import { expect, it } from 'vitest';
import { digest } from '../../src/core/digest.ts';

it('names a text shortly, as FNV-1a does', () => {
  // The published FNV-1a values of these texts.
  expect(digest('')).toBe('0:811c9dc5');
  expect(digest('a')).toBe('1:e40c292c');
  expect(digest('foobar')).toBe('6:bf9cf968');
});
