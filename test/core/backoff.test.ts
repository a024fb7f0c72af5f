import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BACKOFF_CAP_MS, backoffWait } from '../../src/core/backoff.ts';

const DOCUMENTED = { minMs: 30_000, maxMs: 60_000 };

it('lies in the documented range at the first failure and doubles from there', () => {
  expect([0, 0.5, 0.999_999].map((dice) => backoffWait(DOCUMENTED, { failures: 1, dice }))).toEqual([30_000, 45_000, 60_000]);
  expect([1, 2, 3, 4].map((failures) => backoffWait(DOCUMENTED, { failures, dice: 0 }))).toEqual([
    30_000, 60_000, 120_000, 240_000,
  ]);
});

it('keeps a documented wait that is longer than the cap', () => {
  expect(backoffWait({ minMs: 900_000, maxMs: 900_000 }, { failures: 9, dice: 0 })).toBe(900_000);
});

it('jitters upward only, never falls with more failures, and stays bounded for any input', () => {
  const range = fc.record({ minMs: fc.integer({ min: 1, max: 120_000 }), spread: fc.integer({ min: 0, max: 60_000 }) });
  fc.assert(
    fc.property(range, fc.integer({ min: -2, max: 5000 }), fc.double(), ({ minMs, spread }, failures, dice) => {
      const wait = { minMs, maxMs: minMs + spread };
      const waited = backoffWait(wait, { failures, dice });
      expect(waited).toBeGreaterThanOrEqual(minMs);
      expect(waited).toBeLessThanOrEqual(BACKOFF_CAP_MS * (1 + spread / minMs) + 1);
      expect(backoffWait(wait, { failures: failures + 1, dice })).toBeGreaterThanOrEqual(waited);
    }),
  );
});
