// What the product says about one failed call: made by classify + advise, shown everywhere (design section 3).
import type { Phrase } from '../words/phrase.ts';
import type { EpochMs } from './units.ts';

export type Category =
  | 'bad-request'
  | 'unauthorized'
  | 'insufficient-credits'
  | 'missing-scope'
  | 'not-found'
  | 'rate-limited'
  | 'concurrency-limited'
  | 'server-error'
  | 'upstream-error'
  | 'no-generator'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'content-policy'
  | 'timeout'
  | 'cors-blocked'
  | 'network'
  | 'aborted'
  | 'job-failed'
  | 'unexpected-body'
  | 'unknown';

/** `none` = not an error. */
export type Verdict = 'retry' | 'fix-first' | 'check-first' | 'ask-support' | 'none';

export interface Cause {
  says: Phrase;
  /** `seen` = the request or the answer shows it; `unseen` = documented, but cannot be seen from here. */
  evidence: 'seen' | 'unseen';
  /** Where it was seen: `header X-Api-Key`, `body config.product.id`, `path`. Absent when unseen. */
  where?: string;
}

export interface Step {
  says: Phrase;
  /** Only addresses that qamera-api.md section 11 carries. */
  link?: string;
}

/** Values read out of this call. A field is absent when it was not there: never guessed. */
export interface Facts {
  message?: string;
  code?: string;
  field?: string;
  scope?: string;
  creditsRequired?: number;
  creditsAvailable?: number;
  creditsShort?: number;
  docUrl?: string;
  correlationId?: string;
  /** The header as sent. */
  retryAfter?: string;
  /** The Plugin envelope's own `retryable`. */
  retryable?: boolean;
  jobId?: string;
  /** Failed items of a 207, zero-based. */
  failedItems?: number[];
  orderId?: string;
}

/** Whether the status is documented for this surface and endpoint. */
export interface Documented {
  status: 'endpoint' | 'surface' | 'client-only' | 'undocumented';
  /** A page name of qamera-api.md, e.g. `error-codes`; null when undocumented. */
  source: string | null;
}

/** How a repeat of this call stands, apart from time (design section 3). */
export interface RepeatSafety {
  verdict: Verdict;
  reason: Phrase;
  /** For check-first: the free GET list to look in, e.g. `/packshots`. */
  lookIn?: string;
}

/** Everything about a call that does not depend on the clock or on other calls. */
export interface Classification {
  category: Category;
  /** Id of the catalogue entry that carries the meaning. */
  entry: string;
  what: Phrase;
  causes: Cause[];
  do: Step[];
  facts: Facts;
  documented: Documented;
  repeat: RepeatSafety;
  /** The documented wait before a repeat, ms; null where the documents name none. */
  wait: { minMs: number; maxMs: number } | null;
  /** Things to know beside the error itself (a live key visible to visitors, a key in the URL). */
  alarms: Phrase[];
}

/** What `notBefore` rests on, strongest first. */
export type Basis = 'retry-after' | 'rate-limit-header' | 'rate-window' | 'documented-wait' | 'backoff';

export interface RetryPlan {
  verdict: Verdict;
  reason: Phrase;
  /** The earliest safe instant; null when no wait helps (fix-first, none). */
  notBefore: EpochMs | null;
  basis: Basis | null;
  /** 0..1, how sure the instant is. */
  confidence: number;
  /** Said beside the instant: a header that disagrees with the window, other clients on the key, a wait that grew. */
  notes: Phrase[];
  lookIn?: string;
}

export interface Diagnosis extends Omit<Classification, 'repeat' | 'wait'> {
  retry: RetryPlan;
}
