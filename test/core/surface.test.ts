import { describe, expect, it } from 'vitest';
import { hasApiPath, isLocalHost, oddPatterns, surfaceOf } from '../../src/core/surface.ts';

describe('surfaceOf', () => {
  it.each([
    ['https://app.qamera.ai/api/external/products?x=1', 'external', 'https://app.qamera.ai/api/external', '/products'],
    ['https://qamera.ai/api/v1/plugin/jobs/7', 'plugin', 'https://qamera.ai/api/v1/plugin', '/jobs/7'],
    ['http://localhost:5173/api/external/models', 'external', 'http://localhost:5173/api/external', '/models'],
    ['http://127.0.0.1:3000/api/v1/plugin/me', 'plugin', 'http://127.0.0.1:3000/api/v1/plugin', '/me'],
    ['https://app.qamera.ai/api/external', 'external', 'https://app.qamera.ai/api/external', '/'],
    // The other API's host: a mistake that is told of.
    ['https://qamera.ai/api/external/products', 'external', 'https://qamera.ai/api/external', '/products'],
    ['https://app.qamera.ai/api/v1/plugin/me', 'plugin', 'https://app.qamera.ai/api/v1/plugin', '/me'],
  ])('%s', (url, surface, base, path) => expect(surfaceOf(url, [])).toEqual({ surface, base, path }));

  it.each([
    'https://qamera.ai/api/externals',
    'https://www.qamera.ai/api/external/products',
    'http://qamera.ai/api/external/products',
    'https://app.qamera.ai/api/externals',
    'https://app.qamera.ai/dashboard',
    'https://evil.example/api/external/products',
    'https://app.qamera.ai.evil.example/api/external/products',
    'http://app.qamera.ai/api/external/products',
    'not a url',
    '',
  ])('is no API call: %s', (url) => expect(surfaceOf(url, [])).toBeNull());

  it('added bases count, the longest first', () => {
    const added = [
      { url: 'https://shop.example/proxy', surface: 'external' as const },
      { url: 'https://shop.example/proxy/plugin', surface: 'plugin' as const },
    ];
    expect(surfaceOf('https://shop.example/proxy/products', added)?.surface).toBe('external');
    expect(surfaceOf('https://shop.example/proxy/plugin/me', added)).toEqual({
      surface: 'plugin',
      base: 'https://shop.example/proxy/plugin',
      path: '/me',
    });
    expect(surfaceOf('https://shop.example/proxying', added)).toBeNull();
  });
});

it('knows this machine', () => {
  expect(['localhost', '127.0.0.1', '[::1]', 'shop.localhost'].every(isLocalHost)).toBe(true);
  expect(['localhost.example', '10.0.0.1', 'example'].some(isLocalHost)).toBe(false);
});

it.each([
  ['http://localhost:3000/api/external/products', true],
  ['https://qamera.ai/api/v1/plugin/jobs?x=1', true],
  ['https://shop.example/proxy/api/external/', true],
  // As the browsers' patterns do, which know no segments and look at the query too.
  ['https://shop.example/myapi/external/products', true],
  ['https://shop.example/proxy?to=/api/external/products', true],
  ['https://shop.example/api/external', false],
  ['https://shop.example/api/external?x=1', false],
  ['https://shop.example/api/externals/products', false],
  ['https://shop.example/API/external/products', false],
  ['https://shop.example/products#/api/external/', false],
  ['https://shop.example', false],
  ['not a url', false],
])('the standing patterns match %s: %s', (url, isMatch) => expect(hasApiPath(url)).toBe(isMatch));

it('patterns only for bases whose path is not the API’s own, without ports', () => {
  expect(
    oddPatterns([
      { url: 'http://localhost:5173/api/external', surface: 'external' },
      { url: 'https://shop.example/deep/api/v1/plugin', surface: 'plugin' },
      { url: 'http://localhost:5173/qamera', surface: 'external' },
      { url: 'https://shop.example', surface: 'external' },
    ]),
  ).toEqual(['http://localhost/qamera/*', 'https://shop.example/*']);
});
