// Jobs and orders of the Plugin surface: what is kept of them, and the JobDto that clients read (field names as in public client fixtures).
import type { EpochMs } from '../../../src/core/units.ts';
import { attemptsOf, isOver, statusOf } from '../work.ts';
import type { Work } from '../work.ts';
import { closeWork } from '../world.ts';
import type { World } from '../world.ts';

export interface PluginJob extends Work {
  account: string;
  reservationId: string;
  orderId: string;
  jobType: 'packshot' | 'photo_shoot';
  unitCost: number;
  productRef: string;
  productLabel: string | null;
  packshotAssetId: string;
  voting: 'accepted' | 'rejected' | null;
}
export interface PluginOrder {
  id: string;
  account: string;
  /** The body it was made from, for /clone. */
  body: Record<string, unknown>;
  subjects: { product_ref: string; job_ids: string[] }[];
}

const isoOrNull = (at: EpochMs | null): string | null => (at === null ? null : new Date(at).toISOString());

export function jobDto(job: PluginJob, world: World, now: EpochMs): Record<string, unknown> {
  const status = statusOf(job, world.pace, now);
  return {
    id: job.id,
    order_id: job.orderId,
    status,
    job_type: job.jobType,
    provider: 'openai',
    model: 'gpt-image-1',
    unit_cost: job.unitCost,
    attempt_count: attemptsOf(job, status),
    outputs: status === 'completed' ? outputsOf(job) : [],
    error: status === 'failed' ? { type: 'PREPARE_PHOTOS_FAILED', message: 'Preparing the photos failed.' } : null,
    external_metadata: null,
    packshot_asset_id: job.packshotAssetId,
    product_label: job.productLabel,
    product_ref: job.productRef,
    voting: job.voting,
    voting_at: null,
    created_at: isoOrNull(job.startedAt),
    updated_at: isoOrNull(job.closedAt ?? now),
    completed_at: isoOrNull(status === 'completed' ? job.closedAt : null),
  };
}
/** A signed address, so that redaction has something to do; nothing ever fetches it. */
const outputsOf = (job: PluginJob): Record<string, unknown>[] => [
  {
    url: `https://cdn.qamera.ai/outputs/${job.id}/01.jpg?token=sandbox-signed-output`,
    type: 'image',
    width: 1024,
    height: 1280,
    size_bytes: 204_800,
  },
];

/** An order is in progress until its last job is over; it failed when none completed. */
export function orderStatus(order: PluginOrder, world: World, now: EpochMs): string {
  const states = jobsOf(order, world).map((job) => statusOf(job, world.pace, now));
  if (!states.every(isOver)) return 'in_progress';
  return states.includes('completed') ? 'completed' : 'failed';
}
export const jobsOf = (order: PluginOrder, world: World): PluginJob[] =>
  order.subjects.flatMap(({ job_ids: ids }) => ids.flatMap((id) => world.jobs.get(id) ?? []));

/** Settles and refunds what has ended by time, polled or not. */
export function settleJobs(world: World, now: EpochMs): void {
  for (const job of world.jobs.values()) closeWork(world, job, now);
}
