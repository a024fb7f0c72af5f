import { expect, it } from 'vitest';
import { quietAt, shareAfter, SPARE_MOST, type Onward } from '../../../src/core/limiters/reserve.ts';

const busy: Onward = { share: 0.9, pace: 1.4 / 1000, lastSent: 1_000_000, latency: 200 };

it('asks nothing of a client that was never seen to go on', () => {
  expect(quietAt({ ...busy, share: 0 }, 0)).toBe(-Infinity);
});

it('asks for silence, the less the more places there are to spare', () => {
  const waits = Array.from({ length: SPARE_MOST + 1 }, (_, spare) => quietAt(busy, spare));
  expect(waits[0]).toBeGreaterThan(busy.lastSent + 3000);
  expect(waits[1]).toBeLessThan(waits[0] ?? 0);
  expect(waits[SPARE_MOST]).toBe(-Infinity);
});

it('takes a fast burst for over sooner than slow traffic', () => {
  expect(quietAt({ ...busy, pace: 10 / 1000 }, 0)).toBeLessThan(quietAt(busy, 0));
});

it('follows what clients do', () => {
  expect([shareAfter(0, true), shareAfter(0.5, false)]).toEqual([0.5, 0.25]);
});
