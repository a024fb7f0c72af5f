// A wrong "safe" is the worst bug this product can have: every combination, against a table written from the documents alone.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/catalogue/index.ts';
import { classify } from '../../src/core/classify.ts';
import { hasIdempotencyKey } from '../../src/core/repeat-safety.ts';
import type { FailureKind, Observation, Surface } from '../../src/core/observation.ts';
import type { Header } from '../../src/core/units.ts';
import { answered, PAID, PAID_PLUGIN, plugin } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

type Parts = Partial<Observation>;
/** `none`: refused, or never sent. `maybe`: nothing says. `done`: the server said that it did it. */
type Work = 'none' | 'maybe' | 'done';
interface Outcome {
  name: string;
  work: Work;
  /** The same call again would meet the same refusal. */
  change: boolean;
  parts: Parts;
}

const statusOutcome = (status: number, work: Work, change: boolean, more: Parts = {}): Outcome => ({
  name: `${status}${more.failure ? ` + ${more.failure.kind}` : ''}`,
  work,
  change,
  parts: { ...answered(status, { error: 'x' }), ...more },
});
const failureOutcome = (kind: FailureKind, raw: string, work: Work, change: boolean, status: number | null = null): Outcome => ({
  name: `${status ?? ''} ${kind} ${raw}`,
  work,
  change,
  parts: {
    status,
    failure: { kind, raw },
    responseHeaders: status === null ? null : [],
    responseBody: { text: null, truncated: false, missing: 'not-read' },
  },
});
const headed = (outcome: Outcome): Outcome => ({
  ...outcome,
  name: `${outcome.name} with headers`,
  parts: { ...outcome.parts, responseHeaders: [['x', 'y']] },
});
const cors = { failure: { kind: 'cors', raw: 'net::ERR_FAILED' } } as const;
const cut = { failure: { kind: 'cut', raw: 'net::ERR_CONTENT_LENGTH_MISMATCH' } } as const;

const OUTCOMES: readonly Outcome[] = [
  ...[400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 418, 422].map((status) => statusOutcome(status, 'none', true)),
  ...[400, 402, 404].map((status) => statusOutcome(status, 'none', true, cors)),
  statusOutcome(429, 'none', false),
  statusOutcome(429, 'none', false, cors),
  ...[408, 499, 500, 501, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 526, 530, 599].map((status) =>
    statusOutcome(status, 'maybe', false),
  ),
  ...[500, 502, 503, 504].flatMap((status) => [
    statusOutcome(status, 'maybe', false, cors),
    statusOutcome(status, 'maybe', false, cut),
  ]),
  statusOutcome(302, 'maybe', true, { responseHeaders: [] }),
  statusOutcome(303, 'maybe', true, { responseHeaders: [] }),
  failureOutcome('cut', 'net::ERR_CONNECTION_RESET', 'maybe', false),
  failureOutcome('cut', 'net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'maybe', false, 200),
  failureOutcome('timeout', 'net::ERR_TIMED_OUT', 'maybe', false),
  failureOutcome('timeout', '', 'maybe', false, 200),
  failureOutcome('aborted', 'net::ERR_ABORTED', 'maybe', false),
  failureOutcome('aborted', 'NS_BINDING_ABORTED', 'maybe', false, 200),
  failureOutcome('unknown', 'net::ERR_FAILED', 'maybe', false),
  failureOutcome('unknown', '', 'maybe', false, 201),
  failureOutcome('cors', 'net::ERR_FAILED', 'maybe', true),
  failureOutcome('cors', 'net::ERR_BLOCKED_BY_RESPONSE', 'done', true, 200),
  failureOutcome('preflight', 'net::ERR_FAILED', 'none', true),
  failureOutcome('mixed-content', '', 'none', true),
  failureOutcome('blocked', 'net::ERR_BLOCKED_BY_CLIENT', 'none', true),
  failureOutcome('blocked', 'net::ERR_BLOCKED_BY_ORB', 'maybe', true),
  failureOutcome('blocked', 'net::ERR_BLOCKED_BY_CLIENT', 'maybe', true, 200),
  failureOutcome('tls', 'net::ERR_CERT_AUTHORITY_INVALID', 'none', true),
  failureOutcome('tls', 'net::ERR_SSL_BAD_RECORD_MAC_ALERT', 'maybe', true),
  // A HAR may show leftover headers beside a call that has no status: without a status line there was no answer.
  headed(failureOutcome('dns', 'net::ERR_NAME_NOT_RESOLVED', 'none', false)),
  failureOutcome('dns', 'net::ERR_NAME_NOT_RESOLVED', 'none', false),
  failureOutcome('refused', 'net::ERR_CONNECTION_REFUSED', 'none', false),
  failureOutcome('offline', 'net::ERR_INTERNET_DISCONNECTED', 'none', false),
  failureOutcome('offline', 'net::ERR_NETWORK_CHANGED', 'maybe', false),
  failureOutcome('cut', 'net::ERR_NETWORK_IO_SUSPENDED', 'maybe', false),
  failureOutcome('refused', 'net::ERR_PROXY_CONNECTION_FAILED', 'none', false),
  failureOutcome('refused', 'net::ERR_CONNECTION_REFUSED', 'maybe', false, 200),
];

/** Written down by hand from sections 4, 5 and 9 of the fact sheet; not taken from the catalogue. */
const POSTS: Record<Surface, { paid: string[]; unknown: string[]; creates: string[]; harmless: string[] }> = {
  external: {
    paid: [
      '/models/register-ideas',
      '/sceneries/register-ideas',
      '/packshots/register-ideas',
      '/image-picker/register-ideas',
      '/video-picker/register-videos',
    ],
    unknown: [
      '/video-picker/register-reels',
      '/presets/7',
      '/packshots/7/approve',
      '/x',
      '/',
      '/products',
      '/packshots/register-ideas/'.slice(0, -1) + '-2',
    ],
    creates: ['/presets'],
    harmless: [],
  },
  plugin: {
    paid: ['/jobs', '/jobs/batch', '/orders/o1/clone'],
    unknown: ['/sessions', '/jobs/j1/retry', '/me', '/orders', '/packshots/p1'],
    creates: ['/installations/i1/rotate-hmac', '/images', '/packshots'],
    harmless: ['/assets/upload', '/jobs/j1/accept', '/jobs/j1/reject', '/jobs/j1/refresh-url', '/webhooks/d1/replay'],
  },
};
const BASES = { external: 'https://app.qamera.ai/api/external', plugin: 'https://qamera.ai/api/v1/plugin' } as const;
const KEYS: readonly [string, Header[] | null, boolean][] = [
  ['headers unseen', null, false],
  ['no key', [['x-api-key', 'mk_live_a.***']], false],
  ['an empty key', [['idempotency-key', '  ']], false],
  ['quotes for a key', [['idempotency-key', '""']], false],
  ['null for a key', [['idempotency-key', 'null']], false],
  ['an object for a key', [['idempotency-key', '[object Object]']], false],
  ['a key', [['idempotency-key', '9d2c']], true],
];

function verdictOf(surface: Surface, method: string, path: string, headers: Header[] | null, { parts }: Outcome): string {
  return classify(anObservation({ ...parts, surface, base: BASES[surface], path, method, requestHeaders: headers })).repeat
    .verdict;
}
const unlessDoubtful = ({ change }: Outcome): string => (change ? 'fix-first' : 'retry');

const shape = (path: string): string => path.replaceAll(/\/[ojdi]1(?=\/|$)/g, '/*');
const images = (items: unknown[]): Parts => ({
  ...answered(500, ''),
  surface: 'plugin',
  base: BASES.plugin,
  method: 'POST',
  path: '/images',
  requestBody: { kind: 'json', value: { images: items as never }, cut: false },
});
const errorOf = (retryable: boolean, code = 'odd'): unknown => ({ error: { code, retryable } });

describe.each(['external', 'plugin'] as const)('%s', (surface) => {
  describe.each(OUTCOMES.map((outcome) => [outcome.name, outcome] as const))('%s', (_, outcome) => {
    it.each(['GET', 'HEAD', 'OPTIONS', 'get'])('%s only reads', (method) => {
      for (const path of ['/products', '/jobs/j1', '/x']) {
        expect(verdictOf(surface, method, path, null, outcome)).toBe(unlessDoubtful(outcome));
      }
    });

    it.each(KEYS)('POST, paid or not known to be free, %s', (_name, headers, isKey) => {
      const isSafe = outcome.work === 'none' || (surface === 'plugin' && isKey);
      for (const path of [...POSTS[surface].paid, ...POSTS[surface].unknown, ...POSTS[surface].creates]) {
        for (const method of ['POST', 'post']) {
          expect([path, verdictOf(surface, method, path, headers, outcome)]).toEqual([
            path,
            isSafe ? unlessDoubtful(outcome) : 'check-first',
          ]);
        }
      }
    });

    it.each(KEYS)('POST that makes no jobs, %s', (_name, headers) => {
      for (const path of POSTS[surface].harmless) {
        expect([path, verdictOf(surface, 'POST', path, headers, outcome)]).toEqual([path, unlessDoubtful(outcome)]);
      }
    });

    it.each(['DELETE', 'PUT'])('%s leads to the same state', (method) => {
      expect(verdictOf(surface, method, '/jobs/j1', null, outcome)).toBe(unlessDoubtful(outcome));
    });

    it.each(['PATCH', 'MERGE', 'X'])('%s is not known to be repeatable', (method) => {
      expect(verdictOf(surface, method, '/jobs/j1', null, outcome)).toBe(
        outcome.work === 'none' ? unlessDoubtful(outcome) : 'check-first',
      );
    });
  });
});

describe('an Idempotency-Key that another body was sent with before', () => {
  const usedBefore = { ref: 'r', id: 'first', call: 'POST /jobs', startedAt: 995_000, body: 'another' };
  const said = (method: string, path: string, { parts }: Outcome) =>
    classify(
      anObservation({
        ...parts,
        surface: 'plugin',
        base: BASES.plugin,
        path,
        method,
        requestHeaders: [['idempotency-key', '9d2c']],
        bodyDigest: 'this',
      }),
      { keyWorksOn: [], usedBefore, lostBefore: null },
    );
  const { paid, unknown, creates, harmless } = POSTS.plugin;
  it.each(OUTCOMES.map((outcome) => [outcome.name, outcome] as const))('%s: no repeat is called safe', (_, outcome) => {
    for (const path of [...paid, ...unknown, ...creates])
      expect([path, said('POST', path, outcome).repeat.verdict]).toEqual([
        path,
        outcome.work === 'none' ? 'fix-first' : 'check-first',
      ]);
    for (const path of harmless) expect([path, said('POST', path, outcome).repeat.verdict]).toEqual([path, 'fix-first']);
    for (const method of ['DELETE', 'PUT', 'PATCH', 'X'])
      expect(said(method, '/jobs/j1', outcome).repeat.verdict).not.toBe('retry');
  });
  it.each(OUTCOMES.filter(({ change }) => !change).map((outcome) => [outcome.name, outcome] as const))(
    '%s: it is said, with the call that came first and what to do',
    (_, outcome) => {
      const { causes, do: steps } = said('POST', '/jobs', outcome);
      expect(causes).toContainEqual({
        says: { id: 'cause.idempotency-key-reused', values: { seconds: 5, call: 'POST /jobs' } },
        evidence: 'seen',
        where: 'header Idempotency-Key',
      });
      expect(steps.map(({ says }) => says.id)).toContain('do.same-body-or-fresh-key');
    },
  );
  it("the API's own 409 names the call too, and what to do once", () => {
    const conflict = { name: '', work: 'none', change: true, parts: plugin(409, 'idempotency_conflict', 'No.') } as const;
    const { causes, do: steps, repeat } = said('POST', '/jobs', conflict);
    expect(repeat).toEqual({ verdict: 'fix-first', reason: { id: 'repeat.same-fails' } });
    expect(causes.map(({ says }) => says.id)).toEqual(['cause.idempotency-key-reused', 'cause.idempotency-conflict']);
    expect(steps.filter(({ says }) => says.id === 'do.same-body-or-fresh-key')).toHaveLength(1);
  });
  it('says nothing of it where the request was wrong in itself, or a relay answered', () => {
    const wrong = statusOutcome(400, 'none', true);
    const relayed = { ...wrong, parts: answered(200, { ok: false, status: 429, code: 'rate_limit_exceeded' }) };
    for (const outcome of [wrong, relayed])
      expect(JSON.stringify(said('POST', '/jobs', outcome))).not.toContain('idempotency-key-reused');
  });
});

describe('every endpoint of the catalogue stands in the table above', () => {
  it('as a POST of one kind', () => {
    for (const { surface, template } of endpoints.filter(({ method }) => method === 'POST')) {
      const { paid, creates, harmless } = POSTS[surface];
      expect([...paid, ...creates, ...harmless].map(shape)).toContain(template.replaceAll(/\{\w+\}/g, '*'));
    }
  });
});

describe('where to look before a repeat', () => {
  it.each([
    ['external', '/models/register-ideas', '/models'],
    ['external', '/sceneries/register-ideas', '/sceneries'],
    ['external', '/packshots/register-ideas', '/packshots'],
    ['external', '/image-picker/register-ideas', '/image-picker'],
    ['external', '/video-picker/register-videos', '/videos'],
    ['external', '/video-picker/register-reels', '/videos'],
    ['external', '/presets', '/presets'],
    ['external', '/what-is-this', undefined],
    ['plugin', '/jobs', '/jobs'],
    ['plugin', '/jobs/batch', '/jobs'],
    ['plugin', '/orders/o1/clone', '/jobs'],
  ] as const)('%s POST %s: %s', (surface, path, list) => {
    const said = classify(anObservation({ ...answered(502, ''), surface, base: BASES[surface], method: 'POST', path }));
    expect(said.repeat.lookIn).toBe(list);
    expect(said.do[0]?.says.id).toBe(list === undefined ? 'do.look-first-anywhere' : 'do.look-first');
    const isFreeList =
      list === undefined ||
      endpoints.some((one) => one.surface === surface && one.method === 'GET' && one.template === list && one.credits === 'free');
    expect(isFreeList).toBe(true);
  });
});

describe('bulk registration', () => {
  it('is found again by external_ref, when each item has one', () => {
    expect(classify(anObservation(images([{ external_ref: 'a' }, { external_ref: 'b' }]))).repeat).toEqual({
      verdict: 'retry',
      reason: { id: 'repeat.external-ref' },
    });
    expect(classify(anObservation(images([{ external_ref: 'a' }, {}]))).repeat.verdict).toBe('check-first');
    expect(classify(anObservation(images([]))).repeat.verdict).toBe('check-first');
  });
});

describe("the answer's own word", () => {
  it('no: a 5xx that the API calls final goes to support, whatever the method', () => {
    expect(classify(answered(500, errorOf(false), PAID_PLUGIN)).repeat).toEqual({
      verdict: 'ask-support',
      reason: { id: 'repeat.api-says-no' },
    });
    expect(classify(answered(500, errorOf(false), PAID_PLUGIN)).wait).toBeNull();
  });
  it('yes: never makes a doubtful paid POST safe', () => {
    for (const status of [408, 500, 502, 503, 504]) {
      expect(classify(answered(status, errorOf(true), PAID_PLUGIN)).repeat.verdict).toBe('check-first');
    }
  });
  it('yes: a refusal of a code nobody documented may pass later; a documented one stays what it is', () => {
    expect(classify(answered(409, errorOf(true), PAID_PLUGIN)).repeat.verdict).toBe('retry');
    expect(classify(answered(402, errorOf(true, 'quota_exceeded'), PAID_PLUGIN)).repeat.verdict).toBe('fix-first');
  });
  it.each([405, 413, 414, 415, 431])('yes: a %s says by itself that this request will not do', (status) => {
    expect(classify(answered(status, errorOf(true), PAID_PLUGIN)).repeat.verdict).toBe('fix-first');
  });
  it('yes: counts on the Plugin API alone, and never for a redirect', () => {
    expect(classify(answered(409, errorOf(true), PAID)).repeat.verdict).toBe('fix-first');
    expect(classify(answered(301, errorOf(true), PAID_PLUGIN)).repeat.verdict).toBe('fix-first');
  });
  it('a 429 is safe though the flag says no', () => {
    expect(classify(answered(429, errorOf(false, 'rate_limit_exceeded'), PAID_PLUGIN)).repeat.verdict).toBe('retry');
  });
  it("a refusal's code under a 5xx leaves the doubt", () => {
    for (const code of ['rate_limit_exceeded', 'invalid_input', 'quota_exceeded', 'job_not_cancelable']) {
      expect(classify(plugin(500, code, 'x', PAID_PLUGIN)).repeat.verdict).toBe('check-first');
    }
  });
});

describe('errors inside successes', () => {
  it.each([
    [
      'a 207 with failed items',
      answered(207, { results: [{ ok: true }, { status: 'failed' }] }, { ...PAID_PLUGIN, path: '/jobs/batch' }),
      'fix-first',
    ],
    ['a relay with an inner 502', answered(200, { ok: false, status: 502, error: 'x' }, PAID), 'check-first'],
    [
      'a relay with an inner 502, key not known to be passed on',
      answered(200, { ok: false, status: 502 }, { ...PAID_PLUGIN, requestHeaders: [['idempotency-key', 'k']] }),
      'check-first',
    ],
    ['a relay with an inner 402', answered(200, { ok: false, status: 402, error: 'x' }, PAID), 'fix-first'],
    ['a relay with an inner 429', answered(200, { ok: false, status: 429, code: 'rate_limit_exceeded' }, PAID), 'retry'],
    ['a relay without a status', answered(200, { ok: false, code: 'rate_limit_exceeded' }, PAID), 'check-first'],
    ['an error under 200', answered(200, { error: { code: 'rate_limit_exceeded' } }, PAID), 'check-first'],
    ['success: false under 201', answered(201, { success: false }, PAID), 'check-first'],
    ['HTML under 200', answered(200, '<!doctype html><p>', PAID), 'check-first'],
  ] as const)('%s', (_, observation, verdict) => {
    expect(classify(observation).repeat.verdict).toBe(verdict);
  });
});

it('a key is what is not blank', () => {
  expect(KEYS.map(([, requestHeaders]) => hasIdempotencyKey(anObservation({ requestHeaders })))).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

const keyed = (value: string): Parts => ({ ...PAID_PLUGIN, requestHeaders: [['idempotency-key', value]] });

it.each([
  ['undefined', 'cause.idempotency-key-void'],
  ['null', 'cause.idempotency-key-void'],
  ['[object Object]', 'cause.idempotency-key-void'],
  ['', 'cause.idempotency-key-empty'],
  [' "" ', 'cause.idempotency-key-empty'],
])('a key that reads “%s” is said to be none', (value, id) => {
  const said = classify(answered(502, '', keyed(value)));
  expect(said.repeat.verdict).toBe('check-first');
  expect(said.causes).toContainEqual(
    expect.objectContaining({
      evidence: 'seen',
      where: 'header Idempotency-Key',
      says: expect.objectContaining({ id }) as unknown,
    }),
  );
});

describe("a relay's own status", () => {
  const there = { ...keyed('9d2c'), base: 'https://shop.example/api/v1/plugin' };
  const relayed = expect.objectContaining({ evidence: 'seen', says: { id: 'cause.idempotency-key-relayed' } }) as unknown;
  it.each([
    [502, { ok: false, error: 'upstream' }],
    [500, { ok: false, error: 'x' }],
    [500, { ok: false }],
    [422, { ok: false, status: 502, error: 'x' }],
  ])('%s %j: nothing shows that the key goes on', (status, body) => {
    const said = classify(answered(status, body, there));
    expect(said).toMatchObject({ repeat: { verdict: 'check-first', lookIn: '/jobs' }, documented: { status: 'client-only' } });
    expect(said.causes).toContainEqual(relayed);
  });
  it('a refusal stays one, and the API itself takes the key', () => {
    expect(classify(answered(422, { ok: false, error: 'x' }, there)).repeat.verdict).toBe('fix-first');
    expect(classify(answered(502, { error: 'x' }, keyed('9d2c'))).repeat.verdict).toBe('retry');
  });
});
