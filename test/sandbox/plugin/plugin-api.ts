// The Plugin surface: one call with its key in, an answer out (qamera-api.md section 5). Throws refusals.
// Left out: GET/DELETE of products and packshots by reference, webhook replay, rotate-hmac.
import type { Answer, Call } from '../exchange.ts';
import type { Installation, SandboxKey } from '../keys.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { registerImages, registerPackshots, uploadAsset } from './assets.ts';
import { catalogueList, me } from './catalogue-lists.ts';
import { onceOnly } from './idempotency.ts';
import { settleJobs } from './job-store.ts';
import { cancelJob, listJobs, readJob, readOrder, refreshUrl, voteOnJob } from './jobs.ts';
import { cloneOrder, submitBatch, submitOrder } from './submit.ts';

export interface PluginCall {
  call: Call;
  key: SandboxKey;
  installation: Installation;
  world: World;
  /** Values of the `{id}` in the path. */
  id: string;
  /** Limit per minute, for /me. */
  limit: number;
}
export type PluginEndpoint = (plugin: PluginCall) => Answer;

interface Route {
  method: string;
  path: RegExp;
  /** Either name will do: the pages disagree (qamera-api.md section 12, 6). The first is the one a refusal names. */
  scopes: readonly string[];
  endpoint: PluginEndpoint;
}
const CREATE = ['plugin.jobs:create', 'plugin.jobs:write'];
const READ = ['plugin.jobs:read'];
const UPLOAD = ['plugin.assets:upload', 'plugin.assets:write'];
const CATALOG_READ = ['plugin.catalog:read'];
const CATALOG_WRITE = ['plugin.catalog:write'];
const CANCEL = ['plugin.jobs:cancel', 'plugin.jobs:write'];

const route = (method: string, path: string, scopes: readonly string[], endpoint: PluginEndpoint): Route => ({
  method,
  path: new RegExp(`^${path.replace('{id}', '([^/]+)')}$`),
  scopes,
  endpoint,
});
const ROUTES: readonly Route[] = [
  route('GET', '/me', READ, me),
  route('GET', '/ai-models', CATALOG_READ, catalogueList('ai_models')),
  route('GET', '/sceneries', CATALOG_READ, catalogueList('sceneries')),
  route('GET', '/models', CATALOG_READ, catalogueList('models')),
  route('GET', '/presets', CATALOG_READ, catalogueList('presets')),
  route('GET', '/aspect-ratios', CATALOG_READ, catalogueList('aspect_ratios')),
  route('GET', '/pricing', CATALOG_READ, catalogueList('pricing')),
  route('POST', '/assets/upload', UPLOAD, uploadAsset),
  route('POST', '/images', CATALOG_WRITE, registerImages),
  route('POST', '/packshots', CATALOG_WRITE, registerPackshots),
  route('POST', '/jobs', CREATE, submitOrder),
  route('POST', '/jobs/batch', CREATE, submitBatch),
  route('GET', '/jobs', READ, listJobs),
  route('GET', '/jobs/{id}', READ, readJob),
  route('DELETE', '/jobs/{id}', CANCEL, cancelJob),
  route('POST', '/jobs/{id}/accept', CREATE, voteOnJob('accepted')),
  route('POST', '/jobs/{id}/reject', CREATE, voteOnJob('rejected')),
  route('POST', '/jobs/{id}/refresh-url', READ, refreshUrl),
  route('GET', '/orders/{id}', READ, readOrder),
  route('POST', '/orders/{id}/clone', CREATE, cloneOrder),
];

/** Unknown paths answer `not_found`; a known path with another method answers 405, which no page documents. */
export async function answerPlugin(plugin: Omit<PluginCall, 'id'>): Promise<Answer> {
  const { call, key, installation, world } = plugin;
  settleJobs(world, call.arrivedAt);
  const onPath = ROUTES.filter(({ path }) => path.test(call.path));
  if (onPath.length === 0) throw new Refusal(404, 'not_found', 'No such endpoint.');
  const found = onPath.find(({ method }) => method === call.method);
  if (!found) return { status: 405, headers: { Allow: onPath.map(({ method }) => method).join(', ') }, body: '' };
  const granted = key.scopes.filter((scope) => installation.scopes.includes(scope));
  if (!found.scopes.some((scope) => granted.includes(scope))) {
    throw new Refusal(403, 'forbidden', `Missing required scope: '${found.scopes[0]}'.`);
  }
  const id = found.path.exec(call.path)?.[1] ?? '';
  return onceOnly({ call, world, installation: installation.id }, () => found.endpoint({ ...plugin, id }));
}
