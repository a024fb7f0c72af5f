// What the key strip shows: the rate window in, used/limit, the last minute's calls and the time until full out.
import type { DurationMs, EpochMs, HttpStatus } from './units.ts';
import { nextSafe, type RateWindow } from './rate-window.ts';

export interface Gauge {
  /** Calls of the last window that were let in. Where the limiter does not count like that, not all that is left is missing here. */
  used: number;
  limit: number;
  /** Calls that may go now, all at once. */
  left: number;
  /** When the window is full at the pace of the last PACE_MS; null when it never fills at this pace, or is full already. */
  fullAt: EpochMs | null;
  /** A call sent before this would be refused; null when one may go now. */
  blockedUntil: EpochMs | null;
  /** At least so many of the last minute's calls were not made here. */
  elsewhere: number;
  /** Calls of the last window, oldest first; `at` = when sent. Status 0: no answer. */
  strip: { at: EpochMs; status: HttpStatus }[];
  /** Calls a minute over the last PACE_MS. */
  pacePerMinute: number;
  /** Full within WARN_MS, though not blocked yet. */
  warning: boolean;
}

/** The pace is taken from the last ten seconds: long enough to be steady, short enough to see a burst coming. */
export const PACE_MS: DurationMs = 10_000;
/** Warn when the window is full within this time. */
export const WARN_MS: DurationMs = 15_000;

/** The key strip at `now`. Pure reading of the window; an empty window gives an empty strip. */
export function gauge(window: RateWindow, now: EpochMs): Gauge {
  const { limit, windowMs } = window;
  const inWindow = window.calls.filter(([, receivedAt]) => receivedAt > now - windowMs && receivedAt <= now + windowMs);
  const planFor = (count: number) => nextSafe(window, { now, count, random: () => 0 });
  const { notBefore, elsewhere } = planFor(1);
  const first = notBefore[0] ?? now;
  const blockedUntil = first > now ? first : null;
  const letIn = inWindow.filter(([, , status]) => status !== 429);
  const used = Math.min(limit, letIn.length + elsewhere);
  const left = blockedUntil === null ? planFor(limit).notBefore.filter((at) => at <= now).length : 0;
  const pace = inWindow.filter(([sentAt]) => sentAt >= now - PACE_MS).length / PACE_MS;
  const leaving = letIn.map(([, end]) => end + windowMs);
  const fullAt = blockedUntil === null ? fullAtPace({ now, left, pace, leaving }) : null;
  return {
    used,
    limit,
    left,
    fullAt,
    blockedUntil,
    elsewhere,
    strip: inWindow.map(([at, , status]) => ({ at, status })),
    pacePerMinute: Math.round(pace * 60_000),
    warning: fullAt !== null && fullAt - now <= WARN_MS,
  };
}

/** Steps through the calls that leave: full when what came in at this pace has used what was left and what freed by then. */
function fullAtPace({
  now,
  left,
  pace,
  leaving,
}: {
  now: EpochMs;
  left: number;
  pace: number;
  leaving: EpochMs[];
}): EpochMs | null {
  if (pace === 0) return null;
  let free = left;
  for (const next of [...leaving.toSorted((a, b) => a - b), Infinity]) {
    const full = now + free / pace;
    if (full <= next) return Number.isFinite(full) && full - now <= 60_000 ? full : null;
    free += 1;
  }
  return null;
}
