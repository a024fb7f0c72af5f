// Own calls whose answers are not here yet, by those that are.
import { describe, expect, it } from 'vitest';
import type { SeenCall } from '../../../src/core/limiters/arrivals.ts';
import { leftUnderWay, underWay } from '../../../src/core/limiters/under-way.ts';

const T = 1_790_000_000_000;
/** Sent every `gap` ms, each answered after `answer`. */
const burst = (count: number, { gap, answer, letIn }: { gap: number; answer: number; letIn: number }): SeenCall[] =>
  Array.from({ length: count }, (_, i) => [T + i * gap, T + i * gap + answer, i < letIn ? 200 : 429]);
const HUNDRED_A_SECOND = { gap: 10, answer: 100, letIn: 60 };

describe('calls under way', () => {
  it('are as many as were sent within an answer time', () => {
    const calls = burst(60, HUNDRED_A_SECOND);
    expect(Math.round(underWay(calls, calls.at(-1)![1]))).toBe(10);
  });
  it('are none where nothing has ended lately', () => {
    const calls = burst(60, HUNDRED_A_SECOND);
    expect(underWay(calls, calls.at(-1)![1] + 1000)).toBe(0);
    expect(underWay([], T)).toBe(0);
  });
});

describe('calls that were under way when the refusals began', () => {
  it('are fewer with each that ends, and none once all have', () => {
    const calls = burst(71, HUNDRED_A_SECOND);
    const left = [61, 64, 67, 71].map((count) => {
      const seen = calls.slice(0, count);
      return Math.round(leftUnderWay(seen, seen.at(-1)![1], 100));
    });
    expect(left).toEqual([10, 7, 4, 0]);
  });
  it('are over after a round trip, whether or not they were there', () => {
    const calls = burst(61, HUNDRED_A_SECOND);
    expect(leftUnderWay(calls, calls.at(-1)![1] + 99, 100)).toBeGreaterThan(0);
    expect(leftUnderWay(calls, calls.at(-1)![1] + 100, 100)).toBe(0);
  });
  it('begin anew with the refusals after a call that was let in', () => {
    const first = burst(61, HUNDRED_A_SECOND);
    const letIn: SeenCall = [T + 60_000, T + 60_100, 200];
    const refused: SeenCall = [T + 60_020, T + 60_120, 429];
    expect(leftUnderWay([...first, letIn], T + 60_110, 100)).toBe(0);
    expect(leftUnderWay([...first, letIn, refused], T + 60_120, 100)).toBeGreaterThan(0);
  });
  it('are none where nothing was refused', () => {
    expect(leftUnderWay(burst(60, HUNDRED_A_SECOND), T + 700, 100)).toBe(0);
  });
});
