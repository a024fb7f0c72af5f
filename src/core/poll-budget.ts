// What polling costs a key: the share of its budget that goes into asking about open jobs, and how fast they may be asked about safely.
import { isEnded } from './job-answer.ts';
import type { JobLine } from './job-line.ts';
import type { DurationMs } from './units.ts';

export interface PollBudget {
  /** Jobs of the key that have not ended and are being asked about. */
  open: number;
  /** Polls a minute, by their mean pace since each job began. */
  perMinute: number;
  /** Of the limit, in percent. */
  share: number;
  /** Each open job may be asked about this often when the key's other calls go on as in the last minute; null: they leave no room. */
  fastestMs: DurationMs | null;
}

/** No pace is claimed from fewer polls of a job than this. */
const POLLS_LEAST = 3;
const MINUTE_MS: DurationMs = 60_000;

/** The cost of polling the jobs of this one's key; null where none of them is being polled. `used`: all calls of its last minute. */
export function pollBudgetOf(
  { base, keyId }: Pick<JobLine, 'base' | 'keyId'>,
  jobs: readonly JobLine[],
  { limit, windowMs, used }: { limit: number; windowMs: DurationMs; used: number },
): PollBudget | null {
  const open = jobs.filter(
    (job) =>
      job.base === base && job.keyId === keyId && !isEnded(job.state) && job.polls >= POLLS_LEAST && job.lastPollAt !== null,
  );
  if (open.length === 0) return null;
  const pace = open.reduce(
    (sum, { polls, lastPollAt, startedAt }) => sum + polls / Math.max(1, (lastPollAt ?? 0) - startedAt),
    0,
  );
  const inWindow = pace * windowMs;
  return {
    open: open.length,
    perMinute: Math.round(pace * MINUTE_MS),
    share: Math.round((100 * inWindow) / limit),
    fastestMs: fastestPollMs(open.length, { limit, windowMs, others: Math.max(0, used - inWindow) }),
  };
}

/** The fastest interval at which `jobs` open jobs may be polled when everything else makes `others` calls in a window; null: no room. */
export function fastestPollMs(
  jobs: number,
  { limit = 60, windowMs = MINUTE_MS, others = 0 }: { limit?: number; windowMs?: DurationMs; others?: number } = {},
): DurationMs | null {
  const left = limit - Math.ceil(others);
  return left < 1 || jobs < 1 ? null : Math.ceil((jobs * windowMs) / left);
}
