// No secret passes into any export, wherever it stood: through capture (a HAR), and past it (an entry that capture never cleaned).
import { describe, expect, it } from 'vitest';
import { RowIndex } from '../../src/core/rows.ts';
import type { Entry } from '../../src/core/ledger.ts';
import { cleanEntry } from '../../src/exports/clean.ts';
import { CODE_LANGUAGES, codeOf } from '../../src/exports/code/languages.ts';
import { markdownOf } from '../../src/exports/bundle-markdown.ts';
import { FORMAT_NAMES, FORMATS } from '../../src/exports/formats.ts';
import type { Recording } from '../../src/exports/recording.ts';
import { bundleOf } from '../../src/exports/support-bundle.ts';
import { anEntry } from '../support/observations.ts';
import { FIXTURES, fixture, recordingFrom, recordingOf } from './recordings.ts';

const SECRET = 'S3cr3tPa55wordX9';
const KEY = `mk_live_7f3a2b1c.${SECRET}`;
const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${SECRET}`;

/** Everything that can leave the product, of one recording. */
function allExports(recording: Recording): [string, string][] {
  const rows = new RowIndex();
  for (const { entry } of recording.failures) rows.put(entry);
  const options = { now: recording.now, versions: { lens: '0', browser: 'b' }, withBodies: true };
  const bundles = rows.all().map((row) => bundleOf(row, options));
  return [
    ...FORMAT_NAMES.map((name): [string, string] => [name, FORMATS[name].write(recording)]),
    ...CODE_LANGUAGES.map((name): [string, string] => [
      name,
      recording.failures.map(({ entry }) => codeOf(entry, name)).join('\n'),
    ]),
    ['bundle', JSON.stringify(bundles)],
    ['bundle.md', bundles.map(markdownOf).join('\n')],
  ];
}
function expectClean(recording: Recording): void {
  expect(recording.failures.length).toBeGreaterThan(0);
  for (const [name, text] of allExports(recording)) {
    expect([name, text].join('\n')).not.toContain(SECRET);
    expect([name, text].join('\n')).not.toContain(btoa(KEY).slice(6, -6));
  }
}

interface RawEntry {
  startedDateTime: string;
  time: number;
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    cookies: unknown[];
    queryString: unknown[];
    postData?: unknown;
  };
  response: {
    status: number;
    headers: { name: string; value: string }[];
    cookies: unknown[];
    content: { mimeType: string; text: string };
  };
  [custom: string]: unknown;
}
const raw = (change: (entry: RawEntry) => void): { log: { entries: RawEntry[] } } => {
  const entry: RawEntry = {
    startedDateTime: '2026-03-01T12:00:00.000Z',
    time: 50,
    request: {
      method: 'POST',
      url: 'https://app.qamera.ai/api/external/packshots/register-ideas',
      headers: [{ name: 'X-Api-Key', value: KEY }],
      cookies: [],
      queryString: [],
    },
    response: { status: 400, headers: [], cookies: [], content: { mimeType: 'application/json', text: '{"error":"Bad"}' } },
  };
  change(entry);
  return { log: { entries: [entry] } };
};
const answer = (text: string) => (entry: RawEntry) => void (entry.response.content.text = text);
const sends = (name: string, value: string) => (entry: RawEntry) => void entry.request.headers.push({ name, value });
const gets = (name: string, value: string) => (entry: RawEntry) => void entry.response.headers.push({ name, value });
const body = (value: unknown) => (entry: RawEntry) =>
  void (entry.request.postData = {
    mimeType: 'application/json',
    text: typeof value === 'string' ? value : JSON.stringify(value),
  });
const url = (tail: string) => (entry: RawEntry) => void (entry.request.url += tail);

describe('through capture: a secret', () => {
  it.each<[string, (entry: RawEntry) => void]>([
    ['in the key header alone', () => undefined],
    ['in a bearer header', sends('Authorization', `Bearer ${SECRET}`)],
    ['in a basic header', sends('Authorization', `Basic ${btoa(KEY)}`)],
    ['in a cookie', sends('Cookie', `sid=${SECRET}`)],
    ['in a header of their own', sends('X-Tenant', SECRET)],
    ['in a referer', sends('Referer', `https://shop.example/?token=${SECRET}`)],
    ['in a cookie of the answer', gets('Set-Cookie', `sid=${SECRET}`)],
    ['in a redirect', gets('Location', `https://x.example/?sig=${SECRET}#${SECRET}`)],
    ['in an odd header of the answer', gets('X-Debug', KEY)],
    ['in a correlation id', gets('X-Correlation-Id', KEY)],
    ['in the query', url(`?upload_token=${SECRET}`)],
    ['as a key in the query', url(`?api_key=${KEY}&statusFilter=all`)],
    ['in the path', url(`/${KEY}`)],
    ['in the fragment', url(`#${SECRET}`)],
    ['in the body', body({ upload_token: SECRET, nested: [{ password: SECRET }] })],
    ['in the body under a harmless name', body({ note: `use ${KEY} please` })],
    ['in a broken body', body(`{"token":"${SECRET}`)],
    ['in a form', (entry) => void (entry.request.postData = { mimeType: 'x', params: [{ name: 'password', value: SECRET }] })],
    ['in the cookies list', (entry) => void entry.request.cookies.push({ name: 'sid', value: SECRET })],
    ['in a custom field', (entry) => void (entry['_secret'] = KEY)],
    ['in the message', answer(`{"error":"Invalid API key ${KEY}"}`)],
    ['in a token of the answer', answer(`{"error":"Bad","upload_token":"${JWT}"}`)],
    ['in a signed address', answer(`{"error":"gone","url":"https://storage.qamera.ai/a?Expires=1&Signature=${SECRET}"}`)],
    ['in HTML', answer(`<html><meta name="csrf-token" content="${SECRET}"><a href="https://x/a?b=1&amp;sig=${SECRET}">`)],
    ['in base64', answer(`{"error":"${btoa(KEY)}"}`)],
    [
      'in a doc_url',
      answer(`{"error":{"code":"invalid_input","message_i18n":{"en":"${KEY}"},"doc_url":"https://x/?token=${SECRET}"}}`),
    ],
    ["in the browser's word", (entry) => ((entry.response.status = 0), (entry['_error'] = `failed: ${KEY}`))],
  ])('%s', (_, change) => expectClean(recordingOf(raw(change))));

  it.each(FIXTURES)('of the fixture %s', (name) => {
    for (const [format, text] of allExports(recordingOf(fixture(name))))
      expect([format, text].join('\n')).not.toContain('S3cr3tS3');
  });
});

/** An entry beside a success that capture never cleaned. */
const beside = (...differences: [place: 'body' | 'header' | 'base' | 'key', name: string, was: string][]): Entry => ({
  ...anEntry(),
  comparison: {
    at: 1,
    status: 200,
    differences: differences.map(([place, name, was]) => ({ place, name, change: 'changed', was, is: KEY, rank: 'changed' })),
    more: 0,
    blind: [`body ${KEY}`],
    side: 'unknown',
  },
});

describe('past capture: a secret', () => {
  const said = (parts: Partial<Entry['diagnosis']>): Entry => {
    const entry = anEntry();
    return { ...entry, diagnosis: { ...entry.diagnosis, ...parts } };
  };
  const seen = (parts: Parameters<typeof anEntry>[1]): Entry => anEntry({}, parts);
  it.each<[string, Entry]>([
    ['in the URL', seen({ url: `https://app.qamera.ai/api/external/x?token=${SECRET}#${SECRET}`, query: [['token', SECRET]] })],
    ['in the path', seen({ path: `/${KEY}`, url: `https://app.qamera.ai/api/external/${KEY}` })],
    ['in the base', seen({ base: `https://me:${SECRET}@app.qamera.ai` })],
    [
      'in a request header',
      seen({
        requestHeaders: [
          ['x-api-key', KEY],
          ['cookie', SECRET],
          ['x-odd', SECRET],
        ],
      }),
    ],
    [
      'in an answer header',
      seen({
        responseHeaders: [
          ['set-cookie', SECRET],
          ['warning', KEY],
        ],
      }),
    ],
    ['in the request body', seen({ method: 'POST', requestBody: { kind: 'json', value: { upload_token: SECRET }, cut: false } })],
    [
      'near the break',
      seen({ requestBody: { kind: 'broken-json', position: 1, line: 1, column: 1, near: KEY, problem: 'bad-string' } }),
    ],
    ['in a field name', seen({ requestBody: { kind: 'form', fields: [KEY], multipart: false } })],
    ['in the answer', seen({ responseBody: { text: `Bearer ${SECRET}`, truncated: true, missing: null } })],
    ["in the browser's word", seen({ status: null, failure: { kind: 'unknown', raw: KEY } })],
    ['as the page', seen({ initiator: `https://me:${SECRET}@shop.example` })],
    ['as the shown key', seen({ key: { ...anEntry().observation.key, keyId: KEY, shown: KEY } })],
    ['in a fact', said({ facts: { message: KEY, docUrl: `https://x/?token=${SECRET}`, correlationId: KEY } })],
    ['in a sentence', said({ what: { id: 'cause.browser-says', values: { raw: KEY } } })],
    ['in a cause', said({ causes: [{ says: { id: 'cause.browser-says', values: { raw: KEY } }, evidence: 'seen' }] })],
    ['in a link', said({ do: [{ says: { id: 'do.check-base' }, link: `https://x/?token=${SECRET}` }] })],
    [
      'beside the last success',
      beside(
        ['body', 'a.upload_token', SECRET],
        ['header', 'cookie', SECRET],
        ['base', '', `https://me:${SECRET}@x.example`],
        ['key', '', KEY],
        ['body', KEY, `Bearer ${SECRET}`],
      ),
    ],
    ['in an alarm', said({ alarms: [{ id: 'alarm.key-visible', values: { origin: 'https://x', shown: KEY } }] })],
  ])('%s', (_, entry) => expectClean(recordingFrom(entry)));
});

it.each(FIXTURES)('what capture has cleaned is left as it is: %s', (name) => {
  const entries = recordingOf(fixture(name)).failures.map(({ entry }) => entry);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.map(cleanEntry)).toEqual(entries);
});
