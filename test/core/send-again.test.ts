// What may be sent again: every endpoint of the catalogue, every method, every way in which an address or a key is not known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/catalogue/index.ts';
import type { Observation } from '../../src/core/observation.ts';
import { expressionOf, type FreeGet, sendAgainOf } from '../../src/core/send-again.ts';
import { anObservation } from '../support/observations.ts';

const PAGE = { tabId: 1, origin: 'https://shop.example' };
const BASES = { external: 'https://app.qamera.ai/api/external', plugin: 'https://qamera.ai/api/v1/plugin' } as const;
const aFailure = (parts: Partial<Observation> = {}): Observation => anObservation({ status: 503, ...parts });
const whyNot = (parts: Partial<Observation>, page: Parameters<typeof sendAgainOf>[1] = PAGE): string => {
  const found = sendAgainOf(aFailure(parts), page);
  return found.can ? 'can' : found.why.id;
};
const aKey = (parts: Partial<Observation['key']>): Partial<Observation> => ({ key: { ...anObservation().key, ...parts } });
const requestOf = (parts: Partial<Observation> = {}): FreeGet => {
  const found = sendAgainOf(aFailure(parts), PAGE);
  if (!found.can) throw new Error(found.why.id);
  return found.request;
};

describe('over the whole catalogue', () => {
  it.each(endpoints.map((endpoint) => [`${endpoint.surface} ${endpoint.method} ${endpoint.template}`, endpoint] as const))(
    '%s only if it is a free GET',
    (_, { surface, method, template, credits }) => {
      const path = template.replaceAll(/\{\w+\}/g, 'x1');
      expect(whyNot({ surface, base: BASES[surface], path, method }) === 'can').toBe(method === 'GET' && credits === 'free');
      for (const other of ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'get', '?', ''])
        expect(whyNot({ surface, base: BASES[surface], path, method: other })).toBe('again.not-get');
    },
  );
  it('never a path that the catalogue does not know', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const known = endpoints.some(({ template }) => template.split('/').length === path.split('/').length);
        if (!known) expect(whyNot({ path: `/zz${path}` })).not.toBe('can');
      }),
    );
    expect(whyNot({ path: '/balance' })).toBe('again.not-free');
  });
});

describe('only as it was', () => {
  it.each<[string, Partial<Observation>]>([
    ['a masked query', { url: 'https://app.qamera.ai/api/external/products?token=***' }],
    ['a masked path', { url: 'https://app.qamera.ai/api/external/***' }],
    ['a key in the address', aKey({ inUrl: true })],
    ['another address than the one that was looked up', { url: 'https://app.qamera.ai/api/external/packshots' }],
    ['another server than the one that was looked up', { url: 'https://evil.example/api/external/products' }],
    ['a user in the address', { url: 'https://me@app.qamera.ai/api/external/products' }],
    ['no web address', { url: 'javascript:alert(1)' }],
  ])('not with %s', (_, parts) => expect(whyNot(parts)).toBe('again.masked'));
  it.each<[string, Partial<Observation>]>([
    ['headers that were not seen', aKey({ via: 'unseen', shape: 'unseen', keyId: null })],
    ['an empty key', aKey({ shape: 'empty', keyId: null })],
    ['two keys that differ', aKey({ via: 'both', conflict: true })],
  ])('not with %s', (_, parts) => expect(whyNot(parts)).toBe('again.key-unknown'));
  it('not by another page, tab or file', () => {
    for (const page of [
      { tabId: 1, origin: 'https://other.example' },
      { tabId: 2, origin: 'https://shop.example' },
      { tabId: 1, origin: null },
      { tabId: null, origin: 'https://shop.example' },
    ])
      expect(whyNot({}, page)).toBe('again.other-page');
    expect(whyNot({ tabId: null }, { tabId: null, origin: 'https://shop.example' })).toBe('again.other-page');
    expect(whyNot({ initiator: null })).toBe('again.other-page');
    expect(whyNot({ initiator: null }, { tabId: 1, origin: 'https://app.qamera.ai' })).toBe('can');
  });
  it('with its headers, and without those that are masked or the sender’s own', () => {
    const request = requestOf({
      url: 'https://app.qamera.ai/api/external/products?statusFilter=all',
      requestHeaders: [
        ['x-api-key', 'mk_live_7f3a2b1c.***'],
        ['accept', 'application/json'],
        ['x-tenant', '***'],
        ['cookie', '***'],
        ['user-agent', 'b'],
        ['if-none-match', '"a"'],
      ],
    });
    expect(request).toMatchObject({
      url: 'https://app.qamera.ai/api/external/products?statusFilter=all',
      headers: [['accept', 'application/json']],
      key: { header: 'x-api-key' },
      without: ['x-tenant'],
    });
    expect(requestOf(aKey({ via: 'none', shape: 'absent', keyId: null, shown: '' })).key).toBeNull();
    expect(requestOf(aKey({ via: 'authorization' })).key?.header).toBe('authorization');
  });
});

describe('the code that the page runs', () => {
  interface Call {
    url: string;
    init: { method: string; headers: Record<string, string>; redirect: string; cache: string; body?: unknown };
  }
  /** Runs it as a page of this origin would. */
  function run(request: FreeGet, key: string | null, origin = PAGE.origin): { said: unknown; calls: Call[] } {
    const calls: Call[] = [];
    const fetch = (url: string, init: Call['init']): Promise<{ text: () => Promise<string> }> => {
      calls.push({ url, init });
      return Promise.resolve({ text: () => Promise.resolve('') });
    };
    // oxlint-disable-next-line typescript/no-implied-eval -- what an inspected page does with it
    const said: unknown = new Function('location', 'fetch', `return ${expressionOf(request, key)}`)({ origin }, fetch);
    return { said, calls };
  }

  it('is one GET with the key, which follows no redirect', () => {
    const { said, calls } = run(requestOf(), 'mk_live_7f3a2b1c.secret');
    expect(said).toBe('sent');
    expect(calls).toEqual([
      {
        url: 'https://app.qamera.ai/api/external/products',
        init: { method: 'GET', headers: { 'x-api-key': 'mk_live_7f3a2b1c.secret' }, redirect: 'manual', cache: 'no-store' },
      },
    ]);
  });
  it('sends nothing from another page', () => {
    expect(run(requestOf(), 'k', 'https://other.example')).toEqual({ said: 'moved', calls: [] });
  });
  it('is not left by any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, key) => {
        const request: FreeGet = { ...requestOf(), headers: [['accept', value]] };
        const { calls } = run(request, key);
        expect(calls).toHaveLength(1);
        expect(calls[0]?.init).toMatchObject({ method: 'GET', headers: { accept: value, 'x-api-key': key } });
      }),
    );
  });
});
