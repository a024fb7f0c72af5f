// What an answer teaches: which limiter models stand, and what refusals show of calls made elsewhere. A window and a call in, a window out.
import type { RateWindow } from '../rate-window.ts';
import { filled, joinWindow } from './anchored-window.ts';
import { arrivalsOf, countFrom, outcomeOf, type Rate, type SeenCall } from './arrivals.ts';
import {
  admit,
  allStanding,
  beliefsOf,
  pointsOf,
  refusalOf,
  refuse,
  settle,
  withLate,
  type Known,
  type Refusal,
} from './beliefs.ts';
import { othersAt, remember } from './elsewhere.ts';
import { loggedAt } from './sliding-log.ts';
import { emptied, takeToken } from './token-bucket.ts';
import { underWay } from './under-way.ts';

/** A call under way longer than this explains no refusal any more. */
const SETTLE_MS = 10_000;
/** Refusals of a storm this close say the same. */
export const THIN_MS = 200;
const PENDING_LIMIT = 12;
/** So long after a refusal, calls of ours that are still under way are the likeliest explanation of a small gap. */
const FRESH_MS = 2000;
/** Two refusals weigh as two pieces of evidence when this far apart. */
const WEIGHTY_MS = 5000;

export const rateOf = ({ limit, windowMs }: RateWindow): Rate => ({ limit, windowMs });
export const knownOf = (window: RateWindow): Known => ({
  arrivals: arrivalsOf(window.calls),
  tokens: window.tokens,
  anchor: window.anchor,
});

/** After a call that was let in, or that may have been. */
export function withCounted(window: RateWindow, [sentAt, receivedAt, status]: SeenCall): RateWindow {
  const sure = outcomeOf(status) === 'counted';
  const rate = rateOf(window);
  const asked = { sentAt, receivedAt, sure };
  const next: RateWindow = {
    ...window,
    tokens: takeToken(window.tokens, asked, rate),
    anchor: joinWindow(window.anchor, asked, rate),
    pending: window.pending.map((refusal) => withLate(refusal, sentAt)),
  };
  const known = knownOf(window);
  const settled = pointsOf(window.settled);
  if (sure) admit(settled, asked, known, rate);
  const changed = beliefsOf(settled);
  const late = window.pending.some((refusal) => sentAt <= refusal.receivedAt);
  if (changed === window.settled && !late) return next;
  if (settle(settled) === null) {
    // More was let in than any model allows: the limit is higher than assumed.
    const { least } = loggedAt(known.arrivals, asked, rate, false);
    return {
      ...next,
      limit: Math.max(rate.limit, least) + 1,
      limitFrom: 'learned',
      settled: allStanding(),
      current: allStanding(),
      pending: [],
      shown: [],
    };
  }
  return weigh({ ...next, settled: beliefsOf(settled) }, [...window.calls, [sentAt, receivedAt, status]]);
}

/** After a refused call. */
export function withRefused(window: RateWindow, [sentAt, receivedAt, status]: SeenCall): RateWindow {
  const last = window.pending.at(-1);
  if (last && receivedAt - last.receivedAt < THIN_MS && receivedAt >= last.receivedAt) return window;
  const asked = { sentAt, receivedAt };
  const rate = rateOf(window);
  const refusal = refusalOf(asked, knownOf(window), rate, Math.round(underWay(window.calls, receivedAt)));
  const next = { ...window, tokens: emptied(window.tokens, asked, rate), anchor: filled(window.anchor, asked, rate) };
  return weigh({ ...next, pending: [...window.pending, refusal] }, [...window.calls, [sentAt, receivedAt, status]]);
}

/** Weighs the pending refusals anew on what is final; those too old for a late explanation become final. */
function weigh(window: RateWindow, calls: SeenCall[]): RateWindow {
  const rate = rateOf(window);
  const arrivals = arrivalsOf(calls);
  const newest = calls.at(-1)?.[1] ?? 0;
  // In a storm the calls before a refusal are soon forgotten: it is judged while they are there.
  const isFinal = (refusal: Refusal, i: number): boolean =>
    refusal.receivedAt < newest - Math.min(SETTLE_MS, rate.windowMs / 2) ||
    i < window.pending.length - PENDING_LIMIT ||
    countFrom(arrivals.refused.received, refusal.receivedAt) > rate.limit / 2;
  const apartMs = Math.min(WEIGHTY_MS, rate.windowMs / 12);
  const settled = pointsOf(window.settled);
  let { weighedAt, unexplainedAt, shown } = window;
  for (const refusal of window.pending.filter(isFinal)) {
    const weighty = refusal.receivedAt - weighedAt >= apartMs;
    if (weighty) weighedAt = refusal.receivedAt;
    refuse(settled, refusal, arrivals, rate, { weighty, slack: 0 });
    if ((settle(settled) ?? 0) > 0) unexplainedAt = refusal.receivedAt;
    shown = remember(shown, refusal.receivedAt, othersAt(arrivals, refusal, rate, false).likely);
  }
  const current = settled.slice();
  const pending = window.pending.filter((refusal, i) => !isFinal(refusal, i));
  let weighedSoFar = weighedAt;
  for (const refusal of pending) {
    const weighty = refusal.receivedAt - weighedSoFar >= apartMs;
    if (weighty) weighedSoFar = refusal.receivedAt;
    const slack = newest - refusal.receivedAt < FRESH_MS ? 1 + 2 * refusal.underWay : 0;
    refuse(current, refusal, arrivals, rate, { weighty, slack });
  }
  return { ...window, settled: beliefsOf(settled), current: beliefsOf(current), pending, weighedAt, unexplainedAt, shown };
}
