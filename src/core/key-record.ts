// One API key at one host: its rate window and, while it must wait, its hold. A 429 holds every call of the key, not only its own row.
import { holdOf } from './advise.ts';
import { isFailure } from './classify.ts';
import type { Classification } from './diagnosis.ts';
import type { Observation, Surface } from './observation.ts';
import type { KeyRecord, Ledger } from './ledger.ts';
import { isBudgetRefusal } from './rate-evidence.ts';
import { neverSent } from './repeat-safety.ts';
import { type RateWindow, emptyWindow, observe } from './rate-window.ts';
import type { Circumstances } from './pipeline.ts';
import type { EpochMs } from './units.ts';

/** `app.qamera.ai 7f3a2b1c`; null where no key was seen. */
export function keyRefOf({ base, key }: Observation): string | null {
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
  const known = before?.window ?? emptyWindow({ limit });
  const window = withCall(known, observation, countedStatus(observation, classification), now);
  const drawn = observation.status === 429 || !before ? dice : before.dice;
  return {
    ref,
    host: new URL(observation.base).host,
    keyId: observation.key.keyId ?? '',
    shown: observation.key.shown,
    window,
    doubt: isUnread429(observation) ? { id: observation.id, before: known } : (before?.doubt ?? null),
    hold: holdOf(window, now, drawn),
    dice: drawn,
    lastAt: observation.endedAt ?? now,
    worksOn: provenBy(observation, before?.worksOn ?? [], isFailure(classification)),
  };
}

/**
 * The body of a call that was received before has come. Null: nothing changes. A 429 that turns out to be no matter of the budget is
 * taken out of the window again; calls that ended in between are few, and are let go with it.
 */
export function noteBody(
  ledger: Ledger,
  observation: Observation,
  classification: Classification,
  now: EpochMs,
): KeyRecord | null {
  const ref = keyRefOf(observation);
  const record = ref === null ? undefined : ledger.get('key', ref);
  if (record?.doubt?.id !== observation.id || isUnread429(observation)) return null;
  if (countedStatus(observation, classification) === 429) return { ...record, doubt: null };
  const window = withCall(record.doubt.before, observation, 0, now);
  return { ...record, doubt: null, window, hold: holdOf(window, now, record.dice) };
}

const isUnread429 = ({ status, responseBody }: Observation): boolean => status === 429 && responseBody.text === null;

function withCall(
  window: RateWindow,
  { startedAt, endedAt, responseHeaders }: Observation,
  status: number,
  now: EpochMs,
): RateWindow {
  const headers = status === 0 ? null : responseHeaders;
  return observe(window, { sentAt: startedAt, receivedAt: endedAt ?? now, status, ...(headers && { headers }) });
}

/** A 429 that is not the API's word on this key's budget (a gateway's, the cap on jobs) counts as 0: it may or may not have been counted. */
const countedStatus = (observation: Observation, { category }: Classification): number =>
  observation.status === 429 && !isBudgetRefusal({ observation, category }) ? 0 : (observation.status ?? 0);

function provenBy({ status, surface }: Observation, known: readonly Surface[], failed: boolean): readonly Surface[] {
  const works = !failed && status !== null && status >= 200 && status < 300;
  return works && !known.includes(surface) ? [...known, surface] : known;
}
