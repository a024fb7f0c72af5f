// Why an Idempotency-Key does not make the repeat safe: observation and repeat verdict in, causes out. Source: OpenAPI preamble.
import type { Cause, RepeatSafety } from '../diagnosis.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import { hasIdempotencyKey } from '../repeat-safety.ts';
import { seen } from './cause.ts';

/** Only where the repeat is in doubt, and a header of that name was sent. `relayed`: another server answered in the API's place. */
export function idempotencyCauses(observation: Observation, { verdict }: RepeatSafety, relayed: boolean): Cause[] {
  const { surface, method, requestHeaders } = observation;
  const value = headerValue(requestHeaders, 'idempotency-key');
  if (verdict !== 'check-first' || value === null || surface !== 'plugin' || method.toUpperCase() !== 'POST') return [];
  const where = 'header Idempotency-Key';
  if (hasIdempotencyKey(observation)) return relayed ? [seen({ id: 'cause.idempotency-key-relayed' }, where)] : [];
  const sent = value.replaceAll(/["']/g, '').trim().slice(0, 40);
  return [
    seen(sent === '' ? { id: 'cause.idempotency-key-empty' } : { id: 'cause.idempotency-key-void', values: { sent } }, where),
  ];
}
