// Fixed window: `limit` calls in each stretch of `windowMs` that starts at a multiple of it since the epoch (whole minutes by default).
import type { EpochMs } from '../../../src/core/units.ts';
import type { Admission, Limiter, Rate } from './limiter.ts';

/** Refused calls are not counted: they could not change when the window ends. */
export class FixedWindow implements Limiter {
  readonly #rate: Rate;
  #index = -Infinity;
  #used = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  admit(at: EpochMs): Admission {
    const { limit, windowMs } = this.#rate;
    const index = Math.floor(at / windowMs);
    if (index !== this.#index) {
      this.#index = index;
      this.#used = 0;
    }
    const admitted = this.#used < limit;
    if (admitted) this.#used += 1;
    const remaining = limit - this.#used;
    return { admitted, remaining, freesAt: remaining > 0 ? at : (index + 1) * windowMs };
  }
}
