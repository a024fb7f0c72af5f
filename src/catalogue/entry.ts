// What one line of the catalogue carries: data only, no decisions. Read by core/classify, docs/errors.md and the project tests.
import type { Category, Step } from '../core/diagnosis.ts';
import type { FailureKind, Surface } from '../core/observation.ts';
import type { DurationMs, HttpStatus } from '../core/units.ts';
import type { Phrase } from '../words/phrase.ts';

/** `official` = on a public page; `client-only` = met in a public client; `undocumented` = general web knowledge, no source of the API. */
export type Standing = 'official' | 'client-only' | 'undocumented';

/**
 * What a repeat can do, apart from its price. `safe` = the same call may succeed later; `after-change` = something must change
 * first; `never` = no repeat of this call can succeed; `ask-support` = nothing on the caller's side helps; `none` = no error.
 */
export type RetryClass = 'safe' | 'after-change' | 'never' | 'ask-support' | 'none';

/** Whether the server may have begun the work that was asked for. */
export type Started = 'no' | 'unknown' | 'yes';

export interface CatalogueEntry {
  id: string;
  surface: Surface | 'any';
  /** What selects the entry; all absent for the entries found inside a success. */
  status?: HttpStatus;
  code?: string;
  /** Further statuses under which clients met the code. */
  alsoMetAs?: readonly HttpStatus[];
  failure?: FailureKind;
  category: Category;
  standing: Standing;
  /** Page name as in the API's documentation, name of the public client, or null when undocumented. */
  source: string | null;
  /** State of the source that the entry was written from, year and month. */
  asOf: string;
  retryClass: RetryClass;
  started: Started;
  /** The documented wait, ms; null where the documents name none. */
  wait: { minMs: DurationMs; maxMs: DurationMs } | null;
  /** The wait in the words of the source, for the reference page. */
  waitSaid?: string;
  what: Phrase;
  /** Said instead of `what` when the answer has a body that is not the API's, e.g. a gateway's HTML. */
  whatOutside?: Phrase;
  /** Documented causes, likeliest first; none of them can be seen from here (core/evidence adds those that can). */
  causes: Phrase[];
  steps: Step[];
}

/** The sources run to June 2026. */
export const AS_OF = '2026-06';
