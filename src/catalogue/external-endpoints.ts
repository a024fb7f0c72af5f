// The External endpoints whose pages are known (qamera-api.md section 4). An endpoint not listed here is unknown, not wrong.
import type { Endpoint, Field } from './endpoint.ts';

const list = (template: string, page: string, query: readonly Field[] = []): Endpoint => ({
  surface: 'external',
  method: 'GET',
  template,
  credits: 'free',
  second: 'settles',
  body: 'none',
  fields: [],
  query,
  statuses: [200, 401, 500],
  page,
});
const generation = (
  template: string,
  page: string,
  lookIn: string,
  more: Pick<Endpoint, 'fields'> & Partial<Pick<Endpoint, 'either' | 'statuses'>>,
): Endpoint => ({
  surface: 'external',
  method: 'POST',
  template,
  credits: 'reserves',
  second: 'pays',
  body: 'json',
  query: [],
  statuses: [200, 400, 401, 402, 500],
  page,
  lookIn,
  scopes: ['content.register'],
  ...more,
});
const count = (max: number): Field => ({ path: 'count', type: 'integer', max });
const statusFilter: Field = { path: 'statusFilter', type: 'string', oneOf: ['all', 'approved'] };

export const externalEndpoints: readonly Endpoint[] = [
  list('/products', 'endpoints-products'),
  list('/models', 'endpoints-models', [statusFilter]),
  generation('/models/register-ideas', 'endpoints-models', '/models', {
    fields: [{ path: 'preferences', type: 'any', required: true }, count(20)],
  }),
  list('/sceneries', 'endpoints-sceneries', [statusFilter]),
  generation('/sceneries/register-ideas', 'endpoints-sceneries', '/sceneries', {
    fields: [{ path: 'preferences', type: 'any', required: true }, count(20)],
  }),
  list('/packshots', 'endpoints-packshots', [statusFilter]),
  generation('/packshots/register-ideas', 'endpoints-packshots', '/packshots', {
    fields: [
      { path: 'config', type: 'object' },
      { path: 'config.product.id', type: 'any', required: true },
      { path: 'config.preset.id', type: 'any' },
      { path: 'config.scenery.id', type: 'any' },
      { path: 'config.model.id', type: 'any' },
      count(50),
    ],
  }),
  list('/image-picker', 'endpoints-photo-shoots', [statusFilter, { path: 'productId', type: 'any' }]),
  generation('/image-picker/register-ideas', 'endpoints-photo-shoots', '/image-picker', {
    fields: [
      { path: 'config', type: 'object' },
      { path: 'config.product.id', type: 'any', required: true },
      { path: 'config.model.id', type: 'any' },
      { path: 'config.scenery.id', type: 'any' },
      { path: 'config.preset.id', type: 'any' },
      { path: 'config.industry', type: 'any' },
      { path: 'config.suggestions', type: 'any' },
      count(20),
    ],
    statuses: null,
  }),
  list('/videos', 'endpoints-videos'),
  generation('/video-picker/register-videos', 'endpoints-videos', '/videos', {
    fields: [
      { path: 'imageId', type: 'any' },
      { path: 'generatedImageId', type: 'any' },
      { path: 'suggestion', type: 'any' },
      { path: 'provider', type: 'string' },
    ],
    either: [['imageId', 'generatedImageId']],
  }),
  list('/presets', 'endpoints-presets', [{ path: 'maxRecords', type: 'integer' }]),
  {
    surface: 'external',
    method: 'POST',
    template: '/presets',
    // Its table lists no 402, so it looks free; the credits page also says that POST consumes credits. Nothing settles it.
    credits: 'presumably-free',
    second: 'creates',
    body: 'multipart',
    fields: [
      { path: 'name', type: 'string', required: true },
      { path: 'quantityGuidelines', type: 'string', required: true },
      { path: 'qualityGuidelines', type: 'string', required: true },
      { path: 'cover', type: 'file' },
      { path: 'gallery', type: 'file' },
    ],
    query: [],
    statuses: [200, 400, 401, 500],
    page: 'endpoints-presets',
    scopes: ['content.register'],
    lookIn: '/presets',
  },
];

/** Paths that exist under another name than one would guess: the page, or the list, is called differently. */
export const externalAliases: Readonly<Record<string, string>> = {
  '/photo-shoots': '/image-picker',
  '/photo-shoots/register-ideas': '/image-picker/register-ideas',
  '/videos/register-videos': '/video-picker/register-videos',
};
