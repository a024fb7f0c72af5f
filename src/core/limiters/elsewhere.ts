// Calls of the key that were made elsewhere: how many the limiter holds besides ours, estimated from each answer, and how far the
// number may move until a later instant.
import type { EpochMs } from '../units.ts';
import { mostIn, outcomeOf, type Arrivals, type Rate, type SeenCall } from './arrivals.ts';
import { loggedAt } from './sliding-log.ts';

/** What refusals showed: calls made elsewhere that the limiter held then. Newest last. */
export type Shown = [at: EpochMs, others: number][];
/** Estimate at an instant: mean and variance of the number held. */
export interface Others {
  at: EpochMs;
  mean: number;
  variance: number;
  /** Calls a window, over the last refusals. */
  pace: number;
  /** Variance over mean of the arrivals; 1 = independent calls, more = bursts. */
  burst: number;
}

/** Refusals remembered, and for how long: the pace of other clients changes. */
export const SHOWN_LIMIT = 8;
export const SHOWN_MS = 900_000;
/** Refusals closer than this show the same others. */
const SAME_MS = 5000;
/** Until enough is seen: other clients send in small bursts. */
const BURST_AT_FIRST = 1.6;

/** Remembers what a refusal showed. */
export function remember(shown: Shown, at: EpochMs, others: number): Shown {
  const kept = shown.filter(([then]) => then > at - SHOWN_MS);
  const last = kept.at(-1);
  if (last && at - last[0] < SAME_MS) return [...kept.slice(0, -1), [last[0], Math.max(last[1], others)]];
  return [...kept, [at, others] as Shown[number]].slice(-SHOWN_LIMIT);
}

/** The others held when a refusal came: the limit, less what of ours was in the log. */
export function othersAt(
  arrivals: Arrivals,
  asked: { sentAt: EpochMs; receivedAt: EpochMs },
  rate: Rate,
  countRefused: boolean,
): { least: number; likely: number } {
  const { least, most } = loggedAt(arrivals, asked, rate, countRefused);
  const own = countRefused ? 1 : 0;
  return { least: Math.max(0, rate.limit - (most - own)), likely: Math.max(0, rate.limit - (least + most - own) / 2) };
}

/** The estimate after the last window's answers: a refusal shows how many others there are, an admission how many there are at most. */
export function estimateOthers(
  calls: readonly SeenCall[],
  arrivals: Arrivals,
  shown: Shown,
  rate: Rate,
  countRefused: boolean,
): Others {
  const paces = shown.map(([, others]) => others);
  const pace = paces.length === 0 ? 0 : paces.reduce((a, b) => a + b, 0) / paces.length;
  const spread =
    paces.length < 3 || pace < 1
      ? BURST_AT_FIRST
      : paces.reduce((sum, one) => sum + (one - pace) ** 2, 0) / (paces.length - 1) / pace;
  const burst = Math.min(6, Math.max(BURST_AT_FIRST * 0.6, (spread * paces.length + BURST_AT_FIRST * 3) / (paces.length + 3)));
  const last = calls.at(-1)?.[1] ?? 0;
  let others: Others = { at: last - rate.windowMs, mean: pace, variance: pace * burst, pace, burst };
  for (const [sentAt, receivedAt, status] of calls.slice(-EVENTS)) {
    if (receivedAt < others.at || outcomeOf(status) === 'unsure') continue;
    others = forward(others, receivedAt, rate);
    const { least, most } = loggedAt(arrivals, { sentAt, receivedAt }, rate, countRefused);
    if (status === 429) {
      const own = (least + most - (countRefused ? 1 : 0)) / 2;
      others = { ...others, mean: Math.max(0, rate.limit - own), variance: 0.25 + (most - least) ** 2 / 12 };
    } else {
      const atMost = Math.max(0, rate.limit - 1 - least);
      if (others.mean > atMost) others = { ...others, mean: atMost, variance: Math.min(others.variance, atMost + 0.25) };
    }
  }
  return others;
}
/** Answers looked at: a storm's thousands say the same thing. */
const EVENTS = 150;

/** The estimate carried to a later instant: those held leave evenly over a window, new ones come at their pace. */
export function forward(others: Others, at: EpochMs, { windowMs }: Rate): Others {
  const share = Math.min(1, Math.max(0, (at - others.at) / windowMs));
  const stay = 1 - share;
  const arrive = others.pace * share;
  return {
    ...others,
    at,
    mean: others.mean * stay + arrive,
    variance: others.variance * stay * stay + (others.mean * stay * share + arrive) * others.burst,
  };
}

/** At least so many calls were made elsewhere in the window before the last refusal of the last window; 0 when none shows it. */
export function leastElsewhere(calls: readonly SeenCall[], arrivals: Arrivals, now: EpochMs, rate: Rate): number {
  const refused = calls.findLast(([, receivedAt, status]) => status === 429 && receivedAt > now - rate.windowMs);
  if (!refused) return 0;
  const [sentAt, receivedAt] = refused;
  const own = mostIn(arrivals.possible, sentAt - rate.windowMs - 2, receivedAt);
  return Math.max(0, rate.limit - own);
}
