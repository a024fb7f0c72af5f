// Incident or me: outcomes of calls in, one shared incident out when several endpoints fail together. Ends by itself.
import type { Category } from './diagnosis.ts';
import { digest } from './digest.ts';
import type { Observation } from './observation.ts';
import type { DurationMs, EpochMs, HttpStatus } from './units.ts';

/** One finished call as the detector needs it. */
export interface Outcome {
  at: EpochMs;
  /** Method and path with ids taken out. */
  endpoint: string;
  /** The same for a repeat of the same call with the same payload. */
  signature: string;
  status: HttpStatus;
}
/** What is kept between calls; plain JSON. */
export interface Incident {
  outcomes: Outcome[];
}
/** Failures of the service that belong together. */
export interface Outage {
  /** `service`: several endpoints fail together. `call`: one payload always fails while others come through. */
  kind: 'service' | 'call';
  since: EpochMs;
  lastFailureAt: EpochMs;
  failed: number;
  total: number;
  endpoints: number;
  category: Extract<Category, 'server-error' | 'upstream-error' | 'no-generator'>;
  /** For `call`: which one. */
  signature: string | null;
  /** Looks at the service that failed, calls close together being one look: the shared wait grows with these. */
  rounds: number;
}

/** What counts as together. */
export const INCIDENT_SPAN_MS: DurationMs = 120_000;
/** A service incident: at least so many 5xx answers, on so many endpoints, and at least this share of the span's calls since the first. */
export const INCIDENT_FAILURES = 3;
export const INCIDENT_ENDPOINTS = 2;
export const INCIDENT_SHARE = 0.5;
/** It is over when so many calls in a row have come through, or nothing failed for INCIDENT_SPAN_MS. */
export const INCIDENT_OVER_SUCCESSES = 3;
/** One call is at fault when it failed so often, never came through, and at least as many others did. */
export const CALL_FAILURES = 3;
/** Failures closer than this are one look at the service. */
const LOOK_MS: DurationMs = 5000;
/** Outcomes kept: enough for a busy key's span, small enough to store after each call. */
const OUTCOME_LIMIT = 200;

export const emptyIncident = (): Incident => ({ outcomes: [] });

/** The state with one more finished call; old ones are dropped. Calls without an answer tell nothing about the service: left out. */
export function noteOutcome(state: Incident, observation: Observation, _failed: boolean, { now }: { now: EpochMs }): Incident {
  if (observation.status === null || observation.fromCache) return state;
  const at = observation.endedAt ?? now;
  const outcome = { at, endpoint: endpointOf(observation), signature: signatureOf(observation), status: observation.status };
  return { outcomes: [...state.outcomes.filter((one) => one.at > at - INCIDENT_SPAN_MS), outcome].slice(-OUTCOME_LIMIT) };
}

/** The outage that is on at `now`, or null. Numbers are those of the last INCIDENT_SPAN_MS; it ends by itself. */
export function outageAt(state: Incident | null, now: EpochMs): Outage | null {
  const recent = (state?.outcomes ?? []).filter(({ at }) => at > now - INCIDENT_SPAN_MS && at <= now);
  return serviceOutage(recent) ?? callOutage(recent);
}

/** Whether a call belongs to the outage: every 5xx does to a service's, only that payload's to a call's. */
export function isPartOf(outage: Outage | null, observation: Observation): boolean {
  if (!outage || !isServerFailure(observation.status)) return false;
  return outage.kind === 'service' || outage.signature === signatureOf(observation);
}

/** `GET /jobs/{}`: path parts that are numbers, UUIDs or long mixed words are ids. */
const endpointOf = ({ method, path }: Observation): string =>
  `${method} ${path.replaceAll(/\/(?:\d+|[\da-f]{8}-[\da-f-]{27}|(?=[\w-]*\d)[\w-]{12,})(?=\/|$)/gi, '/{}')}`;

/** Endpoint address and payload as one short word, over text that is redacted already. */
export const signatureOf = ({ method, url, requestBody }: Observation): string =>
  digest(`${method} ${url} ${JSON.stringify(requestBody)}`);

const isServerFailure = (status: HttpStatus | null): boolean => status !== null && status >= 500 && status <= 599;

function serviceOutage(recent: Outcome[]): Outage | null {
  const over = recent.findLastIndex((_, i) => isRecovery(recent, i));
  const span = recent.slice(over + 1);
  const first = span.findIndex(({ status }) => isServerFailure(status));
  if (first < 0) return null;
  const since = span.slice(first);
  const failures = since.filter(({ status }) => isServerFailure(status));
  const endpoints = new Set(failures.map(({ endpoint }) => endpoint)).size;
  if (failures.length < INCIDENT_FAILURES || endpoints < INCIDENT_ENDPOINTS || failures.length < since.length * INCIDENT_SHARE)
    return null;
  return outageFrom('service', failures, { total: since.length, endpoints, signature: null });
}

const isRecovery = (recent: Outcome[], end: number): boolean =>
  end + 1 >= INCIDENT_OVER_SUCCESSES &&
  recent.slice(end + 1 - INCIDENT_OVER_SUCCESSES, end + 1).every(({ status }) => status < 400);

function callOutage(recent: Outcome[]): Outage | null {
  const last = recent.findLast(({ status }) => isServerFailure(status));
  if (!last) return null;
  const own = recent.filter(({ signature }) => signature === last.signature);
  const failures = own.filter(({ status }) => isServerFailure(status));
  const othersThrough = recent.filter(({ signature, status }) => signature !== last.signature && status < 400).length;
  if (failures.length < CALL_FAILURES || failures.length < own.length || othersThrough < CALL_FAILURES) return null;
  return outageFrom('call', failures, { total: own.length, endpoints: 1, signature: last.signature });
}

function outageFrom(
  kind: Outage['kind'],
  failures: Outcome[],
  { total, endpoints, signature }: { total: number; endpoints: number; signature: string | null },
): Outage {
  const at = failures.map((failure) => failure.at);
  const rounds = at.filter((instant, i) => i === 0 || instant - (at[i - 1] ?? 0) > LOOK_MS).length;
  const last = failures.at(-1);
  return {
    kind,
    since: at[0] ?? 0,
    lastFailureAt: last?.at ?? 0,
    failed: failures.length,
    total,
    endpoints,
    category: last?.status === 503 ? 'no-generator' : last?.status === 502 ? 'upstream-error' : 'server-error',
    signature,
    rounds,
  };
}
