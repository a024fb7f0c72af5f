// Limiter model: two-bucket sliding counter, the cheap stand-in for a sliding log: the last bucket's count fades while this one's grows.
// Two forms are in use: refuse when the estimate has reached the limit, or (`strict`) when one more would pass it.
import type { EpochMs } from '../units.ts';
import { countBefore, leastIn, mostIn, type Arrivals, type Rate } from './arrivals.ts';
import { bucketStart, insideBucket, type Asked, type Cell } from './fixed-window.ts';

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
  if (!insideBucket(cell, asked, windowMs)) return false;
  const start = bucketStart(cell, asked.sentAt, windowMs);
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
  rate: Rate,
  strict: boolean,
  refused: Asked | null,
): EpochMs {
  const { limit, windowMs } = rate;
  const top = highest(limit, strict);
  const since = (at: EpochMs): number => received.length - countBefore(received, at);
  const unknown = refused ? Math.max(0, Math.floor(top - estimateAt(cell, received, refused.sentAt, windowMs)) + 1) : 0;
  for (let start = bucketStart(cell, from, windowMs); ; start += windowMs) {
    const isIn = (bucket: EpochMs): number => (refused && refused.sentAt >= bucket ? unknown : 0);
    const current = since(start) + isIn(start);
    const before = since(start - windowMs) + isIn(start - windowMs) - current;
    if (current + before <= top && start <= from) return from;
    if (current > top) continue;
    const gone = before === 0 ? 0 : Math.max(0, 1 - (top - current) / before);
    const opens = Math.max(from, Math.ceil(start + cell.width + gone * windowMs));
    if (opens < start + windowMs) return opens;
  }
}

function estimateAt(cell: Cell, received: readonly EpochMs[], at: EpochMs, windowMs: number): number {
  const start = bucketStart(cell, at, windowMs);
  const since = (from: EpochMs): number => received.length - countBefore(received, from);
  const current = since(start);
  return current + (since(start - windowMs) - current) * (1 - Math.max(0, at - start - cell.width) / windowMs);
}
