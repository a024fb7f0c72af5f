// The exported report: what analyze-har gives out and "Export report" saves. Shape here, its JSON schema beside it, in words in
// docs/report.md. A reader of version 1 must go on working: fields are added, never renamed.
import { english } from '../words/en/index.ts';
import { type Phrase, say } from '../words/phrase.ts';
import { isoFromInstant } from './iso-instant.ts';
import type { Basis, Category, Documented, Facts, Verdict } from './diagnosis.ts';
import { gauge } from './forecast.ts';
import { type Comparison, saysOf } from './comparison.ts';
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
  /** The next call of this key is safe from here, epoch ms; null: at once. */
  notBefore: EpochMs | null;
  /** At least so many of the last minute's calls were not in this file. */
  elsewhere: number;
}

const inEnglish = (phrase: Phrase): string => say(english, phrase);

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

export function keyUseOf({ keyId, host, window, hold }: KeyRecord, now: EpochMs): KeyUse {
  const { used, limit, blockedUntil, elsewhere } = gauge(window, now);
  const instants = [blockedUntil, hold?.notBefore ?? null].filter((at) => at !== null && at > now) as EpochMs[];
  return { keyId, host, used, limit, notBefore: instants.length > 0 ? Math.max(...instants) : null, elsewhere };
}

export function reportOf(parts: { findings: Finding[]; keys: KeyUse[]; notes: Phrase[]; now: EpochMs }): Report {
  return {
    version: REPORT_VERSION,
    generatedAt: isoFromInstant(parts.now),
    findings: parts.findings,
    keys: parts.keys,
    notes: parts.notes.map(inEnglish),
  };
}
