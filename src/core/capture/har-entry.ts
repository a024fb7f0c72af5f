// A HAR entry (devtools.network or a file of any exporter) becomes one redacted Observation. Called by the devtools page and analyze-har.
import type { Observation, RequestBody, ResponseBody, Source } from '../observation.ts';
import { type BaseUrl, surfaceOf } from '../surface.ts';
import { textFromBase64 } from './base64.ts';
import { addressName } from './address.ts';
import { bodyDigest } from './body-digest.ts';
import { durationOf, fieldsOf, type Fields, headerOf, instantOf, numberOf, originOf, pairsOf, textOf } from './har-fields.ts';
import { harFailureOf } from './har-failure.ts';
import { sightKey } from './key-sighting.ts';
import { type RawHeader, redactHeaders, redactQuery, redactUrl, secretsOf } from './redact.ts';
import { requestBodyFromForm, requestBodyFromText } from './request-body.ts';
import { missing, responseBodyFromText } from './response-body.ts';

export interface HarContext {
  id: string;
  tabId: number | null;
  /** Origin of the page, where the caller knows it; else it is read from the entry. */
  initiator: string | null;
  source: Extract<Source, 'devtools' | 'file'>;
  /** Mixed into the hash of a key of unknown shape. */
  salt: string;
  added: readonly BaseUrl[];
  /** What getContent() gave; absent: the entry's own `content.text` counts. */
  body?: { text: string | null; encoding?: string | undefined } | null;
}

/** One side's raw parts, read once. */
interface Sent {
  method: string;
  url: string;
  headers: RawHeader[];
  fields: Fields;
}

/**
 * The call of a HAR entry (HAR 1.2 and the dialects of Chrome, Firefox, Charles, Proxyman, mitmproxy, Playwright), or null when it
 * is no entry or no API call. A missing field reads as not seen; nothing is guessed and nothing throws.
 */
export function observationFromHarEntry(entry: unknown, context: HarContext): Observation | null {
  const raw = fieldsOf(entry);
  const request = fieldsOf(raw['request']);
  const sent: Sent = {
    method: methodOf(request['method']),
    url: textOf(request['url']) ?? '',
    headers: pairsOf(request['headers']),
    fields: request,
  };
  const match = surfaceOf(sent.url, context.added);
  if (!match) return null;

  const response = fieldsOf(raw['response']);
  const received = pairsOf(response['headers']);
  const known = secretsOf([...sent.headers, ...cookiesOf(request), ...cookiesOf(response), ...received], sent.url);
  const status = statusOf(response);
  const initiator = originOf(context.initiator) ?? senderOf(raw, sent);
  const preflight = isPreflight(raw, sent);
  const startedAt = instantOf(raw['startedDateTime']) ?? 0;
  const hasRequestHeaders = sent.headers.length > 0;
  const digest = bodyDigest(sentText(sent), match.surface, context.salt);
  const call: Observation = {
    id: context.id,
    source: context.source,
    tabId: context.tabId,
    initiator,
    method: sent.method,
    url: redactUrl(sent.url, known),
    ...(context.source === 'devtools' ? { address: addressName(sent.url, context.salt) } : {}),
    surface: match.surface,
    base: redactUrl(match.base, known),
    path: redactUrl(match.path, known),
    query: redactQuery(sent.url, known),
    preflight,
    startedAt,
    endedAt: startedAt + durationOf(raw),
    ...answeredAt(raw, startedAt),
    status,
    failure: null,
    key: sightKey(hasRequestHeaders ? sent.headers : null, sent.url, context.salt),
    requestHeaders: hasRequestHeaders ? redactHeaders(sent.headers, 'request', known) : null,
    requestBody: requestBodyOf(sent, known),
    ...(digest === null ? {} : { bodyDigest: digest }),
    responseHeaders: received.length > 0 ? redactHeaders(received, 'response', known) : null,
    responseBody: responseBodyOf(response, { context, received, status, method: sent.method, known }),
    fromCache: textOf(raw['_fromCache']) !== null || raw['_fromCache'] === true || raw['_servedFromCache'] === true,
  };
  return { ...call, failure: harFailureOf(raw, call, known) };
}

/** HAR `timings.receive` is the body's time alone. */
function answeredAt(raw: Fields, startedAt: number): { answeredAt?: number } {
  const receive = numberOf(fieldsOf(raw['timings'])['receive']);
  return receive !== null && receive >= 0 ? { answeredAt: startedAt + Math.max(0, durationOf(raw) - receive) } : {};
}

/**
 * RFC 9110 methods are words; what is none is shown as unknown, not guessed. fetch() leaves `patch` as it is written: both sources ask
 * here, so that it is one call.
 */
export function methodOf(value: unknown): string {
  const method = (textOf(value) ?? '').trim().toUpperCase();
  return /^[A-Z-]{1,20}$/.test(method) ? method : '?';
}

/** The cookie lists of HAR, as if they were headers: their values are this call's secrets wherever else they stand. */
const cookiesOf = (side: Fields): RawHeader[] =>
  pairsOf(side['cookies']).map(({ value }) => ({ name: 'cookie', value: `c=${value}` }));

/** 0 and -1 stand for "no answer" (Chrome, Firefox, mitmproxy; Playwright). */
function statusOf(response: Fields): number | null {
  const status = numberOf(response['status']);
  return status !== null && status >= 100 && status <= 599 ? Math.trunc(status) : null;
}

function isPreflight(entry: Fields, { method, headers }: Sent): boolean {
  if (method !== 'OPTIONS') return false;
  return (
    entry['_resourceType'] === 'preflight' || headers.length === 0 || headerOf(headers, 'access-control-request-method') !== null
  );
}

/** The page that sent it: its Origin header, then Referer, then Chrome's `_initiator`. */
function senderOf(entry: Fields, { headers }: Sent): string | null {
  const initiator = fieldsOf(entry['_initiator']);
  const frames: unknown = fieldsOf(initiator['stack'])['callFrames'];
  const top = Array.isArray(frames) ? textOf(fieldsOf(frames[0])['url']) : null;
  return (
    originOf(headerOf(headers, 'origin')) ??
    originOf(headerOf(headers, 'referer')) ??
    originOf(textOf(initiator['url'])) ??
    originOf(top)
  );
}

/** The body as it was sent; null where the file does not show it. */
function sentText({ fields }: Sent): string | null {
  const post = fieldsOf(fields['postData']);
  const text = textOf(post['text']);
  return text === null ? null : decodedIf(post, text);
}

function requestBodyOf(sent: Sent, known: readonly string[]): RequestBody {
  const { method, headers, fields } = sent;
  const post = fieldsOf(fields['postData']);
  const type = textOf(post['mimeType']) ?? headerOf(headers, 'content-type');
  const text = sentText(sent);
  if (text !== null) return requestBodyFromText(text, type, known);
  const params = pairsOf(post['params']);
  if (params.length > 0)
    return requestBodyFromForm(
      params.map(({ name }) => name),
      /multipart/i.test(type ?? ''),
    );
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return { kind: 'none' };
  // Chrome writes `bodySize: 0` for a body that it did not keep (a file, a blob): what the headers tell of one goes before.
  const length = numberOf(headerOf(headers, 'content-length'));
  const size = length ?? (headerOf(headers, 'content-type') === null ? numberOf(fields['bodySize']) : null);
  return size === 0 ? { kind: 'none' } : { kind: 'unseen' };
}

function decodedIf(part: Fields, text: string): string {
  const encoding = textOf(part['encoding']) ?? textOf(part['_encoding']);
  return encoding?.toLowerCase() === 'base64' ? (textFromBase64(text, 4_000_000) ?? text) : text;
}

const contentOf = (response: Fields): Fields => fieldsOf(response['content']);

const bodyText = (response: Fields, { body }: HarContext): string | null =>
  body ? body.text : typeof contentOf(response)['text'] === 'string' ? (contentOf(response)['text'] as string) : null;

function responseBodyOf(
  response: Fields,
  seen: { context: HarContext; received: RawHeader[]; status: number | null; method: string; known: readonly string[] },
): ResponseBody {
  const { context, received, status, method, known } = seen;
  const content = contentOf(response);
  const text = bodyText(response, context);
  const mime = textOf(content['mimeType']) ?? headerOf(received, 'content-type');
  const encoding = context.body ? context.body.encoding : (textOf(content['encoding']) ?? undefined);
  if (text !== null && text !== '') return responseBodyFromText(text, mime === 'x-unknown' ? null : mime, encoding, known);
  if (status === null) return missing('not-read');
  if (method === 'HEAD' || status === 204 || status === 304 || headerOf(received, 'content-length') === '0')
    return missing('empty');
  const length = numberOf(headerOf(received, 'content-length')) ?? 0;
  const size = numberOf(content['size']) ?? -1;
  if (length > 0 || size > 0) return missing('not-read');
  return text === '' || size === 0 ? missing('empty') : missing('not-read');
}
