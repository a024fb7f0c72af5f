import { describe, expect, it } from 'vitest';
import { type HarContext, observationFromHarEntry } from '../../../src/core/capture/har-entry.ts';

const KEY = 'mk_live_7f3a2b1c.S3cr3tS3cr3t';
const URL_OF_PRODUCTS = 'https://app.qamera.ai/api/external/products';
const context: HarContext = { id: 'h:0', tabId: 7, initiator: null, source: 'devtools', salt: 's', added: [] };
const list = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
interface Parts {
  request?: Record<string, unknown>;
  response?: Record<string, unknown>;
  [more: string]: unknown;
}
const anEntry = ({ request = {}, response = {}, ...more }: Parts = {}) => ({
  startedDateTime: '2026-03-01T12:00:00.000Z',
  time: 100,
  request: { method: 'GET', url: URL_OF_PRODUCTS, headers: list({ 'X-Api-Key': KEY }), ...request },
  response: {
    status: 500,
    headers: list({ 'Content-Type': 'application/json' }),
    content: { text: '{"error":"x"}' },
    ...response,
  },
  ...more,
});
function seen(parts: Parts, more: Partial<HarContext> = {}) {
  const observation = observationFromHarEntry(anEntry(parts), { ...context, ...more });
  if (!observation) throw new Error('no API call');
  return observation;
}

describe('what is a call', () => {
  it.each([
    null,
    undefined,
    5,
    'x',
    [],
    {},
    { request: null },
    { request: { url: 5 } },
    { request: { url: 'https://shop.example/api' } },
  ])('not %j', (entry) => {
    expect(observationFromHarEntry(entry, context)).toBeNull();
  });
  it('takes the surface from the URL, added bases too', () => {
    expect(seen({ request: { url: 'https://qamera.ai/api/v1/plugin/jobs/j1?x=2' } })).toMatchObject({
      surface: 'plugin',
      path: '/jobs/j1',
      base: 'https://qamera.ai/api/v1/plugin',
      query: [['x', '2']],
    });
    const added = [{ url: 'https://imgs.example/q', surface: 'external' as const }];
    expect(seen({ request: { url: 'https://imgs.example/q/products' } }, { added })).toMatchObject({
      surface: 'external',
      path: '/products',
    });
  });
  it('carries context and times', () => {
    const start = Date.UTC(2026, 2, 1, 12);
    expect(seen({})).toMatchObject({
      id: 'h:0',
      tabId: 7,
      source: 'devtools',
      startedAt: start,
      endedAt: start + 100,
      status: 500,
      fromCache: false,
    });
    expect(seen({ time: -1, timings: { blocked: -1, dns: 3, connect: 10, ssl: 8, send: 1, wait: 30, receive: 2 } }).endedAt).toBe(
      start + 46,
    );
    expect(seen({ startedDateTime: 'never' }).startedAt).toBe(0);
    expect(seen({ _fromCache: 'memory' }).fromCache).toBe(true);
  });
  it('shows an unknown method as unknown', () => {
    expect(seen({ request: { method: 'post' } }).method).toBe('POST');
    expect(seen({ request: { method: undefined } }).method).toBe('?');
    expect(seen({ request: { method: 'GET /x' } }).method).toBe('?');
  });
});

describe('headers', () => {
  it('tells none seen from none sent', () => {
    expect(seen({ request: { headers: [] } })).toMatchObject({ requestHeaders: null, key: { via: 'unseen', shape: 'unseen' } });
    expect(seen({ request: { headers: list({ Accept: '*/*' }) } })).toMatchObject({
      requestHeaders: [['accept', '*/*']],
      key: { via: 'none', shape: 'absent' },
    });
  });
  it('reads a map, pairs, and leaves pseudo-headers out', () => {
    expect(seen({ request: { headers: { Accept: 'a', 'X-Api-Key': KEY } } }).key.keyId).toBe('7f3a2b1c');
    expect(
      seen({
        response: {
          headers: [
            [':status', '429'],
            ['Retry-After', 5],
          ],
        },
      }).responseHeaders,
    ).toEqual([['retry-after', '5']]);
  });
});

describe('preflights', () => {
  it.each([
    [{ request: { method: 'OPTIONS', headers: list({ 'Access-Control-Request-Method': 'GET' }) } }, true],
    [{ request: { method: 'OPTIONS', headers: [] } }, true],
    [{ _resourceType: 'preflight', request: { method: 'OPTIONS', headers: list({ Accept: '*/*' }) } }, true],
    [{ request: { method: 'OPTIONS', headers: list({ Accept: '*/*' }) } }, false],
    [{ _resourceType: 'preflight' }, false],
  ])('%j', (parts, preflight) => {
    expect(seen(parts).preflight).toBe(preflight);
  });
});

describe('failures', () => {
  const foreign = {
    method: 'GET',
    headers: list({ Origin: 'https://shop.example', 'X-Api-Key': KEY, 'Sec-Fetch-Mode': 'cors' }),
  };
  const none = { status: 0, headers: [], content: {} };
  it.each([
    ['Chrome', { response: none, _error: 'net::ERR_CONNECTION_RESET' }, 'cut'],
    ['Chrome, on the response', { response: { ...none, _error: 'net::ERR_NAME_NOT_RESOLVED' } }, 'dns'],
    ['Chrome, own origin', { response: none, _error: 'net::ERR_FAILED' }, 'unknown'],
    ['Chrome, a call that needs a preflight', { request: foreign, response: none, _error: 'net::ERR_FAILED' }, 'unknown'],
    [
      'Chrome, a simple request refused',
      {
        request: { method: 'GET', headers: list({ Origin: 'https://shop.example' }) },
        response: none,
        _error: 'net::ERR_FAILED',
      },
      'cors',
    ],
    [
      'Chrome, refused by initiator',
      {
        _initiator: { stack: { callFrames: [{ url: 'https://shop.example/a.js' }] } },
        response: none,
        _error: 'net::ERR_FAILED',
      },
      'unknown',
    ],
    ['mitmproxy', { response: { ...none, _error: 'Client disconnected.' } }, 'aborted'],
    ['Playwright', { response: { ...none, status: -1, _failureText: 'net::ERR_TIMED_OUT' } }, 'timeout'],
    ['Playwright, route.abort()', { response: { ...none, status: -1 }, _wasAborted: true }, 'aborted'],
    ['Charles', { response: { ...none, statusText: 'Connection reset by peer' } }, 'cut'],
    ['nobody says', { response: none }, 'unknown'],
    ['no response at all', { response: { status: undefined } }, 'unknown'],
  ])('%s', (_, parts, kind) => {
    expect(seen(parts)).toMatchObject({ status: null, failure: { kind } });
  });
  it.each([
    ['answer hidden by CORS', { request: foreign, response: { status: 429, content: {} }, _error: 'net::ERR_FAILED' }, 'cors'],
    ['the same without a word', { request: foreign, response: { status: 429, content: {} } }, 'cors'],
    [
      'Firefox shows the text all the same',
      {
        request: {
          ...foreign,
          headers: [...foreign.headers, ...list({ 'User-Agent': 'Mozilla/5.0 Gecko/20100101 Firefox/140.0' })],
        },
        response: { status: 503 },
      },
      'cors',
    ],
    ['cut after the status', { response: { status: 200, _error: 'net::ERR_CONTENT_LENGTH_MISMATCH' } }, 'cut'],
  ])('status and failure: %s', (_, parts, kind) => {
    expect(seen(parts).failure?.kind).toBe(kind);
  });
  it.each([
    ['a readable answer', { request: foreign, response: { status: 429 } }],
    [
      'an allowed answer',
      {
        request: foreign,
        response: { status: 429, content: {}, headers: list({ 'Access-Control-Allow-Origin': 'https://shop.example' }) },
      },
    ],
    ['a word that only repeats the status', { response: { status: 500, _error: 'net::ERR_HTTP_RESPONSE_CODE_FAILURE' } }],
  ])('no failure: %s', (_, parts) => {
    expect(seen(parts).failure).toBeNull();
  });
});

describe('bodies', () => {
  it.each([
    [{ request: { method: 'POST', postData: { text: '{"count":1}' } } }, { kind: 'json', value: { count: 1 }, cut: false }],
    [
      { request: { method: 'POST', postData: { text: btoa('{"count":1}'), encoding: 'base64' } } },
      { kind: 'json', value: { count: 1 }, cut: false },
    ],
    [
      { request: { method: 'POST', postData: { mimeType: 'multipart/form-data', params: list({ name: 'x', cover: 'y' }) } } },
      { kind: 'form', fields: ['name', 'cover'], multipart: true },
    ],
    [{ request: { method: 'POST', bodySize: 0 } }, { kind: 'none' }],
    // Chrome's zero for a body that it did not keep.
    [{ request: { method: 'POST', bodySize: 0, headers: list({ 'Content-Length': '57' }) } }, { kind: 'unseen' }],
    [{ request: { method: 'POST', bodySize: 0, headers: list({ 'Content-Type': 'application/json' }) } }, { kind: 'unseen' }],
    [{ request: { method: 'POST', bodySize: -1, headers: list({ 'Content-Length': '0' }) } }, { kind: 'none' }],
    [{ request: { method: 'POST', bodySize: -1 } }, { kind: 'unseen' }],
    [{ request: { method: 'POST' } }, { kind: 'unseen' }],
    [{}, { kind: 'none' }],
  ])('request %#', (parts, body) => {
    expect(seen(parts).requestBody).toEqual(body);
  });
  it.each([
    [{}, { text: '{"error":"x"}', missing: null }],
    [{ response: { content: {} } }, { text: null, missing: 'not-read' }],
    [{ response: { content: { size: 0 } } }, { text: null, missing: 'empty' }],
    [{ response: { content: { size: 0, text: '' } } }, { text: null, missing: 'empty' }],
    [
      { response: { content: { size: 0, text: '' }, headers: list({ 'Content-Length': '70' }) } },
      { text: null, missing: 'not-read' },
    ],
    [{ response: { status: 204, content: {} } }, { text: null, missing: 'empty' }],
    [
      { request: { method: 'HEAD' }, response: { content: {} } },
      { text: null, missing: 'empty' },
    ],
    [{ response: { status: 0, content: {} } }, { text: null, missing: 'not-read' }],
    [
      { response: { content: { mimeType: 'image/png', encoding: 'base64', text: 'iVBORw0KGgo=' } } },
      { text: null, missing: 'binary' },
    ],
  ])('answer %#', (parts, body) => {
    expect(seen(parts).responseBody).toMatchObject(body);
  });
  it('prefers what getContent() gave', () => {
    expect(seen({}, { body: { text: btoa('{"error":"y"}'), encoding: 'base64' } }).responseBody.text).toBe('{"error":"y"}');
    expect(seen({}, { body: { text: null } }).responseBody.missing).toBe('not-read');
  });
  it('masks the cookie of the HAR list where the answer repeats it', () => {
    const parts = {
      request: { cookies: [{ name: 'sid', value: 'one-long-cookie-17' }] },
      response: { content: { text: '{"error":"no session one-long-cookie-17"}' } },
    };
    expect(seen(parts).responseBody.text).toBe('{"error":"no session ***"}');
  });
  it('takes no plain word of a cookie for a secret', () => {
    const parts = {
      request: { headers: list({ 'X-Api-Key': KEY, Cookie: 'theme=external; lang=products' }) },
      response: { headers: list({ 'Set-Cookie': 'sid=1; Path=/api/external/products; Expires=Wed, 21 Oct 2026 07:28:00 GMT' }) },
    };
    expect(seen(parts)).toMatchObject({ url: URL_OF_PRODUCTS, base: 'https://app.qamera.ai/api/external', path: '/products' });
  });
});
