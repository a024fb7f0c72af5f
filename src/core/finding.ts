// What an answer turns out to be, before the request is looked at: observation in, catalogue entry with what the answer shows out.
import {
  type CatalogueEntry,
  entryOfCode,
  entryOfStatus,
  networkErrorOf,
  networkErrors,
  statusFamilies,
  successes,
} from '../catalogue/index.ts';
import type { Cause, Facts } from './diagnosis.ts';
import { type EndpointMatch, isRead } from './endpoint.ts';
import { type AnswerBody, isFields, isLoginAddress } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { corsCauses, preflightCauses } from './evidence/cors-evidence.ts';
import type { Failure, Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import { readSuccess } from './success.ts';
import { isOfQamera } from './surface.ts';
import type { HttpStatus } from './units.ts';
import { isForeign } from './what.ts';
import type { Phrase } from '../words/phrase.ts';

export interface Finding {
  entry: CatalogueEntry;
  /** The status that counts: a relay's inner one, where there is one. */
  status: HttpStatus | null;
  facts: Facts;
  /** What the answer itself shows; goes before what the request shows. */
  causes: Cause[];
  /** Said instead of the entry's own sentence. */
  what?: Phrase;
  relayed?: true;
  /** Not in the form of the API, or with a code that no source names: no page of the API describes it. */
  foreign?: true;
}

/** What an observation turns out to be. A refused preflight first, then the status from 400 on, then the failure, then the rest. */
export function findingOf(observation: Observation, answer: AnswerBody, match: EndpointMatch): Finding {
  const { status, failure, endedAt } = observation;
  const plain = (entry: CatalogueEntry, causes: Cause[] = []): Finding => ({ entry, status, facts: {}, causes });
  if (observation.preflight || failure?.kind === 'preflight') return preflightFinding(observation, plain);
  if (status !== null && status >= 400) {
    const relay = relayFinding(observation, answer, status);
    if (relay) return relay;
    const entry = entryOfAnswer(observation, answer, status);
    if (isForeign(answer, observation)) return { ...plain(foreignEntry(entry)), foreign: true };
    return isStrangeCode(answer) ? { ...plain(entry), foreign: true } : plain(entry);
  }
  if (failure) {
    const causes = [
      ...(failure.kind === 'cors' ? corsCauses(observation) : []),
      ...browsersWord(failure),
      ...perhapsPreflight(observation),
    ];
    const what: Pick<Finding, 'what'> =
      failure.kind === 'cors' && status !== null ? { what: { id: 'what.cors-status', values: { status } } } : {};
    return { ...plain(networkErrorOf(failure), causes), ...what };
  }
  if (status === null || status === 0) return plain(endedAt === null ? successes['in-flight'] : networkErrors.unknown);
  if (status >= 200 && status < 300) return readSuccess(observation, answer, match.endpoint);
  if (status >= 300 && status < 400) return redirectFinding(observation, status, plain);
  return plain(entryOfStatus(observation.surface, status));
}

/** A shop's relay answers with a status of its own; headers of the call need not have gone on to the API. Null on the API's own hosts. */
function relayFinding(observation: Observation, answer: AnswerBody, status: number): Finding | null {
  const json = answer.kind === 'envelope' || answer.kind === 'json' ? answer.json : undefined;
  if (!isFields(json) || json['ok'] !== false || isOfQamera(observation.base)) return null;
  // The API's status within may be the graver one: what it leaves in doubt stays in doubt.
  const inner = json['status'];
  const counts = typeof inner === 'number' && Number.isInteger(inner) && inner >= 500 && inner <= 599 ? inner : status;
  return { entry: entryOfAnswer(observation, answer, counts), status: counts, facts: {}, causes: [], relayed: true };
}

/** The browser's own word for the failure: what to search for. */
const browsersWord = ({ raw }: Failure): Cause[] =>
  raw.trim() === '' ? [] : [seen({ id: 'cause.browser-says', values: { raw: raw.slice(0, 120) } }, 'browser')];

/** What both browsers say of a refused preflight, and of other things too: named as a possibility, never as what happened. */
function perhapsPreflight({ status, failure, initiator, base }: Observation): Cause[] {
  const isVague = status === null && failure?.kind === 'unknown' && /ERR_FAILED|DOM_BAD_URI|CORS/.test(failure.raw);
  const isOwn = initiator !== null && URL.canParse(base) && new URL(base).origin === initiator;
  return isVague && !isOwn ? [{ says: { id: 'cause.preflight-perhaps-unseen' }, evidence: 'unseen' }] : [];
}

/** The code of a Plugin envelope, when known, else the status. A bare `code` beside an External text is shown, not believed. */
function entryOfAnswer({ surface }: Observation, answer: AnswerBody, status: number): CatalogueEntry {
  const envelope = answer.kind === 'envelope' ? answer.envelope : null;
  const code = envelope?.code ?? (surface === 'plugin' ? (envelope?.message ?? null) : null);
  const isObject = answer.kind === 'envelope' && isFields(answer.json) && isFields(answer.json['error']);
  const known = code !== null && (surface === 'plugin' || isObject) ? entryOfCode(code) : null;
  return known ?? entryOfStatus(surface, status);
}

/** A code in the Plugin's form of the envelope that neither a page nor a client names. */
const isStrangeCode = (answer: AnswerBody): boolean =>
  answer.kind === 'envelope' &&
  isFields(answer.json) &&
  isFields(answer.json['error']) &&
  answer.envelope.code !== null &&
  entryOfCode(answer.envelope.code) === null;

/** A 403 that the API did not word says nothing of scopes: what stands in front may have refused the call. */
const foreignEntry = (entry: CatalogueEntry): CatalogueEntry =>
  entry.status === 403 || entry.category === 'missing-scope' ? { ...entry, category: 'unknown', causes: [], steps: [] } : entry;

type Plain = (entry: CatalogueEntry, causes?: Cause[]) => Finding;

/** The question before the call. Answered with 429 or 5xx it may pass later; any other refusal is a matter of CORS. */
function preflightFinding(observation: Observation, plain: Plain): Finding {
  const asked = observation.refusedBy ? { ...observation, ...observation.refusedBy, preflight: true } : observation;
  const { status, failure } = asked;
  const isOwn = failure && failure.kind !== 'preflight' && failure.kind !== 'cors';
  if (status === null) return plain(isOwn ? networkErrors[failure.kind] : networkErrors.preflight, preflightCauses(asked));
  const isPassing = status >= 200 && status < 300;
  if (isPassing && !failure) return plain(successes.ok);
  const entry = status === 429 || status >= 500 ? entryOfStatus(observation.surface, status) : networkErrors.preflight;
  const what: Pick<Finding, 'what'> = isPassing ? {} : { what: { id: 'what.preflight-status', values: { status } } };
  return { ...plain(entry, preflightCauses(asked)), ...what };
}

function redirectFinding(observation: Observation, status: number, plain: Plain): Finding {
  const { method, responseHeaders } = observation;
  if (status === 304 && isRead(method)) return plain(successes.ok);
  const location = headerValue(responseHeaders, 'location')?.trim().slice(0, 300) ?? '';
  if (location !== '' && isLoginAddress(location)) {
    return plain(statusFamilies.login, [seen({ id: 'cause.redirect-login', values: { location } }, 'header Location')]);
  }
  const dropsBody = method.toUpperCase() === 'POST' && [301, 302, 303].includes(status);
  const causes = dropsBody ? [seen({ id: 'cause.redirect-drops-body', values: { status } }, 'answer status')] : [];
  const what: Pick<Finding, 'what'> = location === '' ? {} : { what: { id: 'what.redirect-to', values: { status, location } } };
  return { ...plain(entryOfStatus(observation.surface, status), causes), ...what };
}
