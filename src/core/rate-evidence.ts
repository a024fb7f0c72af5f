// Why a key's budget is spent, as far as its own calls show: the rate window's count turns what cannot be seen into what was seen.
import type { Category, Cause } from './diagnosis.ts';
import { gauge } from './forecast.ts';
import type { Observation } from './observation.ts';
import type { RateWindow } from './rate-window.ts';
import type { EpochMs } from './units.ts';

/** Said by the catalogue where only the documents speak. */
const UNSEEN: ReadonlySet<string> = new Set(['cause.rate-60-unseen', 'cause.rate-plugin-unseen', 'cause.rate-shared-unseen']);

/** A call and how it was classified, as far as the key's budget is concerned. */
export interface Refused {
  observation: Pick<Observation, 'status' | 'responseBody'>;
  category: Category;
}

/** A 429 of the API itself for the key's rate: not one of a gateway (HTML), not the cap on jobs, not an item of a 207. */
export const isBudgetRefusal = ({ observation, category }: Refused): boolean =>
  category === 'rate-limited' && observation.status === 429 && !/^\s*</.test(observation.responseBody.text ?? '');

/**
 * The causes of a refusal for the key's rate, the window (this call in it) as evidence: either its own calls seen here used the budget
 * up, or they did not, and then others must have. Other categories, and calls without a known key, keep their causes.
 */
export function withRateEvidence(causes: readonly Cause[], call: Refused, window: RateWindow | null, now: EpochMs): Cause[] {
  if (!isBudgetRefusal(call) || !window) return [...causes];
  const { strip, limit } = gauge(window, now);
  const seen = strip.filter(({ status }) => status !== 429).length;
  const others = causes.filter(({ says }) => !UNSEEN.has(says.id));
  if (seen >= limit)
    return [
      { says: { id: 'cause.rate-seen', values: { seen, limit } }, evidence: 'seen', where: 'calls of this key' },
      ...others,
    ];
  const says = { id: 'cause.rate-elsewhere', values: { seen, limit, atLeast: limit - seen } } as const;
  return [
    { says, evidence: 'seen', where: 'calls of this key' },
    ...others,
    ...causes.filter(({ says: { id } }) => UNSEEN.has(id) && id !== 'cause.rate-shared-unseen'),
  ];
}
