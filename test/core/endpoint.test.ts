import { describe, expect, it } from 'vitest';
import { costOf, matchEndpoint } from '../../src/core/endpoint.ts';
import type { Surface } from '../../src/core/observation.ts';

const match = (call: string, surface: Surface = 'external'): ReturnType<typeof matchEndpoint> => {
  const [method = '', path = ''] = call.split(' ');
  return matchEndpoint({ surface, method, path });
};

const cost = (call: string, surface: Surface = 'external'): string =>
  costOf(call.split(' ')[0] ?? '', match(call, surface).endpoint);

describe('matching', () => {
  it.each([
    ['GET /products', 'external', '/products'],
    ['GET /products/', 'external', '/products'],
    ['HEAD /products', 'external', '/products'],
    ['post /packshots/register-ideas', 'external', '/packshots/register-ideas'],
    ['GET /jobs/j1', 'plugin', '/jobs/{id}'],
    ['DELETE /jobs/j1', 'plugin', '/jobs/{id}'],
    ['POST /jobs/batch', 'plugin', '/jobs/batch'],
    ['POST /jobs/j1/refresh-url', 'plugin', '/jobs/{id}/refresh-url'],
    ['GET /products/sku%2F7', 'plugin', '/products/{idOrRef}'],
  ] as [string, Surface, string][])('%s on %s', (call, surface, template) => {
    expect(match(call, surface).endpoint?.template).toBe(template);
  });
  it('literal over variable: /jobs/batch is no job', () => {
    expect(match('GET /jobs/batch', 'plugin')).toMatchObject({ endpoint: null, methods: ['POST'], params: {} });
  });
  it('unknown is not wrong: another method, another path', () => {
    expect(match('PUT /products')).toMatchObject({ endpoint: null, methods: ['GET'], nearest: null });
    expect(match('GET /presets/7')).toMatchObject({ endpoint: null, methods: [], otherSurface: null });
    expect(match('GET /jobs/j1')).toMatchObject({ endpoint: null, otherSurface: 'plugin' });
  });
  it.each([
    ['GET /prodcuts', '/products'],
    ['GET /Products', '/products'],
    ['POST /image_picker/register_ideas', '/image-picker/register-ideas'],
    ['POST /packshots/register-idea', '/packshots/register-ideas'],
    ['GET /api/external/products', '/products'],
    ['GET /photo-shoots', '/image-picker'],
    ['GET /orders', null],
    ['GET /', null],
    ['GET //', null],
    ['GET /a', null],
  ] as [string, string | null][])('nearest to %s is %s', (call, nearest) => {
    expect(match(call).nearest).toBe(nearest);
  });
  it('odd paths do not matter', () => {
    for (const path of ['', 'x', '/'.repeat(500), `/${'a'.repeat(5000)}`, '/%', '/{id}'])
      expect(match(`GET ${path}`).endpoint).toBeNull();
  });
});

it('what a call costs', () => {
  expect(['GET /products', 'GET /nobody/knows', 'HEAD /x'].map((call) => cost(call))).toEqual(['free', 'free', 'free']);
  expect(['POST /packshots/register-ideas', 'POST /video-picker/register-videos'].map((call) => cost(call))).toEqual([
    'reserves',
    'reserves',
  ]);
  expect(['POST /video-picker/register-reels', 'POST /presets', 'PATCH /x'].map((call) => cost(call))).toEqual([
    'possibly',
    'possibly',
    'possibly',
  ]);
  expect(['POST /jobs', 'POST /orders/o/clone'].map((call) => cost(call, 'plugin'))).toEqual(['reserves', 'reserves']);
});
