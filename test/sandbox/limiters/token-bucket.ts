// Token bucket: holds `limit` tokens, full at first, refilled evenly at `limit` per `windowMs`; a call takes one.
import type { EpochMs } from '../../../src/core/units.ts';
import type { Admission, Limiter, Rate } from './limiter.ts';

/** A token is worth `windowMs` units and each millisecond brings `limit` of them: whole numbers, so that the edge is exact. */
export class TokenBucket implements Limiter {
  readonly #rate: Rate;
  #units: number;
  #asOf: EpochMs | null = null;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#units = rate.limit * rate.windowMs;
  }

  admit(at: EpochMs): Admission {
    const { limit, windowMs } = this.#rate;
    this.#units = Math.min(limit * windowMs, this.#units + (at - (this.#asOf ?? at)) * limit);
    this.#asOf = at;
    const admitted = this.#units >= windowMs;
    if (admitted) this.#units -= windowMs;
    const remaining = Math.floor(this.#units / windowMs);
    return { admitted, remaining, freesAt: remaining > 0 ? at : at + Math.ceil((windowMs - this.#units) / limit) };
  }
}
