// Repeats of one call: which calls are the same, how often this one has failed in a row, when it last worked.
import type { Verdict } from './diagnosis.ts';
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

/**
 * The call's record after one more end of it. A run of failures is what a longer wait answers: it holds failures that a wait may mend,
 * sent with the same body as far as bodies were seen. Anything else ends it.
 */
export function noteCall(
  ledger: Ledger,
  { startedAt, endedAt, bodyDigest }: Observation,
  { call, verdict, now }: { call: string; verdict: Verdict; now: EpochMs },
): { record: CallRecord; changes: Change[] } {
  const before = ledger.get('call', call);
  const at = endedAt ?? now;
  const isRun = verdict === 'retry' || verdict === 'check-first';
  const goesOn = before?.bodyDigest === undefined || bodyDigest === undefined || before.bodyDigest === bodyDigest;
  const digestOf = bodyDigest === undefined ? {} : { bodyDigest };
  const record: CallRecord = {
    call,
    failedAt: isRun ? [...(goesOn ? (before?.failedAt ?? []) : []), at].slice(-ATTEMPTS_KEPT) : [],
    success: verdict === 'none' ? { sentAt: startedAt, endedAt: at, ...digestOf } : (before?.success ?? null),
    lastAt: at,
    ...digestOf,
  };
  const changes: Change[] = [{ room: 'call', id: call, value: record }];
  if (!before && ledger.size('call') >= CALLS_KEPT) changes.push({ room: 'call', id: oldest(ledger), value: undefined });
  return { record, changes };
}

/**
 * When a failed call came through after all: its success was sent once the failure had ended, and with the same body, which must have been
 * seen where a method has one. A call beside it, or one with another body, proves nothing. null: not seen.
 */
export function mendedAt(
  record: CallRecord | undefined,
  { method, startedAt, endedAt, bodyDigest }: Observation,
): EpochMs | null {
  const success = record?.success ?? null;
  if (success === null || success.sentAt < (endedAt ?? startedAt)) return null;
  const isBodiless = method === 'GET' || method === 'HEAD';
  const isSame = success.bodyDigest === bodyDigest && (isBodiless || bodyDigest !== undefined);
  return isSame ? success.endedAt : null;
}

function oldest(ledger: Ledger): string {
  let found: CallRecord | undefined;
  for (const record of ledger.all('call')) if (!found || record.lastAt < found.lastAt) found = record;
  return found?.call ?? '';
}
