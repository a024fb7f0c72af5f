// Who decides when a refused call is sent again: ours, and those it is measured against.
import { COUNTER, LOG, LOG_REFUSED } from '../../../src/core/limiters/beliefs.ts';
import type { Kind } from './servers.ts';
import { emptyWindow, nextSafe, observe, type RateWindow } from '../../../src/core/rate-window.ts';

export interface Answer {
  sentAt: number;
  receivedAt: number;
  status: number;
  headers?: [string, string][];
}
export interface Policy {
  name: string;
  /** Whether it holds this kind for the true one by now. */
  learned?(kind: Kind): boolean;
  /** Each answer of the client's own calls. */
  see(answer: Answer): void;
  /** When the blocked call goes, asked when it was refused for the `tries`-th time and again after each answer seen meanwhile. */
  next(now: number, block: { tries: number; refusedAt: number; wait: number }): { at: number; wait: number };
}
/** The documented log: refused calls are known not to count, whatever else. Another kind: both logs are out of the plan. */
function hasLearned(beliefs: string, kind: Kind): boolean {
  const isOut = (place: number): boolean => beliefs[place] === 'x' || Number(beliefs[place]) > 1;
  if (kind === 'sliding log') return isOut(LOG_REFUSED) && !isOut(LOG);
  if (kind === 'sliding log, refused count') return isOut(LOG);
  return isOut(LOG) && isOut(LOG_REFUSED) && beliefs.length > COUNTER;
}
type Delay = (tries: number, random: () => number) => number;

/** Waits by number of tries alone; drawn once a try. */
function blind(name: string, delay: Delay): (random: () => number) => Policy {
  return (random) => ({
    name,
    see: () => {},
    next: (_now, { tries, refusedAt, wait }) => {
      const chosen = Number.isNaN(wait) ? delay(tries, random) : wait;
      return { at: refusedAt + chosen, wait: chosen };
    },
  });
}

export const ours = (random: () => number): Policy & { window: () => RateWindow } => {
  let window = emptyWindow();
  return {
    name: 'rate window',
    learned: (kind) => hasLearned(window.current, kind),
    window: () => window,
    see: (answer) => (window = observe(window, answer)),
    next: (now, { wait }) => {
      const dice = Number.isNaN(wait) ? random() : wait;
      return { at: nextSafe(window, { now, random: () => dice }).notBefore[0] ?? now, wait: dice };
    },
  };
};
export const POLICIES: readonly ((random: () => number) => Policy)[] = [
  ours,
  // rate-limiting page, strategy a: 1, 2, 4, 8 s plus 0-500 ms (it gives up after four; we let it go on at 8 s), and b: 2 s.
  blind('docs: 1, 2, 4, 8 s', (tries, random) => 1000 * 2 ** Math.min(3, tries - 1) + random() * 500),
  blind('docs: fixed 2 s', () => 2000),
  // AWS Architecture Blog, "Exponential Backoff And Jitter": random in 0..min(cap, base * 2^attempt), base 1 s, cap 60 s.
  blind('AWS full jitter', (tries, random) => random() * Math.min(60_000, 1000 * 2 ** tries)),
  // p-retry's defaults (node-retry): 1 s, factor 2, no jitter, no cap.
  blind('p-retry', (tries) => 1000 * 2 ** (tries - 1)),
  blind('fixed 60 s', () => 60_000),
];
