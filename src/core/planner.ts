// "n calls are waiting: when may they go?" The rate window in, a table of instants, a pace and the free places of the next minute out.
import type { Basis } from './diagnosis.ts';
import { nextSafe, type RateWindow } from './rate-window.ts';
import type { DurationMs, EpochMs } from './units.ts';

export interface Slot {
  /** 1 = the first waiting call. */
  place: number;
  notBefore: EpochMs;
}
export interface Plan {
  slots: Slot[];
  /** Calls a minute that the plan comes to, from the first to the last; null for a single instant. */
  pacePerMinute: number | null;
  /** Even gap that never meets the limit while nobody else calls: a window over the limit, rounded up. */
  steadyGapMs: DurationMs;
  basis: Basis;
  confidence: number;
  elsewhere: number;
}

/** More waiting calls than this are planned in parts: the plan would be older than the page before it ends. */
export const PLAN_LIMIT = 1000;

/** The plan for `count` waiting calls (1..PLAN_LIMIT, anything else is cut to that) at `now`. */
export function planSlots(
  window: RateWindow,
  { now, count, random }: { now: EpochMs; count: number; random: () => number },
): Plan {
  const wanted = Math.min(PLAN_LIMIT, Math.max(1, Math.floor(count) || 1));
  const { notBefore, basis, confidence, elsewhere } = nextSafe(window, { now, count: wanted, random });
  const slots = notBefore.map((at, k) => ({ place: k + 1, notBefore: at }));
  const lasts = (notBefore.at(-1) ?? now) - (notBefore[0] ?? now);
  return {
    slots,
    pacePerMinute: lasts > 0 ? Math.round(((wanted - 1) * 60_000 * 10) / lasts) / 10 : null,
    steadyGapMs: Math.ceil(window.windowMs / window.limit),
    basis,
    confidence,
    elsewhere,
  };
}

/** One step of the plot: how many calls may have gone by its end if as many as possible went. */
export interface FreePlaces {
  at: EpochMs;
  free: number;
}
/** Free places over the next window, in `steps` equal steps. Free never falls: these are calls that may go, not calls that were made. */
export function freePlaces(window: RateWindow, { now, steps = 24 }: { now: EpochMs; steps?: number }): FreePlaces[] {
  const { notBefore } = nextSafe(window, { now, count: window.limit, random: () => 0 });
  return Array.from({ length: steps }, (_, i) => {
    const at = now + Math.round(((i + 1) * window.windowMs) / steps);
    return { at, free: notBefore.filter((instant) => instant <= at).length };
  });
}

/** The plan as text to copy: a line a call, place, instant and wait from `now` in seconds, parted by tabs. `iso` writes an instant. */
export const planAsText = ({ slots }: Plan, now: EpochMs, iso: (at: EpochMs) => string): string =>
  slots
    .map(({ place, notBefore }) => `${place}\t${iso(notBefore)}\t${(Math.max(0, notBefore - now) / 1000).toFixed(1)} s`)
    .join('\n');
