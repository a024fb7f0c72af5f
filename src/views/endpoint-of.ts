// The endpoint of a call, looked up once a call: the list asks for it at every paint.
import type { Endpoint } from '../catalogue/index.ts';
import { matchEndpoint } from '../core/endpoint.ts';
import type { Observation } from '../core/observation.ts';

const found = new WeakMap<Observation, Endpoint | null>();

/** Null where the endpoint is not known. */
export function endpointOf(observation: Observation): Endpoint | null {
  let endpoint = found.get(observation);
  if (endpoint === undefined) found.set(observation, (endpoint = matchEndpoint(observation).endpoint));
  return endpoint;
}

/** `/jobs/{id}`; null where the endpoint is not known. */
export const templateOf = (observation: Observation): string | null => endpointOf(observation)?.template ?? null;
