// One sentence about this call, with the values read from it. Entry and facts in, phrase out.
import type { CatalogueEntry } from '../catalogue/index.ts';
import type { Facts } from './diagnosis.ts';
import { type AnswerBody, isFields } from './error-body.ts';
import { isKeySeenAbsent } from './evidence/key-evidence.ts';
import { saysRequired } from './facts.ts';
import type { Observation } from './observation.ts';
import type { Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

export interface WhatHappened {
  observation: Observation;
  answer: AnswerBody;
  entry: CatalogueEntry;
  facts: Facts;
}

/** The most telling sentence that the facts allow; without facts the entry's own, or a careful one for an answer not of the API. */
export function whatOf({ observation, answer, entry, facts }: WhatHappened): Phrase {
  const isRefused = observation.status === 401 || observation.status === 403;
  if (isRefused && isForeign(answer, observation)) return { id: 'what.refused-in-front' };
  const byFacts = CATEGORY[entry.category]?.(facts, observation, answer);
  if (byFacts) return byFacts;
  const { status } = observation;
  if (isUnexplained(entry) && status !== null) {
    return facts.message === undefined
      ? { id: 'what.unknown', values: { status } }
      : { id: 'what.said', values: { status, message: facts.message } };
  }
  return isOutside(answer, observation) ? (entry.whatOutside ?? entry.what) : entry.what;
}

const isUnexplained = ({ id }: CatalogueEntry): boolean => /^http-(?:1xx|4xx|5xx|other)$/.test(id);

/** The answer has a body, and it is not the API's: a proxy or gateway spoke. An empty or unseen body says nothing. */
export const isOutside = (answer: AnswerBody, { status }: Pick<Observation, 'status'>): boolean =>
  status !== null &&
  status >= 400 &&
  (isRelayed(answer) || answer.kind === 'html' || answer.kind === 'text' || (answer.kind === 'json' && !isMute(answer.json)));

/** `{"error": ""}`, `null`, a list: the API's form with nothing in it that can be read. */
const isMute = (json: Json): boolean => isFields(json) && Object.hasOwn(json, 'error');

/** A whole answer in another form: HTML, text, or JSON without `error`. A relay's envelope is not one. */
export const isForeign = (answer: AnswerBody, observation: Pick<Observation, 'status'>): boolean =>
  isOutside(answer, observation) && answer.kind !== 'envelope';

/** `{ok: false, error}`: a shop's relay, which sends statuses of its own (client prestashop-qamera). */
const isRelayed = (answer: AnswerBody): boolean =>
  answer.kind === 'envelope' && isFields(answer.json) && answer.json['ok'] === false;

type Say = (facts: Facts, observation: Observation, answer: AnswerBody) => Phrase | null;
const CATEGORY: Partial<Record<CatalogueEntry['category'], Say>> = {
  'bad-request': ({ field, message }, { requestBody: body, status }) => {
    if (status !== 400 && status !== 422) return null;
    if (field !== undefined && message !== undefined && saysRequired(message, field))
      return { id: 'what.field-required', values: { field } };
    if (body.kind === 'broken-json') return { id: 'what.json-broken', values: { line: body.line, column: body.column } };
    return message === undefined ? null : { id: 'what.bad-request-said', values: { message } };
  },
  unauthorized: (_, observation, answer) => {
    const isLive = observation.source !== 'file' && observation.source !== 'paste';
    if (!isKeySeenAbsent(observation)) return null;
    if (isLive) return { id: 'what.key-absent' };
    // A file may leave the header out: of the key itself only the API's own words tell.
    return answer.kind === 'envelope' && !isOutside(answer, observation) ? null : { id: 'what.unauthorized-outside' };
  },
  'insufficient-credits': ({ creditsRequired: required, creditsAvailable: available, creditsShort: short }) =>
    required !== undefined && available !== undefined && short !== undefined
      ? { id: 'what.credits-short', values: { required, available, short } }
      : null,
  'missing-scope': ({ scope }) => (scope === undefined ? null : { id: 'what.scope-missing', values: { scope } }),
  'not-found': ({ message }, { method, path }) =>
    message === undefined ? null : { id: 'what.not-found-said', values: { message, call: `${method} ${path}` } },
  network: (_, { failure, status }) => (failure?.kind === 'blocked' && status !== null ? { id: 'what.blocked-answer' } : null),
};
