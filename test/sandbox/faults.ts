// Switchable faults: which calls they meet, and for how long. What they do to an answer is in fault-answer.ts.
import * as v from 'valibot';
import type { EpochMs } from '../../src/core/units.ts';

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

/** All parts may be combined; one at least of the first group must be there. The README has a line for each. */
const faultSchema = v.pipe(
  v.strictObject({
    // What goes wrong.
    status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
    body: v.exactOptional(v.picklist(['documented', 'html', 'empty', 'text', 'broken-json', 'login-page'])),
    code: v.exactOptional(v.string()),
    message: v.exactOptional(v.string()),
    headers: v.exactOptional(v.record(v.string(), v.string())),
    retryAfter: v.exactOptional(
      v.union([v.strictObject({ seconds: v.number() }), v.strictObject({ dateInSeconds: v.number() })]),
    ),
    redirect: v.exactOptional(v.string()),
    padMb: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(300))),
    delayMs: v.exactOptional(wholeNumber),
    cut: v.exactOptional(v.picklist(['before-headers', 'mid-body'])),
    corsOff: v.exactOptional(v.literal(true)),
    refusePreflight: v.exactOptional(v.literal(true)),
    /** The endpoint does its work first (credits are reserved, the order is made); only its answer is replaced. */
    afterWork: v.exactOptional(v.literal(true)),
    // When. Without any of these: every call until it is cleared.
    times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    forMs: v.exactOptional(wholeNumber),
    method: v.exactOptional(v.string()),
    /** The whole path, `/api/external/products`; a `*` at the end stands for anything. */
    path: v.exactOptional(v.string()),
    /** Not seen on preflights: a browser sends no key with them. */
    keyId: v.exactOptional(v.string()),
  }),
  v.check((fault) => EFFECTS.some((name) => name in fault), 'says what goes wrong by none of its fields'),
);
const EFFECTS = ['status', 'body', 'headers', 'retryAfter', 'redirect', 'padMb', 'delayMs', 'cut', 'corsOff', 'refusePreflight'];
export type Fault = v.InferOutput<typeof faultSchema>;

/** A fault from JSON; throws an Error with one sentence that names the field. */
export function parseFault(value: unknown): Fault {
  const result = v.safeParse(faultSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`Fault not understood: ${v.getDotPath(issue) ?? 'the fault'}: ${issue.message}`);
}

export interface CallTraits {
  preflight: boolean;
  /** Of a preflight: the method it asks for. */
  method: string;
  path: string;
  keyId: string | null;
  /** Passed key check and limiter. Faults with a status, body or redirect stand in for an endpoint, so they meet only these. */
  admitted: boolean;
}
interface SetFault {
  id: string;
  fault: Fault;
  left: number;
  endsAt: EpochMs;
}

/** The faults that are set, in order; the first that fits a call is the one it meets. */
export class FaultBoard {
  #set: SetFault[] = [];
  #count = 0;

  add(fault: Fault, now: EpochMs): string {
    const id = `fault-${(this.#count += 1)}`;
    this.#set.push({ id, fault, left: fault.times ?? Infinity, endsAt: now + (fault.forMs ?? Infinity) });
    return id;
  }
  /** Clears one fault, or all of them; an unknown id clears nothing. */
  clear(id?: string): void {
    this.#set = id === undefined ? [] : this.#set.filter((set) => set.id !== id);
  }
  list(now: EpochMs): { id: string; fault: Fault; left: number | null; leftMs: number | null }[] {
    this.#forgetEnded(now);
    return this.#set.map(({ id, fault, left, endsAt }) => ({ id, fault, left: finite(left), leftMs: finite(endsAt - now) }));
  }
  /** The fault that this call meets, counted as one of its `times`. */
  take(traits: CallTraits, now: EpochMs): Fault | null {
    this.#forgetEnded(now);
    const found = this.#set.find(({ fault }) => fits(fault, traits));
    if (!found) return null;
    found.left -= 1;
    return found.fault;
  }

  #forgetEnded(now: EpochMs): void {
    this.#set = this.#set.filter(({ left, endsAt }) => left > 0 && now < endsAt);
  }
}

/** JSON has no infinity. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function fits(fault: Fault, traits: CallTraits): boolean {
  if (traits.preflight !== (fault.refusePreflight ?? false)) return false;
  const standsIn = fault.status !== undefined || fault.body !== undefined || fault.redirect !== undefined;
  if (standsIn && !traits.preflight && !traits.admitted) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== traits.method) return false;
  if (fault.keyId !== undefined && fault.keyId !== traits.keyId) return false;
  return fault.path === undefined || fitsPath(fault.path, traits.path);
}
const fitsPath = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
