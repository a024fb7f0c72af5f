// Own calls whose answers are not here yet: how many there probably are, from those that are.
import type { DurationMs, EpochMs } from '../units.ts';
import { outcomeOf, type SeenCall } from './arrivals.ts';

/** By the pace of the calls that ended: over the last second, or over the last few when a burst has just begun. An expectation, so a fraction. */
export function underWay(calls: readonly SeenCall[], now: EpochMs): number {
  const recent = calls.filter(([sentAt, receivedAt]) => receivedAt > now - PACE_MS && sentAt > now - 2 * PACE_MS);
  if (recent.length === 0) return 0;
  const answerMs = recent.reduce((sum, [sentAt, receivedAt]) => sum + receivedAt - sentAt, 0) / recent.length;
  const few = recent.slice(-PACE_CALLS - 1).map(([sentAt]) => sentAt);
  const burst = few.length > PACE_CALLS ? PACE_CALLS / Math.max(20, Math.max(...few) - Math.min(...few)) : 0;
  return Math.max(recent.length / PACE_MS, burst) * Math.min(answerMs, PACE_MS);
}
const PACE_CALLS = 4;
const PACE_MS = 1000;

/**
 * Of the calls that were under way when the refusals began, those that have not ended since. A client that pauses when it is refused
 * has no others; one that goes on is seen to.
 */
export function leftUnderWay(calls: readonly SeenCall[], now: EpochMs, latency: DurationMs): number {
  const lastLetIn = calls.reduce(
    (last, [sentAt, , status]) => (outcomeOf(status) === 'counted' ? Math.max(last, sentAt) : last),
    0,
  );
  const begun = calls.find(([, receivedAt, status]) => status === 429 && receivedAt > lastLetIn)?.[1];
  if (begun === undefined || now >= begun + latency) return 0;
  const before = calls.filter(([, receivedAt]) => receivedAt <= begun);
  const ended = calls.filter(([sentAt, receivedAt]) => receivedAt > begun && sentAt <= begun).length;
  return Math.max(0, underWay(before, begun) - ended);
}
