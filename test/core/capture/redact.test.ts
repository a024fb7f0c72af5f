import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countMasked,
  redactHeaders,
  redactJson,
  redactQuery,
  redactText,
  redactUrl,
  secretsOf,
} from '../../../src/core/capture/redact.ts';
import type { Json } from '../../../src/core/units.ts';

const SECRET = 'S3cr3t-Pa55_word.x9';
const KEY = `mk_live_7f3a2b1c.${SECRET}`;
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU';
const hex = (text: string): string =>
  Array.from(text)
    .map((one) => `%${one.charCodeAt(0).toString(16)}`)
    .join('');
const unicode = (text: string): string =>
  Array.from(text)
    .map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

describe('text', () => {
  const leaks: [string, string][] = [
    ['a key in a sentence', `Invalid API key ${KEY}, check it`],
    ['a key in JSON', `{"error":"Invalid API key: ${KEY}"}`],
    ['a key in JSON in JSON', JSON.stringify({ body: JSON.stringify({ error: KEY }) })],
    ['a key in broken JSON', `{"error":"Invalid API key: ${KEY}`],
    ['a key percent-encoded', `next=%2Fx%3Fkey%3D${encodeURIComponent(KEY)}`],
    ['a key with an encoded dot', `mk_live_7f3a2b1c%2E${SECRET}`],
    ['a key percent-encoded twice', encodeURIComponent(encodeURIComponent(KEY)).replace('.', '%252E')],
    ['a key percent-encoded letter by letter', hex(KEY)],
    ['a key in unicode escapes', `{"k":"${unicode(KEY)}" broken`],
    ['a key with escaped slashes in it', `{"e":"mk_live_7f3a2b1c.ab\\/${SECRET}`],
    ['a key in base64', `X ${btoa(KEY)} Y`],
    ['a key in base64 after one byte', `X ${btoa(`:${KEY}`)} Y`],
    ['a key in base64 after two bytes', `X ${btoa(`a:${KEY}`)} Y`],
    ['a key in base64url in basic', `Basic ${btoa(`${KEY}:`).replaceAll('=', '')}`],
    ['a key with another separator', `mk_live_7f3a2b1c:${SECRET}`],
    ['a key without separator', `mk_live_7f3a2b1c${SECRET.replaceAll(/\W/g, '')}${SECRET.replaceAll(/\W/g, '')}`],
    ['a test key', `mk_test_7f3a2b1c.${SECRET}`],
    ['bearer', `Authorization failed for Bearer ${SECRET}`],
    ['bearer, encoded blank', `Bearer%20${SECRET}`],
    ['header line', `X-Api-Key: ${SECRET}\nHost: x`],
    ['header line in a curl command', `curl -H 'X-Api-Key: ${SECRET}' https://x`],
    ['authorization of another scheme', `Authorization: Weird ${SECRET}`],
    ['cookie line', `Cookie: a=1; session=${SECRET}`],
    ['set-cookie line', `set-cookie: sid=${SECRET}; Path=/; HttpOnly`],
    ['header in an object', `headers: { 'X-Api-Key': '${SECRET}' }`],
    ['field in JSON', `{"upload_token":"${SECRET}"}`],
    ['field in cut JSON', `{"a":1,"upload_token":"${SECRET}`],
    ['field in escaped JSON', `log: {\\"upload_token\\":\\"${SECRET}\\"}`],
    ['field in a form', `user=me&password=${SECRET}&x=1`],
    ['field with blanks inside quotes', `"secret": "one two ${SECRET}"`],
    ['field in prose', `webhook_secret = ${SECRET}`],
    ['field nested under a secret name', `{"token":{"value":"${SECRET}"}}`],
    ['field nested, broken JSON', `{"token":{"value":"${SECRET}"`],
    ['header list as in a log', `{"rawHeaders":["X-Api-Key","${SECRET}"]}`],
    ['header pairs as in HAR', `{"headers":[{"name":"X-Api-Key","value":"${SECRET}"}]}`],
    ['duplicate field', `{"token":"${SECRET}","token":null}`],
    ['xml', `<Token>${SECRET}</Token>`],
    ['a hidden form field', `<input type="hidden" name="csrf_token" value="${SECRET}">`],
    ['a signed URL', `see https://storage.qamera.ai/o/a.png?Expires=1&Signature=${SECRET}&Key-Pair-Id=K`],
    ['a signed URL with escaped slashes', `{"url":"https:\\/\\/storage.qamera.ai\\/a?x-sig=${SECRET}`],
    ['a signed URL, encoded', `https%3A%2F%2Fstorage.qamera.ai%2Fa%3Fsig%3D${SECRET}`],
    ['a URL in HTML', `<a href="https://x/a?b=1&amp;sig=${SECRET}">`],
    ['user and password in a URL', `https://me:${SECRET}@app.qamera.ai/api`],
    ['a fragment', `https://x/cb#access_token=${SECRET}`],
    ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----`],
    ['a cut private key', `-----BEGIN PRIVATE KEY-----\n${SECRET}`],
  ];
  it.each(leaks)('masks %s', (_, text) => {
    const clean = redactText(text);
    expect(clean).not.toContain('cr3t-Pa55');
    expect(clean).not.toContain('S3cr3tPa55');
    expect(clean).not.toContain(btoa(SECRET).slice(4, -4));
    expect(clean).not.toContain(hex('S3cr3t'));
    expect(clean).not.toContain(unicode('S3cr3t'));
  });
  it('masks a JWT, also a cut one', () => {
    expect(redactText(`jwt is ${JWT}.`)).toBe('jwt is ***');
    expect(redactText(`jwt is ${JWT.slice(0, 24)}`)).toBe('jwt is ***');
  });
  it('keeps the public id of a key', () => {
    expect(redactText(`Invalid API key ${KEY}`)).toBe('Invalid API key mk_live_7f3a2b1c.***');
    expect(redactText('Key mk_live_7f3a2b1c.')).toBe('Key mk_live_7f3a2b1c.');
  });
  it.each([
    'Invalid API key.',
    "Validation failed: 'productId' is required.",
    'Insufficient credits. Required: 5, available: 2.',
    "Missing required scope: 'content.register'.",
    'Too many requests. Please retry after a short delay.',
    'Keys look like mk_live_<keyId>.<secret>.',
    'Bearer token is missing',
    'jobs.0.unit_cost: must be >= 0',
    '{"error":{"code":"quota_exceeded","message_i18n":{"en":"No credits"},"retryable":false,"doc_url":"https://qamera.ai/docs/plugin-api/errors/quota_exceeded"}}',
    '{"max_tokens":400,"token_type":"bearer","secret":null}',
    '550e8400-e29b-41d4-a716-446655440000',
  ])('leaves %s alone', (text) => {
    expect(redactText(text)).toBe(text);
  });
  it('masks an echo of what the key header carried, whole or cut', () => {
    const known = secretsOf(
      [
        { name: 'X-Api-Key', value: 'my old password' },
        { name: 'Cookie', value: 'a=b; s=longer-cookie-value' },
      ],
      '',
    );
    expect(redactText('Unknown key my old password!', known)).toBe('Unknown key ***!');
    expect(redactText('Unknown key my old passw...', known)).not.toContain('my old');
    expect(redactText('seen longer-cookie-value', known)).toBe('seen ***');
    expect(redactText('{"q":"my+old+password","p":"my%20old%20password"}', known)).not.toContain('my%20old');
  });
  it.each(leaks)('leaves alone what it has masked: %s', (_, text) => {
    expect(redactText(redactText(text))).toBe(redactText(text));
  });
  it('never throws and stays linear', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof redactText(text) === 'string'));
    for (const piece of [
      'mk_live_',
      'a',
      '%',
      '%41',
      '\\u0041',
      'eyJ',
      '"token":"',
      'Bearer ',
      'https://',
      '?a=',
      '<input ',
      '\\',
      '-----BEGIN PRIVATE KEY-----',
      'password:',
      'a1rX2xpdmVf',
      '&',
      '{',
      '[',
      '"',
      'mk_live_a',
      '\\"',
      'token:{',
      'secret=',
      '<token>',
      'x:',
      '%25',
      'https://a@',
    ]) {
      const started = performance.now();
      redactText(piece.repeat(200_000 / piece.length));
      expect({ piece, slow: performance.now() - started > 3_000 }).toEqual({ piece, slow: false });
    }
  }, 60_000);
});

describe('a key of any alphabet in any wrapping', () => {
  const wrappings: ((key: string) => string)[] = [
    (key) => key,
    (key) => `Invalid key ${key}, sorry`,
    (key) => `(${key})`,
    (key) => `'${key}'`,
    (key) => JSON.stringify({ error: key }),
    (key) => JSON.stringify({ error: key }).replaceAll('/', String.raw`\/`),
    (key) => JSON.stringify({ body: JSON.stringify({ error: key }) }),
    (key) => `{"error":${JSON.stringify(key)},`,
    (key) => `https://x.example/a?key=${encodeURIComponent(key)}&b=1`,
    (key) => `https://x.example/a?key=${key}`,
    (key) => `https://x.example/${encodeURIComponent(key)}/b`,
    (key) => `https://x.example/${key}/b`,
    (key) => btoa(`user:${key}`),
    (key) => Buffer.from(key).toString('base64url'),
    (key) => `<p>${key}</p>`,
    (key) => `{"X-Api-Key"=>"${key}"}`,
    (key) => `key:${key}`,
    (key) => `a,${key},b`,
    (key) => `${key.slice(0, -6)}…`,
    (key) => key.replace('.', '&#46;'),
    (key) => `"${key.replaceAll('_', String.raw`\u005f`).replaceAll('.', String.raw`\u002e`)}"`,
  ];
  it('is masked in text and in a URL', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_~+/=.$!*:@%-]{20,40}$/), fc.constantFrom(...wrappings), (secret, wrap) => {
        const key = `mk_live_7f3a2b1c.${secret}`;
        for (const clean of [redactText(wrap(key)), redactUrl(wrap(key))]) {
          for (let at = 0; at + 10 <= secret.length; at += 1) expect(clean).not.toContain(secret.slice(at, at + 10));
          expect(clean).not.toContain(btoa(key).slice(24, 40));
          expect(clean).not.toContain(btoa(`user:${key}`).slice(28, 44));
        }
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);
});

describe('json', () => {
  it('masks under secret names and keeps the shape', () => {
    const value: Json = { a: 1, upload_token: SECRET, expires_at: null, nested: { clientSecret: [SECRET, 7, true] }, key: KEY };
    expect(redactJson(value)).toEqual({
      a: 1,
      upload_token: '***',
      expires_at: null,
      nested: { clientSecret: ['***', '***', true] },
      key: 'mk_live_7f3a2b1c.***',
    });
  });
  it('masks a key that stands in a field name', () => {
    expect(JSON.stringify(redactJson({ [KEY]: 1 }))).not.toContain('cr3t');
  });
  it('stands any depth', () => {
    let deep: Json = SECRET;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(JSON.stringify(redactJson(deep))).not.toContain('cr3t');
  });
  it('keeps __proto__ a plain field', () => {
    const value = JSON.parse('{"__proto__":{"token":"abcdef"}}') as Json;
    expect(JSON.stringify(redactJson(value))).toBe('{"__proto__":{"token":"***"}}');
  });
});

describe('url', () => {
  it.each([
    [
      'https://app.qamera.ai/api/external/models?statusFilter=approved',
      'https://app.qamera.ai/api/external/models?statusFilter=approved',
    ],
    ['https://app.qamera.ai/api/external/models?sig=abc', 'https://app.qamera.ai/api/external/models?sig=***'],
    [
      `https://app.qamera.ai/api/external/products?api_key=${KEY}&count=3`,
      'https://app.qamera.ai/api/external/products?api_key=mk_live_7f3a2b1c.***&count=3',
    ],
    [
      `https://app.qamera.ai/api/external/products/${KEY}/x`,
      'https://app.qamera.ai/api/external/products/mk_live_7f3a2b1c.***/***',
    ],
    [`https://app.qamera.ai/api/external/${hex(KEY)}`, 'https://app.qamera.ai/api/external/***'],
    [`https://me:${SECRET}@app.qamera.ai/api/external/x#${SECRET}`, 'https://***@app.qamera.ai/api/external/x'],
    [`/api/external/x?productId=${KEY}`, '/api/external/x?productId=mk_live_7f3a2b1c.***'],
    [`https://app.qamera.ai/api/external/x?${SECRET}=1`, `https://app.qamera.ai/api/external/x?${SECRET}=1`],
    ['not a url', 'not a url'],
    ['', ''],
  ])('%s', (url, clean) => {
    expect(redactUrl(url)).toBe(clean);
    expect(redactUrl(redactUrl(url))).toBe(clean);
  });
  it('gives the query decoded', () => {
    expect(redactQuery('https://x/?statusFilter=all&productId=a%20b&sig=c&flag')).toEqual([
      ['statusFilter', 'all'],
      ['productId', 'a b'],
      ['sig', '***'],
      ['flag', ''],
    ]);
  });
  it('stays a URL', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const clean = redactUrl(url);
        expect(URL.canParse(clean)).toBe(true);
        expect(new URL(clean).origin).toBe(new URL(url).origin);
      }),
    );
  });
});

describe('headers', () => {
  it('keeps an allow-list and the names of the rest', () => {
    const request = [
      { name: ':path', value: '/x' },
      { name: 'X-Api-Key', value: KEY },
      { name: 'Authorization', value: `Bearer ${SECRET}` },
      { name: 'Cookie', value: `a=${SECRET}` },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Referer', value: `https://shop.example/a?token=${SECRET}` },
      { name: 'X-Odd', value: SECRET },
      { name: 'X-Empty' },
    ];
    expect(redactHeaders(request, 'request')).toEqual([
      ['x-api-key', '***'],
      ['authorization', '***'],
      ['cookie', '***'],
      ['content-type', 'application/json'],
      ['referer', 'https://shop.example/a?token=***'],
      ['x-odd', '***'],
      ['x-empty', ''],
    ]);
  });
  it.each([
    ['sec-ch-ua', '"Chromium";v="156", "Not)A;Brand";v="8"'],
    ['sec-ch-ua', '" Not A;Brand";v="99", "Google Chrome";v="156.0.1.2"'],
    ['sec-ch-ua-mobile', '?0'],
    ['sec-ch-ua-platform', '"macOS"'],
    ['sec-ch-ua-platform-version', '"15.0.0"'],
    ['sec-fetch-storage-access', 'active'],
    ['x-frame-options', 'SAMEORIGIN'],
    ['x-xss-protection', '1; mode=block'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
  ])('shows %s in its own form, and nothing else under that name', (name, value) => {
    expect(redactHeaders([{ name, value }], 'request')).toEqual([[name, value]]);
    const smuggled = [SECRET, KEY, `${value}${SECRET}`, `"${SECRET}";v="1"`, `"Chromium";v="1";x="${SECRET}"`, ` ${value}`];
    for (const other of smuggled) expect(redactHeaders([{ name, value: other }], 'request')).toEqual([[name, '***']]);
  });
  it.each(['*', 'null', 'https://shop.example', 'https://sk-storefront.example', 'https://pk_storefront_of_shop.example:8443'])(
    'redacts the permission like the origin it answers: %s stays',
    (value) => {
      expect(redactHeaders([{ name: 'Origin', value }], 'request')).toEqual([['origin', value]]);
      const name = 'Access-Control-Allow-Origin';
      expect(redactHeaders([{ name, value }], 'response')).toEqual([['access-control-allow-origin', value]]);
    },
  );
  it.each([`https://${KEY}`, `https://a.example ${KEY}`, `//no account for ${SECRET}`, `https://a:${SECRET}@a.example`])(
    'masks a secret in place of a host: %s',
    (value) => {
      for (const name of ['Access-Control-Allow-Origin', 'Location']) {
        expect(redactHeaders([{ name, value }], 'response', [SECRET])[0]?.[1]).not.toContain(SECRET);
      }
    },
  );
  it('does not show a form under another name', () => {
    expect(redactHeaders([{ name: 'x-odd', value: '?0' }], 'request')).toEqual([['x-odd', '***']]);
  });
  it('keeps what retry advice needs', () => {
    const answer = [
      'Retry-After',
      'X-RateLimit-Remaining',
      'RateLimit',
      'RateLimit-Policy',
      'Date',
      'X-Correlation-Id',
      'Access-Control-Allow-Origin',
    ];
    for (const name of answer) expect(redactHeaders([{ name, value: '30' }], 'response')).toEqual([[name.toLowerCase(), '30']]);
    expect(redactHeaders([{ name: 'Set-Cookie', value: 'a=b' }], 'response')).toEqual([['set-cookie', '***']]);
    expect(redactHeaders([{ name: 'WWW-Authenticate', value: 'Bearer realm="api", error="invalid_token"' }], 'response')).toEqual(
      [['www-authenticate', 'Bearer realm="api", error="invalid_token"']],
    );
    expect(redactHeaders([{ name: 'Date', value: 'Sun, 01 Mar 2026 12:00:00 GMT' }], 'response')[0]?.[1]).toBe(
      'Sun, 01 Mar 2026 12:00:00 GMT',
    );
  });
});

it('counts what was masked', () => {
  expect(countMasked({ a: '***', b: ['mk_live_x.***', 'plain'] })).toBe(2);
});
