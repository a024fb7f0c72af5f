// What a rate limiter of the sandbox is. Instants are arguments, so that each kind can be tested without waiting.
import type { DurationMs, EpochMs } from '../../../src/core/units.ts';
import { FixedWindow } from './fixed-window.ts';
import { SlidingCounter } from './sliding-counter.ts';
import { SlidingLog } from './sliding-log.ts';
import { TokenBucket } from './token-bucket.ts';

/** `limit` calls per `windowMs`, both positive. */
export interface Rate {
  limit: number;
  windowMs: DurationMs;
}
export interface Admission {
  admitted: boolean;
  /** Calls that would still be admitted at this very instant, never below 0. */
  remaining: number;
  /** The earliest instant at which one more call is admitted if none is made before; `at` itself while some remain. */
  freesAt: EpochMs;
}
export interface Limiter {
  /** Asks for one call at `at`; instants must not go backwards. */
  admit(at: EpochMs): Admission;
}
export type LimiterKind = 'sliding-log' | 'sliding-log-counting-refused' | 'sliding-counter' | 'fixed-window' | 'token-bucket';

const MAKERS: Record<LimiterKind, (rate: Rate) => Limiter> = {
  'sliding-log': (rate) => new SlidingLog(rate, { countRefused: false }),
  'sliding-log-counting-refused': (rate) => new SlidingLog(rate, { countRefused: true }),
  'sliding-counter': (rate) => new SlidingCounter(rate),
  'fixed-window': (rate) => new FixedWindow(rate),
  'token-bucket': (rate) => new TokenBucket(rate),
};
export const LIMITER_KINDS = Object.keys(MAKERS) as LimiterKind[];
export const isLimiterKind = (word: string): word is LimiterKind => Object.hasOwn(MAKERS, word);
export const makeLimiter = (kind: LimiterKind, rate: Rate): Limiter => MAKERS[kind](rate);
