// What to do next, in order: entry, facts and repeat verdict in, steps with their links out. Links only to known addresses.
import { type CatalogueEntry, pluginErrorPage } from '../catalogue/index.ts';
import type { Cause, Facts, RepeatSafety, Step } from './diagnosis.ts';
import { costOf, type EndpointMatch } from './endpoint.ts';
import { remediesOf } from './evidence/remedies.ts';
import { hasIdempotencyKey } from './repeat-safety.ts';
import type { Observation } from './observation.ts';

export interface Circumstances {
  observation: Observation;
  entry: CatalogueEntry;
  facts: Facts;
  repeat: RepeatSafety;
  match: EndpointMatch;
  evidence: readonly Cause[];
}

const MISADDRESSED = ['cause.path-nearest', 'cause.path-doubled', 'cause.path-other-surface', 'cause.method-wrong'] as const;

/** Of an id in the path: the path itself is not in doubt. */
const IS_ID: ReadonlySet<Cause['says']['id']> = new Set(['cause.id-sent', 'cause.id-placeholder']);

/** Looking first comes first; then the entry's own steps; then the page that the answer names, and what support will ask for. */
export function stepsOf({ entry, facts, repeat, observation, match, evidence }: Circumstances): Step[] {
  const steps: Step[] = [];
  if (repeat.verdict === 'check-first') {
    steps.push({
      says:
        repeat.lookIn === undefined ? { id: 'do.look-first-anywhere' } : { id: 'do.look-first', values: { list: repeat.lookIn } },
    });
  }
  const isOwn = ({ says }: Step): boolean => entry.steps.some((own) => own.says.id === says.id);
  const isAbout = (cause: Cause['says']['id']): boolean => evidence.some(({ says }) => says.id === cause);
  // Another host answered: no wonder that it is not in the API's form.
  const isFronted = isAbout('cause.not-the-api') && !isAbout('cause.base-other-host');
  const front: Step[] = isFronted ? [{ says: { id: 'do.look-in-front' } }] : [];
  const own = [...repeatSteps(observation, repeat, match), ...remediesOf(evidence).filter((step) => !isOwn(step))];
  // An address that is seen to be wrong explains a page better than a gateway does.
  steps.push(...(MISADDRESSED.some((cause) => isAbout(cause)) ? [...own, ...front] : [...front, ...own]));
  const isIdless = evidence.some(({ says: { id } }) => id === 'cause.list-no-id' || id === 'cause.path-nearest');
  const isPathKnown = match.methods.length > 0 || evidence.some(({ where, says }) => where === 'path' && IS_ID.has(says.id));
  if (entry.category === 'not-found' && (!isPathKnown || isIdless)) steps.push({ says: { id: 'do.check-path' } });
  const docUrl = facts.docUrl ?? null;
  const page = facts.code === undefined ? null : pluginErrorPage(facts.code);
  // The answer's own address wins over the one that we know for its code.
  const fitting = entry.steps.filter(
    ({ says: { id } }) => (id !== 'do.obey-retry-after' || facts.retryAfter !== undefined) && (id !== 'do.check-id' || !isIdless),
  );
  const general = fitting.map((step) =>
    docUrl !== null && step.link !== undefined && step.link === page ? { ...step, link: docUrl } : step,
  );
  steps.push(...general);
  if (docUrl !== null && !general.some(({ link }) => link === docUrl))
    steps.push({ says: { id: 'do.read-doc-url' }, link: docUrl });
  const isForSupport = repeat.verdict === 'ask-support' || (observation.status ?? 0) >= 500;
  if (facts.correlationId !== undefined && isForSupport)
    steps.push({ says: { id: 'do.quote-correlation', values: { id: facts.correlationId } } });
  return steps;
}

/** What belongs to the repeat itself: the key that makes it safe. */
function repeatSteps(observation: Observation, { verdict, reason }: RepeatSafety, { endpoint }: EndpointMatch): Step[] {
  if (reason.id === 'repeat.idempotency-key') return [{ says: { id: 'do.same-key-same-body' } }];
  if (verdict !== 'check-first' || costOf(observation.method, endpoint) !== 'reserves') return [];
  const isKeyable = observation.surface === 'plugin' && observation.requestHeaders !== null && !hasIdempotencyKey(observation);
  return isKeyable ? [{ says: { id: 'do.send-idempotency-key' } }] : [];
}
