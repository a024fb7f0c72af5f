import { expect, it } from 'vitest';
import { arrivalsOf, type SeenCall } from '../../../src/core/limiters/arrivals.ts';
import { allStanding, pointsOf } from '../../../src/core/limiters/beliefs.ts';
import { EVEN_TRUST, judged, opensLikely, type Blocked } from '../../../src/core/limiters/foretell.ts';

const T = 1_790_000_000_000;
const calls: SeenCall[] = Array.from({ length: 45 }, (_, i) => [T + i * 1000, T + i * 1000 + 100, 200]);
const REFUSED = { sentAt: T + 45_000, receivedAt: T + 45_100 };
const others = { at: REFUSED.receivedAt, mean: 15, variance: 1, pace: 15, burst: 1.5 };
const blocked: Blocked = {
  arrivals: arrivalsOf([...calls, [REFUSED.sentAt, REFUSED.receivedAt, 429]]),
  tokens: null,
  anchor: null,
  rate: { limit: 60, windowMs: 60_000 },
  points: pointsOf(allStanding()),
  refused: REFUSED,
  others: { plain: others, refused: others },
  trust: EVEN_TRUST,
};
const [from, latest] = [REFUSED.receivedAt, REFUSED.receivedAt + 60_000];

it('waits longer the surer it must be, and never longer than a window', () => {
  const waits = [0.3, 0.6, 0.9, 0.99].map((sure) => opensLikely(blocked, from, latest, sure));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBeGreaterThanOrEqual(from);
  expect(waits[3]).toBeLessThanOrEqual(latest);
});

it('trusts the kind that foretold a refusal, and plans by it', () => {
  // Let in by every log and bucket a good while later, but not by a window whose boundary is still ahead.
  const trust = judged(blocked, REFUSED.receivedAt + 40_000, false);
  const [log = 0, , token = 0, , fixed = 0] = trust;
  expect(Math.max(...trust)).toBe(0);
  expect(fixed).toBeGreaterThan(log);
  expect(fixed).toBeGreaterThan(token);
  const later = (kinds: readonly number[]): number => opensLikely({ ...blocked, trust: kinds }, from, latest, 0.9);
  expect(later(trust)).toBeGreaterThan(later(EVEN_TRUST));
});
