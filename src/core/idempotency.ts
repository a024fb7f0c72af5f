// Which body an Idempotency-Key was first sent with: finished calls in, the earlier call that took the key away from this one out.
// Source: qamera-api.md section 9, a key is for one body, scoped to the installation, so path and method do not part them.
import { digest } from './digest.ts';
import { isRead } from './endpoint.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import { hasIdempotencyKey, neverSent } from './repeat-safety.ts';
import type { EpochMs } from './units.ts';

/** The first call seen with an Idempotency-Key. */
export interface KeyUse {
  /** Host, API key and Idempotency-Key in one short word. */
  ref: string;
  /** Observation that showed it. */
  id: string;
  /** `POST /jobs` */
  call: string;
  startedAt: EpochMs;
  body: string;
}

/** A client that sends one a second for some minutes is covered; older ones are forgotten first. */
export const USES_KEPT = 400;

/** The use this call makes of its Idempotency-Key, and where it is noted; null where key or body is not seen whole. */
export function useOf(observation: Observation): KeyUse | null {
  const { id, surface, method, path, startedAt, bodyDigest: body, base, key, preflight, requestHeaders } = observation;
  const value = headerValue(requestHeaders, 'idempotency-key');
  if (surface !== 'plugin' || preflight || isRead(method) || body === undefined || value === null) return null;
  // Two values that were masked may differ.
  if (!hasIdempotencyKey(observation) || value.includes('***')) return null;
  // The installation is not seen; its API key is.
  const ref = digest(`${base} ${key.keyId ?? '-'} ${value.trim()}`);
  return { ref, id, call: `${method.toUpperCase()} ${path}`, startedAt, body };
}

/** The call that sent this call's Idempotency-Key before it, with another body; null when none was seen. */
export function usedBefore(ledger: Ledger, observation: Observation): KeyUse | null {
  const own = useOf(observation);
  if (!own) return null;
  let first: KeyUse | null = null;
  const consider = (use: KeyUse | null | undefined): void => {
    if (!use || use.ref !== own.ref || use.id === own.id || use.body === own.body || use.startedAt > own.startedAt) return;
    if (!first || use.startedAt < first.startedAt) first = use;
  };
  consider(ledger.get('idempotency', own.ref));
  // Sent before and still under way: the server may have met it first.
  for (const call of ledger.all('flight')) consider(useOf(call));
  return first;
}

/** Notes the earliest use of each key. A call that never left, or whose key the API says to be another body's, is none. */
export function noteUse(ledger: Ledger, observation: Observation, code: string | undefined): Change[] {
  const own = useOf(observation);
  if (!own || neverSent(observation) || observation.fromCache || code === 'idempotency_conflict') return [];
  const known = ledger.get('idempotency', own.ref);
  if (known && known.startedAt <= own.startedAt) return [];
  const changes: Change[] = [{ room: 'idempotency', id: own.ref, value: own }];
  if (!known && ledger.size('idempotency') >= USES_KEPT)
    changes.push({ room: 'idempotency', id: oldest(ledger), value: undefined });
  return changes;
}

/** Failures of the journal that took this call's key for free, because they ended before it though they began after it. */
export function overtaken(ledger: Ledger, observation: Observation): Observation[] {
  const own = useOf(observation);
  if (!own || neverSent(observation)) return [];
  const found: Observation[] = [];
  for (const { observation: other } of ledger.all('entry')) {
    if (other.surface !== 'plugin' || other.startedAt < own.startedAt || other.id === own.id) continue;
    const use = useOf(other);
    if (use?.ref === own.ref && use.body !== own.body) found.push(other);
  }
  return found;
}

function oldest(ledger: Ledger): string {
  let found: KeyUse | undefined;
  for (const use of ledger.all('idempotency')) if (!found || use.startedAt < found.startedAt) found = use;
  return found?.ref ?? '';
}
