// Sliding log: at most `limit` calls in any stretch of `windowMs`. The documented limiter (rate-limiting page), exact to the millisecond.
import type { EpochMs } from '../../../src/core/units.ts';
import type { Admission, Limiter, Rate } from './limiter.ts';

/** A call leaves the window when it is exactly `windowMs` old. Whether refused calls enter the window is not documented: both are here. */
export class SlidingLog implements Limiter {
  readonly #rate: Rate;
  readonly #countRefused: boolean;
  #stamps: EpochMs[] = [];

  constructor(rate: Rate, options: { countRefused: boolean }) {
    this.#rate = rate;
    this.#countRefused = options.countRefused;
  }

  admit(at: EpochMs): Admission {
    const { limit, windowMs } = this.#rate;
    this.#stamps = this.#stamps.filter((stamp) => at - stamp < windowMs);
    const admitted = this.#stamps.length < limit;
    if (admitted || this.#countRefused) this.#stamps.push(at);
    const remaining = Math.max(0, limit - this.#stamps.length);
    const lastInTheWay = this.#stamps.at(-limit);
    return { admitted, remaining, freesAt: lastInTheWay === undefined ? at : lastInTheWay + windowMs };
  }
}
