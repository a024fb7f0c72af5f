import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeHar, readHar } from '../../src/core/analyze-har.ts';
import { JOURNAL_LIMIT } from '../../src/core/journal.ts';
import type { Report } from '../../src/core/report.ts';
import { REPORT_SCHEMA } from '../../src/core/report-schema.ts';

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(REPORT_SCHEMA);
function checked(report: Report): Report {
  validate(report);
  expect(validate.errors).toBeNull();
  return report;
}
const fixture = (name: string): string => readFileSync(new URL(`../fixtures/har/${name}.har`, import.meta.url), 'utf8');
const shortOf = ({ findings }: Report) =>
  findings.map(({ entry, status, category, verdict, basis }) => [entry, status, category, verdict, basis]);

describe('exporters', () => {
  it.each([
    [
      'chrome',
      [
        [1, 400, 'bad-request', 'fix-first', null],
        [2, 429, 'rate-limited', 'retry', 'retry-after'],
        [4, null, 'cors-blocked', 'fix-first', null],
        // Held by the 429 of its key.
        [5, null, 'aborted', 'retry', 'retry-after'],
      ],
    ],
    [
      'firefox',
      [
        [0, 402, 'insufficient-credits', 'fix-first', null],
        [1, 503, 'no-generator', 'retry', 'documented-wait'],
        [2, null, 'network', 'retry', 'backoff'],
      ],
    ],
    [
      'charles',
      [
        [0, 502, 'upstream-error', 'check-first', 'documented-wait'],
        [1, null, 'network', 'retry', 'backoff'],
      ],
    ],
    [
      'proxyman',
      [
        [0, 200, 'job-failed', 'fix-first', null],
        [1, 429, 'rate-limited', 'retry', 'retry-after'],
      ],
    ],
    [
      'mitmproxy',
      [
        [0, null, 'network', 'check-first', 'backoff'],
        [1, 403, 'missing-scope', 'fix-first', null],
      ],
    ],
    [
      'playwright',
      [
        [0, 500, 'server-error', 'retry', 'documented-wait'],
        [1, null, 'network', 'retry', 'backoff'],
      ],
    ],
    ['chrome-sanitized', [[1, 401, 'unauthorized', 'fix-first', null]]],
  ])('%s', (name, findings) => {
    const report = checked(analyzeHar(fixture(name)));
    expect(shortOf(report)).toEqual(findings);
    expect(analyzeHar(JSON.parse(fixture(name)))).toEqual(report);
    expect(JSON.stringify([report, readHar(fixture(name))])).not.toContain('S3cr3tS3');
  });
  it('reads times with any offset and ends the report with the last call', () => {
    const report = analyzeHar(fixture('firefox'));
    expect(report.findings[0]?.call.startedAt).toBe('2026-03-01T12:00:00.250Z');
    expect(report.generatedAt).toBe('2026-03-01T12:00:02.000Z');
    expect(analyzeHar(fixture('firefox'), { now: Date.UTC(2026, 2, 2) }).generatedAt).toBe('2026-03-02T00:00:00.000Z');
  });
  it('counts Retry-After from the end of the answer', () => {
    const [finding] = analyzeHar(fixture('proxyman')).findings.filter(({ status }) => status === 429);
    expect(finding?.notBefore).toBe(Date.UTC(2026, 2, 1, 12, 0, 2, 88) + 9_000);
  });
  it('does not claim a missing key where the export left keys out', () => {
    const sanitized = analyzeHar(fixture('chrome-sanitized'));
    expect(sanitized.findings[0]?.causes.filter(({ evidence }) => evidence === 'seen')).toEqual([]);
    expect(sanitized.notes.join()).toContain('leaves out key headers');
  });
  it('reads a self-hosted API by its key and path, and says so', () => {
    const report = analyzeHar(fixture('mitmproxy'));
    expect(report.notes.join()).toContain('https://images.corp.example/qamera/api/external');
    expect(report.keys.map(({ host, keyId }) => [host, keyId])).toContainEqual(['images.corp.example', '7f3a2b1c']);
  });
  it('says when answers have no text', () => {
    expect(analyzeHar(fixture('playwright')).notes.join()).toContain('no answer text');
  });
});

describe('files that cannot be used', () => {
  it.each([
    ['', 'is empty'],
    ['  \n', 'is empty'],
    ['<!doctype html>', 'not a HAR file'],
    ['HTTP/1.1 200 OK', 'not a HAR file'],
    ['{"log":{"entries":[{"request":', 'ends in the middle'],
    ['{"log":{"entries":[}]}}', 'not valid JSON'],
    ['{"a":1}', 'no list of calls'],
    ['[]', 'holds no calls'],
    ['{"log":{"entries":[]}}', 'holds no calls'],
    ['{"log":{"entries":[null,{"request":{"url":"https://x.example/"}}]}}', 'none to the Qamera API'],
    [null, 'no list of calls'],
    [undefined, 'no list of calls'],
    [7, 'no list of calls'],
  ])('%j', (har, note) => {
    const report = checked(analyzeHar(har));
    expect(report.findings).toEqual([]);
    expect(report.notes.join(' ')).toContain(note);
  });
  it('reads a byte order mark, a log alone and a bare list alike', () => {
    const har = JSON.parse(fixture('charles')) as { log: { entries: unknown[] } };
    const report = analyzeHar(har);
    expect(analyzeHar(`\uFEFF${JSON.stringify(har)}`)).toEqual(report);
    expect(analyzeHar(har.log)).toEqual(report);
    expect(analyzeHar(har.log.entries)).toEqual(report);
  });
});

const KEY = 'mk_live_7f3a2b1c.S3cr3tS3cr3t';
const list = (from: Record<string, string>) => Object.entries(from).map(([name, value]) => ({ name, value }));
interface Made {
  at: number;
  status?: number;
  headers?: Record<string, string>;
  request?: Record<string, unknown>;
  [more: string]: unknown;
}
function anEntry({ at, status = 200, headers = {}, request = {}, ...more }: Made) {
  return {
    startedDateTime: new Date(Date.UTC(2026, 2, 1, 12) + at).toISOString(),
    time: 20,
    request: {
      method: 'GET',
      url: 'https://app.qamera.ai/api/external/products',
      headers: list({ 'X-Api-Key': KEY }),
      ...request,
    },
    response: { status, headers: list(headers), content: { text: status < 400 ? '{"products":[],"count":0}' : '{"error":"x"}' } },
    ...more,
  };
}
const harOf = (entries: unknown[]) => ({ log: { version: '1.2', creator: { name: 'test' }, entries } });

it('80 calls at once, whose refusals overtake those let in: accuses nobody else', () => {
  const entries = Array.from({ length: 80 }, (_, nth) => ({
    ...anEntry({ at: nth, status: nth < 60 ? 200 : 429 }),
    time: nth < 60 ? 400 : 40,
  }));
  const { failures } = readHar(harOf(entries));
  expect(failures).toHaveLength(20);
  for (const { entry } of failures) {
    expect(entry.diagnosis.causes[0]?.says).toMatchObject({ id: 'cause.rate-seen', values: { seen: 60 } });
    expect(entry.diagnosis.retry.notes.map(({ id }) => id)).not.toContain('retry.note.elsewhere');
  }
});

describe('alarms of calls that succeeded', () => {
  const fromPage = (origin: string) => anEntry({ at: 0, request: { headers: list({ 'X-Api-Key': KEY, Origin: origin }) } });
  it('a key visible on a public page is told once in the notes', () => {
    const report = checked(analyzeHar(harOf([fromPage('https://shop.example'), fromPage('https://shop.example')])));
    expect(report.findings).toEqual([]);
    expect(report.notes.filter((note) => note.includes('whoever opens the page can read it'))).toHaveLength(1);
  });
  it('a key in the address too', () => {
    const url = `https://app.qamera.ai/api/external/products?api_key=${KEY}`;
    const report = analyzeHar(harOf([anEntry({ at: 0, request: { url, headers: [] } })]));
    expect(report.notes.join()).toContain('A key is in the address');
  });
  it.each(['https://app.qamera.ai', 'https://qamera.ai'])('%s is the product itself', (origin) => {
    expect(analyzeHar(harOf([fromPage(origin)])).notes.join()).not.toContain('can read it');
  });
});

describe('the rate window', () => {
  it('holds a 429 until the oldest of sixty leaves, whatever the order of the file', () => {
    const entries = [anEntry({ at: 30_000, status: 429 }), ...Array.from({ length: 60 }, (_, nth) => anEntry({ at: nth * 400 }))];
    const report = checked(analyzeHar(harOf(entries)));
    expect(report.findings).toHaveLength(1);
    const start = Date.UTC(2026, 2, 1, 12);
    expect(report.findings[0]).toMatchObject({ entry: 0, basis: 'rate-window' });
    expect(report.findings[0]?.notBefore).toBeGreaterThanOrEqual(start + 60_000);
    expect(report.findings[0]?.notBefore).toBeLessThan(start + 62_000);
    expect(report.keys[0]).toMatchObject({ keyId: '7f3a2b1c', host: 'app.qamera.ai', limit: 60 });
    expect(report.keys[0]?.notBefore).toBe(report.findings[0]?.notBefore);
  });
  it('a 429 holds every call of its key until then, and no other key', () => {
    const other = { headers: list({ 'X-Api-Key': 'mk_live_99aabbcc.0therS3cret' }) };
    const entries = [
      anEntry({ at: 0, status: 429, headers: { 'Retry-After': '50' } }),
      anEntry({ at: 500, status: 500 }),
      anEntry({ at: 600, status: 404 }),
      anEntry({ at: 700, status: 500, request: other }),
    ];
    const { findings } = checked(analyzeHar(harOf(entries)));
    const until = Date.UTC(2026, 2, 1, 12) + 20 + 50_000;
    expect(findings[1]).toMatchObject({ verdict: 'retry', notBefore: until, basis: 'retry-after' });
    expect(findings[2]).toMatchObject({ verdict: 'fix-first', notBefore: null });
    expect(findings[3]?.basis).toBe('documented-wait');
    const later = analyzeHar(harOf(entries), { now: until + 1000 });
    expect(later.findings[1]?.basis).toBe('documented-wait');
  });
  it('takes the limit from the options', () => {
    expect(analyzeHar(harOf([anEntry({ at: 0 })]), { limit: 100 }).keys[0]).toMatchObject({ limit: 100, limitBasis: 'option' });
  });
  it('takes it from GET /me, and tells so', () => {
    const url = 'https://qamera.ai/api/v1/plugin/me';
    const content = { text: '{"account_id":"a1","rate_limit_per_min":120,"credits_balance":7}' };
    const report = checked(analyzeHar(harOf([anEntry({ at: 0, request: { url }, response: { status: 200, content } })])));
    expect(report.keys[0]).toMatchObject({ host: 'qamera.ai', limit: 120, limitBasis: 'account' });
    expect(report.credits).toMatchObject([{ account: 'a1', balance: 7, reserved: 0 }]);
  });

  const few = (from: number) => Array.from({ length: 5 }, (_, nth) => anEntry({ at: from + nth * 100 }));
  const refused = (from: number) => [...few(from), anEntry({ at: from + 600, status: 429 })];
  const elsewhereIn = (entries: unknown[]) => {
    const [key] = checked(analyzeHar(harOf(entries))).keys;
    return [key?.used, key?.elsewhere];
  };
  it('counts calls made elsewhere only while it was recording', () => {
    expect(elsewhereIn(refused(0))).toEqual([5, 0]);
    const page = {
      startedDateTime: new Date(Date.UTC(2026, 2, 1, 12)).toISOString(),
      time: 5,
      request: { url: 'https://shop.example/' },
    };
    expect(elsewhereIn([page, ...refused(50_000)])).toEqual([5, 0]);
    expect(elsewhereIn([page, ...refused(70_000)])).toEqual([60, 55]);
  });
  it('accuses nobody of a Plugin 429 whose answer was not read', () => {
    const there = { url: 'https://qamera.ai/api/v1/plugin/jobs', method: 'GET', headers: list({ 'X-Api-Key': KEY }) };
    const mute = (text?: string) => {
      const first = anEntry({ at: 0, request: there });
      const content = text === undefined ? {} : { text };
      const last = anEntry({ at: 70_000, request: there, response: { status: 429, content } });
      const report = checked(analyzeHar(harOf([first, last])));
      return [report.keys[0]?.elsewhere, JSON.stringify(report.findings).includes('elsewhere')];
    };
    expect(mute()).toEqual([0, false]);
    expect(mute('{"error":{"code":"rate_limit_exceeded"}}')).toEqual([60, true]);
  });
});

describe('async work and credits', () => {
  const plugin = 'https://qamera.ai/api/v1/plugin';
  const call = (at: number, method: string, url: string, answer: unknown) =>
    anEntry({
      at,
      request: { method, url, headers: list({ 'X-Api-Key': KEY }) },
      response: { status: 200, content: { text: JSON.stringify(answer) } },
    });
  it('a job is one line, from its POST through its polls', () => {
    const job = (status: string) => ({ id: 'j1', status, attempt_count: 1, error: null });
    const { jobs } = checked(
      analyzeHar(
        harOf([
          anEntry({ at: 0 }),
          call(100, 'POST', `${plugin}/jobs`, { order_id: 'o1', subjects: [{ job_ids: ['j1'] }] }),
          call(3_000, 'GET', `${plugin}/jobs/j1`, job('in_progress')),
          call(6_000, 'GET', `${plugin}/jobs/j1`, job('completed')),
          call(9_000, 'GET', `${plugin}/jobs/j1`, job('completed')),
        ]),
      ),
    );
    expect(jobs).toMatchObject([
      {
        id: 'j1',
        orderId: 'o1',
        surface: 'plugin',
        keyId: '7f3a2b1c',
        state: 'completed',
        startedBy: 1,
        polls: 3,
        pollsAfterEnd: 1,
      },
    ]);
    expect(jobs[0]?.timeline.map(({ at, state }) => [at, state])).toEqual([
      ['2026-03-01T12:00:00.120Z', 'pending'],
      ['2026-03-01T12:00:03.020Z', 'in_progress'],
      ['2026-03-01T12:00:06.020Z', 'completed'],
    ]);
  });
  it('credits are summed by account, as a lower bound', () => {
    const url = 'https://app.qamera.ai/api/external/packshots/register-ideas';
    const { credits, jobs } = checked(
      analyzeHar(
        harOf([
          call(0, 'POST', url, { orderId: 'o1', createdRecordIds: ['r1', 'r2'], creditsReserved: 6 }),
          call(500, 'POST', url, { orderId: 'o2' }),
          anEntry({
            at: 900,
            request: { method: 'POST', url, headers: list({ 'X-Api-Key': KEY }) },
            response: { status: 402, content: { text: '{"error":"Insufficient credits. Required: 5, available: 2."}' } },
          }),
        ]),
      ),
    );
    expect(credits).toEqual([
      {
        base: 'https://app.qamera.ai/api/external',
        account: null,
        keyIds: ['7f3a2b1c'],
        reserved: 6,
        orders: 1,
        untold: 1,
        balance: null,
        short: { required: 5, available: 2 },
      },
    ]);
    expect(jobs.map(({ id, records, creditsReserved }) => [id, records, creditsReserved])).toEqual([
      ['o1', { total: 2, done: 0 }, 6],
      ['o2', null, null],
    ]);
  });
  it('a file without any has none', () => {
    expect(analyzeHar('<html>')).toMatchObject({ jobs: [], credits: [] });
  });
});

describe('preflights', () => {
  const ask = {
    method: 'OPTIONS',
    headers: [
      { name: 'Origin', value: 'https://shop.example' },
      { name: 'Access-Control-Request-Method', value: 'POST' },
      { name: 'Access-Control-Request-Headers', value: 'x-api-key' },
    ],
  };
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'X-Api-Key' };
  it('leaves an allowed one out', () => {
    expect(
      analyzeHar(harOf([anEntry({ at: 0, status: 204, headers: cors, request: ask }), anEntry({ at: 5 })])).findings,
    ).toEqual([]);
  });
  it('tells a refused one through the call it stopped', () => {
    const call = anEntry({ at: 0, status: 0, _error: 'net::ERR_FAILED' });
    const report = analyzeHar(
      harOf([anEntry({ at: 1, status: 200, headers: { 'access-control-allow-origin': '*' }, request: ask }), call]),
    );
    expect(shortOf(report)).toEqual([[1, null, 'cors-blocked', 'fix-first', null]]);
    expect(report.findings[0]?.causes[0]).toMatchObject({ evidence: 'seen' });
  });
  it('does not say that a paid call was never sent where the preflight was accepted, or is not in the file', () => {
    const headers = [
      { name: 'Origin', value: 'https://shop.example' },
      { name: 'X-Api-Key', value: 'mk_live_7f3a2b1c.x' },
    ];
    const url = 'https://app.qamera.ai/api/external/packshots/register-ideas';
    const call = anEntry({ at: 5, status: 0, _error: 'net::ERR_FAILED', request: { method: 'POST', url, headers } });
    const accepted = anEntry({ at: 0, status: 204, headers: cors, request: { ...ask, url } });
    for (const entries of [[call], [accepted, call]]) {
      const { findings } = analyzeHar(harOf(entries));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ category: 'network', verdict: 'check-first' });
      expect(JSON.stringify(findings)).not.toContain('never sent');
      expect(findings[0]?.causes).toContainEqual(
        expect.objectContaining({ evidence: 'unseen', text: expect.stringContaining('preflight') as string }),
      );
    }
  });
  it('lists it where its call is not in the file', () => {
    const report = analyzeHar(harOf([anEntry({ at: 0 }), anEntry({ at: 1, status: 403, request: ask })]));
    expect(shortOf(report)).toEqual([[1, 403, 'cors-blocked', 'fix-first', null]]);
    expect(report.findings[0]?.call.method).toBe('POST');
  });
});

const body = (text: string) => ({
  status: 500,
  response: { status: 500, headers: [], content: { mimeType: 'application/json', text } },
});

describe('secrecy', () => {
  const SECRET = 'Zq9-S3cr3t-hunter2';
  const key = `mk_live_7f3a2b1c.${SECRET}`;
  const places: [string, unknown][] = [
    ['X-Api-Key', anEntry({ at: 0, status: 401, request: { headers: [{ name: 'X-Api-Key', value: key }] } })],
    [
      'X-Api-Key of no known shape',
      anEntry({ at: 0, status: 401, request: { headers: [{ name: 'X-Api-Key', value: SECRET }] } }),
    ],
    [
      'Authorization',
      anEntry({ at: 0, status: 401, request: { headers: [{ name: 'Authorization', value: `Bearer ${SECRET}` }] } }),
    ],
    [
      'Authorization without scheme',
      anEntry({ at: 0, status: 401, request: { headers: [{ name: 'Authorization', value: SECRET }] } }),
    ],
    [
      'Cookie',
      anEntry({
        at: 0,
        status: 500,
        request: { headers: [{ name: 'Cookie', value: `a=1; s=${SECRET}` }], cookies: [{ name: 's', value: SECRET }] },
      }),
    ],
    ['an unknown header', anEntry({ at: 0, status: 500, request: { headers: [{ name: 'X-Odd', value: SECRET }] } })],
    ['a header name', anEntry({ at: 0, status: 500, request: { headers: [{ name: key, value: 'x' }] } })],
    [
      'Referer',
      anEntry({ at: 0, status: 500, request: { headers: [{ name: 'Referer', value: `https://x.example/?reset=${SECRET}` }] } }),
    ],
    ['Set-Cookie', anEntry({ at: 0, status: 500, headers: { 'Set-Cookie': `s=${SECRET}` } })],
    ['Location', anEntry({ at: 0, status: 302, headers: { Location: `https://x.example/cb?code=${SECRET}#t=${SECRET}` } })],
    ['WWW-Authenticate', anEntry({ at: 0, status: 401, headers: { 'WWW-Authenticate': `Bearer ${SECRET}` } })],
    ['the query', anEntry({ at: 0, status: 500, request: { url: `https://app.qamera.ai/api/external/products?x=${SECRET}` } })],
    [
      'a harmless parameter, as a key',
      anEntry({ at: 0, status: 500, request: { url: `https://app.qamera.ai/api/external/products?productId=${key}` } }),
    ],
    ['the path', anEntry({ at: 0, status: 404, request: { url: `https://app.qamera.ai/api/external/products/${key}` } })],
    [
      'the path, encoded',
      anEntry({
        at: 0,
        status: 404,
        request: { url: `https://app.qamera.ai/api/external/products/${encodeURIComponent(encodeURIComponent(key))}` },
      }),
    ],
    [
      'the user of the URL',
      anEntry({ at: 0, status: 404, request: { url: `https://me:${SECRET}@app.qamera.ai/api/external/products` } }),
    ],
    ['the fragment', anEntry({ at: 0, status: 404, request: { url: `https://app.qamera.ai/api/external/products#${SECRET}` } })],
    [
      'the request body',
      anEntry({
        at: 0,
        status: 400,
        request: {
          method: 'POST',
          postData: { mimeType: 'application/json', text: JSON.stringify({ upload_token: SECRET, note: key }) },
        },
      }),
    ],
    [
      'a broken request body',
      anEntry({
        at: 0,
        status: 400,
        request: { method: 'POST', postData: { mimeType: 'application/json', text: `{"password":"${SECRET}",}` } },
      }),
    ],
    [
      'a form',
      anEntry({
        at: 0,
        status: 400,
        request: {
          method: 'POST',
          postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'password', value: SECRET }] },
        },
      }),
    ],
    [
      'a form field name',
      anEntry({
        at: 0,
        status: 400,
        request: { method: 'POST', postData: { mimeType: 'multipart/form-data', params: [{ name: key, value: 'x' }] } },
      }),
    ],
    ['the error message', anEntry({ at: 0, ...body(JSON.stringify({ error: `Invalid API key: ${key}` })) })],
    [
      'an echo of an unknown key',
      anEntry({
        at: 0,
        ...body(JSON.stringify({ error: `No such key ${SECRET}` })),
        request: { headers: [{ name: 'X-Api-Key', value: SECRET }] },
      }),
    ],
    [
      'a cut echo of an unknown key',
      anEntry({
        at: 0,
        ...body(JSON.stringify({ error: `No such key ${SECRET.slice(0, 14)}...` })),
        request: { headers: [{ name: 'X-Api-Key', value: SECRET }] },
      }),
    ],
    [
      'an echo in a Plugin code',
      anEntry({
        at: 0,
        ...body(
          JSON.stringify({
            error: { code: SECRET, message_i18n: { [SECRET]: SECRET }, doc_url: `https://qamera.ai/docs?x=${SECRET}` },
          }),
        ),
        request: { url: 'https://qamera.ai/api/v1/plugin/me', headers: [{ name: 'X-Api-Key', value: SECRET }] },
      }),
    ],
    [
      'a signed URL in the answer',
      anEntry({
        at: 0,
        ...body(JSON.stringify({ error: 'x', upload_url: `https://storage.qamera.ai/o?token=${SECRET}`, upload_token: SECRET })),
      }),
    ],
    [
      'HTML',
      anEntry({
        at: 0,
        ...body(`<html><a href="/login?next=1&ticket=${SECRET}">x</a><input name="csrf" value="${SECRET}"></html>`),
      }),
    ],
    [
      'a base64 answer',
      anEntry({
        at: 0,
        response: {
          status: 500,
          headers: [],
          content: { encoding: 'base64', mimeType: 'application/json', text: btoa(JSON.stringify({ error: key })) },
        },
      }),
    ],
    ['the failure word', anEntry({ at: 0, status: 0, _error: `failed: https://x.example/?t=${SECRET}` })],
    ['the status text', anEntry({ at: 0, response: { status: 0, statusText: `Bearer ${SECRET}` } })],
    ['comments', anEntry({ at: 0, status: 500, comment: key, request: { comment: key }, pageref: SECRET, connection: SECRET })],
    ['a self-hosted base', anEntry({ at: 0, status: 500, request: { url: `https://x.example/${key}/api/external/products` } })],
    ['correlation id', anEntry({ at: 0, status: 500, headers: { 'X-Correlation-Id': key, 'Retry-After': key } })],
    [
      'Idempotency-Key',
      anEntry({ at: 0, status: 500, request: { method: 'POST', headers: [{ name: 'Idempotency-Key', value: key }] } }),
    ],
    ['the method', anEntry({ at: 0, status: 500, request: { method: key } })],
    ['initiator', anEntry({ at: 0, status: 500, _initiator: { url: `https://me:${SECRET}@x.example/${SECRET}` } })],
  ];
  it.each(places)('keeps no secret from %s', (_, entry) => {
    const kept = JSON.stringify([analyzeHar(harOf([entry])), readHar(harOf([entry]))]);
    expect(readHar(harOf([entry])).calls).toBe(1);
    expect(kept).not.toContain('S3cr3t');
    expect(kept.toLowerCase()).not.toContain('s3cr3t');
    expect(kept).not.toContain('hunter2');
    expect(kept).not.toContain(btoa(SECRET).slice(2, 12));
  });

  it('keeps no random secret, wherever two of them stand', () => {
    const secrets = fc.stringMatching(/^[A-Za-z0-9_~+/=-]{14,40}$/).filter((one) => /[A-Za-z]/.test(one));
    const text = fc.constantFrom(
      'X',
      'Invalid key X.',
      '{"error":"X"}',
      '{"error":"bad X',
      'Bearer X',
      'https://s.example/a?sig=X',
      '{"upload_token":"X"}',
      '<b>X</b>',
    );
    fc.assert(
      fc.property(secrets, text, text, fc.constantFrom(400, 401, 429, 500, 0), (secret, requestText, answerText, status) => {
        const live = `mk_live_7f3a2b1c.${secret}`;
        const fill = (template: string): string => template.replaceAll('X', () => live);
        const entry = anEntry({
          at: 0,
          request: {
            method: 'POST',
            headers: [{ name: 'X-Api-Key', value: live }],
            postData: { text: fill(requestText) },
            url: `https://app.qamera.ai/api/external/products/${encodeURIComponent(live)}?a=${encodeURIComponent(live)}`,
          },
          response: { status, headers: [{ name: 'Via', value: fill(answerText) }], content: { text: fill(answerText) } },
          _error: fill(answerText),
        });
        expect(JSON.stringify([analyzeHar(harOf([entry])), readHar(harOf([entry]))])).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any input', () => {
  it('never throws and always gives a valid report', () => {
    const loose = fc.oneof(
      fc.constantFrom<unknown>(0, -1, null, '', 'x', 429, '2026-03-01T12:00:00Z', [], {}),
      fc.anything({ maxDepth: 2 }),
    );
    const entry = fc.record(
      {
        startedDateTime: loose,
        time: loose,
        timings: loose,
        request: fc.record(
          {
            url: fc.constantFrom<unknown>(
              'https://app.qamera.ai/api/external/products',
              'https://qamera.ai/api/v1/plugin/jobs',
              'x',
              5,
            ),
            method: loose,
            headers: loose,
            postData: loose,
            cookies: loose,
            bodySize: loose,
          },
          { requiredKeys: ['url'] },
        ),
        response: fc.record(
          {
            status: fc.constantFrom<unknown>(200, 207, 302, 404, 429, 503, 0, -1, '500', 999, null),
            headers: loose,
            content: loose,
            _error: loose,
            cookies: loose,
          },
          { requiredKeys: [] },
        ),
        _initiator: loose,
        _error: loose,
      },
      { requiredKeys: ['request'] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: entry }, loose), { maxLength: 6 }), (entries) => {
        expect(checked(analyzeHar(harOf(entries))).version).toBe(1);
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.anything(), (har) => checked(analyzeHar(har)).version === 1));
    fc.assert(fc.property(fc.string(), (text) => checked(analyzeHar(text)).version === 1));
  });
});

const callsOf = (count: number) =>
  harOf(
    Array.from({ length: count }, (_, nth) =>
      anEntry({
        at: nth * 1_000,
        status: nth % 2 === 0 ? 200 : 500,
        request: { url: `https://app.qamera.ai/api/external/products/${nth % 50}` },
      }),
    ),
  );
const timeOf = (har: unknown): number => {
  const started = performance.now();
  analyzeHar(har);
  return performance.now() - started;
};
describe('size', () => {
  it('grows with the file, not with its square', () => {
    timeOf(callsOf(500));
    const few = timeOf(callsOf(500));
    const many = timeOf(callsOf(4_000));
    // Eight times the calls; a square would take 64 times as long. Room for a busy machine.
    expect(many / few).toBeLessThan(32);
  }, 60_000);
  it('lists every failure, more than the journal of a session keeps', () => {
    expect(analyzeHar(callsOf(2 * JOURNAL_LIMIT + 2)).findings).toHaveLength(JOURNAL_LIMIT + 1);
  }, 60_000);
});
