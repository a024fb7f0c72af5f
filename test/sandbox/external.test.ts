import { describe, expect, it } from 'vitest';
import { KEYS, keyText } from './sandbox.ts';
import { aSandbox, anOrder } from './support.ts';
import type { CallOptions } from './support.ts';

const IDEAS = '/packshots/register-ideas';

describe('keys', () => {
  it.each([
    ['no key', { key: null }],
    ['a revoked key', { key: KEYS.revoked }],
    ['an expired key', { key: KEYS.expired }],
    ['the id without its secret', { key: null, headers: { 'X-Api-Key': `mk_live_${KEYS.good.keyId}` } }],
    ['an empty header', { key: null, headers: { 'X-Api-Key': '' } }],
  ] satisfies [string, CallOptions][])('refuses %s with the documented 401', async (_, options) => {
    const { call } = await aSandbox();
    const reply = await call('/products', options);
    expect([reply.status, reply.json]).toEqual([401, { error: 'Invalid API key.' }]);
  });

  it('takes the key as a bearer token too, and lets X-Api-Key win', async () => {
    const { call } = await aSandbox();
    const bearer = { Authorization: `Bearer ${keyText(KEYS.good)}` };
    expect((await call('/products', { key: null, headers: bearer })).status).toBe(200);
    expect((await call('/products', { key: KEYS.revoked, headers: bearer })).status).toBe(401);
  });

  it('asks for content.register on POST only', async () => {
    const { call } = await aSandbox();
    expect((await call('/products', { key: KEYS.readOnly })).status).toBe(200);
    const refused = await call(IDEAS, { key: KEYS.readOnly, body: anOrder() });
    expect([refused.status, refused.json]).toEqual([403, { error: "Missing required scope: 'content.register'." }]);
  });
});

describe('lists', () => {
  it.each([
    ['/products', 'products', 3],
    ['/models', 'models', 2],
    ['/models?statusFilter=approved', 'models', 1],
    ['/sceneries?statusFilter=all', 'sceneries', 2],
    ['/packshots', 'packshots', 1],
    ['/image-picker?productId=prd-1002', 'images', 1],
    ['/videos', 'videos', 1],
    ['/presets?maxRecords=2', 'presets', 2],
  ])('%s answers {%s, count: %i}', async (path, plural, count) => {
    const { call } = await aSandbox();
    const { status, json } = await call(path);
    expect(status).toBe(200);
    expect(json?.['count']).toBe(count);
    expect(json?.[plural]).toHaveLength(count);
  });

  it('refuses a filter it does not know', async () => {
    const { call } = await aSandbox();
    const reply = await call('/models?statusFilter=new');
    expect([reply.status, reply.json?.['error']]).toEqual([
      400,
      "Validation failed: 'statusFilter' must be one of: all, approved.",
    ]);
  });
});

describe('400 names the field by its dotted path', () => {
  it.each([
    [IDEAS, { config: {} }, "Validation failed: 'config.product.id' is required."],
    [IDEAS, anOrder(51), "Validation failed: 'count' must be <= 50."],
    [IDEAS, { ...anOrder(), count: '5' }, "Validation failed: 'count' must be an integer."],
    ['/models/register-ideas', {}, "Validation failed: 'preferences' is required."],
    ['/sceneries/register-ideas', { preferences: 'x', count: 21 }, "Validation failed: 'count' must be <= 20."],
    ['/image-picker/register-ideas', {}, "Validation failed: 'config.product.id' is required."],
    ['/video-picker/register-videos', {}, "Validation failed: 'imageId' or 'generatedImageId' is required."],
    [IDEAS, '{"config":', 'Validation failed: the request body is not valid JSON.'],
    [IDEAS, '[]', 'Validation failed: the request body must be a JSON object.'],
  ])('%s %j', async (path, body, message) => {
    const { call } = await aSandbox();
    const reply = await call(path, { body });
    expect([reply.status, reply.json]).toEqual([400, { error: message }]);
  });
});

describe('other refusals', () => {
  it.each([
    [IDEAS, { config: { product: { id: 'prd-9' } } }, 'Product not found.'],
    [IDEAS, { config: { product: { id: 'prd-1001' }, model: { id: 'm' } } }, 'Model not found.'],
    ['/video-picker/register-videos', { imageId: 'img-0' }, 'Image not found.'],
  ])('404 for an unknown id in the body of %s', async (path, body, message) => {
    const { call } = await aSandbox();
    const reply = await call(path, { body });
    expect([reply.status, reply.json]).toEqual([404, { error: message }]);
  });

  it('404 for an unknown id in the path, 200 for a known one', async () => {
    const { call } = await aSandbox();
    expect((await call('/products/prd-1001')).json?.['name']).toBe('Ceramic mug');
    const missing = await call('/products/prd-9');
    expect([missing.status, missing.json]).toEqual([404, { error: 'Product not found.' }]);
  });

  it('405 names the methods there are, an unknown path is a 404', async () => {
    const { call } = await aSandbox();
    const wrongMethod = await call('/presets', { method: 'DELETE' });
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await call('/product')).status).toBe(404);
  });
});

describe('credits', () => {
  it('402 says what is required and what is available, and reserves nothing', async () => {
    const { call } = await aSandbox();
    for (const _ of [1, 2]) {
      const reply = await call(IDEAS, { key: KEYS.almostEmpty, body: anOrder() });
      expect([reply.status, reply.json]).toEqual([402, { error: 'Insufficient credits. Required: 5, available: 2.' }]);
    }
  });

  it('reserves at once, delivers after three polls of the list, and keeps what it settled', async () => {
    const { call } = await aSandbox();
    const made = await call(IDEAS, { key: KEYS.almostEmpty, body: anOrder(2) });
    expect(made.json).toMatchObject({ creditsReserved: 2, orderId: expect.any(String), reservationId: expect.any(String) });
    expect((await call(IDEAS, { key: KEYS.almostEmpty, body: anOrder(1) })).text).toContain('available: 0');
    const counts: unknown[] = [];
    for (const _ of [1, 2, 3]) counts.push((await call('/packshots', { key: KEYS.almostEmpty })).json?.['count']);
    expect(counts).toEqual([1, 1, 3]);
    expect((await call(IDEAS, { key: KEYS.almostEmpty, body: anOrder(1) })).text).toContain('available: 0');
  });

  it('refunds by itself an order that fails', async () => {
    const { call, clock } = await aSandbox();
    const body = { preferences: 'fail please', count: 2 };
    expect((await call('/models/register-ideas', { key: KEYS.almostEmpty, body })).status).toBe(200);
    clock.now += 20_000;
    expect((await call('/models', { key: KEYS.almostEmpty })).json?.['count']).toBe(2);
    expect((await call(IDEAS, { key: KEYS.almostEmpty, body: anOrder(2) })).status).toBe(200);
  });
});

it('takes presets as a multipart form and names what is missing', async () => {
  const { call } = await aSandbox();
  const form = new FormData();
  form.append('name', 'Mine');
  form.append('quantityGuidelines', 'few');
  expect((await call('/presets', { body: form })).json).toEqual({ error: "Validation failed: 'qualityGuidelines' is required." });
  form.append('qualityGuidelines', 'high');
  form.append('cover', new Blob(['x'], { type: 'image/jpeg' }), 'cover.jpg');
  expect((await call('/presets', { body: form })).json).toEqual({ success: true, presetId: expect.any(String) });
  expect((await call('/presets')).json?.['count']).toBe(4);
  expect((await call('/presets', { body: {} })).status).toBe(400);
});
