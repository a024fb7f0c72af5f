// From standing models to instants: each waiting call goes when every model that may be the true one lets it in.
import type { DurationMs, EpochMs } from '../units.ts';
import { anchorOpens } from './anchored-window.ts';
import { countBefore, type Rate } from './arrivals.ts';
import { ANCHORED, CELLS, cellAt, COUNTER, COUNTER_STRICT, FIXED, LOG, LOG_REFUSED, OUT, TOKEN, type Known } from './beliefs.ts';
import { forward, type Others } from './elsewhere.ts';
import { opensLikely, type Blocked, type Trust } from './foretell.ts';
import { fixedOpens, type Asked } from './fixed-window.ts';
import { counterOpens } from './sliding-counter.ts';
import { quietAt, SPARE_MOST, type Onward } from './reserve.ts';
import { EDGE_MS, fallsTo, loggedAt } from './sliding-log.ts';
import { tokenOpens, tokensAt, type Tokens } from './token-bucket.ts';

export interface Outlook extends Known {
  rate: Rate;
  now: EpochMs;
  points: Int8Array;
  /** The last refused call within the last window; `last`: nothing sent after it was let in, so the limiter was full then. */
  refused: (Asked & { last: boolean }) | null;
  /** Estimates of calls made elsewhere, for the log without and with refused calls; null where that model needs none. */
  others: { plain: Others | null; refused: Others | null };
  /** Longest answer time seen lately: a call that we send now arrives within it. */
  latency: DurationMs;
  /** Own calls expected to be on their way, a fraction, by the pace of the last second: they go first. */
  underWay: number;
  /** Of those that were under way when the refusals began, so many have not ended: whole calls. */
  leftUnderWay: number;
  /** How far each kind of limiter is believed (foretell.ts). */
  trust: Trust;
  onward: Onward;
}

/** A phase may be anywhere in the cells left; so large a share of them must let the call in. */
const PHASE_SURE = 0.995;
/** The strict form is the rarer one: while the documented log explains all, it may delay by no more than this share asks. */
const STRICT_SURE = 0.975;
/** A model without a phase that explains all, in place of the logs: then so many of all cells may be luck. */
const LUCK_SURE = 0.98;
/** How far above its mean the number of calls made elsewhere is taken, in standard deviations. */
const OTHERS_MARGIN = 1.3;
/** The chance a retry is planned for where nobody can be sure. */
const LIKELY = 0.88;
/** Waiting calls that are planned with every cell. */
const FINE_PLACES = 8;
/** The logs are the documented limiter: they stay in the plan until refusals at two moments speak against them. */
const LOG_PATIENCE = 1;

/**
 * Instants for `count` waiting calls, each at or after `now` and the one before. Where own calls were seen to go on during a block, each
 * waits until there are places to spare for those that may be under way, or until they have been silent for long enough.
 */
export function planCalls(outlook: Outlook, count: number): EpochMs[] {
  const planned = planAmongOwn(outlook, count);
  const { onward, refused, others } = outlook;
  if (!refused || others.refused || (planned[0] ?? 0) >= quietAt(onward, 0)) return planned;
  const quiet = Array.from({ length: SPARE_MOST + 1 }, (_, spare) => Math.ceil(quietAt(onward, spare)));
  const more = planAmongOwn(outlook, count + SPARE_MOST);
  return planned.map((_, k) => Math.min(...quiet.map((from, spare) => Math.max(from, more[k + spare] ?? Infinity))));
}

/**
 * Own calls that are under way now are known before an instant that lies further ahead than their answers: whoever asks again then
 * is told what they took. Only a near zero must leave them room by guess.
 */
function planAmongOwn(outlook: Outlook, count: number): EpochMs[] {
  const planned = planKnowing({ ...outlook, underWay: outlook.leftUnderWay }, count);
  return (planned[0] ?? 0) > outlook.now + REACH * outlook.latency ? planned : planKnowing(outlook, count);
}
const REACH = 2;

/** Beside the calls seen, `underWay` others are ahead. */
function planKnowing(outlook: Outlook, count: number): EpochMs[] {
  const { now, rate, refused: refusal } = outlook;
  const { possible, refused } = outlook.arrivals;
  const counted = possible.received.slice();
  const logged = outlook.points[LOG_REFUSED] === OUT ? [] : [...counted, ...refused.received].toSorted((a, b) => a - b);
  const seen = counted.slice();
  const seenLogged = logged.slice();
  for (let i = 0; i < Math.max(Math.min(Math.round(outlook.underWay), freeing(outlook)), missing(outlook, false)); i++)
    insert(counted, refusal?.receivedAt ?? now);
  for (let i = 0; i < Math.max(refusedUnderWay(outlook), missing(outlook, true)); i++) insert(logged, refusal?.receivedAt ?? now);
  const models = modelsOf(outlook);
  const blocked = blockedOf(outlook);
  const latest = refusal === null ? Infinity : refusal.receivedAt + rate.windowMs;
  // Calls sent before the refusal was here are ahead of ours: a round trip later they are through, and what they took is known.
  const settled = refusal?.last ? refusal.receivedAt + outlook.latency : now;
  const planned: EpochMs[] = [];
  for (let k = 0; k < count; k++) {
    const from = Math.max(now, settled, planned[k - 1] ?? 0);
    const next = { from, ahead: k, counted, logged, seen, seenLogged };
    const certain = models.certain.map((opens) => opens(next));
    const guessed = (from < latest ? models.guessed : []).map((opens) => opens(next));
    // A window after the last refusal nothing seen before can be in the way: no guess waits longer than that.
    const at = Math.ceil(
      blocked && k === 0
        ? opensLikely(blocked, from, Math.max(from, latest), LIKELY)
        : Math.max(from, ...certain, Math.min(Math.max(from, latest), Math.max(from, ...guessed))),
    );
    planned.push(at);
    const arrives = at + outlook.latency;
    insert(counted, arrives);
    insert(logged, arrives);
    insert(seen, arrives);
    insert(seenLogged, arrives);
  }
  return planned;
}

/** A key that is blocked while others share it; null where the calls seen explain all, or one was let in since. */
export function blockedOf({ others: { plain, refused: among }, refused, ...known }: Outlook): Blocked | null {
  return plain && among && refused?.last ? { ...known, refused, others: { plain, refused: among } } : null;
}

/** A log that refused was full: what we did not see in it were calls under way, and the newest there. */
function missing({ refused, arrivals, rate }: Outlook, countRefused: boolean): number {
  if (!refused?.last) return 0;
  return Math.max(0, rate.limit - loggedAt(arrivals, refused, rate, countRefused).most + (countRefused ? 1 : 0));
}

/**
 * Calls under way that will be refused hold their places too, where refused calls count. Once that is known, every call that may be
 * under way at a near zero is taken for one; before, the safer reading must not cost a place for a call that probably is not there.
 * While the limiter refuses nothing, none is foreseen to be refused: a burst that fits in would else seem to block its key.
 */
function refusedUnderWay({ underWay, points, refused, now, latency }: Outlook): number {
  if (!refused?.last) return 0;
  const known = points[LOG] === OUT || (points[LOG] ?? 0) > LOG_PATIENCE;
  return known && now - refused.receivedAt < latency ? Math.ceil(underWay) : Math.round(underWay);
}

/** Places of the log that free while calls of ours are still under way: so many of those may be let in, the rest is refused. */
function freeing({ arrivals, now, latency, rate, refused }: Outlook): number {
  const from = (refused?.sentAt ?? now) - rate.windowMs;
  return countBefore(arrivals.possible.received, now + latency - rate.windowMs) - countBefore(arrivals.possible.sent, from);
}

interface Next {
  from: EpochMs;
  ahead: number;
  counted: EpochMs[];
  logged: EpochMs[];
  /** Without those under way: a guess that a place more costs a second is not worth it for calls that may not exist. */
  seen: EpochMs[];
  seenLogged: EpochMs[];
}
type Opens = (next: Next) => EpochMs;

/** The models a plan must satisfy: `certain` ones compute an instant, `guessed` ones a quantile that may be cut. */
function modelsOf(outlook: Outlook): { certain: Opens[]; guessed: Opens[] } {
  const { points, others, refused: refusal } = outlook;
  const certain: Opens[] = [];
  const guessed: Opens[] = [];
  const logs = [LOG, LOG_REFUSED].filter((place) => points[place] !== OUT && (points[place] ?? 0) <= LOG_PATIENCE);
  // Where no model explains the refusals alone, a cell that happens to do a little better is luck: the documented kind is kept.
  const clear = logs.some((place) => points[place] === 0 || others.refused !== null);
  for (const place of logs) {
    const margin = place === LOG ? others.plain : others.refused;
    if (margin) guessed.push((next) => logOpensAmongOthers(outlook, margin, next, place));
    else
      certain.push(({ from, counted, logged }) =>
        Math.max(from, fallsTo(place === LOG ? counted : logged, outlook.rate.limit - 1, outlook.rate)),
      );
  }
  const among = others.refused;
  if (among && clear) return { certain, guessed };
  const rate = among ? { ...outlook.rate, limit: Math.max(1, Math.floor(outlook.rate.limit - among.pace)) } : outlook.rate;
  const plain = !clear && (points[TOKEN] === 0 || points[ANCHORED] === 0);
  const sure = plain ? LUCK_SURE : PHASE_SURE;
  const of = clear || plain ? CELLS : null;
  if (!clear) {
    if (points[TOKEN] === 0)
      certain.push(({ from, ahead }) =>
        tokenOpens(tokensNow(outlook), ahead + Math.min(1, Math.round(outlook.underWay)), from, rate),
      );
    if (points[ANCHORED] === 0) certain.push(({ from, ahead }) => anchorOpens(outlook.anchor, ahead, from, rate));
    guessed.push(
      ...phases(outlook, { start: FIXED, sure, of }, ({ seen, from }, place) =>
        fixedOpens(cellAt(place, rate.windowMs), seen, from, rate, refusal?.last ? refusal : null),
      ),
    );
  }
  if (!clear || refusal !== null) {
    for (const start of [COUNTER, COUNTER_STRICT]) {
      const strict = start === COUNTER_STRICT;
      guessed.push(
        ...phases(outlook, { start, sure: strict && clear ? STRICT_SURE : sure, of }, ({ seen, from }, place) =>
          counterOpens(cellAt(place, rate.windowMs), seen, from, rate, strict, refusal?.last ? refusal : null),
        ),
      );
    }
  }
  return { certain, guessed };
}

/** A bucket that refused held less than a token, whatever we counted. */
function tokensNow({ tokens, refused, rate }: Outlook): Tokens | null {
  if (!refused?.last || tokensAt(tokens, refused.sentAt, rate).least < 1) return tokens;
  return { at: refused.receivedAt, least: 0, most: 1, emptyAt: refused.receivedAt };
}

/**
 * One model of the cells that stand: the instant by which nearly all of them let the call in. While the documented log explains all
 * that was seen, a counter that does too is a coincidence of its phase, the rarer the fewer cells are left: the share is of all cells.
 */
function phases(
  { points }: Outlook,
  {
    start,
    sure,
    of,
  }: { start: number; sure: number; /** Cells that the share is taken of; null: those that stand. */ of: number | null },
  opens: (next: Next, place: number) => EpochMs,
): Opens[] {
  const places: number[] = [];
  for (let place = start; place < start + CELLS; place++) if (points[place] === 0) places.push(place);
  if (places.length === 0) return [];
  return [
    (next) => {
      // The tail of a long plan is far off and made again long before: a look at every eighth cell is enough there.
      const looked =
        next.ahead < FINE_PLACES ? places : places.filter((_, i) => i % 8 === places.length % 8 || i === places.length - 1);
      const instants = looked.map((place) => opens(next, place)).toSorted((a, b) => a - b);
      const left = instants.length - Math.floor(((1 - sure) * (of ?? places.length) * instants.length) / places.length);
      return left < 1 ? next.from : (instants[left - 1] ?? next.from);
    },
  ];
}

/** The first instant at which our calls and, with some margin, those made elsewhere leave room: just after one of ours has left. */
function logOpensAmongOthers(
  { rate, refused }: Outlook,
  others: Others,
  { from, ahead, seen, seenLogged }: Next,
  place: number,
): EpochMs {
  const own = place === LOG ? seen : seenLogged;
  // With no refusal in the last window, an estimate of others alone holds no call back.
  if (ahead === 0 && !refused) return Math.max(from, fallsTo(own, rate.limit - 1, rate));
  const room = (at: EpochMs): number => {
    const { mean, variance } = forward(others, at, rate);
    const held = own.length - countBefore(own, at - rate.windowMs - EDGE_MS);
    return rate.limit - 1 - held - mean - OTHERS_MARGIN * Math.sqrt(variance);
  };
  if (room(from) >= 0) return from;
  const leaving = own.map((received) => received + rate.windowMs + EDGE_MS + 1).filter((at) => at > from);
  return leaving.find((at) => room(at) >= 0) ?? from + rate.windowMs;
}

function insert(sorted: EpochMs[], at: EpochMs): void {
  let place = sorted.length;
  while (place > 0 && (sorted[place - 1] ?? 0) > at) place--;
  sorted.splice(place, 0, at);
}
