// The exported report: what analyze-har gives out and "Export report" saves. Shape here, its JSON schema beside it, in words in
// docs/report.md. A reader of version 1 must go on working: fields are added, never renamed.
import { english } from '../words/en/index.ts';
import { type Phrase, say } from '../words/phrase.ts';
import { planOfKey } from './advise.ts';
import { isoFromInstant } from './iso-instant.ts';
import type { CreditsTally } from './credits.ts';
import type { Basis, Category, Documented, Facts, Verdict } from './diagnosis.ts';
import { isLastUndecided } from './doubt.ts';
import { gauge } from './forecast.ts';
import { type Comparison, saysOf } from './comparison.ts';
import type { JobState } from './job-answer.ts';
import type { JobLine } from './job-line.ts';
import { limitBasisOf, type LimitBasis } from './key-record.ts';
import type { Entry, KeyRecord } from './ledger.ts';
import type { Surface } from './observation.ts';
import type { EpochMs, HttpStatus } from './units.ts';

export const REPORT_VERSION = 1;

export interface Report {
  version: typeof REPORT_VERSION;
  /** ISO 8601, UTC. */
  generatedAt: string;
  /** The failed calls, in the order of the file. */
  findings: Finding[];
  keys: KeyUse[];
  jobs: JobUse[];
  credits: CreditsUse[];
  /** About the file as a whole: what could not be read, and what that means. English sentences. */
  notes: string[];
}

export interface Finding {
  /** Index in `log.entries`. */
  entry: number;
  /** null: no status line was seen. */
  status: HttpStatus | null;
  category: Category;
  verdict: Verdict;
  /** Earliest safe instant, epoch ms; null when no wait helps. */
  notBefore: EpochMs | null;
  basis: Basis | null;
  what: string;
  causes: { text: string; evidence: 'seen' | 'unseen'; where?: string }[];
  do: { text: string; link?: string }[];
  facts: Facts;
  documented: Documented;
  /** Why the verdict is what it is. */
  reason: string;
  /** 0..1, how sure `notBefore` is. */
  confidence: number;
  /** Beside the instant, and dangers that are no part of the error itself. */
  remarks: string[];
  call: { method: string; url: string; surface: Surface; startedAt: string; keyId: string | null };
  /** Beside the last success of the same endpoint; absent when the recording holds none before this call. */
  lastSuccess?: LastSuccessUse;
}

/** None of the differences is said to be the cause; they are what differs, likeliest first. */
export interface LastSuccessUse {
  /** When it was sent: ISO 8601, UTC. */
  startedAt: string;
  status: HttpStatus;
  text: string;
  differences: Comparison['differences'];
  /** Differences beyond those listed. */
  more: number;
  /** What is not kept or was not seen, so could not be compared. */
  notCompared: string[];
}

export interface KeyUse {
  /** The public id, or `#` + 8 hex of a salted hash. Never holds a secret. */
  keyId: string;
  host: string;
  /** Calls of the last window at the report's instant, as far as seen. */
  used: number;
  limit: number;
  /** What `limit` rests on: the documentation, the user, GET /me, an answer's header, or more having been let in. */
  limitBasis: LimitBasis;
  /** The next call of this key is safe from here, epoch ms; null: at once. */
  notBefore: EpochMs | null;
  /** At least so many of the last minute's calls were not in this file, though it was recording; 0: nothing shows any. */
  elsewhere: number;
}

/** Async work that was seen, from its POST (where that is in the file) through its polls. */
export interface JobUse {
  /** A Plugin job's id; for External the order's, else the batch's. */
  id: string;
  orderId: string | null;
  surface: Surface;
  keyId: string | null;
  state: JobState;
  /** Index in `log.entries` of the POST; null: not in the file, or not told. */
  startedBy: number | null;
  /** Changes only, oldest first; `at` in ISO 8601. */
  timeline: { at: string; state: JobState; attempt: number | null }[];
  polls: number;
  pollsAfterEnd: number;
  creditsReserved: number | null;
  /** External: records to appear in the list, and how many of them are there. */
  records: { total: number; done: number } | null;
}

/** Credits seen reserved for one account: a lower bound. */
export interface CreditsUse {
  base: string;
  /** As GET /me named it; null: not seen. */
  account: string | null;
  keyIds: string[];
  reserved: number;
  /** Answers summed in `reserved`. */
  orders: number;
  /** Generation calls that succeeded without telling what they reserved. */
  untold: number;
  /** `credits_balance` of the last GET /me. */
  balance: number | null;
  /** The last 402's words. */
  short: { required: number; available: number } | null;
}

const inEnglish = (phrase: Phrase): string => say(english, phrase);

interface Failure {
  /** Place in the file or the list. */
  index: number;
  entry: Entry;
}

/** Failures as they stand at `now`: what holds a key holds each of its calls, as in the live panel. */
export function underHolds(failures: readonly Failure[], keys: readonly KeyRecord[], now: EpochMs): Failure[] {
  const holds = new Map(keys.map(({ ref, hold }) => [ref, hold]));
  return failures.map(({ index, entry }) => {
    const retry = planOfKey(entry.diagnosis.retry, holds.get(entry.keyRef ?? '') ?? null, now);
    return { index, entry: { ...entry, diagnosis: { ...entry.diagnosis, retry } } };
  });
}

export const findingsOf = (failures: readonly Failure[], keys: readonly KeyRecord[], now: EpochMs): Finding[] =>
  underHolds(failures, keys, now).map(({ index, entry }) => findingOf(entry, index));

export function findingOf({ observation, diagnosis, comparison }: Entry, entry: number): Finding {
  const { retry } = diagnosis;
  return {
    entry,
    status: observation.status,
    category: diagnosis.category,
    verdict: retry.verdict,
    notBefore: retry.notBefore,
    basis: retry.basis,
    what: inEnglish(diagnosis.what),
    causes: diagnosis.causes.map(({ says, evidence, where }) => ({
      text: inEnglish(says),
      evidence,
      ...(where === undefined ? {} : { where }),
    })),
    do: diagnosis.do.map(({ says, link }) => ({ text: inEnglish(says), ...(link === undefined ? {} : { link }) })),
    facts: diagnosis.facts,
    documented: diagnosis.documented,
    reason: inEnglish(retry.reason),
    confidence: retry.confidence,
    remarks: [...retry.notes, ...diagnosis.alarms].map(inEnglish),
    call: {
      method: observation.method,
      url: observation.url,
      surface: observation.surface,
      startedAt: isoFromInstant(observation.startedAt),
      keyId: observation.key.keyId,
    },
    ...(comparison && { lastSuccess: lastSuccessOf(comparison) }),
  };
}

function lastSuccessOf(comparison: Comparison): LastSuccessUse {
  const { at, status, differences, more, blind } = comparison;
  const startedAt = isoFromInstant(at);
  return {
    startedAt,
    status,
    text: saysOf(comparison, startedAt).map(inEnglish).join(' '),
    differences,
    more,
    notCompared: blind,
  };
}

/** `since`: when the recording began; what came before it was not made elsewhere, it was only not seen. */
export function keyUseOf(key: KeyRecord, now: EpochMs, since: EpochMs = -Infinity): KeyUse {
  const { keyId, host, window, hold } = key;
  const { used, limit, blockedUntil, elsewhere, strip } = gauge(window, now);
  const instants = [blockedUntil, hold?.notBefore ?? null].filter((at) => at !== null && at > now) as EpochMs[];
  const refused = strip.findLast(({ status }) => status === 429);
  const isShown = refused !== undefined && refused.at - window.windowMs >= since && !isLastUndecided(key.doubt);
  return {
    keyId,
    host,
    used: isShown ? used : Math.min(limit, strip.filter(({ status }) => status !== 429).length),
    limit,
    limitBasis: limitBasisOf(key),
    notBefore: instants.length > 0 ? Math.max(...instants) : null,
    elsewhere: isShown ? elsewhere : 0,
  };
}

/** `indexOf`: the place of an observation in `log.entries`, null where it has none. */
export const jobUseOf = (line: JobLine, indexOf: (id: string) => number | null): JobUse => ({
  id: line.id,
  orderId: line.orderId,
  surface: line.surface,
  keyId: line.keyId,
  state: line.state,
  startedBy: line.startedBy === null ? null : indexOf(line.startedBy),
  timeline: line.timeline.map(({ at, state, attempt }) => ({ at: isoFromInstant(at), state, attempt })),
  polls: line.polls,
  pollsAfterEnd: line.pollsAfterEnd,
  creditsReserved: line.creditsReserved,
  records: line.records && { total: line.records.ids.length, done: line.records.done },
});

export const creditsUseOf = ({ base, account, keyIds, reserved, orders, untold, balance, short }: CreditsTally): CreditsUse => ({
  base,
  account,
  keyIds,
  reserved,
  orders,
  untold,
  balance: balance?.credits ?? null,
  short: short && { required: short.required, available: short.available },
});

export interface ReportParts extends Pick<Report, 'findings' | 'keys' | 'jobs' | 'credits'> {
  notes: Phrase[];
  now: EpochMs;
}

export function reportOf(parts: ReportParts): Report {
  return {
    version: REPORT_VERSION,
    generatedAt: isoFromInstant(parts.now),
    findings: parts.findings,
    keys: parts.keys,
    jobs: parts.jobs,
    credits: parts.credits,
    notes: parts.notes.map(inEnglish),
  };
}
