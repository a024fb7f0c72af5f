// Which limiter models the calls seen so far leave standing. A model that must have refused an admitted call is out; one that cannot
// explain a refused call without calls made elsewhere loses a point to those that can.
import type { Asked, Cell } from './fixed-window.ts';
import { fixedDoubt, fixedRefuses } from './fixed-window.ts';
import { counterAdmits, counterRefuses } from './sliding-counter.ts';
import { heldAt, type Anchor } from './anchored-window.ts';
import { loggedAt } from './sliding-log.ts';
import { tokensAt, type Tokens } from './token-bucket.ts';
import type { Arrivals, Rate } from './arrivals.ts';
import type { DurationMs, EpochMs } from '../units.ts';

/** Cells of a phase: a quarter second each of a minute, finer than the two seconds that a learned limiter may cost. */
export const CELLS = 240;
/** Places of the models in the vector. Three stretches of cells: fixed window, sliding counter, its strict form. */
export const LOG = 0;
export const LOG_REFUSED = 1;
export const TOKEN = 2;
export const ANCHORED = 3;
export const FIXED = 4;
export const COUNTER = FIXED + CELLS;
export const COUNTER_STRICT = COUNTER + CELLS;
const SIZE = COUNTER_STRICT + CELLS;

/** Points lost, 0..9, or `x` for a model that is out; a character each, so that the value is small plain JSON. */
export type Beliefs = string;
export const OUT = -1;
export const allStanding = (): Beliefs => '0'.repeat(SIZE);
export function pointsOf(beliefs: Beliefs): Int8Array {
  const points = new Int8Array(SIZE);
  for (let place = 0; place < SIZE; place++) points[place] = beliefs[place] === 'x' ? OUT : beliefs.charCodeAt(place) - 48;
  return points;
}
export function beliefsOf(points: Int8Array): Beliefs {
  let beliefs = '';
  for (const one of points) beliefs += one === OUT ? 'x' : String(one);
  return beliefs;
}

/** The cell of a place in one of the three stretches. */
export function cellAt(place: number, windowMs: DurationMs): Cell {
  const width = windowMs / CELLS;
  return { from: ((place - FIXED) % CELLS) * width, width };
}

export interface Known {
  arrivals: Arrivals;
  tokens: Tokens | null;
  anchor: Anchor | null;
}

/** An admitted call: takes out, in place, each model that must have refused it. `known` is without the call itself. */
export function admit(points: Int8Array, asked: Asked, known: Known, rate: Rate): void {
  const { arrivals, tokens, anchor } = known;
  if (arrivals.sure.sent.length < rate.limit && arrivals.refused.sent.length === 0) return;
  if (loggedAt(arrivals, asked, rate, false).least >= rate.limit) points[LOG] = OUT;
  if (loggedAt(arrivals, asked, rate, true).least >= rate.limit) points[LOG_REFUSED] = OUT;
  if (tokensAt(tokens, asked.receivedAt, rate).most < 1) points[TOKEN] = OUT;
  if (heldAt(anchor, asked, rate).least >= rate.limit) points[ANCHORED] = OUT;
  for (let place = FIXED; place < SIZE; place++) {
    if (points[place] === OUT) continue;
    const cell = cellAt(place, rate.windowMs);
    const refuses =
      place < COUNTER
        ? fixedRefuses(cell, arrivals, asked, rate)
        : counterRefuses(cell, arrivals, asked, rate, place >= COUNTER_STRICT);
    if (refuses) points[place] = OUT;
  }
}

/** A refused call, with what the sequential models held when it came. */
export interface Refusal extends Asked {
  tokensLeast: number;
  anchoredMost: number;
  /** Calls that were probably under way when it was seen: while it is fresh they may explain it. */
  underWay: number;
}

/**
 * A refused call: a point, in place, from each model that would have let it in although `slack` more calls had come before it.
 * Refusals of one moment are one piece of evidence, so points beyond the first are taken only when `weighty`.
 */
export function refuse(
  points: Int8Array,
  refusal: Refusal,
  arrivals: Arrivals,
  { limit, windowMs }: Rate,
  { weighty, slack }: Weight,
): void {
  const rate = { limit: Math.max(1, limit - slack), windowMs };
  if (loggedAt(arrivals, refusal, rate, false).most < rate.limit) lose(points, LOG, weighty);
  // The refused call is in its own log by now.
  if (loggedAt(arrivals, refusal, rate, true).most - 1 < rate.limit) lose(points, LOG_REFUSED, weighty);
  if (refusal.tokensLeast - slack >= 1) lose(points, TOKEN, weighty);
  if (refusal.anchoredMost < rate.limit) lose(points, ANCHORED, weighty);
  for (let place = FIXED; place < SIZE; place++) {
    if (points[place] === OUT) continue;
    const cell = cellAt(place, rate.windowMs);
    if (place < COUNTER) lose(points, place, weighty, fixedDoubt(cell, arrivals, refusal, rate));
    else if (counterAdmits(cell, arrivals, refusal, rate, place >= COUNTER_STRICT)) lose(points, place, weighty);
  }
}
function lose(points: Int8Array, place: number, weighty: boolean, doubt = 1): void {
  const lost = points[place] ?? OUT;
  if (lost !== OUT && doubt > 0 && (lost === 0 || weighty || doubt > 1)) points[place] = Math.min(9, lost + doubt);
}
export interface Weight {
  weighty: boolean;
  slack: number;
}

/** Takes away the points that all have lost: what no model explains was done by others. Says how many those were; null: none stands. */
export function settle(points: Int8Array): number | null {
  let fewest = 10;
  for (const one of points) if (one !== OUT && one < fewest) fewest = one;
  if (fewest === 10) return null;
  if (fewest > 0)
    for (let place = 0; place < SIZE; place++) if (points[place] !== OUT) points[place] = (points[place] ?? 0) - fewest;
  return fewest;
}

/** What is held by the models that go call by call, when a call sent then arrives. */
export const refusalOf = (asked: Asked, { tokens, anchor }: Known, rate: Rate, underWay: number): Refusal => ({
  underWay,
  sentAt: asked.sentAt,
  receivedAt: asked.receivedAt,
  tokensLeast: tokensAt(tokens, asked.sentAt, rate).least,
  anchoredMost: heldAt(anchor, asked, rate).most,
});
/** A call that was under way when a refusal came may have been let in before it: then there was one token less. */
export const withLate = (refusal: Refusal, sentAt: EpochMs): Refusal =>
  sentAt > refusal.receivedAt
    ? refusal
    : { ...refusal, tokensLeast: refusal.tokensLeast - 1, anchoredMost: refusal.anchoredMost + 1 };
