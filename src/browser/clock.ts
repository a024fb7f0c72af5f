// The one clock and the one source of chance.
import type { DurationMs, EpochMs } from '../core/units.ts';

export const now = (): EpochMs => Date.now();
/** In [0, 1). */
export const dice = (): number => Math.random();

/** Calls back once after a delay; gives what cancels it. */
export function after(delay: DurationMs, callback: () => void): () => void {
  const timer = setTimeout(callback, delay);
  return () => clearTimeout(timer);
}

/**
 * Calls back at once and then at every full second of the wall clock, as long as the page is visible.
 * Countdowns need no more: they are computed from an instant, so a missed beat costs nothing.
 */
export function everySecond(callback: (now: EpochMs) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beat = (): void => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    const at = now();
    callback(at);
    timer = setTimeout(beat, 1_000 - (at % 1_000) + 5);
  };
  document.addEventListener('visibilitychange', beat);
  beat();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', beat);
  };
}
