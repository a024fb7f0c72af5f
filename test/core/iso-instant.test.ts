import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromIso, isoFromInstant } from '../../src/core/iso-instant.ts';

describe('instantFromIso', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01T12:00:00.5+01:00', Date.UTC(2026, 2, 1, 11, 0, 0, 500)],
    ['2024-02-29T23:59:59.123456+00:00', Date.UTC(2024, 1, 29, 23, 59, 59, 123)],
    ['2014-05-30T11:35:12.000+0200', Date.UTC(2014, 4, 30, 9, 35, 12)],
    ['2014-05-30T11:35:12-05', Date.UTC(2014, 4, 30, 16, 35, 12)],
    ['2026-03-01 12:00:00', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01T12:00Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['2026-13-01T00:00:00Z', null],
    ['2026-03-01T25:00:00Z', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (text, instant) => {
    expect(instantFromIso(text)).toBe(instant);
  });
});
it('agrees with the platform both ways', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
      expect(isoFromInstant(date.getTime())).toBe(date.toISOString());
      expect(instantFromIso(date.toISOString())).toBe(date.getTime());
    }),
  );
  expect(isoFromInstant(Number.NaN)).toBe('1970-01-01T00:00:00.000Z');
});
