// Own calls that go on during a block compete with the retry for the place that frees. From the pace seen: how many places to leave them.
import type { DurationMs, EpochMs } from '../units.ts';
import { lastSentOf, type SeenCall } from './arrivals.ts';

/** Own traffic that may still be going on. */
export interface Onward {
  /** Share of the calls sent during blocks that went before the plan's zero; the older the less it counts. */
  share: number;
  /** Calls a millisecond, over the last PACE_MS before the newest. */
  pace: number;
  lastSent: EpochMs;
  latency: DurationMs;
}

const PACE_MS = 10_000;
/** Places left to own calls at most: more are hardly ever under way at once at a pace that the limit allows. */
export const SPARE_MOST = 3;
/** A retry may meet an own call of which nothing is known yet with this chance. */
const RISK = 0.01;
const NEVER_SURE = 0.95;

export function onwardOf(calls: readonly SeenCall[], share: number, latency: DurationMs): Onward {
  const lastSent = lastSentOf(calls);
  const recent = calls.filter(([sentAt]) => sentAt > lastSent - PACE_MS).length;
  return { share: Math.min(NEVER_SURE, share), pace: recent / PACE_MS, lastSent, latency };
}

/**
 * From when on a call that has `spare` places besides its own gets one. Calls sent within a round trip are not known yet: Poisson, so
 * many or fewer. The longer nothing was sent, the likelier the traffic is over: a pause of t has chance exp(-pace * t) if it is not.
 */
export function quietAt({ share, pace, lastSent, latency }: Onward, spare: number): EpochMs {
  const unknown = pace * latency;
  let term = Math.exp(-unknown);
  let slipIn = 1 - term;
  for (let n = 1; n <= spare; n++) {
    term *= unknown / n;
    slipIn -= term;
  }
  const allowed = RISK / Math.max(RISK, slipIn);
  const odds = (share * (1 - allowed)) / (allowed * (1 - share));
  return odds <= 1 ? -Infinity : lastSent + latency + Math.log(odds) / pace;
}

/** The share after one more call sent during a block. */
export const shareAfter = (share: number, wentBefore: boolean): number => share + (Number(wentBefore) - share) / 2;
