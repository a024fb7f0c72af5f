// The rate window of one key: calls in, the instants at which the next calls may go out. Everything it knows is in the value.
// It keeps several limiter models (limiters/*), drops those that the answers contradict, and plans for the safest that remain.
import type { Basis } from './diagnosis.ts';
import type { Anchor } from './limiters/anchored-window.ts';
import { announce, heldByHeader, type Announced } from './limiters/announced.ts';
import { outcomeOf, type Arrivals, type SeenCall } from './limiters/arrivals.ts';
import { allStanding, LOG, pointsOf, settle, type Beliefs, type Refusal } from './limiters/beliefs.ts';
import { estimateOthers, leastElsewhere, othersAt, remember, type Shown } from './limiters/elsewhere.ts';
import { EVEN_TRUST, judged, type Trust } from './limiters/foretell.ts';
import { knownOf, rateOf, THIN_MS, withCounted, withRefused } from './limiters/learn.ts';
import { blockedOf, planCalls, type Outlook } from './limiters/plan.ts';
import { onwardOf, shareAfter } from './limiters/reserve.ts';
import type { Tokens } from './limiters/token-bucket.ts';
import { leftUnderWay, underWay } from './limiters/under-way.ts';
import type { DurationMs, EpochMs, Header, HttpStatus } from './units.ts';

/** Plain JSON, a few kilobytes: it is stored after each call. */
export interface RateWindow {
  limit: number;
  windowMs: DurationMs;
  /** `learned`: more calls than the documented limit were let in; `header`: the API said so. */
  limitFrom: 'assumed' | 'learned' | 'header';
  /** By the time of the answer, oldest first. */
  calls: SeenCall[];
  /** After all that is final: admissions, and refusals that no call under way can explain any more. */
  settled: Beliefs;
  /** With the pending refusals too. */
  current: Beliefs;
  /** Refusals that a call still under way may explain, oldest first. */
  pending: Refusal[];
  /** When a refusal last took points beyond the first. */
  weighedAt: EpochMs;
  /** When a refusal was last seen that no model explains without calls made elsewhere; null: never. */
  unexplainedAt: EpochMs | null;
  shown: Shown;
  tokens: Tokens | null;
  anchor: Anchor | null;
  announced: Announced | null;
  /** How far each kind of limiter is believed where others share the key (foretell.ts). */
  trust: Trust;
  /** Share of the calls sent during blocks that did not wait for the zero (reserve.ts). */
  onward: number;
}
export interface SeenAnswer {
  sentAt: EpochMs;
  receivedAt: EpochMs;
  /** 0 or null: no answer came, the call may or may not have reached the server. */
  status: HttpStatus | null;
  headers?: readonly Header[];
}
export interface NextSafe {
  /** When the k-th waiting call may be sent; never before `now`. */
  notBefore: EpochMs[];
  basis: Basis;
  /** 0..1 that a call sent then is let in. */
  confidence: number;
  /** At least so many of the last minute's calls were made elsewhere; 0: nothing tells of any. */
  elsewhere: number;
}

/** Windows kept: two for the models that look back that far, one for refusals judged late. */
const WINDOWS_KEPT = 3;
/** Most refused calls kept, in limits: the log that counts them needs one before each refusal that is not final (learn.ts). */
const REFUSED_LIMITS = 3;
/** Most calls kept in all, in limits: no model lets in more than four in three windows, so these are calls without an answer. */
const CALLS_LIMITS = 10;
/** Others who spend the key are believed in for so long after they last showed. */
const OTHERS_MS = 900_000;

/** A window that has seen nothing. Limits below 1 or not finite count as the documented 60 a minute. */
export function emptyWindow({ limit = 60, windowMs = 60_000 }: { limit?: number; windowMs?: DurationMs } = {}): RateWindow {
  return {
    limit: limit >= 1 && Number.isFinite(limit) ? Math.floor(limit) : 60,
    windowMs: windowMs > 0 && Number.isFinite(windowMs) ? windowMs : 60_000,
    limitFrom: 'assumed',
    calls: [],
    settled: allStanding(),
    current: allStanding(),
    pending: [],
    weighedAt: 0,
    unexplainedAt: null,
    shown: [],
    tokens: null,
    anchor: null,
    announced: null,
    trust: EVEN_TRUST,
    onward: 0,
  };
}

/** The window with one more finished call, calls in the order in which they ended. A call with unreadable instants changes nothing. */
export function observe(window: RateWindow, answer: SeenAnswer): RateWindow {
  const { receivedAt } = answer;
  if (!Number.isFinite(answer.sentAt) || !Number.isFinite(receivedAt)) return window;
  const call: SeenCall = [Math.min(answer.sentAt, receivedAt), receivedAt, answer.status ?? 0];
  const told = announce(window, call, answer.headers);
  const next = outcomeOf(call[2]) === 'refused' ? withRefused(told, call) : withCounted(told, call);
  return { ...next, ...afterBlock(window, call), calls: keep([...next.calls, call], next) };
}

/** A call that was sent during a block tells whether own calls go on, and which kind of limiter had foretold its fate best. */
function afterBlock(window: RateWindow, [sentAt, receivedAt, status]: SeenCall): Pick<RateWindow, 'trust' | 'onward'> {
  const { trust, onward } = window;
  const outcome = outcomeOf(status);
  const refused = lastRefused(window, sentAt);
  const isThin = outcome === 'refused' && refused !== null && receivedAt - refused.receivedAt < THIN_MS;
  if (outcome === 'unsure' || !refused || refused.receivedAt > sentAt || isThin) return { trust, onward };
  const outlook = outlookOf(window, sentAt);
  const blocked = blockedOf(outlook);
  const [zero = sentAt] = planCalls(outlook, 1);
  return {
    trust: blocked ? judged(blocked, (sentAt + receivedAt) / 2, outcome === 'counted') : trust,
    onward: refused.last ? shareAfter(onward, zero > sentAt) : onward,
  };
}

/** The last refusal of the window before `now`; `last` while nothing sent after it was let in. */
function lastRefused({ calls, windowMs }: RateWindow, now: EpochMs): Outlook['refused'] {
  const refused = calls.findLast(([, receivedAt, status]) => status === 429 && receivedAt > now - windowMs);
  if (!refused) return null;
  const [sentAt, receivedAt] = refused;
  return { sentAt, receivedAt, last: !calls.some((call) => outcomeOf(call[2]) === 'counted' && call[0] > receivedAt) };
}

/** Drops what can matter no more, and puts a call that is late in its place. */
function keep(calls: SeenCall[], { limit, windowMs }: RateWindow): SeenCall[] {
  const newest = calls.at(-1)?.[1] ?? 0;
  const recent = calls.filter(
    ([, receivedAt]) => receivedAt > newest - WINDOWS_KEPT * windowMs && receivedAt <= newest + windowMs,
  );
  const refused = recent.filter(([, , status]) => status === 429);
  const surplus = refused.length - REFUSED_LIMITS * limit;
  const since = surplus > 0 ? (refused[surplus]?.[1] ?? 0) : -Infinity;
  return recent
    .filter(([, receivedAt, status]) => status !== 429 || receivedAt >= since)
    .toSorted((a, b) => a[1] - b[1])
    .slice(-CALLS_LIMITS * limit);
}

/**
 * When the next `count` calls may be sent: each at the first instant at which every model left standing lets it in, even if it arrives
 * at once. A header that announced an instant comes first. `random` in [0, 1) spreads clients that share a key, upward only.
 */
export function nextSafe(
  window: RateWindow,
  { now, count = 1, random }: { now: EpochMs; count?: number; random?: () => number },
): NextSafe {
  const outlook = outlookOf(window, now);
  const planned = planCalls(outlook, Math.max(1, Math.min(10_000, Math.floor(count) || 1)));
  const held = heldByHeader(window.announced, now, window.windowMs);
  const shared = outlook.others.refused !== null;
  const elsewhere = shared ? leastElsewhere(window.calls, outlook.arrivals, now, outlook.rate) : 0;
  const jitter = shared && (planned[0] ?? now) > now ? Math.floor((random?.() ?? 0) * JITTER_MS) : 0;
  if (held === null)
    return { notBefore: planned.map((at) => at + jitter), basis: 'rate-window', confidence: shared ? 0.8 : 0.97, elsewhere };
  // The header speaks for the first call; those behind it need slots of their own.
  const notBefore = planned.map((at, k) => (k === 0 && held.trusted ? held.notBefore : Math.max(at, held.notBefore)));
  return { notBefore, basis: held.basis, confidence: held.trusted ? 0.95 : 0.7, elsewhere };
}
/** Spread among clients that share a key. */
const JITTER_MS = 250;

/** What the plan for `now` rests on. */
function outlookOf(window: RateWindow, now: EpochMs): Outlook {
  const known = knownOf(window);
  const points = pointsOf(window.current);
  const unexplained = (settle(points) ?? 0) > 0;
  const latency = Math.max(0, ...window.calls.slice(-20).map(([sentAt, receivedAt]) => receivedAt - sentAt));
  const shared = unexplained || (window.unexplainedAt !== null && now - window.unexplainedAt < OTHERS_MS);
  return {
    ...known,
    rate: rateOf(window),
    now,
    points,
    refused: lastRefused(window, now),
    others: othersOf(window, known.arrivals, { shared, lost: (points[LOG] ?? 0) > 0 }),
    latency,
    trust: window.trust,
    onward: onwardOf(window.calls, window.onward, latency),
    underWay: underWay(window.calls, now),
    leftUnderWay: Math.round(leftUnderWay(window.calls, now, latency)),
  };
}

/** Estimates of the calls made elsewhere, where a model needs them: all of them when no model explains a refusal, else those that lost. */
function othersOf(
  window: RateWindow,
  arrivals: Arrivals,
  { shared, lost }: { shared: boolean; lost: boolean },
): Outlook['others'] {
  if (!shared && !lost) return { plain: null, refused: null };
  const rate = rateOf(window);
  const shown = window.pending.reduce(
    (sum, refusal) => remember(sum, refusal.receivedAt, othersAt(arrivals, refusal, rate, false).likely),
    window.shown,
  );
  return {
    plain: estimateOthers(window.calls, arrivals, shown, rate, false),
    refused: shared ? estimateOthers(window.calls, arrivals, shown, rate, true) : null,
  };
}
