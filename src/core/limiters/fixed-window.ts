// Limiter model: fixed window, `limit` calls in each stretch between two boundaries. Where the boundaries lie is unknown:
// the phase is cut into cells, each a hypothesis of its own that evidence takes away.
import type { DurationMs, EpochMs } from '../units.ts';
import { countFrom, leastIn, mostIn, type Arrivals, type Rate } from './arrivals.ts';

/** A stretch of possible boundaries: at `from`, plus less than `width`, plus any number of windows. */
export interface Cell {
  from: EpochMs;
  width: DurationMs;
}
export interface Asked {
  sentAt: EpochMs;
  receivedAt: EpochMs;
}

/** Earliest place of the last boundary at or before `at`. */
export const bucketStart = (cell: Cell, at: EpochMs, windowMs: DurationMs): EpochMs =>
  cell.from + Math.floor((at - cell.from) / windowMs) * windowMs;

/** Whether the call arrived certainly inside one bucket; otherwise it tells nothing about this cell. */
export function insideBucket(cell: Cell, { sentAt, receivedAt }: Asked, windowMs: DurationMs): boolean {
  const start = bucketStart(cell, sentAt, windowMs);
  return sentAt >= start + cell.width && receivedAt < start + windowMs;
}

/** An admitted call contradicts the cell: its bucket was certainly full, by our calls alone or because it had refused one, whoever filled it. */
export function fixedRefuses(cell: Cell, arrivals: Arrivals, asked: Asked, { limit, windowMs }: Rate): boolean {
  if (!insideBucket(cell, asked, windowMs)) return false;
  const from = bucketStart(cell, asked.sentAt, windowMs) + cell.width;
  return leastIn(arrivals.sure, from, asked.sentAt) >= limit || leastIn(arrivals.refused, from, asked.sentAt) > 0;
}

/** Where the earliest bucket begins in which a call sent then can have arrived. */
export const earliestBucket = (cell: Cell, sentAt: EpochMs, windowMs: DurationMs): EpochMs => {
  const start = bucketStart(cell, sentAt, windowMs);
  return sentAt >= start + cell.width ? start : start - windowMs;
};

/**
 * How a refused call speaks against the cell: 0, its bucket may have been full; 1, only with calls made elsewhere;
 * FAR_FETCHED, only if those had come far faster than the limit allows anybody: the bucket was hardly open.
 */
export function fixedDoubt(cell: Cell, arrivals: Arrivals, { sentAt, receivedAt }: Asked, { limit, windowMs }: Rate): number {
  const start = earliestBucket(cell, sentAt, windowMs);
  const lacking = limit - mostIn(arrivals.possible, start, receivedAt);
  if (lacking <= 0) return 0;
  return lacking > limit * Math.min(1, (receivedAt - start) / windowMs) + limit * FAR_FETCHED_SHARE ? FAR_FETCHED : 1;
}
export const FAR_FETCHED = 3;
/** A burst of others of this share of the limit is believed at any moment. */
const FAR_FETCHED_SHARE = 0.3;

/**
 * The first instant from `from` on at which one more call is let in, whatever the boundary in the cell. `received` is sorted.
 * `refused`: the last call seen, when it was refused: its bucket is full, however few calls of it we know.
 */
export function fixedOpens(
  cell: Cell,
  received: readonly EpochMs[],
  from: EpochMs,
  { limit, windowMs }: Rate,
  refused: Asked | null,
): EpochMs {
  const start = bucketStart(cell, from, windowMs);
  if (countFrom(received, start) >= limit || (refused && refused.sentAt >= start + cell.width))
    return start + windowMs + cell.width;
  return from >= start + cell.width || countFrom(received, start - windowMs) < limit ? from : start + cell.width;
}
