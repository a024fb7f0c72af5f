// The background's way in: the webRequest events of one call, one after the other, become one redacted Observation.
import type { Failure, Observation, RequestBody, ResponseBody } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import { type BaseUrl, surfaceOf } from '../surface.ts';
import type { EpochMs, Header } from '../units.ts';
import { failureFrom } from './failure.ts';
import { methodOf } from './har-entry.ts';
import { sightKey } from './key-sighting.ts';
import { addressName } from './address.ts';
import { bodyDigest } from './body-digest.ts';
import { isHiddenFromPage } from './cors.ts';
import { redactHeaders, redactJson, redactQuery, redactText, redactUrl, secretsOf } from './redact.ts';
import { requestBodyFromForm, requestBodyFromText } from './request-body.ts';
import { responseBodyFromText } from './response-body.ts';
import { isFreeText } from './secret-names.ts';
import { MASK } from './secret-patterns.ts';

type RawHeaders = readonly { name: string; value?: string | undefined }[];

/** What browser/web-request.ts hands over: the browser's details, bytes already decoded, names the same in both browsers. */
export interface WebRequestStart {
  requestId: string;
  url: string;
  method: string;
  /** -1 when no tab belongs to the call (a service worker's fetch). */
  tabId: number;
  /** Origin, or a URL of the page that sent it. */
  sender: string | null;
  at: EpochMs;
  body: { text: string } | { formFields: string[] } | { size: number } | null;
}
export type WebRequestEvent =
  | ({ kind: 'start' } & WebRequestStart)
  | { kind: 'sent'; at: EpochMs; headers: RawHeaders }
  | ({ kind: 'answered'; at: EpochMs; status: number; headers: RawHeaders } & OfSent)
  | ({ kind: 'done'; at: EpochMs; status: number; headers: RawHeaders; fromCache: boolean } & OfSent)
  | ({ kind: 'failed'; at: EpochMs; error: string; fromCache: boolean } & OfSent)
  | AnswerText;

/** What `sent` told, as the browser's side remembers it: an answer may echo a secret of its request. Absent: not known any more. */
interface OfSent {
  requestHeaders?: RawHeaders | undefined;
}

/** Firefox alone: the body of an error answer, before or after the call's end. */
export interface AnswerText {
  kind: 'body';
  text: string;
  /** There was more; the text ends anywhere. */
  truncated: boolean;
  /** Of request and answer: the call's own secrets stand there, and an answer may echo them. */
  headers: RawHeaders;
}

export interface CaptureSettings {
  added: readonly BaseUrl[];
  /** Mixed into the hash of a key of unknown shape; random per installation. */
  salt: string;
}

/**
 * The observation of a call that starts, or null when the URL is no API call.
 * Also serves a call whose start was missed (background just woken): the caller passes what the later event carries.
 */
export function beginCall(start: WebRequestStart, settings: CaptureSettings): Observation | null {
  const match = surfaceOf(start.url, settings.added);
  if (!match) return null;
  const method = methodOf(start.method);
  const known = secretsOf([], start.url);
  const digest = bodyDigest(start.body && 'text' in start.body ? start.body.text : null, match.surface, settings.salt);
  return {
    id: `w:${start.requestId}:${Math.round(start.at)}`,
    source: 'web-request',
    tabId: start.tabId < 0 ? null : start.tabId,
    initiator: originOf(start.sender),
    method,
    url: redactUrl(start.url, known),
    address: addressName(start.url, settings.salt),
    surface: match.surface,
    base: redactUrl(match.base, known),
    path: redactUrl(match.path, known),
    query: redactQuery(start.url, known),
    preflight: method === 'OPTIONS',
    startedAt: start.at,
    endedAt: null,
    status: null,
    failure: null,
    key: sightKey(null, start.url, settings.salt),
    requestHeaders: null,
    requestBody: requestBodyOf(start.body),
    ...(digest === null ? {} : { bodyDigest: digest }),
    responseHeaders: null,
    responseBody: { text: null, truncated: false, missing: 'not-read' },
    fromCache: false,
  };
}

/** The observation after one more event of the same call. `rawUrl` is needed to see a key in the URL; it is not kept. */
export function continueCall(
  call: Observation,
  event: Exclude<WebRequestEvent, { kind: 'start' }>,
  rawUrl: string,
  settings: CaptureSettings,
): Observation {
  switch (event.kind) {
    case 'sent':
      return withRequestHeaders({ ...call, sentAt: event.at }, event.headers, rawUrl, settings);
    case 'answered':
      return { ...call, answeredAt: event.at, status: event.status, responseHeaders: answerHeaders(call, event, rawUrl) };
    case 'done': {
      const responseHeaders = event.headers.length > 0 ? answerHeaders(call, event, rawUrl) : call.responseHeaders;
      const ended = { ...call, endedAt: event.at, status: event.status, responseHeaders, fromCache: event.fromCache };
      // Firefox reports an answer that the page may not read as a success (measured); Chromium as a failure.
      return isHiddenFromPage(ended) ? { ...ended, failure: { kind: 'cors', raw: '' } } : ended;
    }
    case 'failed':
      return withoutRest({
        ...call,
        endedAt: event.at,
        failure: failureOf(call, event.error, secretsOf(event.requestHeaders ?? [], rawUrl)),
        fromCache: event.fromCache,
      });
    case 'body':
      return withoutRest({ ...call, responseBody: bodyFrom(call, event, rawUrl) ?? call.responseBody });
  }
}

/**
 * Where the background was stopped after the request went out, or the browser shows no request headers, its secrets are not known: of an
 * answer to a request that had something to hide, or was not seen, nothing is shown that a server may have put an echo into.
 */
function answerHeaders(
  call: Observation,
  { headers, requestHeaders = [] }: OfSent & { headers: RawHeaders },
  rawUrl: string,
): Header[] {
  const shown = redactHeaders(headers, 'response', secretsOf([...requestHeaders, ...headers], rawUrl));
  const sent = call.requestHeaders ?? [];
  const hadNone = sent.length > 0 && sent.every(([, value]) => !value.includes(MASK));
  if (requestHeaders.length > 0 || hadNone) return shown;
  return shown.map(([name, value]) => [name, value !== '' && isFreeText(name) ? MASK : value]);
}

/**
 * null: nothing to be learnt. A filter's body of an answer that the page may not read is empty (measured); devtools may still show it.
 */
function bodyFrom(call: Observation, { text, truncated, headers }: AnswerText, rawUrl: string): ResponseBody | null {
  if (text === '') return headerValue(call.responseHeaders, 'content-length') === '0' ? responseBodyFromText('', null) : null;
  // The cut may go through a secret, and its start alone may be too short to be known as one.
  const whole = truncated ? text.slice(0, Math.max(...[' ', '\n', '"', ','].map((mark) => text.lastIndexOf(mark)), 0)) : text;
  if (whole === '') return null;
  const body = responseBodyFromText(
    whole,
    headerValue(call.responseHeaders, 'content-type'),
    undefined,
    secretsOf(headers, rawUrl),
  );
  return { ...body, truncated: body.truncated || (truncated && body.text !== null) };
}

/** The body of a call that broke off is not all there was. */
function withoutRest(call: Observation): Observation {
  const { failure, responseBody } = call;
  if (failure === null || failure.kind === 'cors' || responseBody.text === null) return call;
  return { ...call, responseBody: { ...responseBody, truncated: true } };
}

/** What the request headers add: the key, and with it what else of this call must be masked. */
function withRequestHeaders(call: Observation, headers: RawHeaders, rawUrl: string, { salt }: CaptureSettings): Observation {
  const known = secretsOf(headers, rawUrl);
  return {
    ...call,
    url: redactUrl(call.url, known),
    base: redactUrl(call.base, known),
    path: redactUrl(call.path, known),
    query: redactQuery(call.url, known),
    key: sightKey(headers, rawUrl, salt),
    requestHeaders: redactHeaders(headers, 'request', known),
    requestBody: bodyWithout(known, call.requestBody),
    preflight: call.method === 'OPTIONS' && headers.some(({ name }) => name.toLowerCase() === 'access-control-request-method'),
  };
}

/** The request's body, read before its headers told what is secret. */
function bodyWithout(known: readonly string[], body: RequestBody): RequestBody {
  switch (body.kind) {
    case 'json':
      return { ...body, value: redactJson(body.value, known) };
    case 'broken-json':
      return { ...body, near: piecesMasked(redactText(body.near, known), known) };
    case 'form':
      return { ...body, fields: body.fields.map((name) => redactText(name, known)) };
    default:
      return body;
  }
}

/** Shorter pieces of a secret tell nothing, and are found in any text. */
const PIECE = 4;

/** A few characters cut out of a text may be a piece of a secret that lacks both its ends. Long enough pieces are masked, any of them. */
function piecesMasked(text: string, known: readonly string[]): string {
  const spelled = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const isPiece = (from: number, to: number): boolean => spelled.some((secret) => secret.includes(text.slice(from, to)));
  let out = '';
  let done = 0;
  for (let at = 0; at + PIECE <= text.length; at += 1) {
    if (at < done || !isPiece(at, at + PIECE)) continue;
    let end = at + PIECE;
    while (end < text.length && isPiece(at, end + 1)) end += 1;
    out += text.slice(done, at) + MASK;
    done = end;
  }
  return out + text.slice(done);
}

/**
 * Chromium reports every CORS refusal as ERR_FAILED, Firefox as NS_ERROR_DOM_BAD_URI (measured, docs/architecture.md). With an
 * answer seen it was the answer that the page may not read; without one only the preflight itself can tell (the recorder knows it).
 */
function failureOf(call: Observation, raw: string, known: readonly string[]): Failure {
  const failure = failureFrom(raw, known);
  if (failure.kind !== 'unknown' && failure.kind !== 'cors') return failure;
  if (!/ERR_FAILED|DOM_BAD_URI|CORS/.test(raw)) return failure;
  return { ...failure, kind: call.status !== null ? 'cors' : 'unknown' };
}

function requestBodyOf(body: WebRequestStart['body']): Observation['requestBody'] {
  if (body === null) return { kind: 'none' };
  if ('text' in body) return requestBodyFromText(body.text, null);
  if ('formFields' in body) return requestBodyFromForm(body.formFields, true);
  return { kind: 'other', size: body.size };
}

function originOf(sender: string | null): string | null {
  if (sender === null || !URL.canParse(sender)) return null;
  const { origin } = new URL(sender);
  return origin === 'null' ? null : origin;
}
