import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { KEYS, keyText } from './sandbox.ts';
import type { Fault, Sandbox } from './sandbox.ts';
import { aJobRequest, aSandbox, anOrder, errorOf } from './support.ts';

describe('what goes wrong', () => {
  it.each([
    [{ status: 500 }, 500, '{"error":"An internal error occurred. Please try again later."}', 'application/json'],
    [{ status: 502 }, 502, '{"error":"External service returned an unexpected response."}', 'application/json'],
    [{ status: 503 }, 503, '{"error":"No active generator available. Please try again later."}', 'application/json'],
    [{ status: 504, body: 'html' }, 504, '504 Gateway Timeout', 'text/html'],
    [{ status: 500, body: 'empty' }, 500, '', null],
    [{ status: 502, body: 'text', message: 'no route' }, 502, 'no route', 'text/plain'],
    [{ body: 'login-page' }, 200, 'Sign in', 'text/html'],
    [{ status: 400, message: 'Custom.' }, 400, '{"error":"Custom."}', 'application/json'],
  ] satisfies [Fault, number, string, string | null][])('%j', async (fault, status, text, contentType) => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault(fault);
    const reply = await call('/products');
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(text);
    expect(reply.headers.get('content-type')?.split(';')[0] ?? null).toBe(contentType);
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('speaks the Plugin envelope there, with the code it is told', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ status: 502, times: 1 });
    sandbox.setFault({ status: 429, code: 'concurrency_limit_exceeded', times: 1 });
    const [first, second] = [await call('/me', { surface: 'plugin' }), await call('/me', { surface: 'plugin' })];
    expect(errorOf(first)).toMatchObject({ code: 'generation_failed', retryable: true });
    expect([second.status, errorOf(second).code]).toEqual([429, 'concurrency_limit_exceeded']);
  });

  it('breaks JSON', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ status: 500, body: 'broken-json' });
    const reply = await call('/products');
    expect([reply.text.startsWith('{"error":'), reply.json]).toEqual([true, null]);
  });

  it('sends Retry-After as seconds or as a date, and any other header', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ status: 503, retryAfter: { seconds: 7 }, headers: { 'X-RateLimit-Reset': '1800000060' }, times: 1 });
    const seconds = await call('/products');
    expect([seconds.headers.get('retry-after'), seconds.headers.get('x-ratelimit-reset')]).toEqual(['7', '1800000060']);
    sandbox.setFault({ status: 503, retryAfter: { dateInSeconds: 60 } });
    expect((await call('/products')).headers.get('retry-after')).toBe('Fri, 15 Jan 2027 08:01:00 GMT');
  });

  it('redirects to a login page, which is there', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ redirect: 'login' });
    const reply = await call('/products');
    expect([reply.status, reply.headers.get('location')]).toEqual([302, `${sandbox.url}/login`]);
    expect(await (await fetch(`${sandbox.url}/login`)).text()).toContain('Sign in');
  });

  it('pads a body to more than n MB without breaking it', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ padMb: 2 });
    const reply = await call('/products');
    expect(reply.text.length).toBeGreaterThan(2 * 1_048_576);
    expect(reply.json?.['count']).toBe(3);
  });

  it('is slow for as long as it is told, and drops the wait when the client gives up', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ delayMs: 80, times: 1 });
    const from = performance.now();
    expect((await call('/products')).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(75);
    sandbox.setFault({ delayMs: 60_000 });
    const signal = AbortSignal.timeout(50);
    const headers = { 'X-Api-Key': keyText(KEYS.good) };
    await expect(fetch(`${sandbox.url}/api/external/products`, { headers, signal })).rejects.toThrow('timeout');
    expect(sandbox.log().at(-1)?.status).toBeNull();
  });
});

/** What a bare HTTP client sees: the head, how much of the body, and whether the connection broke. */
function rawGet(sandbox: Sandbox): Promise<{ status: number | null; received: number; broke: boolean }> {
  return new Promise((resolve) => {
    const headers = { 'X-Api-Key': keyText(KEYS.good) };
    const request = httpRequest(`${sandbox.url}/api/external/products`, { headers, agent: false }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => (received += chunk.length));
      response.on('error', () => {});
      response.on('close', () => resolve({ status: response.statusCode ?? null, received, broke: !response.complete }));
    });
    request.on('error', () => resolve({ status: null, received: 0, broke: true }));
    request.end();
  });
}
describe('cut connections', () => {
  it('before the head', async () => {
    const { sandbox } = await aSandbox();
    sandbox.setFault({ cut: 'before-headers' });
    expect(await rawGet(sandbox)).toEqual({ status: null, received: 0, broke: true });
    expect(sandbox.log()).toMatchObject([{ status: null, answeredAt: null }]);
  });

  it('in the middle of the body', async () => {
    const { sandbox } = await aSandbox();
    sandbox.setFault({ cut: 'mid-body' });
    const seen = await rawGet(sandbox);
    expect([seen.status, seen.broke]).toEqual([200, true]);
    expect(seen.received).toBeGreaterThan(10);
  });
});

describe('whom it meets, and for how long', () => {
  it('the next n calls', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ status: 500, times: 2 });
    const statuses: number[] = [];
    for (const _ of [1, 2, 3]) statuses.push((await call('/products')).status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  it('a stretch of time', async () => {
    const { call, sandbox, clock } = await aSandbox();
    sandbox.setFault({ status: 503, forMs: 60_000 });
    clock.now += 59_999;
    expect((await call('/products')).status).toBe(503);
    clock.now += 1;
    expect((await call('/products')).status).toBe(200);
  });

  it('a method, a path, a key; the first that fits', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ status: 500, method: 'post' });
    sandbox.setFault({ status: 502, path: '/api/external/models*' });
    sandbox.setFault({ status: 503, keyId: KEYS.readOnly.keyId });
    const post = await call('/models/register-ideas', { body: { preferences: 'x' } });
    const replies = [post, await call('/models'), await call('/products', { key: KEYS.readOnly }), await call('/products')];
    expect(replies.map(({ status }) => status)).toEqual([500, 502, 503, 200]);
  });

  it('leaves 401 and 429 standing, yet can add headers to them', async () => {
    const { call, sandbox } = await aSandbox({ limit: 1 });
    sandbox.setFault({ status: 503 });
    expect((await call('/products', { key: KEYS.revoked })).status).toBe(401);
    await call('/products');
    expect((await call('/products')).status).toBe(429);
    sandbox.clearFaults();
    sandbox.setFault({ retryAfter: { seconds: 3 } });
    const refused = await call('/products');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  });

  it('with afterWork the order is made and paid for, whatever the answer says', async () => {
    const { call, sandbox } = await aSandbox();
    const paid = { key: KEYS.almostEmpty, body: anOrder(2) };
    const fault = { status: 502, times: 1 } as const;
    sandbox.setFault(fault);
    expect((await call('/packshots/register-ideas', paid)).status).toBe(502);
    sandbox.setFault({ ...fault, afterWork: true });
    expect((await call('/packshots/register-ideas', paid)).status).toBe(502);
    expect((await call('/packshots/register-ideas', paid)).text).toContain('available: 0');
  });

  it('with an Idempotency-Key the repeat after such a 502 is answered, not paid again', async () => {
    const { call, sandbox } = await aSandbox();
    const options = { surface: 'plugin', headers: { 'Idempotency-Key': 'k' }, body: aJobRequest() } as const;
    sandbox.setFault({ status: 502, afterWork: true, times: 1 });
    expect((await call('/jobs', options)).status).toBe(502);
    expect((await call('/jobs', options)).status).toBe(200);
    expect((await call('/me', { surface: 'plugin' })).json?.['credits_balance']).toBe(999_995);
  });
});

const post = (sandbox: Sandbox, value: unknown): Promise<Response> =>
  fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(value) });

describe('the control route', () => {
  it('sets, lists and clears, open to every origin', async () => {
    const { call, sandbox } = await aSandbox();
    const response = await post(sandbox, [{ status: 500 }, { status: 503, times: 4 }]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ ids: ['fault-1', 'fault-2'] });
    await fetch(`${sandbox.url}/sandbox/faults/fault-1`, { method: 'DELETE' });
    expect((await call('/products')).status).toBe(503);
    const listed = (await (await fetch(`${sandbox.url}/sandbox/faults`)).json()) as unknown;
    expect(listed).toEqual([{ id: 'fault-2', fault: { status: 503, times: 4 }, left: 3, leftMs: null }]);
    await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    expect((await call('/products')).status).toBe(200);
  });

  it.each([
    [{ statsu: 500 }, 'statsu'],
    [{ status: 42 }, 'status'],
    [{ times: 1 }, 'none of its fields'],
    ['x', 'Fault'],
  ])('answers 400 to %j and says why', async (value, word) => {
    const { sandbox } = await aSandbox();
    const response = await post(sandbox, value);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(word)]);
  });

  it('answers 400 to no JSON and 404 to an unknown route', async () => {
    const { sandbox } = await aSandbox();
    expect((await fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await fetch(`${sandbox.url}/sandbox/nothing`)).status).toBe(404);
  });
});
