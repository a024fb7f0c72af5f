// Calls of one key, sorted so that every limiter model can count them by bounds. A call reached the server between sending and answer.
import type { DurationMs, EpochMs, HttpStatus } from '../units.ts';

/** One seen call: when it was sent, when its answer was here, the status (0 = no answer). */
export type SeenCall = [sentAt: EpochMs, receivedAt: EpochMs, status: HttpStatus];
/** `limit` calls per `windowMs`. */
export interface Rate {
  limit: number;
  windowMs: DurationMs;
}

/**
 * What the limiter did with a call: `refused` (429), `counted`, or `unsure`: no answer, a server error or a refused key may have been
 * given before the limiter was asked. Unsure calls count against us when we plan and for nothing when we learn.
 */
export type Outcome = 'counted' | 'refused' | 'unsure';
export function outcomeOf(status: HttpStatus): Outcome {
  if (status === 429) return 'refused';
  return status >= 200 && status < 500 && status !== 401 && status !== 407 && status !== 408 ? 'counted' : 'unsure';
}

/** When the newest call was sent; 0 where there is none. Calls come in the order of their answers. */
export const lastSentOf = (calls: readonly SeenCall[]): EpochMs => calls.reduce((last, [sentAt]) => Math.max(last, sentAt), 0);

/** Sent and received instants of a set of calls, each sorted by itself. */
export interface Bounds {
  sent: readonly EpochMs[];
  received: readonly EpochMs[];
}
export interface Arrivals {
  /** Certainly counted. */
  sure: Bounds;
  /** Possibly counted: sure and unsure ones. */
  possible: Bounds;
  refused: Bounds;
}

/** Instants in the order of `calls` are nearly sorted already, so each is put in its place from behind. */
function instantsOf(calls: readonly SeenCall[], which: 0 | 1): EpochMs[] {
  const instants: EpochMs[] = [];
  for (const call of calls) {
    const at = call[which];
    let place = instants.length;
    while (place > 0 && (instants[place - 1] ?? 0) > at) place--;
    if (place === instants.length) instants.push(at);
    else instants.splice(place, 0, at);
  }
  return instants;
}
const boundsOf = (calls: readonly SeenCall[]): Bounds => ({ sent: instantsOf(calls, 0), received: instantsOf(calls, 1) });

/** The calls sorted; `calls` come about in the order of their answers. */
export function arrivalsOf(calls: readonly SeenCall[]): Arrivals {
  const sure: SeenCall[] = [];
  const possible: SeenCall[] = [];
  const refused: SeenCall[] = [];
  for (const call of calls) {
    const outcome = outcomeOf(call[2]);
    if (outcome === 'refused') refused.push(call);
    else possible.push(call);
    if (outcome === 'counted') sure.push(call);
  }
  const sureBounds = boundsOf(sure);
  return {
    sure: sureBounds,
    possible: sure.length === possible.length ? sureBounds : boundsOf(possible),
    refused: boundsOf(refused),
  };
}

/** How many of the sorted instants lie before `at`. */
export function countBefore(sorted: readonly EpochMs[], at: EpochMs): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** How many of the sorted instants lie at `at` or after it. */
export const countFrom = (sorted: readonly EpochMs[], at: EpochMs): number => sorted.length - countBefore(sorted, at);
/** At most so many arrived in [from, to]. */
export const mostIn = ({ sent, received }: Bounds, from: EpochMs, to: EpochMs): number =>
  Math.max(0, countBefore(sent, to + 1) - countBefore(received, from));
/** At least so many arrived in [from, to]. */
export const leastIn = ({ sent, received }: Bounds, from: EpochMs, to: EpochMs): number =>
  Math.max(0, countBefore(received, to) - countBefore(sent, from));
