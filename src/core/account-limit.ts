// The limit that the API itself gives a key: the answer to GET /me in, calls a minute out (qamera-api.md sections 5 and 8).
import { matchEndpoint } from './endpoint.ts';
import { answerOf, isFields } from './error-body.ts';
import type { Observation } from './observation.ts';

const LIMIT_MOST = 1_000_000;

/** `rate_limit_per_min` of a healthy GET /me on Plugin; null for any other call, or a value that is no whole number from 1 on. */
export function accountLimitIn(observation: Observation): number | null {
  const { status, surface, method } = observation;
  if (status !== 200 || surface !== 'plugin' || method.toUpperCase() !== 'GET') return null;
  if (matchEndpoint(observation).endpoint?.template !== '/me') return null;
  const answer = answerOf(observation);
  if (answer.kind !== 'json' && answer.kind !== 'envelope') return null;
  const limit = isFields(answer.json) ? answer.json['rate_limit_per_min'] : undefined;
  return typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MOST ? limit : null;
}
