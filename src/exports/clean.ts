// First step of every export: the entry is redacted once more, field by field. Capture has done so already and this changes nothing then;
// an export is the one place where a secret that slipped through would leave the machine.
import { redactHeaders, redactJson, redactQuery, redactText, redactUrl } from '../core/capture/redact.ts';
import { isSecretName, isTokenCount } from '../core/capture/secret-names.ts';
import type { Comparison } from '../core/comparison.ts';
import type { Diagnosis } from '../core/diagnosis.ts';
import type { Entry } from '../core/ledger.ts';
import type { KeySighting, Observation, RequestBody } from '../core/observation.ts';
import type { Header, Json } from '../core/units.ts';
import type { Phrase } from '../words/phrase.ts';

/** The same entry without anything that reads as a secret. Idempotent; never throws. */
export const cleanEntry = (entry: Entry): Entry => ({
  ...entry,
  observation: cleanObservation(entry.observation),
  diagnosis: cleanDiagnosis(entry.diagnosis),
  ...(entry.comparison && { comparison: cleanComparison(entry.comparison) }),
});

/** A value under a name that announces a secret goes as a whole; a number of tokens is none. */
function cleanComparison(comparison: Comparison): Comparison {
  const differences = comparison.differences.map((difference) => {
    const { place, name } = difference;
    const isSecret = place !== 'key' && isSecretName(name.split('.').at(-1) ?? '') && !isTokenCount(name);
    const clean = (value: string | null): string | null =>
      value === null ? null : isSecret ? '***' : place === 'base' ? redactUrl(value) : redactText(value);
    return { ...difference, name: redactText(name), was: clean(difference.was), is: clean(difference.is) };
  });
  return { ...comparison, differences, blind: comparison.blind.map((place) => redactText(place)) };
}

function cleanObservation(seen: Observation): Observation {
  const url = redactUrl(seen.url);
  const { text } = seen.responseBody;
  return {
    ...seen,
    url,
    base: redactUrl(seen.base),
    path: redactUrl(seen.path),
    query: redactQuery(url),
    initiator: seen.initiator === null ? null : redactUrl(seen.initiator),
    failure: seen.failure && { ...seen.failure, raw: redactText(seen.failure.raw) },
    key: cleanKey(seen.key),
    requestHeaders: cleanHeaders(seen.requestHeaders, 'request'),
    requestBody: cleanBody(seen.requestBody),
    responseHeaders: cleanHeaders(seen.responseHeaders, 'response'),
    responseBody: { ...seen.responseBody, text: text === null ? null : redactText(text) },
  };
}

const cleanHeaders = (headers: readonly Header[] | null, direction: 'request' | 'response'): Header[] | null =>
  headers &&
  redactHeaders(
    headers.map(([name, value]) => ({ name, value })),
    direction,
  );

/** Only the three forms that capture makes: the public id with its mask, the id alone, a salted hash. */
const cleanKey = (key: KeySighting): KeySighting => ({
  ...key,
  keyId: key.keyId !== null && /^(?:[\w-]{1,64}|#[0-9a-f]{8})$/.test(key.keyId) ? key.keyId : null,
  shown: /^(?:mk_live_[\w-]{1,64}(?:\.\*{3})?|#[0-9a-f]{8}|)$/.test(key.shown) ? key.shown : '***',
});

function cleanBody(body: RequestBody): RequestBody {
  if (body.kind === 'json') return { ...body, value: redactJson(body.value) };
  if (body.kind === 'broken-json') return { ...body, near: redactText(body.near) };
  return body.kind === 'form' ? { ...body, fields: body.fields.map((field) => redactText(field)) } : body;
}

const cleanDiagnosis = (diagnosis: Diagnosis): Diagnosis => ({
  ...diagnosis,
  what: cleanPhrase(diagnosis.what),
  causes: diagnosis.causes.map((cause) => ({ ...cause, says: cleanPhrase(cause.says) })),
  do: diagnosis.do.map((step) => ({
    ...step,
    says: cleanPhrase(step.says),
    ...(step.link === undefined ? {} : { link: redactUrl(step.link) }),
  })),
  facts: redactJson(diagnosis.facts as Json) as Diagnosis['facts'],
  alarms: diagnosis.alarms.map(cleanPhrase),
  retry: { ...diagnosis.retry, reason: cleanPhrase(diagnosis.retry.reason), notes: diagnosis.retry.notes.map(cleanPhrase) },
});

export const cleanPhrase = (phrase: Phrase): Phrase =>
  'values' in phrase ? ({ ...phrase, values: redactJson(phrase.values) } as Phrase) : phrase;
