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
  get('/me', { scopes: ['plugin.jobs:read'] }),
  get('/ai-models', { scopes: ['plugin.catalog:read'] }),
  get('/sceneries', { scopes: ['plugin.catalog:read'] }),
  get('/models', { scopes: ['plugin.catalog:read'] }),
  get('/presets', { scopes: ['plugin.jobs:read', 'plugin.presets:read'] }),
  get('/aspect-ratios', { scopes: ['plugin.catalog:read'] }),
  get('/pricing', { scopes: ['plugin.catalog:read'] }),
  post('/assets/upload', {
    scopes: ['plugin.assets:upload', 'plugin.assets:write'],
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
    scopes: ['plugin.catalog:write'],
    second: 'deduplicates',
    body: 'json',
    fields: [
      { path: 'images', type: 'array', required: true },
      { path: 'images.*.external_ref', type: 'string', minLength: 1, maxLength: 200 },
    ],
  }),
  post('/packshots', {
    scopes: ['plugin.catalog:write'],
    second: 'deduplicates',
    body: 'json',
    fields: [
      { path: 'packshots', type: 'array', required: true },
      { path: 'packshots.*.external_ref', type: 'string', minLength: 1, maxLength: 200 },
    ],
  }),
  post('/jobs', {
    scopes: ['plugin.jobs:create', 'plugin.jobs:write'],
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
    scopes: ['plugin.jobs:create', 'plugin.jobs:write'],
    credits: 'presumably-reserves',
    second: 'pays',
    body: 'json',
    page: 'plugin-api/errors/quota_exceeded',
    lookIn: '/jobs',
  }),
  get('/jobs', { query: page, scopes: ['plugin.jobs:read'] }),
  get('/jobs/{id}', { follows: 'job', scopes: ['plugin.jobs:read'] }),
  remove('/jobs/{id}', { scopes: ['plugin.jobs:cancel', 'plugin.jobs:write'], page: 'plugin-api/errors/job_not_cancelable' }),
  post('/jobs/{id}/accept'),
  post('/jobs/{id}/reject'),
  post('/jobs/{id}/refresh-url', { scopes: ['plugin.jobs:read'] }),
  get('/orders/{id}', { follows: 'order' }),
  post('/orders/{id}/clone', {
    credits: 'presumably-reserves',
    second: 'pays',
    page: 'changelog session-lifecycle',
    lookIn: '/jobs',
  }),
  get('/products'),
  get('/products/{idOrRef}'),
  remove('/products/{idOrRef}', { scopes: ['plugin.catalog:write'] }),
  remove('/packshots/{idOrRef}', { scopes: ['plugin.catalog:write'] }),
  post('/webhooks/{delivery_id}/replay', { scopes: ['plugin.webhooks:manage'] }),
  // The answer carries the new secret: a second rotation makes the one that was just given out worthless.
  post('/installations/{id}/rotate-hmac', { scopes: ['plugin.installations.manage'], second: 'creates' }),
];
