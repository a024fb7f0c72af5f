// An answer that shows one job or order: JSON in, the job's state out. Read by success.ts (is it a failure?) and jobs.ts (the timeline).
import { type Endpoint, entryOfCode } from '../catalogue/index.ts';
import type { Cause, Facts, Step } from './diagnosis.ts';
import { envelopeOf, isFields } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { envelopeFacts, idOf, idsIn } from './facts.ts';
import type { Observation } from './observation.ts';
import type { Json } from './units.ts';

/** States seen in clients (qamera-api.md section 10); `processing` is the credits page's word for External. */
const STATES = ['pending', 'retry_pending', 'in_progress', 'processing', 'completed', 'failed', 'cancelled', 'expired'] as const;
export type JobState = (typeof STATES)[number];

export interface JobSeen {
  state: JobState;
  /** The job's own object, wherever the answer wraps it. */
  job: { [key: string]: Json };
  facts: Facts;
}

/** Job errors that are permanent (changelog, image analysis). */
const PERMANENT = new Set(['PLUGIN_JOB_MISSING_CATALOG_ENTRY', 'PREPARE_PHOTOS_TIMEOUT', 'PREPARE_PHOTOS_FAILED']);

export const isEnded = (state: JobState): boolean => ['completed', 'failed', 'cancelled', 'expired'].includes(state);

/** The state a text names, any case; null for another word. */
export function jobStateOf(value: Json | undefined): JobState | null {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return STATES.find((state) => state === word) ?? null;
}

/**
 * The job or order in an answer, plain or under `job`, `order`, `data`; null when there is none. Only a failed one has its error
 * read: in other states `error` is null, or that of an earlier attempt.
 */
export function readJobAnswer(json: Json, endpoint: Endpoint | null, { surface }: Pick<Observation, 'surface'>): JobSeen | null {
  if (!isFields(json)) return null;
  for (const job of [json, json['job'], json['order'], json['data']]) {
    if (!isFields(job)) continue;
    const state = jobStateOf(job['status']);
    if (state === null || !isJob(job, endpoint)) continue;
    const ids = idsIn(job, endpoint?.follows ?? (Object.hasOwn(job, 'job_ids') ? 'order' : undefined));
    return { state, job, facts: state === 'failed' ? { ...ids, ...errorFacts(job['error'], surface) } : ids };
  }
  return null;
}

function errorFacts(error: Json | undefined, surface: Observation['surface']): Facts {
  const envelope = envelopeOf({ error: error ?? null });
  if (!envelope) return {};
  const typed = isFields(error) && typeof error['type'] === 'string' ? bareCode(error['type']) : null;
  return envelopeFacts({ ...envelope, code: envelope.code ?? typed ?? bareCode(envelope.message) }, { surface }, null);
}

/** On the wire the error may be a bare word (webhooks; the job types of the changelog). */
const bareCode = (text: string | null): string | null =>
  text !== null && /^[A-Za-z]+(?:_[A-Za-z0-9]+)+$/.test(text) && text.length < 80 ? text : null;

/** What a failed job shows of its cause. */
export function jobCauses({ code }: Facts): Cause[] {
  if (code === undefined) return [];
  const where = 'answer error';
  const causes = [seen({ id: 'cause.job-code', values: { code } }, where)];
  return PERMANENT.has(code) ? [...causes, seen({ id: 'cause.job-permanent', values: { code } }, where)] : causes;
}

/**
 * What to change before a new job. Of the permanent types the changelog tells no more than that; the rest is in their names.
 * A code of the error pages brings its page's steps along, unless that page speaks of waiting.
 */
export function jobSteps({ code }: Facts): Step[] {
  if (code === undefined) return [];
  if (code.startsWith('PREPARE_PHOTOS_')) return [{ says: { id: 'do.job-check-photos' } }];
  if (code === 'PLUGIN_JOB_MISSING_CATALOG_ENTRY') return [{ says: { id: 'do.job-check-catalog' } }];
  const known = entryOfCode(code);
  return known?.retryClass === 'after-change' ? [...known.steps] : [];
}

/** A `status` word alone makes no job: it takes the endpoint, an id, or an `error` beside it. */
function isJob(job: { [key: string]: Json }, endpoint: Endpoint | null): boolean {
  if (endpoint?.follows !== undefined) return true;
  const ids = [job['id'], job['job_id'], job['jobId'], job['order_id'], job['orderId']];
  return ids.some((id) => idOf(id) !== null) || Object.hasOwn(job, 'error');
}
