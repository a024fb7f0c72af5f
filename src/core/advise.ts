// Last step of the data's way: one failed call, its meaning and what is known of its key in, a retry plan out.
import type { Basis, Classification, RetryPlan } from './diagnosis.ts';
import type { Observation, Surface } from './observation.ts';
import type { EpochMs } from './units.ts';
import type { Phrase } from '../words/phrase.ts';
import { backoffWait, DEFAULT_WAIT } from './backoff.ts';
import { isPartOf, outageAt, sharedInstant, type Incident, type Outage, type SharedInstant } from './incident.ts';
import { headerValue, parseRateLimit } from './rate-limit-headers.ts';
import { nextSafe, type RateWindow } from './rate-window.ts';
import { parseRetryAfter } from './retry-after.ts';

/** One 429 holds every call of its key until `notBefore`. Plain JSON. */
export interface Hold {
  notBefore: EpochMs;
  basis: Basis;
  confidence: number;
  elsewhere: number;
  notes: Phrase[];
}
export interface AdviceInput {
  observation: Observation;
  classification: Classification;
  /** The key's window with this call in it; null where no key was seen. */
  window: RateWindow | null;
  /** Ends of the earlier failures in a row of the same call, oldest first. */
  attempts: readonly EpochMs[];
  /** What is known of failures over all endpoints; null counts as nothing. */
  incident: Incident | null;
  now: EpochMs;
  /** In [0, 1), chosen once for this failure, so that the plan does not move when it is made again. */
  dice: number;
}
interface Instant {
  notBefore: EpochMs;
  basis: Basis;
  confidence: number;
  notes: Phrase[];
}

/** A header and the window that differ by more than this disagree: said beside the instant. */
const DISAGREE_MS = 2000;
/** rate-limiting page: 60 requests within the last 60 seconds. */
const WHOLE_WINDOW_MS = 60_000;

/**
 * When, and whether, this call may be sent again. `notBefore` is null where no wait helps; `check-first` carries the earliest instant
 * too. Basis order: design.md section 3. Never throws; what cannot be read falls to the next basis.
 */
export function advise(input: AdviceInput): RetryPlan {
  const { verdict, reason, lookIn } = input.classification.repeat;
  const common = { verdict, reason, ...(lookIn === undefined ? {} : { lookIn }) };
  if (verdict !== 'retry' && verdict !== 'check-first')
    return { ...common, notBefore: null, basis: null, confidence: 1, notes: [] };
  const instant = fromHeaders(input) ?? fromWindow(input) ?? fromWaits(input);
  return { ...common, ...instant, notes: [...unusedHeader(input), ...instant.notes] };
}

function fromHeaders({ observation, window, now, dice }: AdviceInput): Instant | null {
  const headers = observation.responseHeaders;
  const receivedAt = observation.endedAt ?? now;
  const after = parseRetryAfter(headerValue(headers, 'retry-after'), { date: headerValue(headers, 'date'), receivedAt });
  const limit = parseRateLimit(headers, receivedAt);
  const spent = observation.status === 429 || limit?.remaining === 0;
  const told = aheadOf(receivedAt, 'notBefore' in after ? after.notBefore : null);
  const notBefore = told ?? aheadOf(receivedAt, spent ? (limit?.resetAt ?? null) : null);
  if (notBefore === null) return null;
  const basis: Basis = told === null ? 'rate-limit-header' : 'retry-after';
  // What the calls alone say, the header left out.
  const alone = window && { ...window, announced: null };
  const windowSays = observation.status === 429 && alone ? holdOf(alone, receivedAt, dice)?.notBefore : undefined;
  const disagrees = windowSays !== undefined && Math.abs(windowSays - notBefore) > DISAGREE_MS;
  const values = { header: seconds(notBefore - receivedAt), window: seconds((windowSays ?? receivedAt) - receivedAt) };
  const isGuess = 'clock' in after && after.clock === 'local';
  return {
    notBefore,
    basis,
    confidence: isGuess ? 0.6 : disagrees ? 0.8 : 0.95,
    notes: disagrees ? [{ id: 'retry.note.disagree', values }] : [],
  };
}

/** 0 seconds, or a date that is past, names no time to wait for: the next basis counts, as in the API's public client (section 8). */
const aheadOf = (receivedAt: EpochMs, notBefore: EpochMs | null): EpochMs | null =>
  notBefore !== null && notBefore > receivedAt ? notBefore : null;

/** Said where a Retry-After is there and no use. */
function unusedHeader({ observation, now }: AdviceInput): Phrase[] {
  const header = headerValue(observation.responseHeaders, 'retry-after')?.trim() ?? '';
  if (header === '') return [];
  const receivedAt = observation.endedAt ?? now;
  const after = parseRetryAfter(header, { date: headerValue(observation.responseHeaders, 'date'), receivedAt });
  const isUsed = aheadOf(receivedAt, 'notBefore' in after ? after.notBefore : null) !== null;
  return isUsed ? [] : [{ id: 'retry.note.unused', values: { header: header.slice(0, 40) } }];
}

/** Only a refused budget waits for the window; the documented limit is the only thing it knows. */
function fromWindow({ observation, classification, window, now, dice }: AdviceInput): Instant | null {
  if (classification.category !== 'rate-limited' || !window) return null;
  const receivedAt = observation.endedAt ?? now;
  const hold = holdOf(window, receivedAt, dice);
  return hold ? { notBefore: hold.notBefore, basis: hold.basis, confidence: hold.confidence, notes: hold.notes } : null;
}

function fromWaits({ observation, classification, window, attempts, incident, now, dice }: AdviceInput): Instant {
  // Without the key its window is not known; after a whole window of silence the documented limiter lets a call in for certain.
  if (classification.category === 'rate-limited') {
    const notBefore = (observation.endedAt ?? now) + WHOLE_WINDOW_MS;
    return { notBefore, basis: 'documented-wait', confidence: 0.6, notes: window ? [] : [{ id: 'retry.note.keyless' }] };
  }
  const documented = classification.wait;
  const outage = outageAt(incident, now);
  const shared = outage?.kind === 'service' && isPartOf(outage, observation) ? outage : null;
  const failures = attempts.length + 1;
  const notes: Phrase[] = [];
  if (shared) {
    notes.push({
      id: 'retry.note.incident',
      values: { failed: shared.failed, total: shared.total, endpoints: shared.endpoints },
    });
  } else if (failures > 1) {
    notes.push({ id: 'retry.note.grown', values: { failures } });
  }
  const at = observation.endedAt ?? now;
  const waited = shared
    ? sharedInstant(shared, observation.surface, { at, wait: documented })
    : { notBefore: at + backoffWait(documented ?? DEFAULT_WAIT, { failures, dice }), documented: documented !== null };
  return { ...standingOf(waited), notes };
}

/** The hold that lies on every call of a key at `now`, or null when a call may go. A window that is simply full holds too. */
export function holdOf(window: RateWindow, now: EpochMs, dice: number): Hold | null {
  const { notBefore, basis, confidence, elsewhere } = nextSafe(window, { now, random: () => dice });
  const first = notBefore[0] ?? now;
  if (first <= now) return null;
  const notes: Phrase[] = elsewhere > 0 ? [{ id: 'retry.note.elsewhere', values: { atLeast: elsewhere } }] : [];
  return { notBefore: first, basis, confidence, elsewhere, notes };
}

/** The hold that a service outage lays on all calls it takes in (isPartOf), or null. */
export function holdOfOutage(outage: Outage | null, surface: Surface, now: EpochMs): Hold | null {
  if (outage?.kind !== 'service') return null;
  const shared = sharedInstant(outage, surface);
  if (shared.notBefore <= now) return null;
  const { failed, total, endpoints } = outage;
  const notes: Phrase[] = [{ id: 'retry.note.incident', values: { failed, total, endpoints } }];
  return { ...standingOf(shared), elsewhere: 0, notes };
}
const standingOf = ({ notBefore, documented }: SharedInstant): Omit<Instant, 'notes'> =>
  documented ? { notBefore, basis: 'documented-wait', confidence: 0.6 } : { notBefore, basis: 'backoff', confidence: 0.4 };

/** A plan as it stands under a hold: the later of the two instants, with the basis of the one that binds. */
export function planUnder(plan: RetryPlan, hold: Hold | null, now: EpochMs): RetryPlan {
  if (!hold || plan.notBefore === null || hold.notBefore <= now || hold.notBefore <= plan.notBefore) return plan;
  const known = new Set(plan.notes.map(({ id }) => id));
  const notes = [...plan.notes, ...hold.notes.filter(({ id }) => !known.has(id))];
  return { ...plan, notBefore: hold.notBefore, basis: hold.basis, confidence: hold.confidence, notes };
}

/** A row's plan under the hold of its key. Where that is another matter than the row's own wait, it says so. */
export function planOfKey(plan: RetryPlan, hold: Hold | null, now: EpochMs): RetryPlan {
  const held = planUnder(plan, hold, now);
  return held.basis === plan.basis ? held : { ...held, notes: [{ id: 'retry.note.key' }, ...held.notes] };
}

const seconds = (waitMs: number): number => Math.max(0, Math.ceil(waitMs / 1000));
