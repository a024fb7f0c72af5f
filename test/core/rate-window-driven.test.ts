// How a simulator that knows the three functions alone drives them: observe() each own call when its answer is here, nextSafe() when a
// call was refused and again after each answer until the retry is sent, the retry observed like any other call. Seeded, so exact.
import { expect, it } from 'vitest';
import { emptyWindow, nextSafe, observe } from '../../src/core/rate-window.ts';
import type { Policy } from '../bench/retry/policies.ts';
import { KINDS } from '../bench/retry/servers.ts';
import { median } from '../bench/retry/statistics.ts';
import { runWorld, type Block, type WorldSetting } from '../bench/retry/world.ts';

const driven = (random: () => number): Policy => {
  let window = emptyWindow();
  return {
    name: 'three functions',
    see: (answer) => (window = observe(window, answer)),
    next: (now, { wait }) => ({ at: nextSafe(window, { now, random }).notBefore[0] ?? now, wait }),
  };
};
function blocksOf(set: Pick<WorldSetting, 'kind' | 'pattern'> & Partial<WorldSetting>, seeds = [1, 2]): Block[] {
  return seeds.flatMap((seed) =>
    runWorld(
      { hidden: 'none', hiddenPerMinute: 15, headers: 'none', scale: 1, blocks: 6, latencyMs: 120, skewMs: 31_000, seed, ...set },
      driven,
    ),
  );
}
const firstTries = (blocks: readonly Block[]): number => blocks.filter(({ tries }) => tries === 1).length / blocks.length;
const meanWaitMs = (blocks: readonly Block[]): number => blocks.reduce((sum, { waitMs }) => sum + waitMs, 0) / blocks.length;

it.each(KINDS)('%s: each first retry is let in, and none waits longer than a window after the last refusal', (kind) => {
  const blocks = (['burst', 'steady', 'polls and bursts'] as const).flatMap((pattern) => blocksOf({ kind, pattern }));
  expect(blocks.length).toBe(36);
  expect(firstTries(blocks)).toBe(1);
  // A burst of three seconds may go on after the refusal from which the wait is measured.
  expect(Math.max(...blocks.map(({ waitMs }) => waitMs))).toBeLessThan(63_000);
});

it.each(['poisson', 'polls and bursts'] as const)(
  'the documented log in %s, once it is known that refused calls do not count: a quarter second over the earliest instant',
  (pattern) => {
    const blocks = blocksOf({ kind: 'sliding log', pattern, blocks: 12 }).filter(({ index }) => index > 5);
    expect(median(blocks.map(({ waitMs, oracleMs }) => waitMs - oracleMs))).toBeLessThanOrEqual(250);
  },
);

it('a storm on the documented log waits for no more than the readings of it that its answers leave open', () => {
  const blocks = blocksOf({ kind: 'sliding log', pattern: 'storm', blocks: 3 }, [11, 12, 13, 14]);
  expect(firstTries(blocks)).toBe(1);
  const first = blocks.filter(({ index }) => index === 0);
  // The wait is one for the reading that counts refused calls: it is many seconds longer than this limiter asks for.
  expect(Math.max(...first.map(({ waitMs, oracleMs }) => waitMs - oracleMs))).toBeGreaterThan(5000);
  expect(median(first.map(({ waitMs, knowableMs }) => waitMs - (knowableMs ?? NaN)))).toBeLessThanOrEqual(500);
  // The retry has shown which reading holds.
  const later = blocks.filter(({ index }) => index > 0);
  expect(median(later.map(({ waitMs, oracleMs }) => waitMs - oracleMs))).toBeLessThanOrEqual(250);
});

it('a storm on a token bucket is told apart while it lasts', () => {
  const blocks = blocksOf({ kind: 'token bucket', pattern: 'storm' });
  const late = blocks.filter(({ index }) => index > 1);
  expect(firstTries(blocks)).toBe(1);
  expect(Math.max(...late.map(({ waitMs, oracleMs }) => waitMs - oracleMs))).toBeLessThan(3000);
});

it('own calls that go on do not take the place of the retry', () => {
  const blocks = blocksOf({ kind: 'sliding log', pattern: 'busy while blocked', blocks: 12 });
  expect(firstTries(blocks)).toBeGreaterThanOrEqual(0.95);
});

it('others on the key of a fixed window: nine of ten first retries are let in', () => {
  const blocks = (['steady', 'loose burst', 'burst'] as const).flatMap((pattern) =>
    blocksOf({ kind: 'fixed window', pattern, hidden: 'independent', scale: 0.75, blocks: 10 }),
  );
  expect(firstTries(blocks)).toBeGreaterThanOrEqual(0.88);
  expect(meanWaitMs(blocks)).toBeLessThan(45_000);
});
