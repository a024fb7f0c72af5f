import { describe, expect, it } from 'vitest';
import { fastestPollMs, lintCaller, type CallerCall, type LintRule } from '../../src/core/caller-lint.ts';

const T = 1_790_000_000_000;
function tries(gaps: readonly number[], parts: Partial<CallerCall> = {}): CallerCall[] {
  let at = T;
  return [0, ...gaps].map((gap) => {
    at += gap;
    return { sentAt: at, endedAt: at, call: 'GET /products', method: 'GET', status: 503, safeAt: null, poll: null, ...parts };
  });
}
const rules = (calls: CallerCall[]): LintRule[] => lintCaller(calls, { now: T + 60_000 }).map(({ rule }) => rule);

describe('retries', () => {
  it.each([
    ['a fixed interval', [2000, 2010, 1995], {}, ['fixed-interval']],
    ['doubling without jitter', [1000, 2000, 4000], {}, ['no-jitter']],
    ['the documented backoff with jitter', [1210, 2470, 4090, 8330], {}, []],
    ['two layers', [200, 210, 5000, 190, 220, 5100], {}, ['layers']],
    ['what cannot succeed', [900, 2600, 1500], { status: 404 }, ['hopeless']],
    ['before the safe time', [900, 2600, 1500], { safeAt: T + 60_000 }, ['early']],
    ['two tries are no pattern', [1000], { status: 404 }, []],
  ] as const)('%s', (_name, gaps, parts, expected) => {
    expect(rules(tries(gaps, parts))).toEqual(expected);
  });

  it('shows the attempts as evidence', () => {
    const [finding] = lintCaller(tries([2000, 2000, 2000]), { now: T });
    expect(finding?.evidence.length).toBe(4);
    expect(finding?.says).toEqual({ id: 'lint.fixed-interval', values: { tries: 4, seconds: 2 } });
  });

  it('calls sent side by side are no retries of each other', () => {
    const burst = tries([3, 2, 4, 3, 2]).map((one) => ({ ...one, endedAt: one.sentAt + 1_200 }));
    expect(rules(burst)).toEqual([]);
  });

  it('ends a run at a success and at a long pause', () => {
    const [first, second, third] = tries([2000, 2000]) as [CallerCall, CallerCall, CallerCall];
    expect(rules([first, { ...second, status: 200 }, third])).toEqual([]);
    expect(rules(tries([400_000, 400_000]))).toEqual([]);
  });
});

describe('polls', () => {
  it('that go on after the job has ended', () => {
    const polls = tries([3000, 3000, 3000, 3000], { status: 200, call: 'GET /jobs/1', poll: 'ended' });
    expect(rules(polls)).toContain('poll-after-end');
    expect(rules(polls.slice(0, 2))).toEqual([]);
  });

  it('that eat the budget', () => {
    const polls = tries(
      Array.from({ length: 24 }, () => 2000),
      { status: 200, poll: 'running' },
    );
    expect(lintCaller(polls, { now: T + 50_000 })).toMatchObject([
      { rule: 'poll-share', says: { values: { polls: 25, share: 42 } } },
    ]);
  });

  it('may go so fast', () => {
    expect(fastestPollMs(1)).toBe(1000);
    expect(fastestPollMs(5, { otherPerMinute: 30 })).toBe(10_000);
    expect([fastestPollMs(1, { otherPerMinute: 60 }), fastestPollMs(0)]).toEqual([null, null]);
  });
});

it('finds nothing in nothing', () => {
  expect(lintCaller([], { now: T })).toEqual([]);
});
