import { expect, it } from 'vitest';
import { freePlaces, planAsText, planSlots } from '../../src/core/planner.ts';
import { emptyWindow, observe } from '../../src/core/rate-window.ts';

const T = 1_790_000_000_000;
const half = Array.from({ length: 30 }, (_, i) => T + i * 1000).reduce(
  (window, at) => observe(window, { sentAt: at, receivedAt: at + 50, status: 200 }),
  emptyWindow(),
);
const now = T + 30_000;
const plan = (count: number) => planSlots(half, { now, count, random: () => 0 });

it('lets the free places go at once and the rest as places free', () => {
  const { slots, pacePerMinute, steadyGapMs } = plan(40);
  expect(slots.filter(({ notBefore }) => notBefore === now).length).toBe(30);
  expect(slots[30]?.notBefore).toBe(T + 60_052);
  expect(slots[39]?.notBefore).toBe(T + 69_052);
  expect(pacePerMinute).toBeGreaterThan(0);
  expect(steadyGapMs).toBe(1000);
});

it('never breaks the limit by its own calls, however many wait', () => {
  const { slots } = plan(200);
  for (const [k, { notBefore }] of slots.entries()) {
    const before = slots[k - 60];
    expect(notBefore - (before?.notBefore ?? -Infinity)).toBeGreaterThan(60_000);
  }
});

it('cuts a count that makes no sense', () => {
  expect([plan(0), plan(-4), plan(NaN)].map(({ slots }) => slots.length)).toEqual([1, 1, 1]);
  expect(plan(1e9).slots.length).toBe(1000);
});

it('draws the free places of the next minute', () => {
  const places = freePlaces(half, { now, steps: 4 });
  expect(places.map(({ at }) => at - now)).toEqual([15_000, 30_000, 45_000, 60_000]);
  expect(places.map(({ free }) => free)).toEqual([30, 30, 45, 60]);
});

it('copies as a table', () => {
  const iso = (at: number) => String(at - T);
  expect(planAsText(plan(1), now, iso)).toBe('1\t30000\t0.0 s');
  // Planned from the end of a hold, or copied a while after: the wait is the one from now.
  expect(planAsText(plan(1), now - 17_500, iso)).toBe('1\t30000\t17.5 s');
  expect(planAsText(plan(1), now + 2000, iso)).toBe('1\t30000\t0.0 s');
});
