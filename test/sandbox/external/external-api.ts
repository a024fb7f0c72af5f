// The External surface: one call with its key in, an answer out (qamera-api.md section 4). Throws refusals.
import type { Answer, Call } from '../exchange.ts';
import { jsonAnswer } from '../exchange.ts';
import { oneOf } from '../fields.ts';
import type { SandboxKey } from '../keys.ts';
import { FieldProblem, Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ContentRecord, Plural } from './content.ts';
import { deliverContent } from './delivery.ts';
import { registerIdeas, registerVideos } from './generation.ts';
import { createPreset } from './presets.ts';

export interface ExternalCall {
  call: Call;
  key: SandboxKey;
  world: World;
}
type Endpoint = (external: ExternalCall) => Answer | Promise<Answer>;

const LIST_FILTERS = ['all', 'approved'] as const;

/** GET of a list: `{<plural>: [...], count}`. */
const list =
  (plural: Plural, filters: readonly ('statusFilter' | 'productId' | 'maxRecords')[]): Endpoint =>
  ({ call, key, world }) => {
    deliverContent(world, call.arrivedAt, { account: key.account, plural });
    const query = call.url.searchParams;
    let records: ContentRecord[] = world.content.get(key.account)?.[plural] ?? [];
    if (
      filters.includes('statusFilter') &&
      oneOf(query.get('statusFilter'), 'statusFilter', LIST_FILTERS, 'all') === 'approved'
    ) {
      records = records.filter(({ voting }) => voting === 'APPROVED');
    }
    const productId = filters.includes('productId') ? query.get('productId') : null;
    if (productId !== null) records = records.filter((record) => record.productId === productId);
    if (filters.includes('maxRecords')) records = records.slice(0, readMaxRecords(query.get('maxRecords')));
    return jsonAnswer(200, { [plural]: records, count: records.length });
  };

function readMaxRecords(text: string | null): number {
  const value = Number(text ?? 20);
  if (!Number.isInteger(value) || value < 1) throw new FieldProblem('maxRecords', 'must be an integer >= 1');
  return value;
}

const ENDPOINTS: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = {
  '/products': { GET: list('products', []) },
  '/models': { GET: list('models', ['statusFilter']) },
  '/models/register-ideas': { POST: registerIdeas('models', { required: ['preferences'], maxCount: 20 }) },
  '/sceneries': { GET: list('sceneries', ['statusFilter']) },
  '/sceneries/register-ideas': { POST: registerIdeas('sceneries', { required: ['preferences'], maxCount: 20 }) },
  '/packshots': { GET: list('packshots', ['statusFilter']) },
  '/packshots/register-ideas': { POST: registerIdeas('packshots', { required: ['config.product.id'], maxCount: 50 }) },
  '/image-picker': { GET: list('images', ['statusFilter', 'productId']) },
  '/image-picker/register-ideas': { POST: registerIdeas('images', { required: ['config.product.id'], maxCount: 20 }) },
  '/videos': { GET: list('videos', []) },
  '/video-picker/register-videos': { POST: registerVideos },
  '/presets': { GET: list('presets', ['maxRecords']), POST: createPreset },
};

/** Unknown paths answer 404 and wrong methods 405: neither text is documented. */
export async function answerExternal(external: ExternalCall): Promise<Answer> {
  const { call, key } = external;
  const methods = ENDPOINTS[call.path] ?? recordById(call.path);
  if (!methods) throw new Refusal(404, 'not_found', 'Not found.');
  const endpoint = methods[call.method];
  if (!endpoint) return { status: 405, headers: { Allow: Object.keys(methods).join(', ') }, body: '' };
  if (call.method === 'POST' && !key.scopes.includes('content.register')) {
    throw new Refusal(403, 'forbidden', "Missing required scope: 'content.register'.");
  }
  return endpoint(external);
}

/** GET of one record is on no visible page; it is here because the documented 404 needs an address: `/products/{id}`. */
function recordById(path: string): Readonly<Record<string, Endpoint>> | null {
  const [, plural, id, ...deeper] = path.split('/');
  if (id === undefined || deeper.length > 0 || !isPlural(plural)) return null;
  return {
    GET: ({ key, world }) => {
      const found = world.content.get(key.account)?.[plural].find((record) => record.id === id);
      if (!found) throw new Refusal(404, 'not_found', `${SINGULAR[plural]} not found.`);
      return jsonAnswer(200, found);
    },
  };
}
const SINGULAR: Readonly<Record<Plural, string>> = {
  products: 'Product',
  models: 'Model',
  sceneries: 'Scenery',
  packshots: 'Packshot',
  images: 'Image',
  videos: 'Video',
  presets: 'Preset',
};
const isPlural = (word: string | undefined): word is Plural => word !== undefined && Object.hasOwn(SINGULAR, word);
