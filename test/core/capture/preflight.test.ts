import { describe, expect, it } from 'vitest';
import { observationFromHarEntry } from '../../../src/core/capture/har-entry.ts';
import { callOfRefused, refusalOf } from '../../../src/core/capture/preflight.ts';

const list = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
function aPreflight(status: number, answer: Record<string, string>, asked: Record<string, string> = {}) {
  const headers = list({
    Origin: 'https://shop.example',
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type,x-api-key',
    ...asked,
  });
  const request = { method: 'OPTIONS', url: 'https://app.qamera.ai/api/external/products', headers };
  const seen = observationFromHarEntry(
    { request, response: { status, headers: list(answer) } },
    { id: 'x', tabId: null, initiator: null, source: 'file', salt: '', added: [] },
  );
  if (!seen) throw new Error('no API call');
  return seen;
}
const allowed = {
  'Access-Control-Allow-Origin': 'https://shop.example',
  'Access-Control-Allow-Headers': 'X-Api-Key, Content-Type',
};

describe('refusalOf', () => {
  it.each([
    ['allowed', aPreflight(204, allowed), null],
    ['allowed by stars', aPreflight(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }), null],
    ['no status', aPreflight(0, {}), null],
    ['headers not in the file', aPreflight(204, {}), null],
    ['a refusing status', aPreflight(403, allowed), 'OPTIONS 403'],
    ['a redirect', aPreflight(301, allowed), 'OPTIONS 301'],
    ['no origin', aPreflight(204, { Server: 'x' }), 'no access-control-allow-origin'],
    [
      'another origin',
      aPreflight(204, { ...allowed, 'Access-Control-Allow-Origin': 'https://other.example' }),
      'other origin in access-control-allow-origin',
    ],
    [
      'a header not allowed',
      aPreflight(204, { ...allowed, 'Access-Control-Allow-Headers': 'content-type' }),
      'x-api-key not in access-control-allow-headers',
    ],
    [
      'a star does not cover Authorization',
      aPreflight(204, { ...allowed, 'Access-Control-Allow-Headers': '*' }, { 'Access-Control-Request-Headers': 'authorization' }),
      'authorization not in access-control-allow-headers',
    ],
    [
      'a method not allowed',
      aPreflight(204, allowed, { 'Access-Control-Request-Method': 'DELETE' }),
      'DELETE not in access-control-allow-methods',
    ],
    [
      'a method allowed',
      aPreflight(
        204,
        { ...allowed, 'Access-Control-Allow-Methods': 'GET, DELETE' },
        { 'Access-Control-Request-Method': 'DELETE' },
      ),
      null,
    ],
  ])('%s', (_, preflight, reason) => {
    expect(refusalOf(preflight)).toBe(reason);
  });
});
it('stands for the call that was never sent', () => {
  const call = callOfRefused(aPreflight(403, {}), 'OPTIONS 403');
  expect(call).toMatchObject({
    method: 'POST',
    preflight: false,
    status: 403,
    failure: { kind: 'preflight', raw: 'OPTIONS 403' },
    key: { via: 'unseen' },
    requestBody: { kind: 'unseen' },
  });
});
