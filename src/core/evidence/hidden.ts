// Why a documented cause can be named but not checked: cause and observation in, the side that hides it out.
import type { Cause } from '../diagnosis.ts';
import type { Observation } from '../observation.ts';

/** `capture` = a part of the call that would show it was not captured; `browser` = the browser does not say; `server` = only the server knows. */
export type Hidden = 'capture' | 'browser' | 'server';

type CauseId = Cause['says']['id'];
const IN_BODY: ReadonlySet<CauseId> = new Set<CauseId>([
  'cause.field-missing-unseen',
  'cause.type-wrong-unseen',
  'cause.json-broken-unseen',
  'cause.schema-unseen',
  'cause.values-unseen',
  'cause.content-type-unseen',
]);
const IN_HEADERS: ReadonlySet<CauseId> = new Set<CauseId>([
  'cause.key-header-unseen',
  'cause.key-plugin-header-unseen',
  'cause.content-type-unseen',
]);
const IN_ANSWER: ReadonlySet<CauseId> = new Set<CauseId>([
  'cause.cors-origin-unseen',
  'cause.preflight-origin-unseen',
  'cause.preflight-headers-unseen',
]);

/** For a cause with evidence `unseen`. What was captured and yet does not show it is the server's to know. */
export function hiddenBy({ says: { id } }: Cause, observation: Observation): Hidden {
  const { status, requestHeaders, requestBody, key } = observation;
  if (IN_BODY.has(id) && (requestBody.kind === 'unseen' || (requestBody.kind === 'json' && requestBody.cut))) return 'capture';
  if (IN_HEADERS.has(id) && (requestHeaders === null || key.via === 'unseen')) return 'capture';
  if (status === null) return 'browser';
  return IN_ANSWER.has(id) ? 'capture' : 'server';
}
