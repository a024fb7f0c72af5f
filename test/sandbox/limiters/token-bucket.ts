// Token bucket: holds `limit` tokens, full at first, refilled evenly at `limit` per `windowMs`; a call takes one.
import type { EpochMs } from '../../../src/core/units.ts';
import type { Admission, Limiter, Rate } from './limiter.ts';

/** The level is kept as milliseconds of refill, whole numbers for whole instants, so that no rounding builds up. */
export class TokenBucket implements Limiter {
  readonly #rate: Rate;
  readonly #tokenMs: number;
  #levelMs: number;
  #asOf: EpochMs | null = null;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#tokenMs = rate.windowMs / rate.limit;
    this.#levelMs = rate.windowMs;
  }

  admit(at: EpochMs): Admission {
    this.#levelMs = Math.min(this.#rate.windowMs, this.#levelMs + (at - (this.#asOf ?? at)));
    this.#asOf = at;
    const admitted = this.#levelMs >= this.#tokenMs;
    if (admitted) this.#levelMs -= this.#tokenMs;
    const remaining = Math.floor(this.#levelMs / this.#tokenMs);
    return { admitted, remaining, freesAt: remaining > 0 ? at : Math.ceil(at + this.#tokenMs - this.#levelMs) };
  }
}
