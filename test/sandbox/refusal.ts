// Why a call is refused, thrown by the endpoints and turned into the envelope of its surface at the door.
import type { HttpStatus } from '../../src/core/units.ts';

export class Refusal extends Error {
  readonly status: HttpStatus;
  /** The Plugin error code; External shows none. */
  readonly code: string;

  constructor(status: HttpStatus, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** One field of the request that is missing or wrong, by its dotted path (`config.product.id`). */
export class FieldProblem extends Error {
  readonly field: string;
  /** Completes "<field> ...": `is required`, `must be >= 1`. */
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
    this.problem = problem;
  }
}
