// Limiter model: two-bucket sliding counter, the cheap stand-in for a sliding log: the last bucket's count fades while this one's grows.
// Two forms are in use: refuse when the estimate has reached the limit, or (`strict`) when one more would pass it.
import type { EpochMs } from '../units.ts';
import { countFrom, leastIn, mostIn, type Arrivals, type Rate } from './arrivals.ts';
import { bucketStart, earliestBucket, insideBucket, type Asked, type Cell } from './fixed-window.ts';

/** The estimate is a fraction, so it is compared with room for rounding. */
const ROUNDING = 1e-6;
/** The highest estimate at which a call is let in. */
const highest = (limit: number, strict: boolean): number => (strict ? limit - 1 : limit - ROUNDING);

/** An admitted call contradicts the cell: the estimate was certainly at the limit or above (the strict form: above limit - 1). */
export function counterRefuses(
  cell: Cell,
  arrivals: Arrivals,
  asked: Asked,
  { limit, windowMs }: Rate,
  strict: boolean,
): boolean {
  if (!insideBucket(cell, asked, windowMs)) return false;
  const start = bucketStart(cell, asked.sentAt, windowMs);
  const current = leastIn(arrivals.sure, start + cell.width, asked.sentAt);
  const both = leastIn(arrivals.sure, start + cell.width - windowMs, asked.sentAt);
  const gone = Math.min(1, (asked.receivedAt - start) / windowMs);
  return current + (both - current) * (1 - gone) > highest(limit, strict) + ROUNDING;
}

/** A refused call that the cell explains only with calls made elsewhere. */
export function counterAdmits(cell: Cell, arrivals: Arrivals, asked: Asked, { limit, windowMs }: Rate, strict: boolean): boolean {
  const start = bucketStart(cell, asked.sentAt, windowMs);
  // Across a boundary nothing is known of the weights; but no weight is above one.
  if (!insideBucket(cell, asked, windowMs)) {
    const from = earliestBucket(cell, asked.sentAt, windowMs) - windowMs;
    return mostIn(arrivals.possible, from, asked.receivedAt) < highest(limit, strict) - ROUNDING;
  }
  const current = mostIn(arrivals.possible, start, asked.receivedAt);
  const both = mostIn(arrivals.possible, start - windowMs, asked.receivedAt);
  const gone = Math.max(0, (asked.sentAt - start - cell.width) / windowMs);
  return current + (both - current) * (1 - gone) < highest(limit, strict) - ROUNDING;
}

/**
 * The first instant from `from` on at which one more call is let in, whatever the boundary in the cell. `received` is sorted.
 * `refused`: the last call seen, when it was refused: the estimate had reached its top, so calls that we do not know were in its bucket.
 */
export function counterOpens(
  cell: Cell,
  received: readonly EpochMs[],
  from: EpochMs,
  { limit, windowMs }: Rate,
  strict: boolean,
  refused: Asked | null,
): EpochMs {
  const top = highest(limit, strict);
  const unknown = refused ? Math.max(0, Math.floor(top - estimateAt(cell, received, refused.sentAt, windowMs)) + 1) : 0;
  for (let start = bucketStart(cell, from, windowMs); ; start += windowMs) {
    const current = countFrom(received, start) + (refused && refused.sentAt >= start ? unknown : 0);
    const both = countFrom(received, start - windowMs) + (refused && refused.sentAt >= start - windowMs ? unknown : 0);
    if (both <= top && start <= from) return from;
    if (current > top) continue;
    const gone = both === current ? 0 : Math.max(0, 1 - (top - current) / (both - current));
    const opens = Math.max(from, Math.ceil(start + cell.width + gone * windowMs));
    if (opens < start + windowMs) return opens;
  }
}

function estimateAt(cell: Cell, received: readonly EpochMs[], at: EpochMs, windowMs: number): number {
  const start = bucketStart(cell, at, windowMs);
  const current = countFrom(received, start);
  return current + (countFrom(received, start - windowMs) - current) * (1 - Math.max(0, at - start - cell.width) / windowMs);
}
