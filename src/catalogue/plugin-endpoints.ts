// The Plugin endpoints whose shapes are known (qamera-api.md section 5). An endpoint not listed here is unknown, not wrong.
import type { Endpoint, Field } from './endpoint.ts';

type More = Partial<Omit<Endpoint, 'surface' | 'method' | 'template'>>;
const endpoint = (method: Endpoint['method'], template: string, more: More): Endpoint => ({
  surface: 'plugin',
  method,
  template,
  credits: 'free',
  second: 'settles',
  body: 'none',
  fields: [],
  query: [],
  statuses: null,
  page: null,
  ...more,
});
const get = (template: string, more: More = {}): Endpoint => endpoint('GET', template, more);
/** POSTs that create no jobs: no page says that they are free, they only look so. */
const post = (template: string, more: More = {}): Endpoint => endpoint('POST', template, { credits: 'presumably-free', ...more });
const remove = (template: string, more: More = {}): Endpoint => endpoint('DELETE', template, more);
const page: readonly Field[] = [
  { path: 'limit', type: 'integer', min: 1, max: 200 },
  { path: 'cursor', type: 'any' },
];

export const pluginEndpoints: readonly Endpoint[] = [
  get('/me'),
  get('/ai-models'),
  get('/sceneries'),
  get('/models'),
  get('/presets'),
  get('/aspect-ratios'),
  get('/pricing'),
  post('/assets/upload', {
    second: 'spares',
    body: 'json-or-multipart',
    fields: [
      { path: 'mode', type: 'string' },
      { path: 'filename', type: 'string', minLength: 1, maxLength: 256 },
      { path: 'content_type', type: 'string' },
      { path: 'size_bytes', type: 'integer', min: 1, max: 52_428_800 },
    ],
  }),
  post('/images', {
    second: 'deduplicates',
    body: 'json',
    fields: [
      { path: 'images', type: 'array', required: true },
      { path: 'images.*.external_ref', type: 'string', minLength: 1, maxLength: 200 },
    ],
  }),
  post('/packshots', {
    second: 'deduplicates',
    body: 'json',
    fields: [
      { path: 'packshots', type: 'array', required: true },
      { path: 'packshots.*.external_ref', type: 'string', minLength: 1, maxLength: 200 },
    ],
  }),
  post('/jobs', {
    credits: 'presumably-reserves',
    second: 'pays',
    body: 'json',
    fields: [
      { path: 'session_config', type: 'any' },
      { path: 'subjects', type: 'array', required: true },
      { path: 'callback_url', type: 'string' },
      { path: 'job_type', type: 'string', oneOf: ['packshot', 'photo_shoot'] },
      { path: 'priority', type: 'any' },
    ],
    page: 'changelog session-lifecycle',
    lookIn: '/jobs',
  }),
  post('/jobs/batch', {
    credits: 'presumably-reserves',
    second: 'pays',
    body: 'json',
    page: 'plugin-api/errors/quota_exceeded',
    lookIn: '/jobs',
  }),
  get('/jobs', { query: page }),
  get('/jobs/{id}', { follows: 'job' }),
  remove('/jobs/{id}', { page: 'plugin-api/errors/job_not_cancelable' }),
  post('/jobs/{id}/accept'),
  post('/jobs/{id}/reject'),
  post('/jobs/{id}/refresh-url'),
  get('/orders/{id}', { follows: 'order' }),
  post('/orders/{id}/clone', {
    credits: 'presumably-reserves',
    second: 'pays',
    page: 'changelog session-lifecycle',
    lookIn: '/jobs',
  }),
  get('/products'),
  get('/products/{idOrRef}'),
  remove('/products/{idOrRef}'),
  remove('/packshots/{idOrRef}'),
  post('/webhooks/{delivery_id}/replay'),
  // The answer carries the new secret: a second rotation makes the one that was just given out worthless.
  post('/installations/{id}/rotate-hmac', { second: 'creates' }),
];
