// A row of the list, or a call under way, as the filter looks at it. The text of each is made once.
import type { RetryPlan } from '../core/diagnosis.ts';
import type { Entry } from '../core/ledger.ts';
import type { Observation, RequestBody } from '../core/observation.ts';
import type { Row } from '../core/rows.ts';
import { templateOf } from './endpoint-of.ts';
import type { Subject, Trait } from './filter.ts';
import { isPolling } from './polling.ts';
import { messageOf } from './said.ts';
import { label, language, speak } from './speak.ts';

const subjects = new WeakMap<Row, { plan: RetryPlan; subject: Subject }>();

/** `plan`: the row's plan as it stands now. A row that did not change, under the same plan, gives the same subject. */
export function subjectOfRow(row: Row, plan: RetryPlan): Subject {
  const known = subjects.get(row);
  if (known?.plan === plan) return known.subject;
  const subject = madeOf(row, plan);
  subjects.set(row, { plan, subject });
  return subject;
}

function madeOf(row: Row, plan: RetryPlan): Subject {
  const { observation, diagnosis } = row.latest;
  const traits: Trait[] = [];
  if (row.count > 1) traits.push('repeated');
  if (isPolling(row)) traits.push('polling');
  if (observation.failure?.kind === 'preflight') traits.push('preflight');
  return {
    observation,
    template: templateOf(observation),
    category: diagnosis.category,
    verdict: plan.verdict,
    notBefore: plan.notBefore,
    traits,
    text: () => remembered(row.latest, () => textOfEntry(row.latest)),
  };
}

export const subjectOfCall = (observation: Observation): Subject => ({
  observation,
  template: templateOf(observation),
  category: null,
  verdict: null,
  notBefore: null,
  traits: ['pending'],
  text: () => remembered(observation, () => textOfCall(observation)),
});

const texts = new WeakMap<object, { tag: string; text: string }>();
function remembered(of: object, make: () => string): string {
  const tag = language.value;
  let known = texts.get(of);
  if (known?.tag !== tag) texts.set(of, (known = { tag, text: make().toLowerCase() }));
  return known.text;
}

function textOfEntry(entry: Entry): string {
  const { observation, diagnosis } = entry;
  const { what, causes, facts, category, retry } = diagnosis;
  const sentences = [what, retry.reason, ...causes.map(({ says }) => says), ...diagnosis.do.map(({ says }) => says)];
  return [
    textOfCall(observation),
    label(`category.${category}`),
    category,
    ...Object.values(facts).map(String),
    messageOf(entry) ?? '',
    ...sentences.map(speak),
  ].join('\n');
}

function textOfCall(observation: Observation): string {
  const { method, url, status, key, failure, requestHeaders, responseHeaders, requestBody, responseBody } = observation;
  const headers = [...(requestHeaders ?? []), ...(responseHeaders ?? [])].map((header) => header.join(': '));
  return [
    method,
    url,
    status ?? '',
    key.shown,
    failure?.raw ?? '',
    ...headers,
    bodyText(requestBody),
    responseBody.text ?? '',
  ].join('\n');
}

function bodyText(body: RequestBody): string {
  if (body.kind === 'json') return JSON.stringify(body.value);
  return body.kind === 'form' ? body.fields.join(' ') : body.kind === 'broken-json' ? body.near : '';
}
