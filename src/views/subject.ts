// A row of the list, or a call under way, as the filter looks at it. The text of each is made once.
import type { RetryPlan } from '../core/diagnosis.ts';
import type { Entry } from '../core/ledger.ts';
import type { Observation, RequestBody } from '../core/observation.ts';
import type { Row } from '../core/rows.ts';
import { templateOf } from './endpoint-of.ts';
import type { Subject, Trait } from './filter.ts';
import { isPolling } from './polling.ts';
import { label, speak } from './speak.ts';

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

const texts = new WeakMap<object, string>();
function remembered(of: object, make: () => string): string {
  let text = texts.get(of);
  if (text === undefined) texts.set(of, (text = make().toLowerCase()));
  return text;
}

function textOfEntry({ observation, diagnosis }: Entry): string {
  const { what, causes, facts, category, retry } = diagnosis;
  const sentences = [what, retry.reason, ...causes.map(({ says }) => says), ...diagnosis.do.map(({ says }) => says)];
  return [
    textOfCall(observation),
    label(`category.${category}`),
    category,
    ...Object.values(facts).map(String),
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
