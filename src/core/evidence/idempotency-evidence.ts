// Why an Idempotency-Key does not make the repeat safe: observation and repeat verdict in, causes out. Source: OpenAPI preamble.
import type { CatalogueEntry } from '../../catalogue/index.ts';
import type { Cause, RepeatSafety } from '../diagnosis.ts';
import type { KeyUse } from '../idempotency.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import { hasIdempotencyKey } from '../repeat-safety.ts';
import { seen } from './cause.ts';

interface Sent {
  observation: Observation;
  entry: CatalogueEntry;
  repeat: RepeatSafety;
  /** Another server answered in the API's place. */
  relayed: boolean;
  usedBefore: KeyUse | null;
}
const WHERE = 'header Idempotency-Key';

/** Only where the repeat is in doubt, or the key is what is wrong, and a header of that name was sent. */
export function idempotencyCauses({ observation, entry, repeat, relayed, usedBefore }: Sent): Cause[] {
  const { surface, method, requestHeaders, startedAt } = observation;
  const isAtFault = repeat.reason.id === 'repeat.key-reused' || (entry.category === 'conflict' && entry.status === 409);
  if (usedBefore && (isAtFault || repeat.verdict === 'check-first')) {
    const seconds = Math.floor((startedAt - usedBefore.startedAt) / 1000);
    return [seen({ id: 'cause.idempotency-key-reused', values: { seconds, call: usedBefore.call } }, WHERE)];
  }
  const value = headerValue(requestHeaders, 'idempotency-key');
  if (repeat.verdict !== 'check-first' || value === null || surface !== 'plugin' || method.toUpperCase() !== 'POST') return [];
  if (hasIdempotencyKey(observation)) return relayed ? [seen({ id: 'cause.idempotency-key-relayed' }, WHERE)] : [];
  const sent = value.replaceAll(/["']/g, '').trim().slice(0, 40);
  return [
    seen(sent === '' ? { id: 'cause.idempotency-key-empty' } : { id: 'cause.idempotency-key-void', values: { sent } }, WHERE),
  ];
}
