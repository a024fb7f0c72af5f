// Why a key's budget is spent, as far as its own calls show: the rate window's count turns what cannot be seen into what was seen.
import type { Category, Cause } from './diagnosis.ts';
import { gauge } from './forecast.ts';
import type { Observation } from './observation.ts';
import { limitFor, parseRateLimit } from './rate-limit-headers.ts';
import type { RateWindow } from './rate-window.ts';
import type { EpochMs } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

/** Said by the catalogue where only the documents speak. */
const UNSEEN: ReadonlySet<string> = new Set([
  'cause.rate-60-unseen',
  'cause.rate-plugin-unseen',
  'cause.rate-limit-unseen',
  'cause.rate-shared-unseen',
  'cause.concurrency-perhaps-unseen',
]);
const LIMIT_NAMED: ReadonlySet<string> = new Set(['cause.rate-60-unseen', 'cause.rate-plugin-unseen']);
const DOCUMENTED_LIMIT = 60;

/** A call and how it was classified, as far as the key's budget is concerned. */
export interface Refused {
  observation: Pick<Observation, 'status' | 'responseBody'>;
  category: Category;
  /** Id of its catalogue entry. */
  entry: string;
}

/** Its code was not read, and the API has two for this status (qamera-api.md section 7): which one it was is not known. */
export const isUndecided = ({ entry }: Pick<Refused, 'entry'>): boolean => entry === 'plugin-429';

/** The answer is not in the API's form: what refused the call counts by rules of its own. */
export const isOfAnother = (causes: readonly Cause[]): boolean => causes.some(({ says }) => says.id === 'cause.not-the-api');

/** A 429 of the API itself for the key's rate: not one of a gateway (HTML), not the cap on jobs, not an item of a 207. */
export const isBudgetRefusal = ({ observation, category }: Omit<Refused, 'entry'>): boolean =>
  category === 'rate-limited' && observation.status === 429 && !/^\s*</.test(observation.responseBody.text ?? '');

/**
 * The causes of a refusal for the key's rate, the window (this call in it) as evidence: either its own calls seen here used the budget up
 * (`underWay`: those that have not ended yet), or they did not, and then others must have. Other categories, and calls without a known
 * key, keep their causes.
 */
export function withRateEvidence(
  causes: readonly Cause[],
  call: Refused,
  window: RateWindow | null,
  { now, underWay = 0 }: { now: EpochMs; underWay?: number },
): Cause[] {
  if (!isBudgetRefusal(call) || !window || isOfAnother(causes)) return [...causes];
  const { strip, limit } = gauge(window, now);
  const seen = strip.filter(({ status }) => status !== 429).length + underWay;
  const others = causes.filter(({ says }) => !UNSEEN.has(says.id));
  if (seen >= limit)
    return [
      { says: { id: 'cause.rate-seen', values: { seen, limit } }, evidence: 'seen', where: 'calls of this key' },
      ...others,
    ];
  // Too few calls for the budget: others made the rest, or it was the cap on jobs.
  if (isUndecided(call)) return [...causes];
  const says = { id: 'cause.rate-elsewhere', values: { seen, limit, atLeast: limit - seen } } as const;
  return [
    { says, evidence: 'seen', where: 'calls of this key' },
    ...others,
    ...causes.filter(({ says: { id } }) => UNSEEN.has(id) && id !== 'cause.rate-shared-unseen'),
  ];
}

/** The limit of a key where it is known to be another than the documented one: named by this answer, by an earlier one, or by the user. */
export function otherLimitOf(
  { responseHeaders, endedAt, startedAt }: Observation,
  window: RateWindow | null,
  option: number,
): number | null {
  const at = endedAt ?? startedAt;
  const named = limitFor(parseRateLimit(responseHeaders, at), window?.windowMs ?? 60_000, at);
  const told = window === null ? option : window.limitFrom === 'learned' ? null : window.limit;
  const limit = named ?? told;
  return limit !== null && limit >= 1 && limit !== DOCUMENTED_LIMIT ? limit : null;
}

interface Said {
  what: Phrase;
  causes: Cause[];
}

/** What is said of a refusal for the key's rate, with the limit that is known in the place of the documented one. */
export function withLimit({ what, causes }: Said, limit: number | null): Said {
  if (limit === null) return { what, causes };
  const spent: Phrase = what.id === 'what.rate-limited-60' ? { id: 'what.rate-limit-spent', values: { limit } } : what;
  const named = causes.map((cause): Cause =>
    LIMIT_NAMED.has(cause.says.id) ? { ...cause, says: { id: 'cause.rate-limit-unseen', values: { limit } } } : cause,
  );
  return { what: spent, causes: named };
}
