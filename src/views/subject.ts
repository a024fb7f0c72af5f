// A row of the list, or a call under way, as the filter looks at it. The text of each call is made once.
import { type Comparison, saysOf } from '../core/comparison.ts';
import type { Cause, RetryPlan } from '../core/diagnosis.ts';
import type { Entry } from '../core/ledger.ts';
import type { Observation, RequestBody } from '../core/observation.ts';
import type { Row } from '../core/rows.ts';
import { templateOf } from './endpoint-of.ts';
import type { Subject, Trait } from './filter.ts';
import { isPolling } from './polling.ts';
import { placeIn, placeOf } from './places.ts';
import { messageOf, speakOf } from './said.ts';
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
    text: () => textOfRow(row, plan),
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

/**
 * All that the row and its detail show, and what its earlier calls were answered, put together anew only when one of them changed.
 * Instants are left out, and captions: a number that is typed is a status, an id or an amount.
 */
const rows = new WeakMap<Row, { tag: string; advice: string; text: string }>();
function textOfRow(row: Row, plan: RetryPlan): string {
  const [tag, advice] = [language.value, textOfPlan(plan)];
  let known = rows.get(row);
  if (known?.tag !== tag || known.advice !== advice) {
    const latest = remembered(row.latest, () => textOfEntry(row.latest));
    const earlier = row.entries.slice(0, -1).map(({ diagnosis: { facts } }) => remembered(facts, () => factsText(facts)));
    rows.set(row, (known = { tag, advice, text: [latest, advice, ...earlier].join('\n') }));
  }
  return known.text;
}

/** A plan under a hold is another one at each look: its text is short, and made anew. */
function textOfPlan({ verdict, reason, notes, lookIn, basis }: RetryPlan): string {
  const says = [reason, ...notes].map(speak);
  // In its place a retry has the time that is left.
  if (verdict !== 'retry') says.push(label(`verdict.${verdict}`));
  if (basis !== null) says.push(label(`basis.${basis}`));
  return [...says, lookIn ?? ''].join('\n').toLowerCase();
}

function textOfEntry(entry: Entry): string {
  const { observation, diagnosis, comparison } = entry;
  const { what, causes, facts, category, alarms, documented } = diagnosis;
  return [
    textOfCall(observation),
    templateOf(observation) ?? '',
    observation.initiator ?? '',
    observation.status === null ? label('row.failed') : '',
    label(`category.${category}`),
    category,
    factsText(facts),
    messageOf(entry) ?? '',
    speakOf(entry, what),
    ...alarms.map(speak),
    documented.source ?? '',
    ...causes.map((cause) => causeText(entry, cause)),
    ...diagnosis.do.flatMap(({ says, link }) => [speak(says), link ?? '']),
    comparison ? comparisonText(comparison) : '',
  ].join('\n');
}

const factsText = (facts: Entry['diagnosis']['facts']): string => Object.values(facts).map(String).join('\n');

const causeText = (entry: Entry, { says, where }: Cause): string =>
  `${speakOf(entry, says)}\n${where === undefined ? '' : placeIn(where)}`;

function comparisonText(comparison: Comparison): string {
  const differences = comparison.differences.map((difference) =>
    [placeOf(difference), label(`worked.rank.${difference.rank}`), difference.was ?? '', difference.is ?? ''].join('\n'),
  );
  return [...saysOf(comparison, '').map(speak), ...differences, ...comparison.blind.map(placeIn)].join('\n');
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
