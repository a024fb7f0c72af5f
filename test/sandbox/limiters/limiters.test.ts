import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITER_KINDS, isLimiterKind, makeLimiter } from './limiter.ts';
import type { Limiter, LimiterKind } from './limiter.ts';

const MINUTE = 60_000;
/** A whole minute, so that fixed windows start here. */
const START = 1_800_000_000_000;
const spend = (limiter: Limiter, calls: number, at: number): boolean[] =>
  Array.from({ length: calls }, () => limiter.admit(at).admitted);
/** Two calls fill a window of a second, two are refused in it: is a call a second after the first admitted? */
const admittedAfterHammering = (kind: LimiterKind): boolean => {
  const limiter = makeLimiter(kind, { limit: 2, windowMs: 1000 });
  for (const at of [0, 0, 400, 800]) limiter.admit(START + at);
  return limiter.admit(START + 1000).admitted;
};
const admittedOf = (answers: boolean[]): number => answers.filter(Boolean).length;

describe.each(LIMITER_KINDS)('%s', (kind) => {
  it('admits exactly the limit of a burst from rest and reports what is left', () => {
    const limiter = makeLimiter(kind, { limit: 60, windowMs: MINUTE });
    expect(limiter.admit(START).remaining).toBe(59);
    expect(admittedOf(spend(limiter, 69, START))).toBe(59);
  });

  it('says when the next call is admitted: at that instant it is, a millisecond before it is not', () => {
    fc.assert(
      fc.property(
        fc.record({
          limit: fc.integer({ min: 1, max: 12 }),
          windowMs: fc.integer({ min: 50, max: 2000 }),
          gaps: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }),
        }),
        ({ limit, windowMs, gaps }) => {
          const replay = (): { limiter: Limiter; at: number; freesAt: number } => {
            const limiter = makeLimiter(kind, { limit, windowMs });
            let at = START;
            let freesAt = at;
            for (const gap of gaps) {
              at += gap;
              freesAt = limiter.admit(at).freesAt;
            }
            return { limiter, at, freesAt };
          };
          const due = replay();
          expect(due.freesAt).toBeGreaterThanOrEqual(due.at);
          expect(due.limiter.admit(due.freesAt).admitted).toBe(true);
          const early = replay();
          const tooEarly = early.freesAt > early.at && early.limiter.admit(early.freesAt - 1).admitted;
          expect(tooEarly).toBe(false);
        },
      ),
    );
  });
});

describe('sliding log', () => {
  it('frees one place exactly a window after the oldest call', () => {
    const limiter = makeLimiter('sliding-log', { limit: 60, windowMs: MINUTE });
    limiter.admit(START);
    spend(limiter, 59, START + 10_000);
    expect(limiter.admit(START + MINUTE - 1)).toEqual({ admitted: false, remaining: 0, freesAt: START + MINUTE });
    expect(admittedOf(spend(limiter, 5, START + MINUTE))).toBe(1);
  });

  it('lets refused calls keep the window full only when they count', () => {
    expect(admittedAfterHammering('sliding-log')).toBe(true);
    expect(admittedAfterHammering('sliding-log-counting-refused')).toBe(false);
  });
});

describe('the other kinds differ from the sliding log where they should', () => {
  it('fixed window: admits two limits around its edge', () => {
    const limiter = makeLimiter('fixed-window', { limit: 60, windowMs: MINUTE });
    expect(admittedOf([...spend(limiter, 60, START + MINUTE - 1), ...spend(limiter, 60, START + MINUTE)])).toBe(120);
  });

  it('sliding counter: half a window later, half the earlier bucket still weighs', () => {
    const limiter = makeLimiter('sliding-counter', { limit: 60, windowMs: MINUTE });
    spend(limiter, 60, START);
    expect(admittedOf(spend(limiter, 60, START + MINUTE + MINUTE / 2))).toBe(30);
  });

  it('sliding counter: forgets after a whole window without calls', () => {
    const limiter = makeLimiter('sliding-counter', { limit: 60, windowMs: MINUTE });
    spend(limiter, 60, START);
    expect(admittedOf(spend(limiter, 70, START + 2 * MINUTE))).toBe(60);
  });

  it('token bucket: one call a second after the burst, never more than the limit saved up', () => {
    const limiter = makeLimiter('token-bucket', { limit: 60, windowMs: MINUTE });
    spend(limiter, 60, START);
    expect(admittedOf(spend(limiter, 5, START + 999))).toBe(0);
    expect(admittedOf(spend(limiter, 5, START + 1000))).toBe(1);
    expect(admittedOf(spend(limiter, 90, START + 10 * MINUTE))).toBe(60);
  });
});

it('tells limiter kinds from other words', () => {
  expect(isLimiterKind('fixed-window')).toBe(true);
  expect(isLimiterKind('toString')).toBe(false);
});
