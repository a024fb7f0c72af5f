// Reading, cancelling and judging Plugin jobs and orders. Reading one job or its order is a poll and moves it on.
import { emptyAnswer, jsonAnswer } from '../exchange.ts';
import { FieldProblem, Refusal } from '../refusal.ts';
import { statusOf } from '../work.ts';
import { closeWork } from '../world.ts';
import { jobDto, jobsOf, orderStatus, settleJobs } from './job-store.ts';
import type { PluginJob, PluginOrder } from './job-store.ts';
import type { PluginCall, PluginEndpoint } from './plugin-api.ts';

function findJob({ world, key, id }: PluginCall): PluginJob {
  const job = world.jobs.get(id);
  if (!job || job.account !== key.account) throw new Refusal(404, 'not_found', 'Job not found.');
  return job;
}
function findCompleted(plugin: PluginCall): PluginJob {
  const job = findJob(plugin);
  if (statusOf(job, plugin.world.pace, plugin.call.arrivedAt) !== 'completed') {
    throw new Refusal(409, 'job_not_completed', 'The job is not completed.');
  }
  return job;
}

export const readJob: PluginEndpoint = (plugin) => {
  const job = findJob(plugin);
  job.polls += 1;
  closeWork(plugin.world, job, plugin.call.arrivedAt);
  return jsonAnswer(200, jobDto(job, plugin.world, plugin.call.arrivedAt));
};

/** `limit` 1-200, default 50; `cursor` is the id of the first job of the next page. Newest first. Not a poll. */
export const listJobs: PluginEndpoint = ({ world, key, call }) => {
  const limit = Number(call.url.searchParams.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new FieldProblem('limit', 'must be between 1 and 200');
  const mine = [...world.jobs.values()].filter(({ account }) => account === key.account).toReversed();
  const cursor = call.url.searchParams.get('cursor');
  const from = cursor === null ? 0 : mine.findIndex(({ id }) => id === cursor);
  if (from < 0) throw new FieldProblem('cursor', 'is not valid');
  const page = mine.slice(from, from + limit);
  return jsonAnswer(200, {
    jobs: page.map((job) => jobDto(job, world, call.arrivedAt)),
    next_cursor: mine[from + limit]?.id ?? null,
  });
};

/** Only in `pending` or `retry_pending` (job_not_cancelable page); refunds the reservation. */
export const cancelJob: PluginEndpoint = (plugin) => {
  const job = findJob(plugin);
  const status = statusOf(job, plugin.world.pace, plugin.call.arrivedAt);
  if (status !== 'pending' && status !== 'retry_pending') {
    throw new Refusal(409, 'job_not_cancelable', `The job is ${status} and can no longer be cancelled.`);
  }
  job.cancelled = true;
  closeWork(plugin.world, job, plugin.call.arrivedAt);
  return jsonAnswer(200, jobDto(job, plugin.world, plugin.call.arrivedAt));
};

export const voteOnJob =
  (vote: 'accepted' | 'rejected'): PluginEndpoint =>
  (plugin) => {
    findCompleted(plugin).voting = vote;
    return emptyAnswer(204);
  };

/** The word `purged` in the product_ref stands for outputs that are gone. */
export const refreshUrl: PluginEndpoint = (plugin) => {
  const job = findCompleted(plugin);
  if (/\bpurged/i.test(job.productRef)) throw new Refusal(410, 'output_unavailable', 'The output was purged.');
  return jsonAnswer(200, jobDto(job, plugin.world, plugin.call.arrivedAt));
};

export const readOrder: PluginEndpoint = ({ world, key, id, call }) => {
  const order = world.orders.get(id);
  if (!order || order.account !== key.account) throw new Refusal(404, 'not_found', 'Order not found.');
  for (const job of jobsOf(order, world)) job.polls += 1;
  settleJobs(world, call.arrivedAt);
  return jsonAnswer(200, orderDto(order, orderStatus(order, world, call.arrivedAt)));
};
const orderDto = (order: PluginOrder, status: string): Record<string, unknown> => ({
  order_id: order.id,
  status,
  subjects: order.subjects,
});
