// The code that is copied is run: by a real shell that prints the words it would call with, and by Node against a fetch that listens.
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurl } from '../../src/core/capture/curl-command.ts';
import { CODE_LANGUAGES, codeOf } from '../../src/exports/code/languages.ts';
import type { Header, Json } from '../../src/core/units.ts';
import { anEntry } from '../support/observations.ts';

const KEY = 'mk_live_7f3a2b1c.Test';
const HEADERS: Header[] = [
  ['x-api-key', 'mk_live_7f3a2b1c.***'],
  ['content-type', 'application/json'],
  ['host', 'app.qamera.ai'],
  ['origin', 'https://shop.example'],
  ['cookie', '***'],
  ['x-tenant', '***'],
  ['idempotency-key', 'order-7'],
];
const post = (value: Json, parts: Parameters<typeof anEntry>[1] = {}) =>
  anEntry(
    {},
    { method: 'POST', path: '/packshots', requestHeaders: HEADERS, requestBody: { kind: 'json', value, cut: false }, ...parts },
  );
/** The words that a POSIX shell hands to a program. */
function wordsOf(code: string, program: 'curl' | 'http'): string[] {
  const script = `${program}() { printf '%s\\0' "$@"; }\n${code}`;
  const out = execFileSync('sh', ['-c', script], { env: { QAMERA_API_KEY: KEY } });
  return out.toString('utf8').split('\0').slice(0, -1);
}
const NASTY = [
  `it's "quoted" $HOME \`id\` $(id) \\ !! %PATH%`,
  'line\nline',
  '’; rm -rf ~',
  '</script>',
  '\u2028',
  '@file',
  '; &|<>*?[a]{b}',
];

describe('cURL', () => {
  it.each(NASTY)('brings %j through the shell as it is', (text) => {
    const words = wordsOf(codeOf(post({ note: text }), 'curl') ?? '', 'curl');
    expect(JSON.parse(words.at(-1) ?? '')).toEqual({ note: text });
    expect(words).toContain(`X-Api-Key: ${KEY}`);
    expect(words).toContain('https://app.qamera.ai/api/external/packshots');
    expect(words.join('\n')).not.toMatch(/x-tenant|cookie|origin|\*\*\*/i);
  });
  it('holds for any text in the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const words = wordsOf(codeOf(post({ note: text }), 'curl') ?? '', 'curl');
        return JSON.parse(words.at(-1) ?? '').note === text;
      }),
      { numRuns: 25 },
    );
  });
  it('is read back by our own paste', () => {
    const command = parseCurl(codeOf(post({ a: 1 }, { method: 'PUT' }), 'curl') ?? '');
    expect(command).toMatchObject({ method: 'PUT', url: 'https://app.qamera.ai/api/external/packshots', body: '{"a":1}' });
  });
  it('of a plain GET is one short command', () => {
    const entry = anEntry({}, { requestHeaders: [['x-api-key', '***']] });
    expect(codeOf(entry, 'curl')).toBe(
      `curl -i 'https://app.qamera.ai/api/external/products' \\\n  -H "X-Api-Key: $QAMERA_API_KEY"\n`,
    );
  });
});

it('HTTPie gets the same words', () => {
  for (const text of NASTY) {
    const words = wordsOf(codeOf(post({ note: text }), 'httpie') ?? '', 'http');
    expect(words).toContain(`X-Api-Key:${KEY}`);
    expect(words).toContain('Idempotency-Key:order-7');
    expect(words.slice(2, 4)).toEqual(['POST', 'https://app.qamera.ai/api/external/packshots']);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual({ note: text });
  }
});

it('fetch runs, with the key from the environment', async () => {
  for (const text of NASTY) {
    const code = codeOf(post({ note: text }), 'fetch') ?? '';
    const sent: [string, RequestInit][] = [];
    const fetched = async (url: string, init: RequestInit) => (sent.push([url, init]), new Response('{}'));
    const AsyncFunction = (async () => undefined).constructor as new (
      ...names: string[]
    ) => (...values: unknown[]) => Promise<void>;
    await new AsyncFunction('fetch', 'process', 'console', code)(
      fetched,
      { env: { QAMERA_API_KEY: KEY } },
      { log: () => undefined },
    );
    expect(sent[0]).toMatchObject(['https://app.qamera.ai/api/external/packshots', { method: 'POST' }]);
    expect(sent[0]?.[1].headers).toEqual({ 'X-Api-Key': KEY, 'Content-Type': 'application/json', 'Idempotency-Key': 'order-7' });
    expect(JSON.parse(sent[0]?.[1].body as string)).toEqual({ note: text });
  }
});

describe('PowerShell', () => {
  it('doubles every quote that PowerShell knows, and leaves the rest alone', () => {
    const code = codeOf(post({ note: `it's ’n‘ $env:HOME` }), 'powershell') ?? '';
    expect(code).toContain(`-Body ([System.Text.Encoding]::UTF8.GetBytes('{"note":"it''s ’’n‘‘ $env:HOME"}'))`);
    expect(code).toContain(`'X-Api-Key' = "$env:QAMERA_API_KEY"`);
    expect(code).toContain(`-ContentType 'application/json'`);
    expect(code).not.toMatch(/'Content-Type'/);
  });
});

describe('what the recording does not hold', () => {
  const bearer = {
    keyId: 'a',
    shown: 'mk_live_a.***',
    via: 'authorization' as const,
    shape: 'well-formed' as const,
    conflict: false,
    inUrl: false,
  };
  const comments = (entry: ReturnType<typeof anEntry>): string => (codeOf(entry, 'curl') ?? '').split('curl ')[0] ?? '';
  it('a bearer key stays a bearer key', () => {
    const entry = anEntry({}, { key: bearer, requestHeaders: [['authorization', '***']] });
    expect(codeOf(entry, 'curl')).toContain('-H "Authorization: Bearer $QAMERA_API_KEY"');
    expect(codeOf(entry, 'fetch')).toContain('"Authorization": `Bearer ${process.env.QAMERA_API_KEY}`');
  });
  it('a call without a key gets none', () => {
    const entry = anEntry({}, { key: { ...bearer, keyId: null, shown: '', via: 'none', shape: 'absent' }, requestHeaders: [] });
    for (const language of CODE_LANGUAGES) expect(codeOf(entry, language)).not.toContain('QAMERA_API_KEY');
  });
  it('a key in the address goes to the header', () => {
    const url = 'https://app.qamera.ai/api/external/models?api_key=mk_live_a.***&statusFilter=all';
    const code = codeOf(anEntry({}, { url, key: { ...bearer, via: 'query', inUrl: true } }), 'curl') ?? '';
    expect(code).toContain(`'https://app.qamera.ai/api/external/models?statusFilter=all'`);
    expect(code).toContain('X-Api-Key: $QAMERA_API_KEY');
    expect(code).toContain('carried a key in its address');
  });
  it.each([
    ['masked values', { requestHeaders: HEADERS }, 'x-tenant'],
    ['unseen headers', { requestHeaders: null }, 'were not seen'],
    [
      'a form',
      { requestBody: { kind: 'form' as const, fields: ['name\nrm -rf ~', 'cover'], multipart: true } },
      'name rm -rf ~, cover',
    ],
    ['an unread body', { method: 'POST', requestBody: { kind: 'unseen' as const } }, 'was not recorded'],
    ['a cut body', { requestBody: { kind: 'json' as const, value: { a: '***' }, cut: true } }, 'is cut'],
  ])('says so in comments that stay comments: %s', (_, parts, words) => {
    const lines = comments(anEntry({}, parts)).trimEnd().split('\n');
    expect(lines.join('\n')).toContain(words);
    expect(lines.every((line) => line.startsWith('# '))).toBe(true);
  });
  it('no code without a method', () => {
    for (const language of CODE_LANGUAGES) expect(codeOf(anEntry({}, { method: '?' }), language)).toBeNull();
  });
});
