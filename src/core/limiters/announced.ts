// What the API itself announced in headers: when the key is let in again, and how large its budget is.
import { headerValue, limitFor, parseRateLimit } from '../rate-limit-headers.ts';
import type { RateWindow } from '../rate-window.ts';
import { parseRetryAfter } from '../retry-after.ts';
import type { DurationMs, EpochMs, Header } from '../units.ts';
import { allStanding } from './beliefs.ts';
import type { SeenCall } from './arrivals.ts';

export interface Announced {
  /** When the answer was here. */
  at: EpochMs;
  notBefore: EpochMs;
  basis: 'retry-after' | 'rate-limit-header';
  /** Times in a row that a call sent after the announced instant was refused all the same. */
  broken: number;
  /** A call has been let in since: the announcement has served. */
  over: boolean;
}

/** The window with what this answer's headers announce. A promise that was broken is remembered: then the window's own plan counts too. */
export function announce(
  window: RateWindow,
  [sentAt, receivedAt, status]: SeenCall,
  headers: readonly Header[] | undefined,
): RateWindow {
  const before = window.announced;
  const refused = status === 429;
  const kept = before && sentAt >= before.notBefore;
  // One that is over has been kept: the limiter filled up again since.
  const broke = kept && refused && !before.over ? 1 : 0;
  const broken = kept && !refused ? 0 : (before?.broken ?? 0) + broke;
  const letIn = before !== null && status >= 200 && status < 400 && sentAt >= before.at;
  const stands = before && { ...before, broken, over: before.over || letIn };
  if (!headers || headers.length === 0) return { ...window, announced: stands };
  const wait = refused
    ? parseRetryAfter(headerValue(headers, 'retry-after'), { date: headerValue(headers, 'date'), receivedAt })
    : null;
  const reading = parseRateLimit(headers, receivedAt);
  const sized = withBudget(window, limitFor(reading, window.windowMs, receivedAt));
  // No time ahead (0, a date that is past) is no promise: clients of this API fall back then too (fact sheet, section 8).
  if (wait && 'notBefore' in wait && wait.notBefore > receivedAt) {
    const told: Announced = { at: receivedAt, notBefore: wait.notBefore, basis: 'retry-after', broken, over: false };
    return { ...sized, announced: isStale(told, sentAt, before) ? { ...before, broken } : told };
  }
  const spent = refused || reading?.remaining === 0;
  if (reading && spent && reading.resetAt !== null && reading.resetAt > receivedAt) {
    return {
      ...sized,
      announced: { at: receivedAt, notBefore: reading.resetAt, basis: 'rate-limit-header', broken, over: false },
    };
  }
  return { ...sized, announced: stands };
}

/**
 * Answers to calls that were under way together may come in another order than the calls did: of two the later instant stands. Whole
 * seconds, as both forms of the header are, differ by one without any such cause.
 */
const isStale = (told: Announced, sentAt: EpochMs, before: Announced | null): before is Announced =>
  before !== null &&
  !before.over &&
  before.basis === told.basis &&
  sentAt <= before.at &&
  before.notBefore > told.notBefore + WHOLE_SECOND_MS;
const WHOLE_SECOND_MS = 1000;

/** A limit the API names replaces the assumed one; what was learned under the other limit is void. */
export function withBudget(window: RateWindow, limit: number | null): RateWindow {
  if (limit === null || limit < 1 || limit === window.limit) return window;
  const fresh = allStanding();
  return { ...window, limit, limitFrom: 'header', settled: fresh, current: fresh, pending: [], shown: [], unexplainedAt: null };
}

/**
 * The announced instant, while it lies ahead; once it has passed, now, until a call shows whether it was kept: the window's own guess
 * does not overrule what the API said. Null when no announcement counts.
 */
export function heldByHeader(announced: Announced | null, now: EpochMs, windowMs: DurationMs): Held | null {
  if (!announced || announced.over) return null;
  const { notBefore, basis, broken } = announced;
  const trusted = broken === 0;
  if (notBefore <= now && (!trusted || notBefore < now - windowMs)) return null;
  return { notBefore: Math.max(now, notBefore), basis, trusted };
}
export interface Held extends Pick<Announced, 'notBefore' | 'basis'> {
  trusted: boolean;
}
