// What reached the API listener, for tests and benches to compare with. Control calls and the playground are not in it.
import type { Surface } from '../../src/core/observation.ts';
import type { EpochMs, HttpStatus } from '../../src/core/units.ts';

export interface RecordedCall {
  /** Server clock when the head of the request had arrived; the very instant the limiter was asked with. */
  at: EpochMs;
  method: string;
  /** With query. */
  path: string;
  surface: Surface;
  /** Id part of the key that was sent, known or not; null on preflights and where there was none. */
  keyId: string | null;
  preflight: boolean;
  origin: string | null;
  /** null: not answered yet, cut, or given up by the client. */
  status: HttpStatus | null;
  answeredAt: EpochMs | null;
}
/** Enough for a bench of many minutes; older calls are forgotten. */
const RECORD_LIMIT = 50_000;

export class Recorder {
  #calls: RecordedCall[] = [];

  open(call: Omit<RecordedCall, 'status' | 'answeredAt'>): RecordedCall {
    const recorded: RecordedCall = { ...call, status: null, answeredAt: null };
    this.#calls.push(recorded);
    if (this.#calls.length > RECORD_LIMIT) this.#calls.splice(0, this.#calls.length - RECORD_LIMIT);
    return recorded;
  }
  list(): RecordedCall[] {
    return this.#calls.map((call) => ({ ...call }));
  }
  clear(): void {
    this.#calls = [];
  }
}
