import { expect, it } from 'vitest';
import { newLine } from '../../src/core/job-line.ts';
import { fastestPollMs, pollBudgetOf } from '../../src/core/poll-budget.ts';
import { anObservation } from '../support/observations.ts';

const T = 1_790_000_000_000;
const WINDOW = { limit: 60, windowMs: 60_000, used: 30 };
/** Asked about every 3 s for half a minute. */
const polled = (id: string, parts = {}) => ({
  ...newLine(anObservation({ startedAt: T }), id, null),
  polls: 10,
  lastPollAt: T + 30_000,
  ...parts,
});

it('tells the share of the budget and the fastest safe interval for the open jobs', () => {
  const one = polled('j1');
  expect(pollBudgetOf(one, [one], WINDOW)).toEqual({ open: 1, perMinute: 20, share: 33, fastestMs: 1_200 });
  const others = [polled('j2'), polled('j3', { state: 'completed' }), polled('j4', { keyId: 'other' })];
  expect(pollBudgetOf(one, [one, ...others], { ...WINDOW, used: 60 })).toEqual({
    open: 2,
    perMinute: 40,
    share: 67,
    fastestMs: 3_000,
  });
});

it('says nothing of a pace from two polls, nor of jobs that have ended', () => {
  const few = polled('j1', { polls: 2 });
  expect(pollBudgetOf(few, [few], WINDOW)).toBeNull();
  const ended = polled('j2', { state: 'failed' });
  expect(pollBudgetOf(ended, [ended], WINDOW)).toBeNull();
});

it('other calls may leave no room', () => {
  const one = polled('j1');
  expect(pollBudgetOf(one, [one], { ...WINDOW, used: 90 })?.fastestMs).toBeNull();
  expect(fastestPollMs(1)).toBe(1_000);
  expect(fastestPollMs(5, { others: 30 })).toBe(10_000);
  expect([fastestPollMs(1, { others: 60 }), fastestPollMs(0)]).toEqual([null, null]);
});
