// Where others spend the key too, no model is sure: each foretells a chance, and is believed as far as its earlier chances came true.
import type { DurationMs, EpochMs } from '../units.ts';
import { countBefore, type Rate } from './arrivals.ts';
import { CELLS, cellAt, COUNTER, COUNTER_STRICT, FIXED, LOG, LOG_REFUSED, OUT, TOKEN, type Known } from './beliefs.ts';
import { forward, type Others } from './elsewhere.ts';
import { fixedOpens, type Asked } from './fixed-window.ts';
import { counterOpens } from './sliding-counter.ts';
import { EDGE_MS } from './sliding-log.ts';

/** Kinds of limiter, and how likely each is before anything is known: the documentation says "sliding window". */
const PRIORS = [0.4, 0.15, 0.1, 0.1, 0.15, 0.05, 0.05] as const;
/** Log-likelihood of each kind, the best 0; by what it foretold of calls sent during blocks. */
export type Trust = readonly number[];
export const EVEN_TRUST: Trust = PRIORS.map(() => 0);

export interface Blocked extends Known {
  rate: Rate;
  points: Int8Array;
  /** The last refused call; nothing sent after it was let in. */
  refused: Asked;
  others: { plain: Others; refused: Others };
  trust: Trust;
}
/** A kind's chance that a call which arrives then is let in; null: no reading of that kind is left. */
type Chance = ((at: EpochMs) => number) | null;

function chancesOf(blocked: Blocked): Chance[] {
  const { arrivals, points, others, rate } = blocked;
  const counted = arrivals.possible.received;
  const logged = [...counted, ...arrivals.refused.received].toSorted((a, b) => a - b);
  return [
    points[LOG] === OUT ? null : logChance(counted, others.plain, rate),
    points[LOG_REFUSED] === OUT ? null : logChance(logged, others.refused, rate),
    points[TOKEN] === OUT ? null : tokenChance(blocked),
    anchoredChance(blocked),
    cellsChance(blocked, FIXED, (place, from) => fixedOpens(cellAt(place, rate.windowMs), counted, from, rate, blocked.refused)),
    cellsChance(blocked, COUNTER, (place, from) =>
      counterOpens(cellAt(place, rate.windowMs), counted, from, rate, false, blocked.refused),
    ),
    cellsChance(blocked, COUNTER_STRICT, (place, from) =>
      counterOpens(cellAt(place, rate.windowMs), counted, from, rate, true, blocked.refused),
    ),
  ];
}

/** What of ours has left the log by then is known; of the others' calls a mean and a spread. */
function logChance(own: readonly EpochMs[], others: Others, rate: Rate): Chance {
  return (at) => {
    const { mean, variance } = forward(others, at, rate);
    const held = own.length - countBefore(own, at - rate.windowMs - EDGE_MS);
    return normal((rate.limit - 0.5 - held - mean) / Math.sqrt(variance + 0.01));
  };
}
/** A bucket that refused held less than one token, evenly spread; it fills, and the others take their share. */
function tokenChance({ refused, others: { plain }, rate }: Blocked): Chance {
  return (at) => {
    const windows = Math.max(0, at - refused.receivedAt) / rate.windowMs;
    const taken = plain.pace * windows;
    return normal((rate.limit * windows - 0.5 - taken) / Math.sqrt(1 / 12 + taken * plain.burst));
  };
}
/** The window began between two bounds (evenly spread). Where it was over before the refusal, others had opened the next at once. */
function anchoredChance({ anchor, refused, rate: { windowMs } }: Blocked): Chance {
  const latest = anchor?.latest ?? refused.receivedAt;
  const earliest = anchor?.openedAfter ?? latest - windowMs;
  const ends = Array.from({ length: STARTS }, (_, i) => {
    const began = earliest + ((latest - earliest) * (i + 0.5)) / STARTS;
    return began + windowMs * Math.max(1, Math.ceil((refused.sentAt - began) / windowMs));
  });
  return (at) => ends.filter((end) => end <= at).length / STARTS;
}
const STARTS = 16;

/** The share of the cells left that open by then; cells that doubts speak against count less. */
function cellsChance({ points, refused }: Blocked, start: number, opens: (place: number, from: EpochMs) => EpochMs): Chance {
  const instants: [at: EpochMs, weight: number][] = [];
  let sum = 0;
  for (let place = start; place < start + CELLS; place++) {
    const lost = points[place] ?? OUT;
    if (lost === OUT || (place % THINNED !== 0 && sum > 0 && instants.length > FEW)) continue;
    const weight = 2 ** -lost;
    sum += weight;
    instants.push([opens(place, refused.receivedAt), weight]);
  }
  if (sum === 0) return null;
  return (at) => instants.reduce((share, [instant, weight]) => (instant <= at ? share + weight : share), 0) / sum;
}
/** Where many cells stand, every fourth speaks for them. */
const THINNED = 4;
const FEW = 12;

function believed(chances: readonly Chance[], trust: Trust): number[] {
  return chances.map((chance, kind) => (chance ? (PRIORS[kind] ?? 0) * Math.exp(trust[kind] ?? 0) : 0));
}

/** The first instant in [from, latest] at which a call is let in with that chance, the kinds weighed by trust. */
export function opensLikely(blocked: Blocked, from: EpochMs, latest: EpochMs, sure: number): EpochMs {
  const chances = chancesOf(blocked);
  const weights = believed(chances, blocked.trust);
  const enough = sure * weights.reduce((a, b) => a + b, 0);
  const isLikely = (at: EpochMs): boolean =>
    chances.reduce((sum, chance, kind) => sum + (weights[kind] ? (weights[kind] ?? 0) * (chance?.(at) ?? 0) : 0), 0) >= enough;
  if (latest <= from || isLikely(from)) return from;
  const step = (latest - from) / STEPS;
  let early = from;
  let late = latest;
  for (let i = 1; i < STEPS; i++) {
    if (isLikely(from + i * step)) {
      late = from + i * step;
      break;
    }
    early = from + i * step;
  }
  while (late - early > FINE_MS) {
    const middle = (early + late) / 2;
    if (isLikely(middle)) late = middle;
    else early = middle;
  }
  return late;
}
const STEPS = 60;
const FINE_MS: DurationMs = 20;

/** Trust after a call sent during the block was let in or refused: each kind answers for the chance it had given. */
export function judged(blocked: Blocked, arrivedAt: EpochMs, letIn: boolean): Trust {
  const gained = chancesOf(blocked).map((chance, kind) => {
    const said = Math.min(CERTAIN, Math.max(1 - CERTAIN, chance?.(arrivedAt) ?? 0.5));
    return (blocked.trust[kind] ?? 0) * FADING + Math.log(letIn ? said : 1 - said);
  });
  const best = Math.max(...gained);
  return gained.map((one) => Math.max(LEAST_TRUST, one - best));
}
/** No chance is believed further than this: the models are cruder than that. */
const CERTAIN = 0.97;
const FADING = 0.97;
const LEAST_TRUST = -7;

/** Share of a standard normal distribution below z (logistic approximation, off by less than 0.01). */
const normal = (z: number): number => 1 / (1 + Math.exp(-1.702 * z));
