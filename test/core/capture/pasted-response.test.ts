import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observationFromPaste } from '../../../src/core/capture/pasted-response.ts';
import { readPaste } from '../../../src/core/read-paste.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const context = { id: 'p', now: NOW, salt: 's', added: [] };
const KEY = 'mk_live_7f3a2b1c.S3cr3tS3cr3t';
function callOf(text: string) {
  const paste = observationFromPaste(text, context);
  if (paste.kind === 'none') throw new Error(`not recognised: ${paste.why.id}`);
  expect(JSON.stringify(paste)).not.toContain('S3cr3t');
  return paste.observation;
}

describe('curl -i', () => {
  it('reads status, headers and body', () => {
    const call = callOf(
      'HTTP/2 429\r\ndate: Sun, 01 Mar 2026 11:59:00 GMT\r\ncontent-type: application/json\r\nretry-after: 12\r\n\r\n{"error":"Too many requests. Please retry after a short delay."}',
    );
    expect(call).toMatchObject({
      source: 'paste',
      status: 429,
      method: '?',
      surface: 'external',
      endedAt: Date.UTC(2026, 2, 1, 11, 59),
    });
    expect(call.responseHeaders).toContainEqual(['retry-after', '12']);
    expect(call.responseBody.text).toBe('{"error":"Too many requests. Please retry after a short delay."}');
  });
  it('reads the command above it', () => {
    const call = callOf(
      `$ curl -i -X POST 'https://app.qamera.ai/api/external/packshots/register-ideas' \\\n  -H 'X-Api-Key: ${KEY}' -H "Content-Type: application/json" \\\n  -d '{"config":{"product":{"id":"7"}},"count":99}'\nHTTP/1.1 100 Continue\n\nHTTP/1.1 402 Payment Required\nContent-Type: application/json\n\n{"error":"Insufficient credits. Required: 5, available: 2."}\n`,
    );
    expect(call).toMatchObject({ method: 'POST', path: '/packshots/register-ideas', status: 402 });
    expect(call.key).toMatchObject({ keyId: '7f3a2b1c', shape: 'well-formed', via: 'x-api-key' });
    expect(call.requestBody).toEqual({ kind: 'json', value: { config: { product: { id: '7' } }, count: 99 }, cut: false });
  });
  it('follows redirects to the last answer, and leaves a status line inside a body alone', () => {
    expect(
      callOf('HTTP/1.1 302 Found\nLocation: /login\n\nHTTP/1.1 502 Bad Gateway\nServer: nginx\n\n<html>x</html>').status,
    ).toBe(502);
    expect(callOf('HTTP/1.1 500 Oops\nServer: x\n\nlog:\nHTTP/1.1 200 OK\n').status).toBe(500);
  });
});

describe('curl -v', () => {
  it('reads both sides', () => {
    const call = callOf(
      `* Connected to app.qamera.ai (1.2.3.4) port 443\n> GET /api/external/products/9 HTTP/2\n> Host: app.qamera.ai\n> x-api-key: ${KEY}\n>\n* Mark bundle\n< HTTP/2 404\n< content-type: application/json\n<\n{ [30 bytes data]\n{"error":"Product not found."}\n* Connection #0 left intact`,
    );
    expect(call).toMatchObject({
      method: 'GET',
      path: '/products/9',
      status: 404,
      url: 'https://app.qamera.ai/api/external/products/9',
    });
    expect(call.responseBody.text).toBe('{"error":"Product not found."}');
    expect(call.key.keyId).toBe('7f3a2b1c');
  });
  it('reads why there was no answer', () => {
    const call = callOf(
      `curl -sS https://app.qamera.ai/api/external/products -H 'X-Api-Key: ${KEY}'\ncurl: (28) Operation timed out after 30001 milliseconds`,
    );
    expect(call).toMatchObject({ status: null, method: 'GET', failure: { kind: 'timeout' } });
  });
});

describe('log lines', () => {
  it.each([
    [
      'pino',
      {
        level: 50,
        time: NOW - 5000,
        req: { method: 'POST', url: '/api/external/models/register-ideas', headers: { 'x-api-key': KEY } },
        res: { statusCode: 503 },
        msg: 'failed',
      },
      { status: 503, method: 'POST', path: '/models/register-ideas', endedAt: NOW - 5000 },
    ],
    [
      'axios',
      {
        message: 'Request failed with status code 429',
        name: 'AxiosError',
        config: {
          method: 'get',
          url: 'https://app.qamera.ai/api/external/products',
          headers: { Authorization: `Bearer ${KEY}` },
        },
        code: 'ERR_BAD_REQUEST',
        status: 429,
      },
      { status: 429, method: 'GET', path: '/products' },
    ],
    [
      'axios without an answer',
      {
        message: 'connect ECONNREFUSED',
        config: { method: 'get', url: 'https://app.qamera.ai/api/external/products' },
        code: 'ECONNREFUSED',
      },
      { status: null, method: 'GET', failure: { kind: 'refused', raw: 'ECONNREFUSED' } },
    ],
    [
      'a flat record',
      {
        '@timestamp': '2026-03-01T11:00:00Z',
        http_method: 'POST',
        url: 'https://qamera.ai/api/v1/plugin/jobs',
        status: '409',
        response_body: '{"error":{"code":"idempotency_conflict"}}',
      },
      { status: 409, surface: 'plugin', path: '/jobs', startedAt: NOW - 3_600_000 },
    ],
    [
      'dotted names',
      { 'http.request.method': 'GET', 'url.full': 'https://app.qamera.ai/api/external/videos', 'http.response.status_code': 500 },
      { status: 500, path: '/videos' },
    ],
    ['a relay', { ok: false, code: 'quota_exceeded', status: 402, error: 'No credits' }, { status: 402, method: '?' }],
    [
      'own host',
      { method: 'GET', url: 'https://imgs.example.com/qa/api/external/products', status: 401 },
      { status: 401, base: 'https://imgs.example.com/qa/api/external', path: '/products' },
    ],
  ])('%s', (_, record, call) => {
    expect(callOf(JSON.stringify(record))).toMatchObject(call);
    expect(callOf(`${JSON.stringify(record)}\n${JSON.stringify({ next: 1 })}`)).toMatchObject(call);
  });
  it.each([
    [
      '2026-03-01T11:00:00Z ERROR POST https://app.qamera.ai/api/external/sceneries/register-ideas -> 502 {"error":"External service returned an unexpected response."}',
      502,
      '/sceneries/register-ideas',
    ],
    ['level=error method=GET url=https://app.qamera.ai/api/external/products status=401', 401, '/products'],
    ['Qamera API returned 429 for GET /api/external/products', 429, '/products'],
  ])('%s', (line, status, path) => {
    expect(callOf(line)).toMatchObject({ status, path });
  });
});

describe('bare bodies', () => {
  it.each([
    ['{"error":"Insufficient credits. Required: 5, available: 2."}', 402, 'external'],
    ['{"error":"Missing required scope: \'content.register\'."}', 403, 'external'],
    ['{"error":"No active generator available. Please try again later."}', 503, 'external'],
    ['{"error":{"code":"rate_limit_exceeded","message_i18n":{"en":"Slow down"},"retryable":true}}', 429, 'plugin'],
    ['{"error":"Something else"}', null, 'external'],
  ])('%s', (text, status, surface) => {
    const paste = observationFromPaste(text, context);
    expect(paste).toMatchObject({
      kind: 'call',
      observation: { status, surface, method: '?' },
      notes: [{ id: 'paste.no-status' }],
    });
  });
});

describe('refusals', () => {
  it.each([
    ['', 'paste.empty'],
    ['   ', 'paste.empty'],
    ['hello there', 'paste.unrecognised'],
    ['{"log":{"entries":[]}}', 'paste.har'],
    ["curl -X POST https://app.qamera.ai/api/external/products -H 'X-Api-Key: k'", 'paste.no-answer'],
    ['{"products":[],"count":0}', 'paste.unrecognised'],
    ['x'.repeat(1_000_001), 'paste.too-long'],
  ])('%.40s', (text, id) => {
    expect(observationFromPaste(text, context)).toEqual({ kind: 'none', why: { id } });
  });
});

it('never throws and keeps no key, whatever surrounds it', () => {
  const pieces = [
    'HTTP/1.1 500 x',
    'curl -i ',
    '{"error":"',
    '"}',
    '\n',
    '\n\n',
    ': ',
    '> GET /api/external/x HTTP/2',
    '< HTTP/2 401',
    '* ',
    "'",
    '"',
    '\\',
    KEY,
    `X-Api-Key: ${KEY}`,
    'https://app.qamera.ai/api/external/',
    '?a=',
    'status=500 ',
    '{',
    '}',
    '[',
    ',',
  ];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 14 }), (parts) => {
      expect(JSON.stringify(observationFromPaste(parts.join(''), context))).not.toContain('S3cr3tS3cr3t');
    }),
    { numRuns: 1_000 },
  );
});

it('gives the panel a diagnosed entry', () => {
  const { entry } = readPaste('HTTP/2 429\nretry-after: 12\n\n{"error":"Too many requests."}', { now: NOW });
  expect(entry?.diagnosis).toMatchObject({ category: 'rate-limited', retry: { notBefore: NOW + 12_000, basis: 'retry-after' } });
  expect(readPaste('HTTP/2 200\ncontent-type: application/json\n\n{"products":[],"count":0}', { now: NOW })).toEqual({
    entry: null,
    notes: [{ id: 'paste.healthy' }],
  });
  expect(readPaste('nothing', { now: NOW }).notes).toEqual([{ id: 'paste.unrecognised' }]);
});
