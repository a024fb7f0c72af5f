// One observed call for each catalogue entry, with what must be said of it. The project test holds the list to the catalogue.
import type { CatalogueEntry } from '../../src/catalogue/index.ts';
import type { Category, Facts, Verdict } from '../../src/core/diagnosis.ts';
import type { FailureKind, Observation } from '../../src/core/observation.ts';
import { anObservation } from '../support/observations.ts';

export interface Case {
  entry: CatalogueEntry['id'];
  observation: Observation;
  category: Category;
  verdict: Verdict;
  facts?: Facts;
  wait?: [minMs: number, maxMs: number] | null;
  documented?: [status: string, source: string | null];
  lookIn?: string;
}

type Parts = Partial<Observation>;
const PLUGIN = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;

/** An answer with this body: a string as it is, anything else as JSON. */
export function answered(status: number, body: unknown, parts: Parts = {}): Observation {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return anObservation({ status, responseBody: { text, truncated: false, missing: null }, ...parts });
}
export const external = (status: number, error: string, parts: Parts = {}): Observation => answered(status, { error }, parts);
export function plugin(status: number, code: string, en: string, parts: Parts = {}): Observation {
  const error = { code, message_i18n: { en, pl: 'po polsku' }, doc_url: `https://qamera.ai/docs/plugin-api/errors/${code}` };
  return answered(status, { error }, { ...PLUGIN, path: '/jobs/j1', ...parts });
}
export const failed = (kind: FailureKind, raw: string, parts: Parts = {}): Observation =>
  anObservation({ status: null, failure: { kind, raw }, responseHeaders: null, ...parts });

export const PAID: Parts = {
  method: 'POST',
  path: '/packshots/register-ideas',
  requestBody: { kind: 'json', value: { config: { product: { id: 'p1' } }, count: 3 }, cut: false },
  requestHeaders: [
    ['x-api-key', 'mk_live_7f3a2b1c.***'],
    ['content-type', 'application/json'],
  ],
};
export const PAID_PLUGIN: Parts = {
  ...PAID,
  ...PLUGIN,
  path: '/jobs',
  requestBody: { kind: 'json', value: { subjects: [{}] }, cut: false },
};
const HTML_502 = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const LOGIN = '<!doctype html><title>Sign in</title><form><input name="p" type="password"></form>';

export const cases: readonly Case[] = [
  {
    entry: 'external-400',
    observation: external(400, "Validation failed: 'productId' is required.", PAID),
    category: 'bad-request',
    verdict: 'fix-first',
    facts: { message: "Validation failed: 'productId' is required.", field: 'productId' },
    wait: null,
    documented: ['endpoint', 'endpoints-packshots'],
  },
  {
    entry: 'external-401',
    observation: external(401, 'Invalid API key.'),
    category: 'unauthorized',
    verdict: 'fix-first',
    facts: { message: 'Invalid API key.' },
    documented: ['endpoint', 'endpoints-products'],
  },
  {
    entry: 'external-402',
    observation: external(402, 'Insufficient credits. Required: 5, available: 2.', PAID),
    category: 'insufficient-credits',
    verdict: 'fix-first',
    facts: {
      message: 'Insufficient credits. Required: 5, available: 2.',
      creditsRequired: 5,
      creditsAvailable: 2,
      creditsShort: 3,
    },
    documented: ['endpoint', 'endpoints-packshots'],
  },
  {
    entry: 'external-403',
    observation: external(403, "Missing required scope: 'content.register'.", PAID),
    category: 'missing-scope',
    verdict: 'fix-first',
    facts: { message: "Missing required scope: 'content.register'.", scope: 'content.register' },
    documented: ['surface', 'error-codes'],
  },
  {
    entry: 'external-404',
    observation: external(404, 'Product not found.'),
    category: 'not-found',
    verdict: 'fix-first',
    facts: { message: 'Product not found.' },
    documented: ['surface', 'error-codes'],
  },
  {
    entry: 'external-429',
    observation: external(429, 'Too many requests. Please retry after a short delay.', PAID),
    category: 'rate-limited',
    verdict: 'retry',
    facts: { message: 'Too many requests. Please retry after a short delay.' },
    wait: null,
    documented: ['surface', 'error-codes'],
  },
  {
    entry: 'external-500',
    observation: external(500, 'An internal error occurred. Please try again later.'),
    category: 'server-error',
    verdict: 'retry',
    wait: [2_000, 5_000],
    documented: ['endpoint', 'endpoints-products'],
  },
  {
    entry: 'external-502',
    observation: external(502, 'External service returned an unexpected response.', PAID),
    category: 'upstream-error',
    verdict: 'check-first',
    wait: [3_000, 5_000],
    documented: ['surface', 'error-codes'],
    lookIn: '/packshots',
  },
  {
    entry: 'external-503',
    observation: external(503, 'No active generator available. Please try again later.', PAID),
    category: 'no-generator',
    verdict: 'check-first',
    wait: [30_000, 60_000],
    documented: ['surface', 'error-codes'],
    lookIn: '/packshots',
  },
  {
    entry: 'plugin-invalid_input',
    observation: plugin(400, 'invalid_input', 'jobs.0.unit_cost: must be >= 0', PAID_PLUGIN),
    category: 'bad-request',
    verdict: 'fix-first',
    facts: {
      message: 'jobs.0.unit_cost: must be >= 0',
      code: 'invalid_input',
      field: 'jobs.0.unit_cost',
      docUrl: 'https://qamera.ai/docs/plugin-api/errors/invalid_input',
    },
    documented: ['surface', 'plugin-api/errors/invalid_input'],
  },
  {
    entry: 'plugin-invalid_input',
    observation: plugin(422, 'invalid_input', 'external_ref: must be a string', PAID_PLUGIN),
    category: 'bad-request',
    verdict: 'fix-first',
    documented: ['client-only', 'client prestashop-qamera'],
  },
  {
    entry: 'plugin-unauthorized',
    observation: plugin(401, 'unauthorized', 'The API key is not valid.'),
    category: 'unauthorized',
    verdict: 'fix-first',
    documented: ['surface', 'plugin-api/errors/unauthorized'],
  },
  {
    entry: 'plugin-quota_exceeded',
    observation: plugin(402, 'quota_exceeded', 'Insufficient credits. Required: 12, available: 4.', PAID_PLUGIN),
    category: 'insufficient-credits',
    verdict: 'fix-first',
    facts: {
      message: 'Insufficient credits. Required: 12, available: 4.',
      code: 'quota_exceeded',
      docUrl: 'https://qamera.ai/docs/plugin-api/errors/quota_exceeded',
      creditsRequired: 12,
      creditsAvailable: 4,
      creditsShort: 8,
    },
  },
  {
    entry: 'plugin-forbidden',
    observation: plugin(403, 'forbidden', 'Missing scope plugin.jobs:create for this key.', PAID_PLUGIN),
    category: 'missing-scope',
    verdict: 'fix-first',
    facts: {
      message: 'Missing scope plugin.jobs:create for this key.',
      code: 'forbidden',
      scope: 'plugin.jobs:create',
      docUrl: 'https://qamera.ai/docs/plugin-api/errors/forbidden',
    },
  },
  {
    entry: 'plugin-idempotency_conflict',
    observation: plugin(409, 'idempotency_conflict', 'Key reused.', PAID_PLUGIN),
    category: 'conflict',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-job_not_cancelable',
    observation: plugin(409, 'job_not_cancelable', 'Too late.', { method: 'DELETE' }),
    category: 'conflict',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-output_unavailable',
    observation: plugin(410, 'output_unavailable', 'Purged.'),
    category: 'gone',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-content_policy_violation',
    observation: plugin(422, 'content_policy_violation', 'Refused.', PAID_PLUGIN),
    category: 'content-policy',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-429',
    observation: answered(429, '', { ...PAID_PLUGIN, responseHeaders: [['retry-after', '17']] }),
    category: 'rate-limited',
    verdict: 'retry',
    facts: { retryAfter: '17' },
  },
  {
    entry: 'plugin-rate_limit_exceeded',
    observation: plugin(429, 'rate_limit_exceeded', 'Slow down.', { ...PAID_PLUGIN, responseHeaders: [['retry-after', '17']] }),
    category: 'rate-limited',
    verdict: 'retry',
    facts: {
      message: 'Slow down.',
      code: 'rate_limit_exceeded',
      docUrl: 'https://qamera.ai/docs/plugin-api/errors/rate_limit_exceeded',
      retryAfter: '17',
    },
  },
  {
    entry: 'plugin-concurrency_limit_exceeded',
    observation: plugin(429, 'concurrency_limit_exceeded', 'Too many jobs.', PAID_PLUGIN),
    category: 'concurrency-limited',
    verdict: 'retry',
  },
  {
    entry: 'plugin-generation_failed',
    observation: plugin(502, 'generation_failed', 'Provider error.', PAID_PLUGIN),
    category: 'upstream-error',
    verdict: 'check-first',
    lookIn: '/jobs',
    wait: [3_000, 5_000],
  },
  {
    entry: 'plugin-not_found',
    observation: plugin(404, 'not_found', 'No such job.'),
    category: 'not-found',
    verdict: 'fix-first',
    documented: ['client-only', 'client prestashop-qamera'],
  },
  {
    entry: 'plugin-job_not_completed',
    observation: plugin(409, 'job_not_completed', 'Still running.', { method: 'POST', path: '/jobs/j1/accept' }),
    category: 'conflict',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-packshot_not_approved',
    observation: plugin(422, 'packshot_not_approved', 'Not approved.', PAID_PLUGIN),
    category: 'conflict',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-source_asset_unavailable',
    observation: plugin(422, 'source_asset_unavailable', 'Asset gone.', PAID_PLUGIN),
    category: 'bad-request',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-internal_error',
    observation: plugin(503, 'internal_error', 'Oops.'),
    category: 'server-error',
    verdict: 'retry',
    documented: ['client-only', 'client prestashop-qamera'],
  },
  { entry: 'plugin-rate_limited', observation: plugin(429, 'rate_limited', 'Slow.'), category: 'rate-limited', verdict: 'retry' },
  {
    entry: 'plugin-invalid_api_key',
    observation: plugin(401, 'invalid_api_key', 'No.'),
    category: 'unauthorized',
    verdict: 'fix-first',
  },
  {
    entry: 'plugin-service_unavailable',
    observation: plugin(503, 'service_unavailable', 'Later.'),
    category: 'no-generator',
    verdict: 'retry',
    wait: [30_000, 60_000],
  },
  {
    entry: 'plugin-invalid_aspect_ratio',
    observation: plugin(422, 'invalid_aspect_ratio', 'No.', PAID_PLUGIN),
    category: 'bad-request',
    verdict: 'fix-first',
  },
  {
    entry: 'http-405',
    observation: answered(405, '', { method: 'PUT' }),
    category: 'bad-request',
    verdict: 'fix-first',
    documented: ['undocumented', null],
  },
  { entry: 'http-408', observation: answered(408, '', PAID), category: 'timeout', verdict: 'check-first' },
  { entry: 'http-409', observation: external(409, 'Already approved.', PAID), category: 'conflict', verdict: 'fix-first' },
  { entry: 'http-410', observation: external(410, 'Gone.'), category: 'gone', verdict: 'fix-first' },
  {
    entry: 'http-413',
    observation: answered(413, HTML_502, { method: 'POST', path: '/presets' }),
    category: 'too-large',
    verdict: 'fix-first',
    facts: {},
  },
  { entry: 'http-414', observation: answered(414, ''), category: 'too-large', verdict: 'fix-first' },
  { entry: 'http-431', observation: answered(431, ''), category: 'too-large', verdict: 'fix-first' },
  { entry: 'http-415', observation: answered(415, '', PAID), category: 'bad-request', verdict: 'fix-first' },
  { entry: 'http-422', observation: external(422, 'Unprocessable.', PAID), category: 'bad-request', verdict: 'fix-first' },
  { entry: 'http-499', observation: answered(499, '', PAID), category: 'aborted', verdict: 'check-first' },
  {
    entry: 'http-500',
    observation: answered(500, {}, { ...PLUGIN, path: '/me' }),
    category: 'server-error',
    verdict: 'retry',
    documented: ['undocumented', null],
  },
  {
    entry: 'http-502',
    observation: answered(502, HTML_502, { ...PAID_PLUGIN }),
    category: 'upstream-error',
    verdict: 'check-first',
    facts: {},
  },
  { entry: 'http-503', observation: answered(503, '', { ...PLUGIN, path: '/me' }), category: 'no-generator', verdict: 'retry' },
  {
    entry: 'http-504',
    observation: answered(504, HTML_502, PAID),
    category: 'timeout',
    verdict: 'check-first',
    lookIn: '/packshots',
    wait: null,
  },
  ...[520, 521, 523, 525, 526, 530].map((status): Case => ({
    entry: `http-${status}`,
    observation: answered(status, `error code: ${status}`, PAID),
    category: 'server-error',
    verdict: 'check-first',
    facts: {},
  })),
  ...[522, 524].map((status): Case => ({
    entry: `http-${status}`,
    observation: answered(status, HTML_502),
    category: 'timeout',
    verdict: 'retry',
    facts: {},
  })),
  { entry: 'http-1xx', observation: anObservation({ status: 103 }), category: 'unknown', verdict: 'retry' },
  {
    entry: 'http-3xx',
    observation: anObservation({ ...PAID, status: 303 }),
    category: 'unknown',
    verdict: 'check-first',
    lookIn: '/packshots',
  },
  {
    entry: 'http-moved',
    observation: anObservation({ status: 308, responseHeaders: [['location', 'https://app.qamera.ai/api/external/products/']] }),
    category: 'unknown',
    verdict: 'fix-first',
  },
  {
    entry: 'http-login',
    observation: anObservation({ status: 302, responseHeaders: [['location', 'https://app.qamera.ai/auth/sign-in?next=%2F']] }),
    category: 'unexpected-body',
    verdict: 'fix-first',
  },
  {
    entry: 'http-4xx',
    observation: answered(418, ''),
    category: 'unknown',
    verdict: 'fix-first',
    documented: ['undocumented', null],
  },
  { entry: 'http-5xx', observation: answered(507, '', PAID), category: 'server-error', verdict: 'check-first' },
  { entry: 'http-other', observation: answered(999, ''), category: 'unknown', verdict: 'retry' },
  {
    entry: 'network-aborted',
    observation: failed('aborted', 'net::ERR_ABORTED', PAID),
    category: 'aborted',
    verdict: 'check-first',
    lookIn: '/packshots',
  },
  {
    entry: 'network-timeout',
    observation: failed('timeout', 'net::ERR_TIMED_OUT', PAID),
    category: 'timeout',
    verdict: 'check-first',
  },
  {
    entry: 'network-cors',
    observation: failed('cors', 'net::ERR_FAILED', PAID),
    category: 'cors-blocked',
    verdict: 'check-first',
  },
  {
    entry: 'network-preflight',
    observation: failed('preflight', 'net::ERR_FAILED', PAID),
    category: 'cors-blocked',
    verdict: 'fix-first',
  },
  {
    entry: 'network-mixed-content',
    observation: failed('mixed-content', 'mixed content', PAID),
    category: 'network',
    verdict: 'fix-first',
  },
  {
    entry: 'network-blocked',
    observation: failed('blocked', 'net::ERR_BLOCKED_BY_CLIENT', PAID),
    category: 'network',
    verdict: 'fix-first',
  },
  { entry: 'network-dns', observation: failed('dns', 'net::ERR_NAME_NOT_RESOLVED', PAID), category: 'network', verdict: 'retry' },
  {
    entry: 'network-tls',
    observation: failed('tls', 'net::ERR_CERT_DATE_INVALID', PAID),
    category: 'network',
    verdict: 'fix-first',
  },
  {
    entry: 'network-offline',
    observation: failed('offline', 'net::ERR_INTERNET_DISCONNECTED', PAID),
    category: 'network',
    verdict: 'retry',
  },
  {
    entry: 'network-refused',
    observation: failed('refused', 'net::ERR_CONNECTION_REFUSED', PAID),
    category: 'network',
    verdict: 'retry',
  },
  {
    entry: 'network-cut',
    observation: failed('cut', 'net::ERR_CONNECTION_RESET', PAID),
    category: 'network',
    verdict: 'check-first',
  },
  {
    entry: 'network-unknown',
    observation: failed('unknown', 'net::ERR_FAILED', PAID),
    category: 'network',
    verdict: 'check-first',
  },
  {
    entry: 'ok',
    observation: answered(200, { products: [], count: 0, error: null }),
    category: 'unknown',
    verdict: 'none',
    facts: {},
  },
  { entry: 'in-flight', observation: anObservation({ status: null, endedAt: null }), category: 'unknown', verdict: 'none' },
  {
    entry: 'job-failed',
    observation: answered(
      200,
      { id: 'j1', order_id: 'o1', status: 'failed', error: { code: 'generation_failed', message: 'Provider error.' } },
      { ...PLUGIN, path: '/jobs/j1' },
    ),
    category: 'job-failed',
    verdict: 'fix-first',
    facts: { jobId: 'j1', orderId: 'o1', code: 'generation_failed', message: 'Provider error.' },
  },
  {
    entry: 'items-failed',
    observation: answered(
      207,
      {
        results: [
          { status: 'created', job_id: 'j1' },
          { status: 'failed', error: { code: 'quota_exceeded', message_i18n: { en: 'Too few.' } } },
        ],
      },
      { ...PAID_PLUGIN, path: '/jobs/batch' },
    ),
    category: 'insufficient-credits',
    verdict: 'fix-first',
    facts: { failedItems: [1], code: 'quota_exceeded', message: 'Too few.' },
  },
  {
    entry: 'relay-error',
    observation: answered(200, { ok: false, error: 'Something failed.' }),
    category: 'unexpected-body',
    verdict: 'fix-first',
    facts: { message: 'Something failed.' },
  },
  {
    entry: 'error-in-success',
    observation: answered(200, { error: 'Product not found.' }, PAID),
    category: 'unexpected-body',
    verdict: 'check-first',
  },
  { entry: 'login-page', observation: answered(200, LOGIN, PAID), category: 'unexpected-body', verdict: 'fix-first', facts: {} },
  {
    entry: 'html-page',
    observation: answered(200, '<!doctype html><title>App</title>'),
    category: 'unexpected-body',
    verdict: 'fix-first',
    facts: {},
  },
  {
    entry: 'not-json',
    observation: answered(200, 'products: none', PAID),
    category: 'unexpected-body',
    verdict: 'check-first',
    facts: {},
  },
  {
    entry: 'cut-json',
    observation: answered(200, '{"products":[{"id":'),
    category: 'unexpected-body',
    verdict: 'retry',
    facts: {},
  },
  {
    entry: 'empty-body',
    observation: anObservation({
      responseHeaders: [['content-length', '0']],
      responseBody: { text: null, truncated: false, missing: 'empty' },
    }),
    category: 'unexpected-body',
    verdict: 'retry',
  },
];
