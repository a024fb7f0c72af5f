// Wait step of the advice: how often a call has failed in, how long to wait out. The random number is an argument.
import type { DurationMs } from './units.ts';

/** A documented (or assumed) wait before the first repeat. */
export interface WaitRange {
  minMs: DurationMs;
  maxMs: DurationMs;
}

/** Longest grown wait: past five minutes an error that lasts is for support, and a person should look again. */
export const BACKOFF_CAP_MS: DurationMs = 300_000;
/** Waits where the documents name none: 1 s doubling with up to half of it on top (rate-limiting page, strategy a, checked 2026-11). */
export const DEFAULT_WAIT: WaitRange = { minMs: 1000, maxMs: 1500 };

/**
 * The wait before the next try of a call that has failed `failures` times in a row (1 = once).
 * Doubles from the range's lower end up to the cap; the jitter lies in the grown range, so it only ever adds. A documented range
 * beyond the cap is kept whole. `dice` in [0, 1); anything else counts as the nearest end.
 * @example backoffWait({minMs: 30_000, maxMs: 60_000}, {failures: 1, dice: 0.5}) // 45000
 */
export function backoffWait({ minMs, maxMs }: WaitRange, { failures, dice }: { failures: number; dice: number }): DurationMs {
  const cap = Math.max(BACKOFF_CAP_MS, minMs);
  const growth = 2 ** Math.min(30, Math.max(0, failures - 1));
  const base = Math.min(minMs * growth, cap);
  const spread = Math.max(0, maxMs - minMs) * (base / Math.max(1, minMs));
  return Math.round(base + spread * Math.min(1, Math.max(0, Number.isFinite(dice) ? dice : 1)));
}
