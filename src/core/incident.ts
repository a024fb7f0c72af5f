// Incident or me: outcomes of calls in, one shared incident out when several endpoints fail together. Ends by itself.
import type { Category } from './diagnosis.ts';
import type { DurationMs, EpochMs, HttpStatus } from './units.ts';

/** One finished call as the detector needs it. `endpoint` = method and path template; `signature` = what makes a repeat the same call. */
export interface Outcome {
  at: EpochMs;
  endpoint: string;
  signature: string;
  status: HttpStatus | null;
}
export interface Incident {
  /** `service`: several endpoints fail together. `call`: one call always fails while others succeed. */
  kind: 'service' | 'call';
  since: EpochMs;
  lastFailureAt: EpochMs;
  failed: number;
  total: number;
  endpoints: number;
  category: Extract<Category, 'server-error' | 'upstream-error' | 'no-generator'>;
  /** For `call`: which one. */
  signature: string | null;
  /** Failed looks since it began, counting calls that fail within LOOK_MS of each other once: the wait grows with these. */
  rounds: number;
}
export interface IncidentState {
  outcomes: Outcome[];
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

export const noOutcomes = (): IncidentState => ({ outcomes: [] });

/** The state with one more outcome; old ones are dropped. Calls without an answer tell nothing about the service and are left out. */
export function noteOutcome(state: IncidentState, outcome: Outcome): IncidentState {
  if (outcome.status === null || outcome.status === 0) return state;
  const since = outcome.at - INCIDENT_SPAN_MS;
  const kept = state.outcomes.filter(({ at }) => at > since);
  return { outcomes: [...kept, outcome].slice(-OUTCOME_LIMIT) };
}

/** The incident that is on at `now`, or null. Numbers are those of the last INCIDENT_SPAN_MS. */
export function incidentOf(state: IncidentState, now: EpochMs): Incident | null {
  const recent = state.outcomes.filter(({ at }) => at > now - INCIDENT_SPAN_MS && at <= now);
  return serviceIncident(recent) ?? callIncident(recent);
}

/** Whether a call belongs to the incident: every 5xx of a service incident does, of a call's incident only that call. */
export function isPartOf(incident: Incident | null, call: { signature: string; status: HttpStatus | null }): boolean {
  if (!incident || !isServerFailure(call.status)) return false;
  return incident.kind === 'service' || incident.signature === call.signature;
}

const isServerFailure = (status: HttpStatus | null): boolean => status !== null && status >= 500 && status <= 599;

function serviceIncident(recent: Outcome[]): Incident | null {
  const over = recent.findLastIndex((_, i) => isRecovery(recent, i));
  const span = recent.slice(over + 1);
  const first = span.findIndex(({ status }) => isServerFailure(status));
  if (first < 0) return null;
  const since = span.slice(first);
  const failures = since.filter(({ status }) => isServerFailure(status));
  const endpoints = new Set(failures.map(({ endpoint }) => endpoint)).size;
  if (failures.length < INCIDENT_FAILURES || endpoints < INCIDENT_ENDPOINTS || failures.length < since.length * INCIDENT_SHARE)
    return null;
  return incidentFrom('service', failures, { total: since.length, endpoints, signature: null });
}

const isRecovery = (recent: Outcome[], end: number): boolean =>
  end + 1 >= INCIDENT_OVER_SUCCESSES &&
  recent.slice(end + 1 - INCIDENT_OVER_SUCCESSES, end + 1).every(({ status }) => status !== null && status < 400);

function callIncident(recent: Outcome[]): Incident | null {
  const last = recent.findLast(({ status }) => isServerFailure(status));
  if (!last) return null;
  const own = recent.filter(({ signature }) => signature === last.signature);
  const failures = own.filter(({ status }) => isServerFailure(status));
  const othersThrough = recent.filter(
    ({ signature, status }) => signature !== last.signature && status !== null && status < 400,
  ).length;
  if (failures.length < CALL_FAILURES || failures.length < own.length || othersThrough < CALL_FAILURES) return null;
  return incidentFrom('call', failures, { total: own.length, endpoints: 1, signature: last.signature });
}

function incidentFrom(
  kind: Incident['kind'],
  failures: Outcome[],
  { total, endpoints, signature }: { total: number; endpoints: number; signature: string | null },
): Incident {
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
