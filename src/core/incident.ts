// Incident or me: outcomes of calls in, one shared incident out when several endpoints fail together. Ends by itself.
import { entryOfStatus } from '../catalogue/index.ts';
import { backoffWait, DEFAULT_WAIT, type WaitRange } from './backoff.ts';
import type { Category } from './diagnosis.ts';
import { digest } from './digest.ts';
import type { Observation, Surface } from './observation.ts';
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
  /** The last failure's. */
  category: OutageCategory;
  /** For `call`: which one. */
  signature: string | null;
  /** The last failure of each category: a short wait after one must not cut a longer one that another asks for. */
  lasts: LastFailure[];
}

export type OutageCategory = Extract<Category, 'server-error' | 'upstream-error' | 'no-generator'>;
interface LastFailure {
  category: OutageCategory;
  at: EpochMs;
  /** Looks at the service that had failed by then, calls close together being one look: the shared wait grows with these. */
  rounds: number;
}

/** What counts as together. */
export const INCIDENT_SPAN_MS: DurationMs = 120_000;
/** A service incident: at least so many 5xx answers, on so many endpoints, and at least this share of the span's calls since the first. */
export const INCIDENT_FAILURES = 3;
export const INCIDENT_ENDPOINTS = 2;
export const INCIDENT_SHARE = 0.5;
/**
 * It is over when so many calls in a row have come through, or nothing failed for INCIDENT_SPAN_MS and the shared instant is reached:
 * a countdown that was told is kept.
 */
export const INCIDENT_OVER_SUCCESSES = 3;
/** One call is at fault when it failed so often, never came through, and at least as many others did. */
export const CALL_FAILURES = 3;
/** Failures closer than this are one look at the service. */
const LOOK_MS: DurationMs = 5000;
/** Outcomes kept: enough for a busy key's span, small enough to store after each call. */
const OUTCOME_LIMIT = 200;

export const emptyIncident = (): Incident => ({ outcomes: [] });

/**
 * The state with one more finished call; old ones are dropped. What belongs to a service outage that is on stays, so that neither its
 * beginning nor its looks move. Calls without an answer tell nothing about the service: left out.
 */
export function noteOutcome(state: Incident, observation: Observation, { now }: { now: EpochMs }): Incident {
  if (observation.status === null || observation.fromCache) return state;
  const at = observation.endedAt ?? now;
  const outcome = { at, endpoint: endpointOf(observation), signature: signatureOf(observation), status: observation.status };
  const newest = state.outcomes.reduce((latest, one) => Math.max(latest, one.at), at);
  const on = outageAt(state, newest);
  const isKept = ({ at: then }: Outcome): boolean =>
    (on?.kind === 'service' && then >= on.since) || then > newest - INCIDENT_SPAN_MS;
  const kept = [...state.outcomes.filter(isKept), outcome];
  const first = kept.findIndex((one) => one.at === on?.since);
  // Over the limit the outage's beginning is kept all the same.
  return { outcomes: kept.filter((_, i) => i === first || i >= kept.length - OUTCOME_LIMIT + 1) };
}

/**
 * The outage that is on at `now`, or null; it ends by itself. A service's is read from all that noteOutcome keeps (the span back from
 * the newest outcome, or from its beginning while it is on), not from `now` back: it would fall apart while its countdown runs.
 */
export function outageAt(state: Incident | null, now: EpochMs): Outage | null {
  const known = (state?.outcomes ?? []).filter(({ at }) => at <= now);
  const service = serviceOutage(known);
  return service && now < endOf(service) ? service : callOutage(known.filter(({ at }) => at > now - INCIDENT_SPAN_MS));
}

const STATUS_OF = { 'server-error': 500, 'upstream-error': 502, 'no-generator': 503 } as const satisfies Record<
  OutageCategory,
  number
>;
/** The documented wait after a failure of that category. */
const documentedWait = (category: OutageCategory, surface: Surface): WaitRange | null =>
  entryOfStatus(surface, STATUS_OF[category]).wait;

/** An instant to wait for, and whether a documented wait leads to it. */
export interface SharedInstant {
  notBefore: EpochMs;
  documented: boolean;
}
/** A call's failure of which more is known than its status: a body may name another one. */
interface OwnFailure {
  at: EpochMs;
  wait: WaitRange | null;
}

/**
 * From when on all calls of a service outage may be repeated. One instant for all of them, the latest that a failure asks for; the jitter
 * is drawn from when the outage began, so that it stays the same however often it is asked. `own`: the call that asks.
 */
export function sharedInstant({ lasts, since }: Outage, surface: Surface, own: OwnFailure | null = null): SharedInstant {
  const asked = lasts.map(({ category, at, rounds }) => ({ at, rounds, wait: documentedWait(category, surface) }));
  if (own?.wait) asked.push({ at: own.at, rounds: Math.max(...lasts.map(({ rounds }) => rounds)), wait: own.wait });
  return asked
    .map(({ at, rounds, wait }) => ({
      notBefore: at + backoffWait(wait ?? DEFAULT_WAIT, { failures: rounds, dice: sharedDice(since) }),
      documented: wait !== null,
    }))
    .reduce((latest, one) => (one.notBefore > latest.notBefore ? one : latest));
}
/** The golden ratio's multiples are spread evenly over [0, 1): a fixed number for each beginning. */
const sharedDice = (since: EpochMs): number => (since * 0.618_033_988_749_895) % 1;

const endOf = (outage: Outage): EpochMs =>
  Math.max(
    outage.lastFailureAt + INCIDENT_SPAN_MS,
    ...(['external', 'plugin'] as const).map((surface) => sharedInstant(outage, surface).notBefore),
  );

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
  const lasts = new Map<OutageCategory, LastFailure>();
  let rounds = 0;
  let before = -Infinity;
  for (const { at, status } of failures) {
    if (at - before > LOOK_MS) rounds++;
    before = at;
    const category = categoryOf(status);
    lasts.set(category, { category, at, rounds });
  }
  const last = failures.at(-1);
  return {
    kind,
    since: failures[0]?.at ?? 0,
    lastFailureAt: last?.at ?? 0,
    failed: failures.length,
    total,
    endpoints,
    category: categoryOf(last?.status ?? 500),
    signature,
    lasts: [...lasts.values()],
  };
}
const categoryOf = (status: HttpStatus): OutageCategory =>
  status === 503 ? 'no-generator' : status === 502 ? 'upstream-error' : 'server-error';
