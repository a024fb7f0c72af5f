// Which rows are polling: a page that asks the same free question again and again, so that the list can leave them out.
import type { Row } from '../core/rows.ts';
import { endpointOf } from './endpoint-of.ts';

/** Three times or more, no further apart than this on the middle: the public client polls a job every 3 s and an analysis every 5 s. */
const POLLING_GAP_MS = 20_000;
const POLLING_TIMES = 3;

/** A GET that follows a job or an order, or one that was repeated at short intervals. */
export function isPolling({ latest, entries }: Row): boolean {
  const { observation } = latest;
  if (observation.method !== 'GET') return false;
  if (endpointOf(observation)?.follows !== undefined) return true;
  if (entries.length < POLLING_TIMES) return false;
  const recent = entries.slice(-10).map((entry) => entry.observation.startedAt);
  const gaps = recent.slice(1).map((at, place) => at - (recent[place] ?? at));
  const middle = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Infinity;
  // A burst of the same call at once is no polling.
  return middle <= POLLING_GAP_MS && middle >= 500;
}
