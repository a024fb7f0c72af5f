import { describe, expect, it } from 'vitest';
import { lintCaller, type CallerCall, type LintRule } from '../../src/core/caller-lint.ts';

const T = 1_790_000_000_000;
function tries(gaps: readonly number[], parts: Partial<CallerCall> = {}): CallerCall[] {
  let at = T;
  return [0, ...gaps].map((gap) => {
    at += gap;
    return { sentAt: at, endedAt: at, call: 'GET /products', method: 'GET', status: 503, safeAt: null, ...parts };
  });
}
const rules = (calls: CallerCall[]): LintRule[] => lintCaller(calls).map(({ rule }) => rule);

describe('retries', () => {
  it.each([
    ['a fixed interval', [2000, 2010, 1995], {}, ['fixed-interval']],
    ['doubling without jitter', [1000, 2000, 4000], {}, ['no-jitter']],
    ['the documented backoff with jitter', [1210, 2470, 4090, 8330], {}, []],
    ['three tries of the documented backoff, whose jitter happens to double', [1210, 2470], {}, []],
    ['two layers', [200, 210, 5000, 190, 220, 5100], {}, ['layers']],
    ['what cannot succeed', [900, 2600, 1500], { status: 404 }, ['hopeless']],
    ['before the safe time', [900, 2600, 1500], { safeAt: T + 60_000 }, ['early']],
    ['two tries are no pattern', [1000], { status: 404 }, []],
  ] as const)('%s', (_name, gaps, parts, expected) => {
    expect(rules(tries(gaps, parts))).toEqual(expected);
  });

  it('shows the attempts as evidence', () => {
    const [finding] = lintCaller(tries([2000, 2000, 2000]));
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

it('finds nothing in nothing', () => {
  expect(lintCaller([])).toEqual([]);
});
