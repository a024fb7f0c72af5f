// Step 2 of the data's way: one observation in, everything that can be said of it without clock and other calls out.
import { type CatalogueEntry, entryOfCode, entryOfStatus, networkErrors, statusFamilies, successes } from '../catalogue/index.ts';
import { alarmsOf } from './alarms.ts';
import type { Cause, Classification } from './diagnosis.ts';
import { documentedOf } from './documented.ts';
import { type EndpointMatch, isRead, matchEndpoint } from './endpoint.ts';
import { type AnswerBody, answerOf, isLoginAddress } from './error-body.ts';
import { requestCauses } from './evidence/request-evidence.ts';
import { corsCauses, preflightCauses } from './evidence/cors-evidence.ts';
import { factsOf } from './facts.ts';
import type { Failure, Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import { repeatSafety } from './repeat-safety.ts';
import { stepsOf } from './steps.ts';
import { type Finding, readSuccess } from './success.ts';
import { whatOf } from './what.ts';

/**
 * Classifies any observation, healthy ones too (verdict `none`); see `isFailure`. A status of 400 and more decides, whatever
 * the page was allowed to see; a known Plugin code says more than its status. Never throws, whatever the answer holds.
 */
export function classify(observation: Observation): Classification {
  const answer = answerOf(observation);
  const match = matchEndpoint(observation);
  const finding = findingOf(observation, answer, match);
  const { entry, status, relayed = false } = finding;
  const facts = { ...factsOf(observation, answer, status), ...finding.facts };
  const repeat = repeatSafety({
    observation,
    endpoint: match.endpoint,
    entry,
    status,
    retryable: facts.retryable ?? null,
    relayed,
  });
  const causes =
    entry.retryClass === 'none'
      ? []
      : ranked([...finding.causes, ...requestCauses({ observation, answer, match, entry, facts })], entry);
  return {
    category: entry.category,
    entry: entry.id,
    what: finding.what ?? whatOf({ observation, answer, entry, facts }),
    causes,
    do: entry.retryClass === 'none' ? [] : stepsOf({ observation, entry, facts, repeat }),
    facts,
    documented: documentedOf(entry, status, match.endpoint, observation.surface),
    repeat,
    wait: repeat.verdict === 'retry' || repeat.verdict === 'check-first' ? entry.wait : null,
    alarms: alarmsOf(observation),
  };
}

/** Does this call belong in the list of failures? */
export const isFailure = ({ repeat }: Pick<Classification, 'repeat'>): boolean => repeat.verdict !== 'none';

function findingOf(observation: Observation, answer: AnswerBody, match: EndpointMatch): Finding {
  const { status, failure, endedAt } = observation;
  const plain = (entry: CatalogueEntry, causes: Cause[] = []): Finding => ({ entry, status, facts: {}, causes });
  if (observation.preflight || failure?.kind === 'preflight') return preflightFinding(observation, plain);
  if (status !== null && status >= 400) return plain(entryOfAnswer(observation, answer, status));
  if (failure) {
    const causes = [...(failure.kind === 'cors' ? corsCauses(observation) : []), ...browsersWord(failure)];
    const what: Pick<Finding, 'what'> =
      failure.kind === 'cors' && status !== null ? { what: { id: 'what.cors-status', values: { status } } } : {};
    return { ...plain(networkErrors[failure.kind] ?? networkErrors.unknown, causes), ...what };
  }
  if (status === null || status === 0) return plain(endedAt === null ? successes['in-flight'] : networkErrors.unknown);
  if (status >= 200 && status < 300) return readSuccess(observation, answer, match.endpoint);
  if (status >= 300 && status < 400) return redirectFinding(observation, status, plain);
  return plain(entryOfStatus(observation.surface, status));
}

/** The browser's own word for the failure: what to search for. */
const browsersWord = ({ raw }: Failure): Cause[] =>
  raw.trim() === ''
    ? []
    : [{ says: { id: 'cause.browser-says', values: { raw: raw.slice(0, 120) } }, evidence: 'seen', where: 'browser' }];

/** The code of a Plugin envelope, when known, else the status. A bare `code` beside an External text is shown, not believed. */
function entryOfAnswer({ surface }: Observation, answer: AnswerBody, status: number): CatalogueEntry {
  const envelope = answer.kind === 'envelope' ? answer.envelope : null;
  const code = envelope?.code ?? (surface === 'plugin' ? (envelope?.message ?? null) : null);
  const isObject =
    answer.kind === 'envelope' &&
    typeof answer.json === 'object' &&
    answer.json !== null &&
    !Array.isArray(answer.json) &&
    typeof answer.json['error'] === 'object';
  const known = code !== null && (surface === 'plugin' || isObject) ? entryOfCode(code) : null;
  return known ?? entryOfStatus(surface, status);
}

type Plain = (entry: CatalogueEntry, causes?: Cause[]) => Finding;

/** The question before the call. Answered with 429 or 5xx it may pass later; any other refusal is a matter of CORS. */
function preflightFinding(observation: Observation, plain: Plain): Finding {
  const { status, failure } = observation;
  const isOwn = failure && failure.kind !== 'preflight' && failure.kind !== 'cors';
  if (status === null) return plain(isOwn ? networkErrors[failure.kind] : networkErrors.preflight, preflightCauses(observation));
  const isPassing = status >= 200 && status < 300;
  if (isPassing && !failure) return plain(successes.ok);
  const entry = status === 429 || status >= 500 ? entryOfStatus(observation.surface, status) : networkErrors.preflight;
  const what: Pick<Finding, 'what'> = isPassing ? {} : { what: { id: 'what.preflight-status', values: { status } } };
  return { ...plain(entry, preflightCauses(observation)), ...what };
}

function redirectFinding(observation: Observation, status: number, plain: Plain): Finding {
  const { method, responseHeaders } = observation;
  if (status === 304 && isRead(method)) return plain(successes.ok);
  const location = headerValue(responseHeaders, 'location')?.trim().slice(0, 300) ?? '';
  const where = 'header Location';
  if (location !== '' && isLoginAddress(location)) {
    return plain(statusFamilies.login, [{ says: { id: 'cause.redirect-login', values: { location } }, evidence: 'seen', where }]);
  }
  const dropsBody = method.toUpperCase() === 'POST' && [301, 302, 303].includes(status);
  const causes: Cause[] = dropsBody
    ? [{ says: { id: 'cause.redirect-drops-body', values: { status } }, evidence: 'seen', where: 'answer status' }]
    : [];
  const what: Pick<Finding, 'what'> = location === '' ? {} : { what: { id: 'what.redirect-to', values: { status, location } } };
  return { ...plain(entryOfStatus(observation.surface, status), causes), ...what };
}

/** What was seen first, in the order of its weight; then what is documented but cannot be seen from here. */
function ranked(seen: readonly Cause[], entry: CatalogueEntry): Cause[] {
  const unseen = entry.causes.map((says): Cause => ({
    says,
    evidence: isShown(says.id) ? 'seen' : 'unseen',
    ...(isShown(says.id) ? { where: 'answer' } : {}),
  }));
  const told = new Set<string>();
  return [...seen, ...unseen].filter(({ says }) => {
    const words = JSON.stringify(says);
    return told.has(words) ? false : told.add(words);
  });
}
/** A cause of the catalogue that the entry itself proves: the failure kind or the code says just this. */
const isShown = (id: string): boolean => !id.endsWith('-unseen');
