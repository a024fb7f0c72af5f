import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, parseRetryAfter } from '../../src/core/retry-after.ts';

const RECEIVED = 1_790_000_000_000; // 2026-09-21T14:13:20Z
const read = (value: string | null, date: string | null = null) => parseRetryAfter(value, { date, receivedAt: RECEIVED });
const DATE = 'Mon, 21 Sep 2026 14:13:20 GMT';

describe('seconds', () => {
  it.each([
    ['17', 17_000],
    ['0', 0],
    [' 5 ', 5000],
    ['1.5', 1500],
    ['"8"', 8000],
    ['3600', 3_600_000],
    ['2678400', 2_678_400_000],
    ['5, 20', 20_000],
    ['soon, 20', 20_000],
  ])('%s', (value, waitMs) => {
    expect(read(value)).toEqual({ notBefore: RECEIVED + waitMs, clock: 'none' });
  });

  it.each([
    ['-1', 'negative'],
    ['', 'absent'],
    [null, 'absent'],
    ['soon', 'unreadable'],
    ['1e3', 'unreadable'],
    ['12 s', 'unreadable'],
    ['99999999', 'too-far'],
    ['999999999999999999999999', 'too-far'],
    ['NaN', 'unreadable'],
    ['Mon, 32 Sep 2026 14:13:20 GMT', 'unreadable'],
    ['Mon, 30 Feb 2026 14:13:20 GMT', 'unreadable'],
  ])('%s gives a reason', (value, reason) => {
    expect(read(value)).toEqual({ reason });
  });

  it('reads an instant in epoch seconds, which some senders put there', () => {
    expect(read(String(RECEIVED / 1000 + 30), DATE)).toEqual({ notBefore: RECEIVED + 30_000, clock: 'server' });
  });
});

describe('dates', () => {
  it.each(['Mon, 21 Sep 2026 14:14:00 GMT', 'Monday, 21-Sep-26 14:14:00 GMT', 'Mon Sep 21 14:14:00 2026'])('%s', (value) => {
    expect(read(value, DATE)).toEqual({ notBefore: RECEIVED + 40_000, clock: 'server' });
  });

  it('is read against the Date of the answer: a local clock that is hours wrong does no harm', () => {
    const wrong = { date: DATE, receivedAt: RECEIVED - 7_200_000 };
    expect(parseRetryAfter('Mon, 21 Sep 2026 14:14:00 GMT', wrong)).toEqual({
      notBefore: wrong.receivedAt + 40_000,
      clock: 'server',
    });
  });

  it('falls back on the local clock, and says so, without a readable Date', () => {
    const expected = { notBefore: RECEIVED + 40_000, clock: 'local' };
    expect(read('Mon, 21 Sep 2026 14:14:00 GMT')).toEqual(expected);
    expect(read('Mon, 21 Sep 2026 14:14:00 GMT', 'yesterday')).toEqual(expected);
  });

  it('in the past means now', () => {
    expect(read('Mon, 21 Sep 2026 13:00:00 GMT', DATE)).toEqual({ notBefore: RECEIVED, clock: 'server' });
  });

  it('agrees with the platform on every second of 1970 to 2100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (seconds) => {
        expect(parseHttpDate(new Date(seconds * 1000).toUTCString(), RECEIVED)).toBe(seconds * 1000);
      }),
    );
  });

  it('reads a leap second and a two-digit year of the last century', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', RECEIVED)).toBe(1_483_228_800_000);
    expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', RECEIVED)).toBe(784_111_777_000);
  });
});

it('never throws and never goes before the answer', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string()), (value, date) => {
      const result = read(value, date);
      expect('reason' in result || result.notBefore >= RECEIVED).toBe(true);
    }),
  );
});
