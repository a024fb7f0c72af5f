// Limiter model: sliding log, the documented one (60 in the last 60 s). Refused calls count, or do not: both are models of their own.
import type { EpochMs } from '../units.ts';
import { leastIn, mostIn, type Arrivals, type Rate } from './arrivals.ts';

/** A call of that age may still count: the edge is nowhere documented, and clocks tick in whole milliseconds. */
export const EDGE_MS = 2;

export interface Count {
  least: number;
  most: number;
}

/** How many calls the log holds when a call sent at `sentAt` and answered at `receivedAt` arrives, that call left out. */
export function loggedAt(
  arrivals: Arrivals,
  { sentAt, receivedAt }: { sentAt: EpochMs; receivedAt: EpochMs },
  { windowMs }: Rate,
  countRefused: boolean,
): Count {
  const { sure, possible, refused } = arrivals;
  const [youngFrom, from] = [receivedAt - windowMs + EDGE_MS, sentAt - windowMs - EDGE_MS];
  const least = leastIn(sure, youngFrom, sentAt) + (countRefused ? leastIn(refused, youngFrom, sentAt) : 0);
  const most = mostIn(possible, from, receivedAt) + (countRefused ? mostIn(refused, from, receivedAt) : 0);
  return { least, most };
}

/** From when on a log that holds at most these calls has at most `held` of them: none later leaves it sooner than by its answer. */
export function fallsTo(received: readonly EpochMs[], held: number, { windowMs }: Rate): EpochMs {
  const leaving = received[received.length - 1 - held];
  return leaving === undefined ? -Infinity : leaving + windowMs + EDGE_MS;
}
