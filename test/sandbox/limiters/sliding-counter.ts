// Sliding counter: two fixed buckets, the earlier one weighted by how much of it still lies inside the sliding window.
import type { EpochMs } from '../../../src/core/units.ts';
import type { Admission, Limiter, Rate } from './limiter.ts';

/** Admits while `before * (1 - share of this bucket gone) + current` is below the limit. Refused calls are not counted. */
export class SlidingCounter implements Limiter {
  readonly #rate: Rate;
  #index = -Infinity;
  #before = 0;
  #current = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  admit(at: EpochMs): Admission {
    const { limit, windowMs } = this.#rate;
    const index = Math.floor(at / windowMs);
    if (index !== this.#index) {
      this.#before = index === this.#index + 1 ? this.#current : 0;
      this.#current = 0;
      this.#index = index;
    }
    const full = limit * windowMs;
    const admitted = this.#weight(at) < full;
    if (admitted) this.#current += 1;
    const remaining = Math.max(0, Math.ceil((full - this.#weight(at)) / windowMs));
    return { admitted, remaining, freesAt: remaining > 0 ? at : this.#freesAt() };
  }

  /** The estimate times `windowMs`: whole numbers, so that the edge is exact. */
  #weight(at: EpochMs): number {
    const { windowMs } = this.#rate;
    return this.#before * ((this.#index + 1) * windowMs - at) + this.#current * windowMs;
  }

  #freesAt(): EpochMs {
    const { limit, windowMs } = this.#rate;
    const inThisBucket = this.#current < limit;
    const weighted = inThisBucket ? this.#before : this.#current;
    const room = limit - (inThisBucket ? this.#current : 0);
    const start = (this.#index + (inThisBucket ? 0 : 1)) * windowMs;
    // The weighted bucket must fall strictly below the room, hence the next whole millisecond.
    return start + Math.floor(((weighted - room) * windowMs) / weighted) + 1;
  }
}
