import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRateLimit } from '../../src/core/rate-limit-headers.ts';
import type { Header } from '../../src/core/units.ts';

const AT = 1_790_000_000_000;
const SECONDS = AT / 1000;
const DATE: Header = ['date', 'Mon, 21 Sep 2026 14:13:20 GMT'];
const nothing = { limit: null, remaining: null, resetAt: null, windowMs: null };

describe('the current draft', () => {
  it('reads RateLimit with its policy', () => {
    const headers: Header[] = [
      ['ratelimit', '"default";r=0;t=12'],
      ['ratelimit-policy', '"default";q=60;w=60'],
    ];
    expect(parseRateLimit(headers, AT)).toEqual({
      limit: 60,
      remaining: 0,
      resetAt: AT + 12_000,
      windowMs: 60_000,
      from: 'ratelimit',
    });
  });

  it('with several policies takes the one that binds longest', () => {
    const headers: Header[] = [['RateLimit', '"burst";r=0;t=2, "daily";r=0;t=900, "hour";r=40;t=5']];
    expect(parseRateLimit(headers, AT)).toMatchObject({ remaining: 0, resetAt: AT + 900_000 });
  });

  it('with several policies names the limit of the minute, whichever binds', () => {
    const headers = (state: string): Header[] => [
      ['RateLimit-Policy', '"burst";q=10;w=1, "minute";q=60;w=60'],
      ['RateLimit', state],
    ];
    const minute = { limit: 60, windowMs: 60_000 };
    expect(parseRateLimit(headers('"burst";r=0;t=1, "minute";r=55;t=40'), AT)).toMatchObject({
      ...minute,
      remaining: 0,
      resetAt: AT + 1000,
    });
    expect(parseRateLimit(headers('"burst";r=9;t=1'), AT)).toMatchObject({ ...minute, remaining: 9 });
  });
});

describe('older forms', () => {
  it('reads the single header and the three headers of earlier drafts', () => {
    expect(parseRateLimit([['ratelimit', 'limit=60, remaining=3, reset=20']], AT)).toMatchObject({
      limit: 60,
      remaining: 3,
      resetAt: AT + 20_000,
    });
    const three: Header[] = [
      ['ratelimit-limit', '60, 60;w=60'],
      ['ratelimit-remaining', '0'],
      ['ratelimit-reset', '7'],
    ];
    expect(parseRateLimit(three, AT)).toEqual({
      limit: 60,
      remaining: 0,
      resetAt: AT + 7000,
      windowMs: 60_000,
      from: 'ratelimit',
    });
  });

  it.each([
    ['seconds from now', '30', AT + 30_000],
    ['epoch seconds', String(SECONDS + 30), AT + 30_000],
    ['epoch milliseconds', String(AT + 30_000), AT + 30_000],
    ['decimals', '0.25', AT + 250],
    ['in the past', String(SECONDS - 30), AT],
  ])('X-RateLimit-Reset as %s', (_form, value, resetAt) => {
    expect(parseRateLimit([['X-RateLimit-Reset', value], DATE], AT)).toEqual({ ...nothing, resetAt, from: 'x-ratelimit' });
  });

  it('reads an epoch against the Date of the answer', () => {
    const receivedAt = AT - 3_600_000;
    expect(parseRateLimit([['x-ratelimit-reset', String(SECONDS + 30)], DATE], receivedAt)?.resetAt).toBe(receivedAt + 30_000);
  });

  it.each([
    ['12, 12', AT + 12_000],
    ['12, 40', AT + 40_000],
    [`${SECONDS + 30}, 7`, AT + 30_000],
    ['soon, 12', AT + 12_000],
  ])('of the resets of a gateway and the app takes the latest: %s', (value, resetAt) => {
    expect(parseRateLimit([['X-RateLimit-Reset', value], DATE], AT)?.resetAt).toBe(resetAt);
  });

  it.each<[string, Header[], number, number | null]>([
    ['RateLimit-Limit with quotas', [['ratelimit-limit', '10, 10;w=1, 60;w=60']], 60, 60_000],
    ['RateLimit-Limit with its own', [['ratelimit-limit', '100, 5;w=1, 100;w=900']], 100, 900_000],
    [
      'RateLimit-Limit with a policy',
      [
        ['ratelimit-limit', '5'],
        ['ratelimit-policy', '5;w=900'],
      ],
      5,
      900_000,
    ],
    [
      'the single header with policies',
      [
        ['ratelimit', 'limit=10, remaining=3, reset=1'],
        ['ratelimit-policy', '10;w=1, 60;w=60'],
      ],
      60,
      60_000,
    ],
    ['no length', [['x-ratelimit-limit', '60']], 60, null],
  ])('tells for which window the limit is: %s', (_form, headers, limit, windowMs) => {
    expect(parseRateLimit(headers, AT)).toMatchObject({ limit, windowMs });
  });

  it('leaves the word to X-RateLimit where the standard names a policy alone', () => {
    const policy: Header = ['ratelimit-policy', '"minute";q=60;w=60'];
    expect(parseRateLimit([policy], AT)).toBeNull();
    expect(parseRateLimit([policy, ['x-ratelimit-remaining', '0']], AT)).toMatchObject({ remaining: 0, from: 'x-ratelimit' });
  });

  it('reads the remaining count alone, as the Plugin surface sends it', () => {
    expect(parseRateLimit([['x-ratelimit-remaining', '0']], AT)).toEqual({ ...nothing, remaining: 0, from: 'x-ratelimit' });
  });
});

it('tells nothing when there is nothing', () => {
  expect([parseRateLimit(null, AT), parseRateLimit([], AT), parseRateLimit([['x-ratelimit-reset', '-5']], AT)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('never throws', () => {
  const name = fc.constantFrom('ratelimit', 'ratelimit-policy', 'ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-limit');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string())), (headers) => {
      expect(() => parseRateLimit(headers, AT)).not.toThrow();
    }),
  );
});
