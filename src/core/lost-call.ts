// The same body sent again under a fresh Idempotency-Key: the call before it, whose outcome nobody knows, may have been carried out, and
// the fresh key does not tie the two together. Finished calls in, that earlier call out. Source: qamera-api.md section 9.
import type { RepeatSafety } from './diagnosis.ts';
import { digest } from './digest.ts';
import { useOf } from './idempotency.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import type { EpochMs } from './units.ts';

/** A call with an Idempotency-Key that may or may not have been carried out. */
export interface LostCall {
  /** Host, API key, call and body in one short word. */
  ref: string;
  /** Its key, as `KeyUse.ref`. */
  key: string;
  call: string;
  startedAt: EpochMs;
}

/** As for the keys: some minutes of a client that sends one a second. */
export const LOST_KEPT = 400;

function lostOf(observation: Observation): LostCall | null {
  const use = useOf(observation);
  if (!use) return null;
  const ref = digest(`${observation.base} ${observation.key.keyId ?? '-'} ${use.call} ${use.body}`);
  return { ref, key: use.ref, call: use.call, startedAt: use.startedAt };
}

/** The earlier call with this body and another key whose outcome is not known; null when none was seen. */
export function lostBefore(ledger: Ledger, observation: Observation): LostCall | null {
  const own = lostOf(observation);
  const known = own && ledger.get('lost', own.ref);
  return known && known.key !== own.key && known.startedAt <= own.startedAt ? known : null;
}

/** Notes a call whose outcome is in doubt; one that came through under the same key ends the doubt. */
export function noteLost(ledger: Ledger, observation: Observation, repeat: RepeatSafety): Change[] {
  const own = lostOf(observation);
  if (!own) return [];
  const known = ledger.get('lost', own.ref);
  if (repeat.verdict === 'none') return known?.key === own.key ? [{ room: 'lost', id: own.ref, value: undefined }] : [];
  const isLost = repeat.verdict === 'check-first' || repeat.reason.id === 'repeat.idempotency-key';
  if (!isLost || known) return [];
  const changes: Change[] = [{ room: 'lost', id: own.ref, value: own }];
  if (ledger.size('lost') >= LOST_KEPT) changes.push({ room: 'lost', id: oldest(ledger), value: undefined });
  return changes;
}

function oldest(ledger: Ledger): string {
  let found: LostCall | undefined;
  for (const call of ledger.all('lost')) if (!found || call.startedAt < found.startedAt) found = call;
  return found?.ref ?? '';
}
