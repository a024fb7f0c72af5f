// The last call that worked, endpoint by endpoint: what a failure is compared with. Ledger and observation in, changes out.
import { matchEndpoint } from './endpoint.ts';
import type { Change, Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import { type RequestShape, requestShapeOf } from './request-shape.ts';
import type { EpochMs, HttpStatus } from './units.ts';

export interface LastSuccess {
  /** Surface, method and template (of an unknown path: the path), then base and key. */
  ref: string;
  endpoint: string;
  /** Id of its observation. */
  seenIn: string;
  startedAt: EpochMs;
  status: HttpStatus;
  request: RequestShape;
}

/** A page rarely uses more endpoints with more keys; the one that worked longest ago is forgotten first. */
const SUCCESSES_KEPT = 50;

/** HEAD is not GET here: it has no body to fail on. */
function endpointOf(observation: Observation): string {
  const template = matchEndpoint(observation).endpoint?.template ?? observation.path.slice(0, 200);
  return `${observation.surface} ${observation.method.toUpperCase()} ${template}`;
}
const refOf = ({ base, key }: Observation, endpoint: string): string => `${endpoint}|${base}|${key.keyId ?? '-'}`;

/** A call has ended and is no failure. Only what the server itself answered with 2xx counts as one that worked. */
export function noteSuccess(ledger: Ledger, observation: Observation): Change[] {
  const { id, status, startedAt, fromCache, failure } = observation;
  if (status === null || status < 200 || status > 299 || fromCache || failure !== null) return [];
  const endpoint = endpointOf(observation);
  const ref = refOf(observation, endpoint);
  const before = ledger.get('worked', ref);
  // Of calls side by side the one that was sent last is the last.
  if (before && before.startedAt > startedAt) return [];
  const value: LastSuccess = { ref, endpoint, seenIn: id, startedAt, status, request: requestShapeOf(observation) };
  const changes: Change[] = [{ room: 'worked', id: ref, value }];
  if (!before && ledger.size('worked') >= SUCCESSES_KEPT) {
    const oldest = [...ledger.all('worked')].reduce((a, b) => (b.startedAt < a.startedAt ? b : a));
    changes.push({ room: 'worked', id: oldest.ref, value: undefined });
  }
  return changes;
}

/** The last success of just this endpoint, base and key. */
export const successOf = (ledger: Ledger, observation: Observation): LastSuccess | undefined =>
  ledger.get('worked', refOf(observation, endpointOf(observation)));

/** Its body came later and shows that it did not work after all. */
export function takeBack(ledger: Ledger, { id }: Observation): Change[] {
  for (const { seenIn, ref } of ledger.all('worked')) if (seenIn === id) return [{ room: 'worked', id: ref, value: undefined }];
  return [];
}

/**
 * What a failed call is compared with: the last success of its endpoint that was sent no later. One with the same base and key
 * first, then the same base, then the same key, then any.
 */
export function lastSuccessFor(ledger: Ledger, observation: Observation): LastSuccess | null {
  const endpoint = endpointOf(observation);
  const nearness = ({ request }: LastSuccess): number =>
    (request.base === observation.base ? 2 : 0) + (request.key.keyId === observation.key.keyId ? 1 : 0);
  let found: LastSuccess | null = null;
  for (const one of ledger.all('worked')) {
    if (one.endpoint !== endpoint || one.startedAt > observation.startedAt || one.seenIn === observation.id) continue;
    const gain = found === null ? 1 : nearness(one) - nearness(found);
    if (found === null || gain > 0 || (gain === 0 && one.startedAt > found.startedAt)) found = one;
  }
  return found;
}
