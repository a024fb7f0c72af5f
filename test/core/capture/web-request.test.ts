import { describe, expect, it } from 'vitest';
import { beginCall, continueCall, type WebRequestEvent, type WebRequestStart } from '../../../src/core/capture/web-request.ts';
import type { Observation } from '../../../src/core/observation.ts';

const SETTINGS = { added: [], salt: 'salt' };
const PRODUCTS = 'https://app.qamera.ai/api/external/products';
/** No form tells it: only the request header does. */
const ODD = 'legacy-9f8e7d6c5b';
const keyed = (value: string) => [{ name: 'X-Api-Key', value }];

function begun(url = PRODUCTS, body: WebRequestStart['body'] = null): Observation {
  const call = beginCall(
    { requestId: '7', url, method: 'POST', tabId: 1, sender: 'https://shop.example', at: 1_000, body },
    SETTINGS,
  );
  if (!call) throw new Error('no API call');
  return call;
}
const after = (call: Observation, event: Exclude<WebRequestEvent, { kind: 'start' }>, url = PRODUCTS): Observation =>
  continueCall(call, event, url, SETTINGS);
const sent = (call: Observation, headers: { name: string; value: string }[], url = PRODUCTS): Observation =>
  after(call, { kind: 'sent', at: 1_001, headers }, url);
type Headers = { name: string; value: string }[];
/** How the browser tells of an answer: `requestHeaders` as the adapter remembers them. */
const answers: [string, (headers: Headers, requestHeaders?: Headers) => Exclude<WebRequestEvent, { kind: 'start' }>][] = [
  ['its headers', (headers, requestHeaders) => ({ kind: 'answered', at: 1_050, status: 401, headers, requestHeaders })],
  ['its end', (headers, requestHeaders) => ({ kind: 'done', at: 1_060, status: 401, headers, fromCache: false, requestHeaders })],
];

/** Each shown response header that has room for more than a number, a date or a flag. */
const ECHOES: [string, (secret: string) => string][] = [
  ['WWW-Authenticate', (secret) => `Bearer realm="q", error_description="no account for ${secret}"`],
  ['Location', (secret) => `https://app.qamera.ai/accounts/${secret}/login`],
  ['Location', (secret) => `/login?id=${secret}&status=none`],
  ['Location', (secret) => `//no account for ${secret}`],
  ['Warning', (secret) => `199 - "no account for ${secret}"`],
  ['Via', (secret) => `1.1 ${secret}`],
  ['Proxy-Status', (secret) => `gate; error=http_request_denied; details="${secret}"`],
  ['Server-Timing', (secret) => `auth;desc="${secret}"`],
  ['Content-Disposition', (secret) => `inline; filename="${secret}.json"`],
  ['X-Error-Code', (secret) => `NO_ACCOUNT ${secret}`],
];
const ELSEWHERE: [string, (secret: string) => string][] = [
  ['Server', (secret) => `gate ${secret}`],
  ['X-Powered-By', (secret) => secret],
  ['X-Request-Id', (secret) => secret],
  ['X-Correlation-Id', (secret) => `q-${secret}`],
  ['X-Cache', (secret) => `Error from ${secret}`],
  ['X-Vercel-Error', (secret) => secret],
  ['Vary', (secret) => secret],
  ['Allow', (secret) => secret],
  ['Content-Type', (secret) => `text/plain; x="${secret}"`],
  ['X-RateLimit-Policy', (secret) => `60;w=60;k="${secret}"`],
  ['Access-Control-Allow-Headers', (secret) => `x-a, ${secret}`],
  ['Access-Control-Allow-Origin', (secret) => `https://shop.example for ${secret}`],
];

describe.each(answers)('an answer (%s) that repeats the key', (_, answer) => {
  it.each([...ECHOES, ...ELSEWHERE])('in %s', (name, echo) => {
    const call = sent(begun(), keyed(ODD));
    const seen = after(call, answer([{ name, value: echo(ODD) }], keyed(ODD)));
    expect(JSON.stringify(seen)).not.toContain(ODD);
    expect(seen.responseHeaders?.[0]?.[1]).toContain('***');
  });
  it.each([...ECHOES, ...ELSEWHERE])('in %s, only what follows its dot', (name, echo) => {
    const key = `mk_live_7f3a2b1c.${ODD}`;
    const seen = after(sent(begun(), keyed(key)), answer([{ name, value: echo(ODD) }], keyed(key)));
    expect(JSON.stringify(seen)).not.toContain(ODD);
  });
  it.each(ECHOES)('in %s, when the background has been stopped in between', (name, echo) => {
    for (const call of [sent(begun(), keyed(ODD)), begun()]) {
      const seen = after(call, answer([{ name, value: echo(ODD) }]));
      expect(seen.responseHeaders).toEqual([[name.toLowerCase(), '***']]);
    }
  });
  it.each(ECHOES)('in %s, when the browser shows no request headers', (name, echo) => {
    const seen = after(sent(begun(), []), answer([{ name, value: echo(ODD) }], []));
    expect(seen.responseHeaders).toEqual([[name.toLowerCase(), '***']]);
  });
  it('in a header beside its own cookie', () => {
    const headers = [
      { name: 'Set-Cookie', value: 'sid=4f5e6d7c8b9a0f1e2d3c; Path=/' },
      { name: 'Warning', value: '199 - "session 4f5e6d7c8b9a0f1e2d3c"' },
    ];
    expect(after(sent(begun(), keyed(ODD)), answer(headers, keyed(ODD))).responseHeaders).toEqual([
      ['set-cookie', '***'],
      ['warning', '199 - "session ***"'],
    ]);
  });
  it('leaves what holds no secret, with the headers known or with none that could be repeated', () => {
    const headers = [
      { name: 'WWW-Authenticate', value: 'Bearer realm="q"' },
      { name: 'Location', value: '/login' },
      { name: 'Retry-After', value: '30' },
      { name: 'Via', value: '' },
    ];
    const shown = headers.map(({ name, value }) => [name.toLowerCase(), value]);
    expect(after(sent(begun(), keyed(ODD)), answer(headers, keyed(ODD))).responseHeaders).toEqual(shown);
    const plain = sent(begun(), [{ name: 'Accept', value: '*/*' }]);
    expect(after(plain, answer(headers)).responseHeaders).toEqual(shown);
    expect(after(begun(), answer(headers)).responseHeaders).toEqual([
      ['www-authenticate', '***'],
      ['location', '***'],
      ['retry-after', '30'],
      ['via', ''],
    ]);
  });
});

it('a failure that repeats the key', () => {
  const call = sent(begun(), keyed(ODD));
  const seen = after(call, { kind: 'failed', at: 1_060, error: `refused ${ODD}`, fromCache: false, requestHeaders: keyed(ODD) });
  expect(seen.failure?.raw).toBe('refused ***');
});

describe('a request that repeats its key', () => {
  it.each([`${PRODUCTS}?id=${ODD}`, `${PRODUCTS}/${ODD}?status=all`, `${PRODUCTS}?id=a&${ODD}=1`])('in %s', (url) => {
    const seen = sent(begun(url), keyed(ODD), url);
    expect(JSON.stringify(seen)).not.toContain(ODD);
    expect(seen.query).toHaveLength(url.split('?')[1]?.split('&').length ?? 0);
  });
  it('in the name of a form field', () => {
    const seen = sent(begun(PRODUCTS, { formFields: [`of ${ODD}`] }), keyed(ODD));
    expect(seen.requestBody).toMatchObject({ fields: ['of ***'] });
  });
});

describe('a broken body that repeats the key near the break', () => {
  const LONG = 'legacy-9f8e7d6c5b4a39281706f5e4d3c2b1a0-qwertzuiop-asdfghjkl';
  const cases: [string, string, string][] = [
    ['whole', ODD, `{"id":"${ODD}",}`],
    ['cut at its start by what is shown', ODD, `{"note":"${ODD}-of-shop",}`],
    ['cut at its end by what is shown', ODD, `{,"note":"shop ${ODD}"}`],
    ['the break in its middle', LONG, `{"note": ${LONG}}`],
    ['the middle of it alone is shown', LONG, `{"note":"${LONG.slice(0, 30)}\n${LONG.slice(30)}"}`],
    ['written with an escape', 'legacy"9f8e7d6c5b', String.raw`{"id":"legacy\"9f8e7d6c5b",}`],
    ['as an escaped part', 'legacy"9f8e7d6c5b', String.raw`{"id":"y\"9f8e7d6c5b-of-the-shop",}`],
  ];
  it.each(cases)('%s', (_, key, text) => {
    const seen = sent(begun(PRODUCTS, { text }), keyed(key)).requestBody;
    if (seen.kind !== 'broken-json') throw new Error('not broken');
    for (let at = 0; at + 4 <= key.length; at += 1) expect(seen.near).not.toContain(key.slice(at, at + 4));
    expect(seen.near).toContain('***');
  });
  it('leaves the rest', () => {
    const seen = sent(begun(PRODUCTS, { text: '{"count":3,}' }), keyed(ODD)).requestBody;
    expect(seen).toMatchObject({ near: '{"count":3,}' });
  });
});
