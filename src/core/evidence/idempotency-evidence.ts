// Why an Idempotency-Key does not make the repeat safe: observation and repeat verdict in, causes out. Source: OpenAPI preamble.
import type { CatalogueEntry } from '../../catalogue/index.ts';
import type { Cause, RepeatSafety } from '../diagnosis.ts';
import type { KeyUse } from '../idempotency.ts';
import type { LostCall } from '../lost-call.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import { hasIdempotencyKey } from '../repeat-safety.ts';
import { seen } from './cause.ts';
import type { EpochMs } from '../units.ts';

interface Sent {
  observation: Observation;
  entry: CatalogueEntry;
  repeat: RepeatSafety;
  /** Another server answered in the API's place. */
  relayed: boolean;
  usedBefore: KeyUse | null;
  lostBefore: LostCall | null;
}
const secondsTo = (at: EpochMs, earlier: { startedAt: EpochMs }): number => Math.floor((at - earlier.startedAt) / 1000);
const WHERE = 'header Idempotency-Key';

/** Only where the repeat is in doubt, or the key is what is wrong, and a header of that name was sent. */
export function idempotencyCauses({ observation, entry, repeat, relayed, usedBefore, lostBefore }: Sent): Cause[] {
  const { surface, method, requestHeaders, startedAt } = observation;
  const isAtFault = repeat.reason.id === 'repeat.key-reused' || (entry.category === 'conflict' && entry.status === 409);
  if (usedBefore && (isAtFault || repeat.verdict === 'check-first')) {
    return [
      seen(
        { id: 'cause.idempotency-key-reused', values: { seconds: secondsTo(startedAt, usedBefore), call: usedBefore.call } },
        WHERE,
      ),
    ];
  }
  if (lostBefore && repeat.verdict === 'check-first') {
    const values = { seconds: secondsTo(startedAt, lostBefore), call: lostBefore.call };
    return [seen({ id: 'cause.idempotency-key-fresh', values }, WHERE)];
  }
  const value = headerValue(requestHeaders, 'idempotency-key');
  if (repeat.verdict !== 'check-first' || value === null || surface !== 'plugin' || method.toUpperCase() !== 'POST') return [];
  if (hasIdempotencyKey(observation)) return relayed ? [seen({ id: 'cause.idempotency-key-relayed' }, WHERE)] : [];
  const sent = value.replaceAll(/["']/g, '').trim().slice(0, 40);
  return [
    seen(sent === '' ? { id: 'cause.idempotency-key-empty' } : { id: 'cause.idempotency-key-void', values: { sent } }, WHERE),
  ];
}
