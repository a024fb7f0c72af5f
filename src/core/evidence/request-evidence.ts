// All evidence for one failure, in the order of its weight: what the answer names first, then what the request shows.
import type { CatalogueEntry } from '../../catalogue/index.ts';
import type { Cause, Facts } from '../diagnosis.ts';
import type { EndpointMatch } from '../endpoint.ts';
import { seen } from './cause.ts';
import type { AnswerBody } from '../error-body.ts';
import type { Observation, Surface } from '../observation.ts';
import { isOutside } from '../what.ts';
import { bodyCauses } from './body-evidence.ts';
import { keyCauses, surfaceCauses } from './key-evidence.ts';
import { baseCauses, idCauses, listCauses, methodCauses, pathCauses, queryCauses } from './path-evidence.ts';

export interface Circumstances {
  observation: Observation;
  answer: AnswerBody;
  match: EndpointMatch;
  entry: CatalogueEntry;
  facts: Facts;
  elsewhere: { keyWorksOn: readonly Surface[] };
}

/** Causes that can be seen. Only those that bear on the kind of failure: a wrong field explains a 400, not a 503. */
export function requestCauses(circumstances: Circumstances): Cause[] {
  const { observation, answer, entry } = circumstances;
  const outside = isOutside(answer, observation) ? [seen({ id: 'cause.not-the-api' }, 'answer body')] : [];
  const named = answerCauses(circumstances);
  const request = WEIGHING[entry.category]?.(circumstances) ?? [];
  const base = isAnsweredThere(answer, observation) ? [] : baseCauses(observation);
  return [...base, ...outside, ...named, ...request];
}

/** An error in the API's own form, and not one of place or key: then the API is served at this base after all. */
const isAnsweredThere = (answer: AnswerBody, { status }: Observation): boolean =>
  answer.kind === 'envelope' && status !== null && ![401, 403, 404, 405].includes(status);

function answerCauses({ facts, entry }: Circumstances): Cause[] {
  const { creditsRequired: required, creditsAvailable: available } = facts;
  const where = 'answer error';
  const causes: Cause[] = [];
  if (facts.field !== undefined) causes.push(seen({ id: 'cause.answer-names-field', values: { field: facts.field } }, where));
  if (facts.scope !== undefined) causes.push(seen({ id: 'cause.answer-names-scope', values: { scope: facts.scope } }, where));
  if (required !== undefined && available !== undefined) {
    causes.push(seen({ id: 'cause.answer-names-credits', values: { required, available } }, where));
  }
  const isOther = facts.message !== undefined && isAboutAnother(facts.message, entry.category);
  if (causes.length === 0 && facts.message !== undefined && (entry.category === 'bad-request' || isOther)) {
    causes.push(seen({ id: 'cause.answer-says', values: { message: facts.message } }, where));
  }
  return causes;
}

/** What the documented messages of a category say (error-codes page). */
const TOPICS: readonly [RegExp, CatalogueEntry['category']][] = [
  [/\binsufficient credits\b/i, 'insufficient-credits'],
  [/\bmissing (?:required )?scope\b/i, 'missing-scope'],
  [/\binvalid api key\b/i, 'unauthorized'],
  [/\btoo many requests\b/i, 'rate-limited'],
  [/\bno active generator\b/i, 'no-generator'],
  [/\bvalidation failed\b/i, 'bad-request'],
];
/** A message that the documents know from another kind of failure than the status tells. */
const isAboutAnother = (message: string, category: CatalogueEntry['category']): boolean =>
  TOPICS.some(([words, topic]) => topic !== category && words.test(message));

type Weigh = (circumstances: Circumstances) => Cause[];
const request: Weigh = ({ observation, match }) => [
  ...methodCauses(observation, match),
  ...bodyCauses(observation, match.endpoint),
  ...queryCauses(observation, match.endpoint),
];
const WEIGHING: Partial<Record<CatalogueEntry['category'], Weigh>> = {
  'bad-request': request,
  unauthorized: ({ observation, elsewhere }) => [...keyCauses(observation), ...surfaceCauses(observation, elsewhere.keyWorksOn)],
  'missing-scope': ({ observation }) => keyCauses(observation),
  'not-found': ({ observation, match, facts }) => [
    ...methodCauses(observation, match),
    ...pathCauses(observation, match, facts.message),
    ...idCauses(observation, match),
    ...listCauses(observation, match),
  ],
};
