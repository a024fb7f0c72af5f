// "Why did it work before?": a failed call with its diagnosis beside the last success of its endpoint; the differences, likeliest first.
// None is said to be the cause: they are what differs, in an order that has a reason.
import { matchEndpoint } from './endpoint.ts';
import type { Category, Diagnosis } from './diagnosis.ts';
import type { LastSuccess } from './last-success.ts';
import type { Observation } from './observation.ts';
import { compareRequests, type Difference } from './request-diff.ts';
import { requestShapeOf } from './request-shape.ts';
import type { Phrase } from '../words/phrase.ts';
import type { EpochMs, HttpStatus } from './units.ts';

/** Why a difference stands where it stands, the strongest first. */
const RANKS = [
  'named',
  'evidence',
  'key',
  'base',
  'content-type',
  'required',
  'type',
  'id',
  'removed',
  'changed',
  'added',
] as const;
export type Rank = (typeof RANKS)[number];

/** Whose change it would be if the request were the same. */
export type Side = 'credits' | 'budget' | 'jobs' | 'key' | 'scope' | 'resource' | 'server' | 'way' | 'unknown';

export interface Comparison {
  /** The success: when it was sent, what it was answered. */
  at: EpochMs;
  status: HttpStatus;
  differences: (Difference & { rank: Rank })[];
  /** How many more there are. */
  more: number;
  /** What could not be compared: masked, cut or not seen. */
  blind: string[];
  side: Side;
}

/** More teach nothing: two requests that share little are two different calls. */
const DIFFERENCES_KEPT = 12;
const BLIND_KEPT = 6;

export function compareWith(
  worked: LastSuccess,
  observation: Observation,
  diagnosis: Pick<Diagnosis, 'category' | 'causes' | 'facts'>,
): Comparison {
  const { differences, blind } = compareRequests(worked.request, requestShapeOf(observation));
  const ranked = differences
    .map((difference) => ({ ...difference, rank: rankOf(difference, observation, diagnosis) }))
    .toSorted((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
  return {
    at: worked.startedAt,
    status: worked.status,
    differences: ranked.slice(0, DIFFERENCES_KEPT),
    more: Math.max(0, ranked.length - DIFFERENCES_KEPT),
    blind: [...new Set(blind)].slice(0, BLIND_KEPT),
    side: SIDES[diagnosis.category] ?? 'unknown',
  };
}

/** What is said above the differences, `time` as the reader sees it: that it differs, or whose change it is if nothing does. */
export function saysOf({ status, differences, more, side }: Comparison, time: string): Phrase[] {
  const count = differences.length + more;
  if (count === 0) return [{ id: 'worked.same', values: { time, status } }, { id: `worked.same.${side}` }];
  const differs: Phrase = { id: 'worked.differs', values: { count, time, status } };
  return side === 'credits' || side === 'budget' || side === 'jobs' || side === 'server' || side === 'way'
    ? [{ id: `worked.aside.${side}` }, differs]
    : [differs];
}

function rankOf(difference: Difference, observation: Observation, { causes, facts }: Pick<Diagnosis, 'causes' | 'facts'>): Rank {
  const { place, name, change } = difference;
  if (isNamed(difference, facts)) return 'named';
  if (causes.some(({ evidence, where }) => evidence === 'seen' && where !== undefined && isPlaceOf(difference, where)))
    return 'evidence';
  if (place === 'key' || place === 'base') return place;
  if (place === 'header' && name === 'content-type') return 'content-type';
  if (place === 'body' && change === 'removed' && isRequired(name, observation)) return 'required';
  if (change === 'type') return 'type';
  if (place === 'path' || (place !== 'header' && /(?:^|[._])id$|Id$/.test(name))) return 'id';
  return change === 'form' ? 'changed' : change;
}

/** The field that the answer names, written flat or nested (`productId`, `config.product.id`); a scope belongs to the key. */
function isNamed({ place, name }: Difference, { field, scope }: Diagnosis['facts']): boolean {
  if (place === 'key') return scope !== undefined;
  if (field === undefined || name === '' || (place !== 'body' && place !== 'query')) return false;
  const plain = (path: string): string => path.toLowerCase().replaceAll(/[._-]/g, '');
  return (
    plain(name) === plain(field) ||
    plain(name).endsWith(plain(field)) ||
    field.startsWith(`${name}.`) ||
    name.startsWith(`${field}.`)
  );
}

/** `where` as the causes have it: `body config.product.id`, `header X-Api-Key`, `query count`, `path`, `base address`, `headers`. */
function isPlaceOf({ place, name }: Difference, where: string): boolean {
  if (place === 'key') return /^header (?:X-Api-Key|Authorization)$|^headers$/.test(where);
  if (place === 'base') return where === 'base address';
  if (place === 'path') return where === 'path';
  const [kind, ...names] = where.split(/,? /);
  if (kind !== place) return false;
  if (name === '') return true;
  return names.some(
    (one) => one.toLowerCase() === name.toLowerCase() || one.startsWith(`${name}.`) || name.startsWith(`${one}.`),
  );
}

function isRequired(name: string, observation: Observation): boolean {
  const { endpoint } = matchEndpoint(observation);
  const required = (endpoint?.fields ?? []).filter((field) => field.required).map(({ path }) => path);
  return [...required, ...(endpoint?.either ?? []).flat()].some((path) => path === name || path.startsWith(`${name}.`));
}

const SIDES: Partial<Record<Category, Side>> = {
  'insufficient-credits': 'credits',
  'rate-limited': 'budget',
  'concurrency-limited': 'jobs',
  unauthorized: 'key',
  'missing-scope': 'scope',
  'not-found': 'resource',
  conflict: 'resource',
  gone: 'resource',
  'server-error': 'server',
  'upstream-error': 'server',
  'no-generator': 'server',
  timeout: 'way',
  network: 'way',
  aborted: 'way',
  'cors-blocked': 'way',
};
