import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/core/diagnosis.ts';
import { otherLimitOf, type Refused, withLimit, withRateEvidence } from '../../src/core/rate-evidence.ts';
import { type RateWindow, emptyWindow, observe } from '../../src/core/rate-window.ts';
import { anObservation } from '../support/observations.ts';

const T = 1_000_000;
const documented: Cause[] = [
  { says: { id: 'cause.rate-60-unseen' }, evidence: 'unseen' },
  { says: { id: 'cause.rate-shared-unseen' }, evidence: 'unseen' },
];
const REFUSED: Refused = { observation: anObservation({ status: 429 }), category: 'rate-limited', entry: 'external-429' };
/** So many admitted calls, 100 ms apart, then one refused. */
function after(admitted: number): { window: RateWindow; now: number } {
  let window = emptyWindow();
  for (let n = 0; n < admitted; n++) window = observe(window, { sentAt: T + n * 100, receivedAt: T + n * 100 + 20, status: 200 });
  const now = T + admitted * 100 + 20;
  return { window: observe(window, { sentAt: now - 20, receivedAt: now, status: 429 }), now };
}

describe('withRateEvidence', () => {
  it('names the own calls where they used the budget up', () => {
    const { window, now } = after(60);
    expect(withRateEvidence(documented, REFUSED, window, { now })).toEqual([
      { says: { id: 'cause.rate-seen', values: { seen: 60, limit: 60 } }, evidence: 'seen', where: 'calls of this key' },
    ]);
  });
  it('counts own calls that are still under way: over one connection refusals overtake what was let in', () => {
    const { window, now } = after(0);
    const [first] = withRateEvidence(documented, REFUSED, window, { now, underWay: 60 });
    expect(first).toMatchObject({ says: { id: 'cause.rate-seen', values: { seen: 60, limit: 60 } }, evidence: 'seen' });
  });
  it('names others where too few were seen, and keeps what the documents say', () => {
    const { window, now } = after(5);
    const [first, ...rest] = withRateEvidence(documented, REFUSED, window, { now });
    expect(first).toMatchObject({
      says: { id: 'cause.rate-elsewhere', values: { seen: 5, limit: 60, atLeast: 55 } },
      evidence: 'seen',
    });
    // That others share the key is what the first one says.
    expect(rest).toEqual(documented.filter(({ says }) => says.id !== 'cause.rate-shared-unseen'));
  });
  it('leaves other categories and unknown keys alone', () => {
    const { window, now } = after(60);
    expect(withRateEvidence(documented, { ...REFUSED, category: 'concurrency-limited' }, window, { now })).toEqual(documented);
    expect(withRateEvidence(documented, REFUSED, null, { now })).toEqual(documented);
    const html = anObservation({ status: 429, responseBody: { text: '<html>', truncated: false, missing: null } });
    expect(withRateEvidence(documented, { ...REFUSED, observation: html }, window, { now })).toEqual(documented);
    const item = anObservation({ status: 207 });
    expect(withRateEvidence(documented, { ...REFUSED, observation: item }, window, { now })).toEqual(documented);
  });
});

describe('a Plugin 429 whose code was not read', () => {
  const undecided = { ...REFUSED, entry: 'plugin-429' };
  it('accuses nobody else: it may have been the cap on jobs', () => {
    const { window, now } = after(5);
    expect(withRateEvidence(documented, undecided, window, { now })).toEqual(documented);
  });
  it('counts the own calls where they used the budget up', () => {
    const { window, now } = after(60);
    expect(withRateEvidence(documented, undecided, window, { now })[0]?.says.id).toBe('cause.rate-seen');
  });
});

describe('the limit that is known', () => {
  const saying = (...responseHeaders: [string, string][]) => anObservation({ status: 429, responseHeaders });
  it.each([
    ['nothing', saying(), null, 60, null],
    ['this answer', saying(['x-ratelimit-limit', '100']), emptyWindow(), 60, 100],
    [
      'this answer, by the newer header',
      saying(['ratelimit-policy', '"a";q=30;w=60'], ['ratelimit', '"a";r=0;t=5']),
      null,
      60,
      30,
    ],
    [
      'an answer that names the limit of an hour',
      saying(['x-ratelimit-limit', '5000'], ['x-ratelimit-reset', '3000']),
      null,
      60,
      null,
    ],
    ['an earlier answer', saying(), emptyWindow({ limit: 120 }), 60, 120],
    ['the user, the key not seen', saying(), null, 90, 90],
    ['the documents', saying(['x-ratelimit-limit', '60']), emptyWindow({ limit: 120 }), 60, null],
    ['a guess from what was let in', saying(), { ...emptyWindow({ limit: 64 }), limitFrom: 'learned' as const }, 60, null],
  ])('from %s', (_, observation, window, option, limit) => {
    expect(otherLimitOf(observation, window, option)).toBe(limit);
  });
  it('is said in place of the documented one', () => {
    const what = { id: 'what.rate-limited-60' } as const;
    expect(withLimit({ what, causes: documented }, 100)).toEqual({
      what: { id: 'what.rate-limit-spent', values: { limit: 100 } },
      causes: [{ says: { id: 'cause.rate-limit-unseen', values: { limit: 100 } }, evidence: 'unseen' }, documented[1]],
    });
    expect(withLimit({ what, causes: documented }, null)).toEqual({ what, causes: documented });
  });
});
