// One API key at one host: its rate window and, while it must wait, its hold. A 429 holds every call of the key, not only its own row.
import { accountLimitIn } from './account-limit.ts';
import { holdOf } from './advise.ts';
import { isFailure } from './classify.ts';
import type { Classification } from './diagnosis.ts';
import { isInDoubt, resolved, withNext } from './doubt.ts';
import type { Observation, Surface } from './observation.ts';
import type { KeyRecord, Ledger } from './ledger.ts';
import { isBudgetRefusal } from './rate-evidence.ts';
import { neverSent } from './repeat-safety.ts';
import { withBudget } from './limiters/announced.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { emptyWindow, observe, type RateWindow, type SeenAnswer } from './rate-window.ts';
import type { Circumstances } from './pipeline.ts';
import type { EpochMs } from './units.ts';

/** `app.qamera.ai 7f3a2b1c`; null where no key was seen. */
export function keyRefOf({ base, key }: { base: string; key: { keyId: string | null } }): string | null {
  return key.keyId === null ? null : `${new URL(base).host} ${key.keyId}`;
}

/** Surfaces on which the key of this call was seen to work, at whatever host: the two surfaces live at different ones. */
export function worksOn(ledger: Ledger, { key: { keyId } }: Observation): Surface[] {
  if (keyId === null) return [];
  const found = new Set<Surface>();
  for (const record of ledger.all('key')) if (record.keyId === keyId) for (const one of record.worksOn) found.add(one);
  return [...found];
}

/** The key's record after this call, or null when the call carries no key or used nothing of it. */
export function noteKey(
  ledger: Ledger,
  observation: Observation,
  classification: Classification,
  { now, dice, limit }: Circumstances,
): KeyRecord | null {
  const ref = keyRefOf(observation);
  if (ref === null) return null;
  const before = ledger.get('key', ref);
  // Nothing can have been counted against the key.
  if (observation.fromCache || neverSent(observation)) return before ?? null;
  const known = before ? withOption(before, limit) : emptyWindow({ limit });
  const answer = answerSeen(observation, countedStatus(observation, classification), now);
  const drawn = observation.status === 429 || !before ? dice : before.dice;
  const call = { id: observation.id, surface: observation.surface, answer, isUnread: isUnread429(observation) };
  const record: KeyRecord = {
    ref,
    host: new URL(observation.base).host,
    keyId: observation.key.keyId ?? '',
    shown: observation.key.shown,
    window: observe(known, answer),
    doubt: withNext(before?.doubt ?? null, known, call),
    accountLimit: before?.accountLimit ?? null,
    hold: null,
    dice: drawn,
    lastAt: observation.endedAt ?? now,
    worksOn: provenBy(observation, before?.worksOn ?? [], isFailure(classification)),
  };
  const sized = withAccountLimit(record, observation, limit);
  return { ...sized, hold: holdOf(sized.window, now, drawn) };
}

/**
 * The body of a call that was received before has come. Null: nothing changes. A 429 that turns out to be no matter of the budget is
 * taken out of the window again.
 */
export function noteBody(
  ledger: Ledger,
  observation: Observation,
  classification: Classification,
  { now, limit }: Circumstances,
): KeyRecord | null {
  const ref = keyRefOf(observation);
  const record = ref === null ? undefined : ledger.get('key', ref);
  if (!record) return null;
  const sized = withAccountLimit(record, observation, limit);
  const { doubt } = sized;
  if (!doubt || !isInDoubt(doubt, observation.id) || isUnread429(observation))
    return sized === record ? null : { ...sized, hold: holdOf(sized.window, now, sized.dice) };
  const answer = answerSeen(observation, countedStatus(observation, classification), now);
  const after = resolved(doubt, observation.id, answer);
  return { ...sized, ...after, hold: holdOf(after.window, now, sized.dice) };
}

const isUnread429 = ({ status, responseBody }: Observation): boolean => status === 429 && responseBody.text === null;

/** Headers that speak of the budget, and the clock they are read against. */
const BUDGET_HEADER = /^(?:date|retry-after|(?:x-)?rate-?limit(?:-.*)?)$/;

function answerSeen({ startedAt, endedAt, responseHeaders }: Observation, status: number, now: EpochMs): SeenAnswer {
  const headers = status === 0 ? [] : (responseHeaders ?? []).filter(([name]) => BUDGET_HEADER.test(name));
  return { sentAt: startedAt, receivedAt: endedAt ?? now, status, ...(headers.length > 0 && { headers }) };
}

/** The window under the limit that the user has set since, or taken back; what the API's own answers showed stays. */
function withOption({ window, accountLimit }: KeyRecord, option: number): RateWindow {
  const isOwn = option !== DEFAULT_SETTINGS.limit;
  const isTold = window.limit === accountLimit;
  const gives = window.limitFrom === 'assumed' ? isOwn || !isTold : isOwn && isTold;
  return gives && window.limit !== option ? { ...withBudget(window, option), limitFrom: 'assumed' } : window;
}

/** GET /me names the key's limit; what the user set goes before it. */
function withAccountLimit(record: KeyRecord, observation: Observation, option: number): KeyRecord {
  const told = accountLimitIn(observation);
  if (told === null || option !== DEFAULT_SETTINGS.limit || (told === record.accountLimit && told === record.window.limit))
    return record;
  const { doubt } = record;
  return {
    ...record,
    accountLimit: told,
    window: withBudget(record.window, told),
    doubt: doubt && { ...doubt, before: withBudget(doubt.before, told) },
  };
}

/** What a key's limit rests on. `option`: the user set it; `account`: GET /me said it; `header`: an answer's header; `learned`: more were let in. */
export type LimitBasis = 'documented' | 'option' | 'account' | 'header' | 'learned';

export function limitBasisOf({
  window: { limit, limitFrom },
  accountLimit,
}: Pick<KeyRecord, 'window' | 'accountLimit'>): LimitBasis {
  if (limitFrom === 'learned') return 'learned';
  if (limit === accountLimit) return 'account';
  if (limitFrom === 'header') return 'header';
  return limit === DEFAULT_SETTINGS.limit ? 'documented' : 'option';
}

/** A 429 that is not the API's word on this key's budget (a gateway's, the cap on jobs) counts as 0: it may or may not have been counted. */
const countedStatus = (observation: Observation, { category }: Classification): number =>
  observation.status === 429 && !isBudgetRefusal({ observation, category }) ? 0 : (observation.status ?? 0);

function provenBy({ status, surface }: Observation, known: readonly Surface[], failed: boolean): readonly Surface[] {
  const works = !failed && status !== null && status >= 200 && status < 300;
  return works && !known.includes(surface) ? [...known, surface] : known;
}
