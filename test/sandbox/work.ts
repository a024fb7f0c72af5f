// One piece of generation work and its states. It ends by polls or by time, whichever comes first; nothing ticks meanwhile.
import type { DurationMs, EpochMs } from '../../src/core/units.ts';

/** States of a Plugin job (qamera-api.md section 10). */
export type WorkStatus = 'pending' | 'retry_pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
/** How it will go; chosen by a word in the request, see README: `fail`, `retry`, else `complete`. */
export type Outcome = 'complete' | 'fail' | 'retry';
/** Work ends at its `polls`-th poll, or once it is `ms` old. */
export interface Pace {
  polls: number;
  ms: DurationMs;
}
export interface Work {
  id: string;
  outcome: Outcome;
  startedAt: EpochMs;
  polls: number;
  cancelled: boolean;
  /** Set once its credits were settled or refunded. */
  closedAt: EpochMs | null;
}

export const startWork = (id: string, outcome: Outcome, startedAt: EpochMs): Work => ({
  id,
  outcome,
  startedAt,
  polls: 0,
  cancelled: false,
  closedAt: null,
});
export const outcomeOf = (text: string): Outcome =>
  /\bfail/i.test(text) ? 'fail' : /\bretry/i.test(text) ? 'retry' : 'complete';

/** Pending for the first half, then in progress; `retry` work goes back to `retry_pending` on the way. */
export function statusOf(work: Work, pace: Pace, now: EpochMs): WorkStatus {
  if (work.cancelled) return 'cancelled';
  const done = Math.max(work.polls / pace.polls, (now - work.startedAt) / pace.ms);
  if (done >= 1) return work.outcome === 'fail' ? 'failed' : 'completed';
  if (work.outcome === 'retry') return done < 0.3 ? 'pending' : done < 0.6 ? 'in_progress' : 'retry_pending';
  return done < 0.5 ? 'pending' : 'in_progress';
}
export const attemptsOf = (work: Work, status: WorkStatus): number =>
  status === 'pending' ? 0 : work.outcome === 'retry' && status !== 'in_progress' ? 2 : 1;
export const isOver = (status: WorkStatus): boolean => status === 'completed' || status === 'failed' || status === 'cancelled';
