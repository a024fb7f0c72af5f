// Repeats of one call: which calls are the same, how often this one has failed in a row, when it last worked.
import type { KeyUse } from './idempotency.ts';
import type { CallRecord, Change, Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import type { EpochMs } from './units.ts';

/** Enough for backoff growth and the time line of attempts. */
const ATTEMPTS_KEPT = 30;
/** A page rarely makes more distinct calls than this in a session; older ones are forgotten first. */
const CALLS_KEPT = 400;

/**
 * The call apart from time, tab and answer: method, address with query, key. One that sends an Idempotency-Key of another body is no
 * repeat of that other one.
 */
export const callOf = ({ method, url, key, bodyDigest }: Observation, usedBefore: KeyUse | null): string =>
  `${method} ${url} ${key.keyId ?? '-'}${usedBefore ? ` body ${bodyDigest}` : ''}`;

export function noteCall(
  ledger: Ledger,
  observation: Observation,
  { call, failed, now }: { call: string; failed: boolean; now: EpochMs },
): { record: CallRecord; changes: Change[] } {
  const before = ledger.get('call', call);
  const at = observation.endedAt ?? now;
  const record: CallRecord = {
    call,
    failedAt: failed ? [...(before?.failedAt ?? []), at].slice(-ATTEMPTS_KEPT) : [],
    succeededAt: failed ? (before?.succeededAt ?? null) : at,
    lastAt: at,
  };
  const changes: Change[] = [{ room: 'call', id: call, value: record }];
  if (!before && ledger.size('call') >= CALLS_KEPT) changes.push({ room: 'call', id: oldest(ledger), value: undefined });
  return { record, changes };
}

function oldest(ledger: Ledger): string {
  let found: CallRecord | undefined;
  for (const record of ledger.all('call')) if (!found || record.lastAt < found.lastAt) found = record;
  return found?.call ?? '';
}
