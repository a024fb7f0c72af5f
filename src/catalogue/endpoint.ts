// What is known of one endpoint: data only. Read by core/endpoint (matching), core/repeat-safety and core/evidence.
import type { Surface } from '../core/observation.ts';
import type { HttpStatus } from '../core/units.ts';

/** A field of the body, by dotted path; `any` where the page names no type. */
export interface Field {
  path: string;
  type: 'any' | 'string' | 'integer' | 'object' | 'array' | 'file';
  required?: true;
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
  oneOf?: readonly string[];
}

/**
 * `free` and `reserves` = said or plainly implied by the documents; `presumably-free` and `presumably-reserves` = inferred, so
 * treated as possibly paid wherever a mistake would cost credits.
 */
export type Credits = 'free' | 'reserves' | 'presumably-free' | 'presumably-reserves';

/**
 * What a second identical POST does once the first was carried out: `pays` = reserves credits again; `creates` = leaves a second
 * record or state that matters; `spares` = leaves an unused copy at most; `deduplicates` = found again by `external_ref`;
 * `settles` = sets the same state, or asks again for the same thing.
 */
export type SecondEffect = 'pays' | 'creates' | 'spares' | 'deduplicates' | 'settles';

export interface Endpoint {
  surface: Surface;
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the base, `{name}` for a variable segment. */
  template: string;
  credits: Credits;
  second: SecondEffect;
  body: 'none' | 'json' | 'multipart' | 'json-or-multipart';
  fields: readonly Field[];
  /** One of each group must be there. */
  either?: readonly (readonly string[])[];
  query: readonly Field[];
  /** Statuses that the endpoint's own page lists; null where its table is unseen. */
  statuses: readonly HttpStatus[] | null;
  page: string | null;
  /** Scopes that the documents name for it; pages disagree on some names, so all are given. */
  scopes?: readonly string[];
  /** Free GET list in which a record made by this call would show. */
  lookIn?: string;
  /** A GET whose answer is one job or one order: a `failed` in it is the job's, not the call's. */
  follows?: 'job' | 'order';
}
