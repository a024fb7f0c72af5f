// POST /jobs, /jobs/batch and /orders/{id}/clone: the Plugin calls that spend credits.
import type { Answer } from '../exchange.ts';
import { jsonAnswer } from '../exchange.ts';
import { oneOf, optionalText, readBody, requiredList, requiredText, wholeNumber } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { errorAnswer } from '../envelopes.ts';
import { FieldProblem, Refusal } from '../refusal.ts';
import { outcomeOf, startWork } from '../work.ts';
import { reserveCredits } from '../world.ts';
import { ASPECT_RATIOS, CREDIT_COST } from './catalogue-lists.ts';
import type { PluginJob } from './job-store.ts';
import type { PluginCall, PluginEndpoint } from './plugin-api.ts';

interface Subject {
  productRef: string;
  productLabel: string | null;
  packshotAssetId: string;
  images: number;
}

export const submitOrder: PluginEndpoint = (plugin) => jsonAnswer(200, startOrder(plugin, readBody(plugin.call), ''));

/** Items succeed or fail by themselves; 200 when all did well, 207 otherwise. One request for the rate limit. */
export const submitBatch: PluginEndpoint = (plugin) => {
  const body = readBody(plugin.call);
  const items = requiredList(body, 'jobs');
  items.forEach((_, index) => readOrder(body, `jobs.${index}.`));
  const results = items.map((_, index) => startItem(plugin, body, index));
  return jsonAnswer(results.every(({ status }) => status === 200) ? 200 : 207, { results });
};
function startItem(plugin: PluginCall, body: Fields, index: number): Fields & { status: number } {
  try {
    return { index, status: 200, order: startOrder(plugin, body, `jobs.${index}.`) };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const envelope = JSON.parse(errorAnswer('plugin', thrown.status, thrown.code, thrown.message).body) as Fields;
    return { index, status: thrown.status, ...envelope };
  }
}

export const cloneOrder: PluginEndpoint = (plugin): Answer => {
  const order = plugin.world.orders.get(plugin.id);
  if (!order || order.account !== plugin.key.account) throw new Refusal(404, 'not_found', 'Order not found.');
  return jsonAnswer(200, startOrder(plugin, order.body, ''));
};

interface OrderRequest {
  jobType: keyof typeof CREDIT_COST;
  subjects: Subject[];
}
/** `prefix` is '' or `jobs.<n>.`; problems are named with it, as the invalid_input page does. */
function readOrder(body: Fields, prefix: string): OrderRequest {
  const at = (path: string): string => `${prefix}${path}`;
  const ratio = requiredText(body, at('session_config.aspect_ratio'));
  if (!ASPECT_RATIOS.some((known) => known === ratio)) {
    throw new FieldProblem(at('session_config.aspect_ratio'), `must be one of: ${ASPECT_RATIOS.join(', ')}`);
  }
  const jobType = oneOf(optionalText(body, at('job_type')), at('job_type'), ['packshot', 'photo_shoot'], 'packshot');
  const subjects = requiredList(body, at('subjects')).map((_, index): Subject => {
    const of = (field: string): string => at(`subjects.${index}.${field}`);
    return {
      packshotAssetId: requiredText(body, of('packshot_asset_id')),
      productRef: requiredText(body, of('product_ref'), 200),
      productLabel: optionalText(body, of('product_label')),
      images: wholeNumber(body, of('images_count'), { min: 1, max: 50, otherwise: 1 }),
    };
  });
  if (/\brefused\b/i.test(optionalText(body, at('session_config.suggestions')) ?? '')) {
    throw new Refusal(422, 'content_policy_violation', 'The prompt was refused by the content policy.');
  }
  return { jobType, subjects };
}

/** Reserves for the whole order first, so that a refused order leaves nothing behind; then one job for each image. */
function startOrder(plugin: PluginCall, body: Fields, prefix: string): Record<string, unknown> {
  const { world, key, call } = plugin;
  const { jobType, subjects } = readOrder(body, prefix);
  const unitCost = CREDIT_COST[jobType];
  const images = subjects.reduce((sum, subject) => sum + subject.images, 0);
  const ledger = world.ledger(key.account);
  // One reservation checks the sum, then each job holds its own: jobs settle one by one.
  ledger.refund(reserveCredits(world, key.account, unitCost * images));
  const orderId = world.newId();
  const startJob = (subject: Subject): string => {
    const id = world.newId();
    const job: PluginJob = {
      ...startWork(id, outcomeOf(subject.productRef), call.arrivedAt),
      account: key.account,
      orderId,
      jobType,
      unitCost,
      voting: null,
      reservationId: reserveCredits(world, key.account, unitCost),
      productRef: subject.productRef,
      productLabel: subject.productLabel,
      packshotAssetId: subject.packshotAssetId,
    };
    world.jobs.set(id, job);
    return id;
  };
  const started = subjects.map((subject) => ({
    product_ref: subject.productRef,
    job_ids: Array.from({ length: subject.images }, () => startJob(subject)),
  }));
  world.orders.set(orderId, { id: orderId, account: key.account, body: orderBody(body, prefix), subjects: started });
  return { order_id: orderId, status: 'in_progress', subjects: started };
}
const orderBody = (body: Fields, prefix: string): Fields =>
  prefix === '' ? body : (((body['jobs'] as unknown[])[Number(prefix.split('.')[1])] ?? {}) as Fields);
