// Is it safe to repeat? One call and its catalogue entry in, verdict with its reason out. When in doubt: check first.
// A wrong "safe" pays twice, a wrong "check first" costs a look: every doubt falls on that side.
import type { CatalogueEntry, Endpoint, Started } from '../catalogue/index.ts';
import type { RepeatSafety } from './diagnosis.ts';
import { costOf, isRead } from './endpoint.ts';
import type { Failure, Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import { isFields } from './error-body.ts';

export interface Repeat {
  observation: Observation;
  endpoint: Endpoint | null;
  entry: CatalogueEntry;
  /** The status that counts; a relay's inner one where there is one. */
  status: number | null;
  /** The envelope's own flag, where it has one. */
  retryable: boolean | null;
  /** The answer came from a relay: headers of the request need not have reached the API. */
  relayed: boolean;
  /** Its Idempotency-Key was sent before, with another body. */
  isKeyReused: boolean;
  /** Its body was sent before under another key, and nobody knows what became of that call. */
  isKeyFresh: boolean;
}

/** The verdict. Sources: credits page (only generation POSTs cost), OpenAPI preamble (Idempotency-Key), RFC 9110 9.2.2. */
export function repeatSafety(repeat: Repeat): RepeatSafety {
  const safety = safetyOf(repeat);
  // The items of a 207 are sent again in another body.
  const isSame = safety.verdict === 'retry' && repeat.entry.id !== 'items-failed';
  return repeat.isKeyReused && isSame && !isRead(repeat.observation.method)
    ? { verdict: 'fix-first', reason: { id: 'repeat.key-reused' } }
    : safety;
}

function safetyOf(repeat: Repeat): RepeatSafety {
  const { observation, entry, retryable } = repeat;
  const method = observation.method.toUpperCase();
  if (entry.retryClass === 'none') return { verdict: 'none', reason: { id: 'repeat.none' } };
  const started = startedOf(repeat);
  const isDoubtful = started !== 'no' && !isRead(method) && !isRepeatable(repeat);
  if (entry.id === 'items-failed' && entry.retryClass === 'safe')
    return { verdict: 'retry', reason: { id: entry.started === 'no' ? 'repeat.not-started' : 'repeat.items-later' } };
  if (entry.id === 'items-failed')
    return { verdict: 'fix-first', reason: { id: entry.started === 'no' ? 'repeat.same-fails' : 'repeat.items' } };
  if (entry.id === 'job-failed') return { verdict: 'fix-first', reason: { id: 'repeat.job-ended' } };
  if (entry.retryClass === 'after-change' || entry.retryClass === 'never') {
    if (isDoubtful) return checkFirst(repeat, started);
    // The answer's own word: a refusal that may pass by itself (met with codes of no page).
    if (retryable === true && started === 'no' && mayPass(repeat)) return safe(repeat, started);
    return { verdict: 'fix-first', reason: reasonToChange(entry) };
  }
  if (entry.retryClass === 'ask-support') return { verdict: 'ask-support', reason: { id: 'repeat.cannot-succeed' } };
  if (retryable === false && started !== 'no') return { verdict: 'ask-support', reason: { id: 'repeat.api-says-no' } };
  return isDoubtful ? checkFirst(repeat, started) : safe(repeat, started);
}

/** Statuses whose own meaning is that this very request will not do. */
const NEVER_PASSES: ReadonlySet<number> = new Set([405, 413, 414, 415, 431]);
/** A refusal of the Plugin API, the one that has a flag, that no page calls final. */
const mayPass = ({ observation: { surface }, entry, status }: Repeat): boolean =>
  surface === 'plugin' && entry.standing !== 'official' && status !== null && status >= 400 && !NEVER_PASSES.has(status);

function safe({ observation, endpoint }: Repeat, started: Started): RepeatSafety {
  const method = observation.method.toUpperCase();
  if (isRead(method)) return { verdict: 'retry', reason: { id: 'repeat.read' } };
  if (started === 'no')
    return { verdict: 'retry', reason: { id: observation.status === null ? 'repeat.never-sent' : 'repeat.not-started' } };
  if (method === 'DELETE' || method === 'PUT')
    return { verdict: 'retry', reason: { id: 'repeat.idempotent', values: { method } } };
  if (hasIdempotencyKey(observation)) return { verdict: 'retry', reason: { id: 'repeat.idempotency-key' } };
  if (endpoint?.second === 'deduplicates') return { verdict: 'retry', reason: { id: 'repeat.external-ref' } };
  return { verdict: 'retry', reason: { id: endpoint?.second === 'spares' ? 'repeat.spares' : 'repeat.settles' } };
}

function checkFirst(repeat: Repeat, started: Started): RepeatSafety {
  const { observation, endpoint } = repeat;
  const list = endpoint?.lookIn ?? listNear(observation);
  const known = { verdict: 'check-first', ...(list === null ? {} : { lookIn: list }) } as const;
  if (started === 'yes') return { ...known, reason: { id: 'repeat.was-carried-out' } };
  if (observation.method.toUpperCase() !== 'POST' || endpoint?.second === 'creates')
    return { ...known, reason: { id: 'repeat.may-double' } };
  const cost = costOf(observation.method, endpoint);
  if (cost !== 'reserves') return { ...known, reason: { id: 'repeat.may-pay-twice-unknown' } };
  return {
    ...known,
    reason: { id: observation.surface === 'external' ? 'repeat.may-pay-twice-no-key-api' : 'repeat.may-pay-twice' },
  };
}

function reasonToChange(entry: CatalogueEntry): RepeatSafety['reason'] {
  if (entry.retryClass === 'never') return { id: 'repeat.cannot-succeed' };
  if (entry.failure === 'cors') return { id: 'repeat.same-unreadable' };
  if (entry.failure !== undefined) return { id: 'repeat.same-block' };
  return { id: entry.category === 'unexpected-body' || entry.category === 'unknown' ? 'repeat.same-place' : 'repeat.same-fails' };
}

/**
 * May the server have begun the work? The strictest of what code, status and failure say: a refusal's code under a 5xx is
 * doubtful, and a call that "never left" but has an answer did leave.
 */
export function startedOf({ observation, entry, status }: Pick<Repeat, 'observation' | 'entry' | 'status'>): Started {
  const { failure } = observation;
  // The question was refused, so whatever its status, the call was not sent.
  if (observation.preflight || failure?.kind === 'preflight') return 'no';
  if (entry.started !== 'no')
    return status !== null && status >= 200 && status < 300 && failure?.kind === 'cors' ? 'yes' : entry.started;
  if (entry.failure !== undefined && failure) {
    if (status !== null) return 'unknown';
    return neverLeft(failure) ? 'no' : 'unknown';
  }
  if (status !== null && (status >= 500 || status === 408 || status === 499)) return 'unknown';
  return 'no';
}

/** Words of the browsers that are said before anything is sent. Another word under the same kind leaves the doubt. */
const SAID_BEFORE_SENDING: Partial<Record<Failure['kind'], RegExp>> = {
  preflight: /^/,
  'mixed-content': /^/,
  dns: /^/,
  refused: /^/,
  offline: /^$|INTERNET_DISCONNECTED|NS_ERROR_OFFLINE|\boffline\b|ENETUNREACH/i,
  blocked: /^(?!.*(?:BY_RESPONSE|BY_ORB|killed)).*$/i,
  tls: /^$|CERT|PKIX|SEC_ERROR|VERSION_OR_CIPHER|UNKNOWN_ISSUER|handshake/i,
};
const neverLeft = ({ kind, raw }: Failure): boolean => SAID_BEFORE_SENDING[kind]?.test(raw) ?? false;

/** Did nothing of this call reach the API? Only where the browser says so: a doubt counts as sent. */
export const neverSent = ({ failure, status }: Pick<Observation, 'failure' | 'status'>): boolean =>
  failure?.kind === 'preflight' || (failure !== null && status === null && neverLeft(failure));

/** Does a second identical call do no harm, though the first may have been carried out? */
function isRepeatable({ observation, endpoint, relayed, isKeyReused, isKeyFresh }: Repeat): boolean {
  const method = observation.method.toUpperCase();
  if (method === 'DELETE' || method === 'PUT') return true;
  if (method !== 'POST') return false;
  if (!relayed && !isKeyReused && !isKeyFresh && observation.surface === 'plugin' && hasIdempotencyKey(observation)) return true;
  if (endpoint?.second === 'settles' || endpoint?.second === 'spares') return true;
  return endpoint?.second === 'deduplicates' && hasReferences(observation);
}

/** What code writes where it has no value: the same for every call, so it marks none. */
const NO_VALUE = /^(?:null|undefined|none|nan|true|false|\[object\w*\])?$/i;

/** A key that is there, not blank, and no placeholder. Only the Plugin API is documented to look at it. */
export function hasIdempotencyKey({ requestHeaders }: Observation): boolean {
  const value = headerValue(requestHeaders, 'idempotency-key');
  return value !== null && !NO_VALUE.test(value.replaceAll(/[\s"']/g, ''));
}

/** Bulk registration finds its items again by `external_ref`: each must carry one, and be there to be seen. */
function hasReferences({ requestBody }: Observation): boolean {
  if (requestBody.kind !== 'json' || !isFields(requestBody.value)) return false;
  const items = requestBody.value['images'] ?? requestBody.value['packshots'];
  if (!Array.isArray(items) || items.length === 0) return false;
  return items.every((item) => isFields(item) && typeof item['external_ref'] === 'string' && item['external_ref'] !== '');
}

/** For a POST nobody described: the known list that its path begins with. */
export function listNear({ surface, path }: Observation): string | null {
  const first = /^\/[\w-]+/.exec(path)?.[0] ?? '';
  const lists = surface === 'external' ? EXTERNAL_LISTS : PLUGIN_LISTS;
  return lists[first] ?? null;
}
const EXTERNAL_LISTS: Readonly<Record<string, string>> = {
  '/models': '/models',
  '/sceneries': '/sceneries',
  '/packshots': '/packshots',
  '/image-picker': '/image-picker',
  '/video-picker': '/videos',
  '/videos': '/videos',
  '/presets': '/presets',
};
const PLUGIN_LISTS: Readonly<Record<string, string>> = { '/jobs': '/jobs', '/orders': '/jobs', '/products': '/products' };
