import { describe, expect, it } from 'vitest';
import { KEYS } from './sandbox.ts';
import type { SandboxKey } from './sandbox.ts';
import { aJobRequest, aSandbox, errorOf, listOf } from './support.ts';
import type { Reply, TestBed } from './support.ts';

const plugin = { surface: 'plugin' } as const;
const submit = (call: TestBed['call'], ref: string, key: SandboxKey = KEYS.plugin): Promise<Reply> =>
  call('/jobs', { ...plugin, key, body: aJobRequest(ref) });
const refsOf = (reply: Reply): string[] => listOf<{ product_ref: string }>(reply, 'jobs').map((job) => job.product_ref);
const jobIdOf = (reply: Reply): string => listOf<{ job_ids: string[] }>(reply, 'subjects')[0]?.job_ids[0] ?? 'none';
const balance = async (call: TestBed['call'], key: SandboxKey = KEYS.plugin): Promise<unknown> =>
  (await call('/me', { ...plugin, key })).json?.['credits_balance'];
async function pollStates(call: TestBed['call'], id: string, times: number): Promise<unknown[]> {
  const states: unknown[] = [];
  for (let poll = 0; poll < times; poll += 1) states.push((await call(`/jobs/${id}`, plugin)).json?.['status']);
  return states;
}

describe('keys and scopes', () => {
  it.each([
    ['no key', null],
    ['an ordinary key', KEYS.good],
    ['a key of a suspended installation', KEYS.pluginSuspended],
  ])('refuses %s with unauthorized, in the Plugin envelope', async (_, key) => {
    const { call } = await aSandbox();
    const reply = await call('/me', { ...plugin, key });
    expect(reply.status).toBe(401);
    expect(errorOf(reply)).toMatchObject({ code: 'unauthorized', retryable: false, message_i18n: { en: expect.any(String) } });
    expect(errorOf(reply).doc_url).toBe('https://qamera.ai/docs/plugin-api/errors/unauthorized');
    expect(reply.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the missing scope', async () => {
    const { call } = await aSandbox();
    const reply = await submit(call, 'shop:1', KEYS.pluginReadOnly);
    expect([reply.status, errorOf(reply).code]).toEqual([403, 'forbidden']);
    expect(errorOf(reply).message_i18n?.['en']).toContain("'plugin.jobs:create'");
    expect((await call('/jobs', { ...plugin, key: KEYS.pluginReadOnly })).status).toBe(200);
  });

  it('does not take a bearer token: only X-Api-Key is documented', async () => {
    const { call } = await aSandbox();
    const headers = { Authorization: `Bearer mk_live_${KEYS.plugin.keyId}.${KEYS.plugin.secret}` };
    expect((await call('/me', { ...plugin, key: null, headers })).status).toBe(401);
  });
});

describe('reading', () => {
  it('tells balance, limit and installation on /me', async () => {
    const { call } = await aSandbox({ limit: 7 });
    expect((await call('/me', plugin)).json).toMatchObject({
      credits_balance: 1_000_000,
      rate_limit_per_min: 7,
      installation: { status: 'active', scopes: expect.arrayContaining(['plugin.jobs:create']) },
    });
  });

  it.each([
    ['/ai-models', 'ai_models'],
    ['/sceneries', 'sceneries'],
    ['/models', 'models'],
    ['/presets', 'presets'],
    ['/aspect-ratios', 'aspect_ratios'],
    ['/pricing', 'pricing'],
  ])('%s puts its list under %s', async (path, name) => {
    const { call } = await aSandbox();
    expect((await call(path, plugin)).json?.[name]).toEqual(expect.arrayContaining([expect.any(Object)]));
  });

  it('pages jobs by cursor', async () => {
    const { call } = await aSandbox();
    for (const ref of ['a', 'b', 'c']) await submit(call, ref);
    const first = await call('/jobs?limit=2', plugin);
    expect(refsOf(first)).toEqual(['c', 'b']);
    const second = await call(`/jobs?limit=2&cursor=${String(first.json?.['next_cursor'])}`, plugin);
    expect([refsOf(second), second.json?.['next_cursor']]).toEqual([['a'], null]);
    expect((await call('/jobs?limit=201', plugin)).status).toBe(400);
  });

  it('answers not_found for unknown jobs, orders and paths, 405 for a wrong method', async () => {
    const { call } = await aSandbox();
    for (const path of ['/jobs/none', '/orders/none', '/nowhere']) {
      const reply = await call(path, plugin);
      expect([path, reply.status, errorOf(reply).code]).toEqual([path, 404, 'not_found']);
    }
    expect((await call('/me', { ...plugin, method: 'DELETE' })).status).toBe(405);
  });
});

describe('assets, images, packshots', () => {
  const anUpload = { mode: 'presigned', filename: 'cover.jpg', content_type: 'image/jpeg', size_bytes: 12_345 };

  it('answers a presigned upload with its token, a multipart one without', async () => {
    const { call } = await aSandbox();
    const presigned = await call('/assets/upload', { ...plugin, body: anUpload });
    expect(presigned.json).toMatchObject({ upload_token: expect.any(String), upload_url: expect.stringContaining('token=') });
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.jpg');
    expect((await call('/assets/upload', { ...plugin, body: form })).json).toMatchObject({
      upload_token: null,
      upload_url: null,
    });
  });

  it.each([
    [{ ...anUpload, size_bytes: 52_428_801 }, 'size_bytes: must be <= 52428800'],
    [{ ...anUpload, filename: 'x'.repeat(257) }, 'filename: must be at most 256 characters'],
    [{ ...anUpload, mode: 'ftp' }, 'mode: must be one of: presigned'],
  ])('invalid_input puts the issue into the English message', async (body, message) => {
    const { call } = await aSandbox();
    const reply = await call('/assets/upload', { ...plugin, body });
    expect([reply.status, errorOf(reply).code, errorOf(reply).message_i18n]).toEqual([400, 'invalid_input', { en: message }]);
  });

  it.each([
    ['/images', 'images', 'image_id'],
    ['/packshots', 'packshots', 'packshot_id'],
  ])('%s registers an external_ref once', async (path, plural, idField) => {
    const { call } = await aSandbox();
    const body = { [plural]: [{ external_ref: 'r-1', product_ref: 'p-1', asset_id: 'a-1' }] };
    const results: Record<string, string>[] = [];
    for (const _ of [1, 2]) results.push(...listOf<Record<string, string>>(await call(path, { ...plugin, body }), 'results'));
    expect(results.map(({ status }) => status)).toEqual(['created', 'existing']);
    expect(results[0]?.[idField]).toBe(results[1]?.[idField]);
    const broken = { [plural]: [{ external_ref: 'r-1', product_ref: 'p-1' }] };
    expect(errorOf(await call(path, { ...plugin, body: broken })).message_i18n?.['en']).toBe(`${plural}.0.asset_id: is required`);
  });
});

describe('jobs', () => {
  it('goes from pending to completed by its third poll, and settles', async () => {
    const { call } = await aSandbox();
    const made = await submit(call, 'shop:1');
    expect(made.json).toMatchObject({ status: 'in_progress', subjects: [{ product_ref: 'shop:1' }] });
    expect(await pollStates(call, jobIdOf(made), 4)).toEqual(['pending', 'in_progress', 'completed', 'completed']);
    expect((await call(`/orders/${String(made.json?.['order_id'])}`, plugin)).json?.['status']).toBe('completed');
    expect(await balance(call)).toBe(999_995);
  });

  it('ends by time as well, polled or not', async () => {
    const { call, clock } = await aSandbox();
    const made = await submit(call, 'fail:1');
    expect(await balance(call)).toBe(999_995);
    clock.now += 20_000;
    expect(await balance(call)).toBe(1_000_000);
    expect(await pollStates(call, jobIdOf(made), 1)).toEqual(['failed']);
  });

  it('tells a failed job in a 200, with an error object; a healthy one has error: null', async () => {
    const { call } = await aSandbox();
    const id = jobIdOf(await submit(call, 'fail:1'));
    const first = await call(`/jobs/${id}`, plugin);
    expect(first.json).toMatchObject({ status: 'pending', error: null });
    await pollStates(call, id, 1);
    const last = await call(`/jobs/${id}`, plugin);
    expect([last.status, last.json]).toMatchObject([
      200,
      { status: 'failed', error: { type: 'PREPARE_PHOTOS_FAILED' }, outputs: [] },
    ]);
  });

  it('shows retry_pending with a second attempt on the way', async () => {
    const { call } = await aSandbox();
    const id = jobIdOf(await submit(call, 'retry:1'));
    expect(await pollStates(call, id, 3)).toEqual(['in_progress', 'retry_pending', 'completed']);
    expect((await call(`/jobs/${id}`, plugin)).json?.['attempt_count']).toBe(2);
  });

  it('cancels only what is pending, and refunds it', async () => {
    const { call } = await aSandbox();
    const pending = jobIdOf(await submit(call, 'a'));
    expect((await call(`/jobs/${pending}`, { ...plugin, method: 'DELETE' })).json?.['status']).toBe('cancelled');
    expect(await balance(call)).toBe(1_000_000);
    const running = jobIdOf(await submit(call, 'b'));
    await pollStates(call, running, 2);
    const reply = await call(`/jobs/${running}`, { ...plugin, method: 'DELETE' });
    expect([reply.status, errorOf(reply).code]).toEqual([409, 'job_not_cancelable']);
  });

  it('votes with an empty 204 on completed jobs only', async () => {
    const { call } = await aSandbox();
    const id = jobIdOf(await submit(call, 'a'));
    expect(errorOf(await call(`/jobs/${id}/accept`, { ...plugin, body: {} })).code).toBe('job_not_completed');
    await pollStates(call, id, 3);
    const vote = await call(`/jobs/${id}/reject`, { ...plugin, body: {} });
    expect([vote.status, vote.text]).toEqual([204, '']);
    expect((await call(`/jobs/${id}`, plugin)).json?.['voting']).toBe('rejected');
  });

  it('refreshes output addresses until they are purged', async () => {
    const { call } = await aSandbox();
    const replies: Reply[] = [];
    for (const ref of ['kept', 'purged']) {
      const id = jobIdOf(await submit(call, ref));
      await pollStates(call, id, 3);
      replies.push(await call(`/jobs/${id}/refresh-url`, { ...plugin, body: {} }));
    }
    expect(replies.map(({ status }) => status)).toEqual([200, 410]);
    expect(replies.map((reply) => errorOf(reply).code)).toEqual([undefined, 'output_unavailable']);
  });

  it('refuses what it cannot start, and reserves nothing', async () => {
    const { call } = await aSandbox();
    const refused = [
      await call('/jobs', { ...plugin, body: { subjects: [] } }),
      await call('/jobs', {
        ...plugin,
        body: aJobRequest('a', { session_config: { aspect_ratio: '4:5', suggestions: 'refused' } }),
      }),
      await submit(call, 'a', KEYS.pluginAlmostEmpty),
    ];
    expect(refused.map((reply) => [reply.status, errorOf(reply).code])).toEqual([
      [400, 'invalid_input'],
      [422, 'content_policy_violation'],
      [402, 'quota_exceeded'],
    ]);
    expect([await balance(call), await balance(call, KEYS.pluginAlmostEmpty)]).toEqual([1_000_000, 2]);
  });

  it('answers a batch with 200, or 207 when an item has no credits left', async () => {
    const { call } = await aSandbox();
    const body = { jobs: [aJobRequest('a'), aJobRequest('b')] };
    expect((await call('/jobs/batch', { ...plugin, body })).status).toBe(200);
    const mixed = await call('/jobs/batch', { ...plugin, key: KEYS.pluginEightCredits, body });
    expect([mixed.status, mixed.json]).toMatchObject([
      207,
      { results: [{ status: 200 }, { index: 1, status: 402, error: { code: 'quota_exceeded' } }] },
    ]);
    const broken = await call('/jobs/batch', { ...plugin, body: { jobs: [aJobRequest(), { subjects: [] }] } });
    expect(errorOf(broken).message_i18n?.['en']).toBe('jobs.1.session_config.aspect_ratio: is required');
  });

  it('clones an order, also one that came in a batch', async () => {
    const { call } = await aSandbox();
    const batch = await call('/jobs/batch', { ...plugin, body: { jobs: [aJobRequest('a'), aJobRequest('b')] } });
    const second = listOf<{ order: { order_id: string } }>(batch, 'results')[1];
    const clone = await call(`/orders/${second?.order.order_id}/clone`, { ...plugin, body: {} });
    expect(clone.json).toMatchObject({ status: 'in_progress', subjects: [{ product_ref: 'b' }] });
  });
});

describe('Idempotency-Key', () => {
  const headers = { 'Idempotency-Key': 'k-1' };

  it('answers the same body again without running it, whatever the order of its fields', async () => {
    const { call } = await aSandbox();
    const first = await call('/jobs', { ...plugin, headers, body: aJobRequest() });
    const { session_config: session, subjects } = aJobRequest();
    const again = await call('/jobs', { ...plugin, headers, body: { subjects, session_config: session } });
    expect(again.text).toBe(first.text);
    expect(await balance(call)).toBe(999_995);
  });

  it('refuses another body, and runs twice without the header', async () => {
    const { call } = await aSandbox();
    await call('/jobs', { ...plugin, headers, body: aJobRequest('a') });
    const other = await call('/jobs', { ...plugin, headers, body: aJobRequest('b') });
    expect([other.status, errorOf(other).code, errorOf(other).retryable]).toEqual([409, 'idempotency_conflict', false]);
    await submit(call, 'a');
    expect(await balance(call)).toBe(999_990);
  });

  it('does not hold on to a refused call', async () => {
    const { call } = await aSandbox();
    expect((await call('/jobs', { ...plugin, headers, body: { subjects: [] } })).status).toBe(400);
    expect((await call('/jobs', { ...plugin, headers, body: aJobRequest() })).status).toBe(200);
  });
});
