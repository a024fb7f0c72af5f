// The sandbox without its sockets: world, limiters, faults and records, with the clock they share.
import type { EpochMs } from '../../src/core/units.ts';
import { FaultBoard } from './faults.ts';
import { findKeyById } from './keys.ts';
import { makeLimiter } from './limiters/limiter.ts';
import type { Limiter, LimiterKind, Rate } from './limiters/limiter.ts';
import { Recorder } from './recorder.ts';
import type { Pace } from './work.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

export interface StateOptions {
  limiter: LimiterKind;
  rate: Rate;
  pace: Pace;
  now: () => EpochMs;
}

export class SandboxState {
  readonly options: StateOptions;
  readonly faults = new FaultBoard();
  readonly recorder = new Recorder();
  world: World;
  #limiters = new Map<string, Limiter>();

  constructor(options: StateOptions) {
    this.options = options;
    this.world = createWorld(options.pace);
  }

  now(): EpochMs {
    return this.options.now();
  }
  /** One limiter a key: several keys of an account do not share it (rate-limiting page). */
  limiterOf(keyId: string): Limiter {
    const known = this.#limiters.get(keyId);
    if (known) return known;
    const made = makeLimiter(this.options.limiter, this.options.rate);
    this.#limiters.set(keyId, made);
    return made;
  }
  /** Calls of another client with the same key: they take places in the window and appear nowhere else. Evenly over the last `overMs`. */
  spend(keyId: string, calls: number, overMs = 0): void {
    if (!findKeyById(keyId)) throw new Error(`There is no key with the id ${keyId}.`);
    const now = this.now();
    for (let left = calls; left > 0; left -= 1) this.limiterOf(keyId).admit(now - Math.round((overMs * (left - 1)) / calls));
  }
  /** What a restart of the real API server does: windows live in its memory. */
  forgetLimits(): void {
    this.#limiters.clear();
  }
  reset(): void {
    this.world = createWorld(this.options.pace);
    this.forgetLimits();
    this.faults.clear();
    this.recorder.clear();
  }
}
