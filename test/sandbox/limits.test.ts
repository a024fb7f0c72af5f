import { describe, expect, it } from 'vitest';
import { KEYS, SPARE_KEYS } from './sandbox.ts';
import type { LimiterKind } from './sandbox.ts';
import { aSandbox, errorOf } from './support.ts';
import type { CallOptions, TestBed } from './support.ts';

async function burst(call: TestBed['call'], calls: number, options: CallOptions = {}): Promise<number[]> {
  const statuses: number[] = [];
  const path = options.surface === 'plugin' ? '/me' : '/products';
  for (let made = 0; made < calls; made += 1) statuses.push((await call(path, options)).status);
  return statuses;
}
const countOf = (statuses: number[], status: number): number => statuses.filter((seen) => seen === status).length;

describe('60 a minute', () => {
  it('refuses the 61st call of a key, on External without any header, until a minute after the first', async () => {
    const { call, clock } = await aSandbox();
    await call('/products');
    clock.now += 10_000;
    expect(countOf(await burst(call, 60), 200)).toBe(59);
    const refused = await call('/products');
    expect([refused.status, refused.json]).toEqual([429, { error: 'Too many requests. Please retry after a short delay.' }]);
    expect([refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-remaining')]).toEqual([null, null]);
    clock.now += 49_999;
    expect(await burst(call, 1)).toEqual([429]);
    clock.now += 1;
    expect(await burst(call, 2)).toEqual([200, 429]);
  });

  it('counts each key by itself, all endpoints and methods together, and refused 4xx calls too', async () => {
    const { call } = await aSandbox({ limit: 3 });
    await call('/products');
    expect((await call('/models/register-ideas', { body: {} })).status).toBe(400);
    expect((await call('/product')).status).toBe(404);
    expect(await burst(call, 1)).toEqual([429]);
    expect(await burst(call, 1, { key: KEYS.readOnly })).toEqual([200]);
  });

  it('does not count calls without a valid key, nor preflights', async () => {
    const { call, sandbox } = await aSandbox({ limit: 1 });
    await burst(call, 3, { key: KEYS.revoked });
    await fetch(`${sandbox.url}/api/external/products`, {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Method': 'GET' },
    });
    expect(await burst(call, 1)).toEqual([200]);
  });

  it('on Plugin says in Retry-After when the next call is let in', async () => {
    const { call, clock } = await aSandbox();
    await burst(call, 60, { surface: 'plugin' });
    clock.now += 12_300;
    const refused = await call('/me', { surface: 'plugin' });
    expect([refused.status, errorOf(refused).code, errorOf(refused).retryable]).toEqual([429, 'rate_limit_exceeded', true]);
    expect([refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-remaining')]).toEqual(['48', '0']);
    clock.now += 48_000;
    expect(await burst(call, 1, { surface: 'plugin' })).toEqual([200]);
  });
});

const admittedAtTheEdge = async (limiter: LimiterKind): Promise<number> => {
  const { call, clock } = await aSandbox({ limiter, limit: 4, windowMs: 1000 });
  clock.now += 999;
  const before = await burst(call, 4);
  clock.now += 1;
  return countOf([...before, ...(await burst(call, 4))], 200);
};

it('keeps the limiter kind it was started with', async () => {
  expect([await admittedAtTheEdge('sliding-log'), await admittedAtTheEdge('fixed-window')]).toEqual([4, 8]);
});

it('lets "another client" spend a key, and forgets windows on a restart', async () => {
  const { call, sandbox, clock } = await aSandbox();
  const [key] = SPARE_KEYS.external;
  if (!key) throw new Error('no spare key');
  sandbox.spend(key.keyId, 60, 30_000);
  expect(await burst(call, 1, { key })).toEqual([429]);
  clock.now += 30_500;
  expect(await burst(call, 2, { key })).toEqual([200, 429]);
  await fetch(`${sandbox.url}/sandbox/restart`, { method: 'POST' });
  expect(await burst(call, 1, { key })).toEqual([200]);
  expect(() => sandbox.spend('nobody', 1)).toThrow('There is no key with the id nobody.');
});

it('records calls with arrival, key id and status, preflights apart, control calls not at all', async () => {
  const { call, sandbox, clock } = await aSandbox();
  await call('/products?x=1', { headers: { Origin: 'http://shop.test' } });
  clock.now += 5;
  await call('/me', { surface: 'plugin', key: null });
  await fetch(`${sandbox.url}/api/external/x`, { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } });
  const listed = (await (await fetch(`${sandbox.url}/sandbox/log`)).json()) as unknown;
  expect(listed).toEqual(sandbox.log());
  expect(sandbox.log()).toMatchObject([
    { at: 1_800_000_000_000, path: '/api/external/products?x=1', keyId: '7f3a2b1c', status: 200, origin: 'http://shop.test' },
    { at: 1_800_000_000_005, surface: 'plugin', keyId: null, status: 401, preflight: false },
    { method: 'OPTIONS', preflight: true, status: 204 },
  ]);
  expect(JSON.stringify(listed)).not.toContain('sandbox-secret');
});

it('is as new after a reset', async () => {
  const { call, sandbox } = await aSandbox({ limit: 2 });
  await call('/models/register-ideas', { body: { preferences: 'x' } });
  sandbox.setFault({ status: 500 });
  await burst(call, 2);
  await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' });
  expect(sandbox.log()).toEqual([]);
  expect(await burst(call, 1)).toEqual([200]);
  expect((await call('/me', { surface: 'plugin' })).json?.['credits_balance']).toBe(1_000_000);
});
