import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { age, countdown, duration, shareLeft, timeOfDay } from '../../src/views/format.ts';

it('rounds a countdown up, so that zero is never shown too early', () => {
  expect(countdown(17_000, 400)).toBe('0:17');
  expect(countdown(1_000, 999)).toBe('0:01');
  expect(countdown(1_000, 1_000)).toBeNull();
  expect(countdown(3_700_000, 0)).toBe('1:01:40');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (left) => {
      const parts = (countdown(left, 0) ?? '').split(':').map(Number);
      const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
      expect(seconds * 1_000).toBeGreaterThanOrEqual(left);
      expect(seconds * 1_000).toBeLessThan(left + 1_000);
    }),
  );
});

it('says durations and ages in the unit that tells', () => {
  expect([duration(12.4), duration(1_234), duration(119_600)]).toEqual(['12 ms', '1.23 s', '1 min 59 s']);
  expect([age(0, 12_900), age(0, 60_000), age(0, 3_660_000), age(5_000, 0)]).toEqual(['12 s', '1 min', '1 h 1 min', '0 s']);
});

it('shows the reader’s time of day to the millisecond', () => {
  expect(timeOfDay(new Date(2026, 0, 1, 4, 5, 6, 7).getTime(), true)).toBe('04:05:06.007');
});

it('measures a wait from its start to its end', () => {
  expect([shareLeft(0, 100, 25), shareLeft(0, 100, 200), shareLeft(0, 100, -5), shareLeft(10, 10, 10)]).toEqual([0.75, 0, 1, 0]);
});
