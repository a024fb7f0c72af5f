// "Why did it work before?" as the pipeline makes it: which success is taken, what comes first, and that no secret gets in.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyzeHar } from '../../src/core/analyze-har.ts';
import { observationFromHarEntry } from '../../src/core/capture/har-entry.ts';
import { type Change, type Entry, MemoryLedger } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { receive, revise } from '../../src/core/pipeline.ts';
import { REPORT_SCHEMA } from '../../src/core/report-schema.ts';
import type { Json } from '../../src/core/units.ts';
import { answered, external, failed, PAID, plugin } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

const isReport = new Ajv2020({ allowUnionTypes: true }).compile(REPORT_SCHEMA);
const PLUGIN = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;
const order = (value: Json): Partial<Observation> => ({ ...PAID, requestBody: { kind: 'json', value, cut: false } });
const aKey = (keyId: string): Observation['key'] => ({ ...anObservation().key, keyId, shown: `mk_live_${keyId}.***` });

class Walk {
  readonly ledger = new MemoryLedger();
  private at = 1_000_000;
  take(observation: Observation, step = receive): Change[] {
    const changes = step(this.ledger, observation, { now: this.at, dice: 0, limit: 60 });
    for (const change of changes) this.ledger.apply(change);
    return changes;
  }
  /** A second later than the one before. */
  next(observation: Observation): Entry | undefined {
    this.at += 1_000;
    this.take({ ...observation, startedAt: this.at, endedAt: this.at + 50 });
    return [...this.ledger.all('entry')].at(-1);
  }
}
const GOOD = { config: { product: { id: 'p1' } }, count: 5 };
/** The differences between a success and a failure, likeliest first. */
function found(success: Partial<Observation>, failure: Observation): string[] {
  const walk = new Walk();
  walk.next(answered(200, {}, success));
  return (
    walk
      .next(failure)
      ?.comparison?.differences.map(({ place, name, rank }) => `${place} ${name}: ${rank}`.replace(' :', ':')) ?? ['none']
  );
}

describe('the order', () => {
  it('what the answer names comes first, then what other evidence points at', () => {
    const failure = external(
      400,
      "Validation failed: 'productId' is required.",
      order({ config: { scenery: 's' }, count: 60, note: 'x' }),
    );
    expect(found(order({ ...GOOD, config: { product: { id: 'p1' }, scenery: 's' } }), failure)).toEqual([
      'body config.product: evidence',
      'body count: evidence',
      'body note: added',
    ]);
    expect(
      found(
        order({ priority: 1, productId: 'p' }),
        external(400, "Validation failed: 'productId' is required.", order({ priority: 2 })),
      )[0],
    ).toBe('body productId: named');
  });
  it('key, server and Content-Type before values', () => {
    const failure = failed('unknown', 'net::ERR_FAILED', {
      ...order({ ...GOOD, count: 6 }),
      base: 'http://localhost:1/api/external',
      key: aKey('other'),
      requestHeaders: [['content-type', 'text/plain']],
    });
    expect(found(order(GOOD), failure)).toEqual([
      'key: key',
      'base: base',
      'header content-type: content-type',
      'body count: changed',
    ]);
  });
  it('a required field, then types, ids and values', () => {
    const failure = external(500, 'x', order({ config: { product: 'p' }, count: '5', a: 2, preset_id: 'b' }));
    expect(found(order({ ...GOOD, a: 1, preset_id: 'a', b: 1 }), failure)).toEqual([
      'body config.product: type',
      'body count: type',
      'body preset_id: id',
      'body b: removed',
      'body a: changed',
    ]);
    expect(found(order(GOOD), external(500, 'x', order({ count: 5 })))).toEqual(['body config: required']);
  });
  it('the id in the path of what was not found', () => {
    const job = (id: string): Partial<Observation> => ({ ...PLUGIN, path: `/jobs/${id}` });
    expect(found(job('j1'), plugin(404, 'not_found', 'No.', job('j2')))).toEqual(['path id: evidence']);
  });
  it('a missing scope belongs to the key', () => {
    const failure = external(403, "Missing required scope: 'content.register'.", { ...order(GOOD), key: aKey('ro') });
    expect(found(order(GOOD), failure)).toEqual(['key: named']);
  });
  it('at most twelve, the rest counted', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, n]));
    const walk = new Walk();
    walk.next(answered(200, {}, order({})));
    expect(walk.next(external(500, 'x', order(many)))?.comparison).toMatchObject({ differences: { length: 12 }, more: 18 });
  });
});

describe('which success', () => {
  const at = (walk: Walk, failure: Observation): number | undefined => walk.next(failure)?.comparison?.at;
  it('none before: nothing is said', () => {
    const walk = new Walk();
    expect(walk.next(external(500, 'x'))?.comparison).toBeUndefined();
    walk.next(answered(200, {}, { path: '/models' }));
    expect(walk.next(external(500, 'x'))?.comparison).toBeUndefined();
  });
  it('the same key before a later one of another; the same server before another', () => {
    const walk = new Walk();
    walk.next(answered(200, {}, {}));
    walk.next(answered(200, {}, { key: aKey('b') }));
    walk.next(answered(200, {}, { base: 'http://localhost:1/api/external' }));
    expect(at(walk, external(500, 'x'))).toBe(1_001_000);
    expect(at(walk, external(500, 'x', { key: aKey('c') }))).toBe(1_002_000);
  });
  it('the template counts, not the path; the method does', () => {
    const walk = new Walk();
    walk.next(answered(200, { id: 'j1', status: 'pending', error: null }, { ...PLUGIN, path: '/jobs/j1' }));
    expect(at(walk, plugin(404, 'not_found', 'No.', { path: '/jobs/j2' }))).toBe(1_001_000);
    expect(at(walk, plugin(409, 'job_not_cancelable', 'No.', { path: '/jobs/j1', method: 'DELETE' }))).toBeUndefined();
  });
  it('one that was sent after the failed call is no "before"', () => {
    const walk = new Walk();
    walk.take(anObservation({ startedAt: 2_000, endedAt: 2_050 }));
    walk.take(external(502, 'x', { startedAt: 1_000, endedAt: 9_000 }));
    expect([...walk.ledger.all('entry')][0]?.comparison).toBeUndefined();
  });
  it('not from the cache, not a redirect, not one whose body tells of a failure later', () => {
    const walk = new Walk();
    walk.take(anObservation({ startedAt: 1, fromCache: true }));
    walk.take(anObservation({ startedAt: 2, status: 304 }));
    expect(walk.ledger.size('worked')).toBe(0);
    const hidden = anObservation({ id: 'w1', startedAt: 3 });
    walk.take(hidden);
    expect(walk.ledger.size('worked')).toBe(1);
    walk.take(answered(200, { error: 'No.' }, { id: 'w1', startedAt: 3 }), revise);
    expect(walk.ledger.size('worked')).toBe(0);
    expect([...walk.ledger.all('entry')][0]?.comparison).toBeUndefined();
  });
  it('a body that comes later keeps what was found', () => {
    const walk = new Walk();
    walk.take(anObservation({ startedAt: 1, query: [['statusFilter', 'all']] }));
    const mute = anObservation({ id: 'w1', status: 500, startedAt: 2 });
    walk.take(mute);
    walk.take(anObservation({ startedAt: 3 }));
    walk.take(external(500, 'x', { id: 'w1', startedAt: 2 }), revise);
    expect(walk.ledger.get('entry', 'w1')?.comparison).toMatchObject({ at: 1, differences: [{ name: 'statusFilter' }] });
  });
  it('a bounded number is kept, the latest', () => {
    const walk = new Walk();
    for (let n = 0; n < 120; n++) walk.next(answered(200, {}, { path: `/unknown-${n}` }));
    expect(walk.ledger.size('worked')).toBe(50);
    expect(walk.ledger.get('worked', 'external GET /unknown-119|https://app.qamera.ai/api/external|7f3a2b1c')).toBeDefined();
  });
});

describe('nothing differs', () => {
  it.each<[string, Observation]>([
    ['credits', external(402, 'Insufficient credits. Required: 5, available: 2.', PAID)],
    ['budget', external(429, 'Too many requests. Please retry after a short delay.', PAID)],
    ['jobs', plugin(429, 'concurrency_limit_exceeded', 'x')],
    ['key', external(401, 'Invalid API key.', PAID)],
    ['server', external(503, 'No active generator available. Please try again later.', PAID)],
    ['way', failed('cut', 'net::ERR_CONNECTION_RESET', PAID)],
    ['unknown', external(418, 'x', PAID)],
  ])('says whose change it is: %s', (side, failure) => {
    const walk = new Walk();
    walk.next({ ...failure, id: 'good', status: 200, failure: null, responseBody: anObservation().responseBody });
    expect(walk.next(failure)?.comparison).toMatchObject({ side, differences: [] });
  });
});

describe('secrets', () => {
  const SECRET = 'S3cr3tPa55wordX9';
  const entry = (status: number, second: number, request: object): object => ({
    startedDateTime: `2026-03-01T12:00:0${second}.000Z`,
    time: 50,
    request: { method: 'POST', url: 'https://app.qamera.ai/api/external/packshots/register-ideas', headers: [], ...request },
    response: { status, headers: [], content: { mimeType: 'application/json', text: status === 200 ? '{}' : '{"error":"Bad"}' } },
  });
  const key = (secret: string) => ({ name: 'X-Api-Key', value: `mk_live_7f3a2b1c.${secret}` });
  const json = (value: unknown) => ({ postData: { mimeType: 'application/json', text: JSON.stringify(value) } });
  it.each<[string, (secret: string) => object]>([
    ['the key', (secret) => ({ headers: [key(secret)] })],
    ['a bearer', (secret) => ({ headers: [{ name: 'Authorization', value: `Bearer ${secret}` }] })],
    ['a header of their own', (secret) => ({ headers: [key('x1'), { name: 'X-Tenant', value: secret }] })],
    ['a cookie', (secret) => ({ headers: [{ name: 'Cookie', value: `sid=${secret}` }] })],
    ['the query', (secret) => ({ url: `https://app.qamera.ai/api/external/packshots/register-ideas?upload_token=${secret}` })],
    ['the body by name', (secret) => json({ upload_token: secret, deep: [{ password: secret }] })],
    ['the body by form', (secret) => json({ note: `use mk_live_7f3a2b1c.${secret} please` })],
    ['the key again, in the body', (secret) => ({ headers: [key(secret)], ...json({ note: secret }) })],
    ['a form', (secret) => ({ postData: { mimeType: 'x', params: [{ name: 'password', value: secret }] } })],
  ])('%s, then and now', (_, request) => {
    const har = { log: { entries: [entry(200, 1, request(`${SECRET}1`)), entry(400, 2, request(`${SECRET}2`))] } };
    const report = analyzeHar(har);
    expect(report.findings).toMatchObject([{ lastSuccess: { startedAt: '2026-03-01T12:00:01.000Z', status: 200 } }]);
    expect(isReport(report)).toBe(true);
    expect(JSON.stringify(report)).not.toContain(SECRET);
    const walk = new Walk();
    const context = { id: 'h', tabId: null, initiator: null, source: 'file', salt: '', added: [] } as const;
    const success = observationFromHarEntry(har.log.entries[0], context);
    if (success) walk.take(success);
    expect(walk.ledger.size('worked')).toBe(1);
    expect(JSON.stringify([...walk.ledger.all('worked')])).not.toContain(SECRET);
  });
});
