// Documented causes that this call rules out, or says better itself: they are not told again. Evidence in, ids to leave out out.
import type { Cause } from '../diagnosis.ts';
import type { EndpointMatch } from '../endpoint.ts';
import { isFields } from '../error-body.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';

type CauseId = Cause['says']['id'];

/** What a seen cause makes needless. */
const SAID_BETTER: readonly [seen: CauseId, needless: CauseId[]][] = [
  ['cause.answer-names-scope', ['cause.scope-unseen']],
  ['cause.answer-names-field', ['cause.schema-unseen']],
  [
    'cause.json-broken',
    ['cause.json-broken-unseen', 'cause.field-missing-unseen', 'cause.type-wrong-unseen', 'cause.schema-unseen'],
  ],
  ['cause.field-missing', ['cause.field-missing-unseen', 'cause.schema-unseen']],
  ['cause.field-empty', ['cause.field-missing-unseen', 'cause.schema-unseen']],
  ['cause.either-missing', ['cause.field-missing-unseen', 'cause.schema-unseen']],
  ['cause.body-absent', ['cause.field-missing-unseen', 'cause.json-broken-unseen', 'cause.schema-unseen']],
  ['cause.content-type-wrong', ['cause.content-type-unseen']],
  ['cause.content-type-absent', ['cause.content-type-unseen']],
  ['cause.method-wrong', ['cause.method-unseen', 'cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.path-doubled', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.path-other-surface', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.path-nearest', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.list-no-id', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.base-other-host', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.id-sent', ['cause.id-wrong-unseen', 'cause.other-account-unseen', 'cause.deleted-unseen']],
  ['cause.key-absent', ['cause.key-header-unseen', 'cause.key-plugin-header-unseen', 'cause.key-typo-unseen']],
  ['cause.key-empty', ['cause.key-revoked-unseen', 'cause.key-typo-unseen']],
  ['cause.key-word', ['cause.key-revoked-unseen', 'cause.key-typo-unseen']],
  ['cause.key-cut', ['cause.key-revoked-unseen', 'cause.key-typo-unseen']],
  ['cause.key-ordinary', ['cause.key-ordinary-unseen', 'cause.key-revoked-unseen', 'cause.key-typo-unseen']],
  ['cause.job-code', ['cause.job-failed-unseen']],
  ['cause.item-code', ['cause.items-failed-unseen']],
  ['cause.answer-says', ['cause.error-in-success-unseen']],
  ['cause.cors-origin-absent', ['cause.cors-origin-unseen', 'cause.preflight-origin-unseen']],
  ['cause.cors-origin-other', ['cause.cors-origin-unseen', 'cause.preflight-origin-unseen']],
  ['cause.preflight-header', ['cause.preflight-headers-unseen']],
];

/** Ids of catalogue causes that must not be told for this call. */
export function refutedBy(
  causes: readonly Cause[],
  { requestBody, key, requestHeaders }: Observation,
  match: EndpointMatch,
): Set<CauseId> {
  const told = new Set(causes.map(({ says }) => says.id));
  const refuted = new Set(SAID_BETTER.flatMap(([id, needless]) => (told.has(id) ? needless : [])));
  const isPlainJson = requestBody.kind === 'json' && isFields(requestBody.value);
  if (isPlainJson || requestBody.kind === 'none' || requestBody.kind === 'form') refuted.add('cause.json-broken-unseen');
  const isTyped = /[/+]json\b/i.test(headerValue(requestHeaders, 'content-type') ?? '');
  if (isTyped && requestBody.kind === 'json') refuted.add('cause.content-type-unseen');
  if (key.via !== 'none' && key.via !== 'unseen' && key.via !== 'query') refuted.add('cause.key-header-unseen');
  if (key.shape === 'well-formed' && key.via !== 'authorization') refuted.add('cause.key-plugin-header-unseen');
  // Every field of a known endpoint was looked at, and none is missing.
  const isWhole =
    requestBody.kind === 'json' && !requestBody.cut && match.endpoint?.body === 'json' && match.endpoint.fields.length > 0;
  const isLacking = ['cause.field-missing', 'cause.field-empty', 'cause.either-missing', 'cause.field-type'].some((id) =>
    told.has(id as CauseId),
  );
  if (isWhole && !isLacking && isPlainJson && !told.has('cause.answer-names-field')) refuted.add('cause.field-missing-unseen');
  return refuted;
}
