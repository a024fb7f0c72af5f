// One log record about a call, as JSON of any logger or as plain text: record in, the parts that speak of HTTP out.
import { fieldsOf, type Fields, instantOf, numberOf, pairsOf, textOf } from './har-fields.ts';
import type { RawHeader } from './known-secrets.ts';
import type { EpochMs } from '../units.ts';

export interface LogRecord {
  method: string | null;
  url: string | null;
  status: number | null;
  requestHeaders: RawHeader[];
  requestBody: string | null;
  headers: RawHeader[];
  body: string | null;
  failure: string | null;
  at: EpochMs | null;
  durationMs: number | null;
}

/** Where loggers put things: axios, pino, winston, Monolog, nginx JSON, OpenTelemetry. Dotted = nested or written with dots. */
const STATUS =
  'status statusCode status_code http_status httpStatus responseStatus response_status response.status response.statusCode res.statusCode res.status http.status_code http.response.status_code attributes.http.response.status_code err.response.status error.response.status err.status error.status context.status code';
const URLS =
  'url uri request.url req.url request.uri config.url http.url url.full attributes.url.full request_url requestUrl endpoint path request.path req.path url.path http.target err.config.url error.config.url context.url target';
const METHODS =
  'method verb request.method req.method config.method http.method http.request.method attributes.http.request.method http_method request_method err.config.method error.config.method context.method';
const BODIES =
  'response.body response.data res.body response_body responseBody http.response.body.content err.response.data error.response.data error_body body data response payload context.response context.body';
const REQUEST_BODIES =
  'request.body request.data req.body config.data request_body requestBody err.config.data error.config.data';
const HEADERS =
  'response.headers res.headers response_headers responseHeaders err.response.headers error.response.headers headers';
const REQUEST_HEADERS =
  'request.headers req.headers config.headers request_headers requestHeaders err.config.headers error.config.headers';
const TIMES = 'time timestamp ts @timestamp datetime date startedDateTime timeUnixNano asctime';
const DURATIONS = 'duration durationMs duration_ms responseTime response_time_ms latency_ms elapsed_ms elapsedMs';
const FAILURES = 'code err.code error.code cause.code err.cause.code error.errno errno';

/** The record's parts; null when it speaks of no call (neither status nor URL nor a network failure). */
export function readLogRecord(value: unknown): LogRecord | null {
  const record = fieldsOf(value);
  const find = (places: string): unknown[] => places.split(' ').map((place) => at(record, place));
  const text = (places: string): string | null =>
    find(places)
      .map(textOf)
      .find((one) => one !== null) ?? null;
  const message = text('message msg err.message error.message error') ?? '';
  const status =
    find(STATUS)
      .map(statusOf)
      .find((one) => one !== null) ?? statusIn(message);
  const url = text(URLS) ?? urlIn(message);
  const failure =
    find(FAILURES)
      .map(textOf)
      .find((one) => one !== null && /^(?:E[A-Z_]{3,}|net::ERR_|NS_ERROR|UND_ERR_|ERR_NETWORK|ERR_CANCELED)/.test(one)) ?? null;
  if (status === null && (failure === null || url === null)) return null;
  const body =
    find(BODIES)
      .map(bodyOf)
      .find((one) => one !== null) ??
    jsonIn(message) ??
    ownEnvelope(record);
  const durationMs =
    find(DURATIONS)
      .map(numberOf)
      .find((one) => one !== null && one >= 0) ?? null;
  return {
    method: (text(METHODS) ?? methodIn(message))?.toUpperCase() ?? null,
    url,
    status,
    requestHeaders: headersAt(find(REQUEST_HEADERS)),
    requestBody:
      find(REQUEST_BODIES)
        .map(bodyOf)
        .find((one) => one !== null) ?? null,
    headers: headersAt(find(HEADERS)),
    body,
    failure: status === null ? failure : null,
    at:
      find(TIMES)
        .map(instantOf)
        .find((one) => one !== null) ?? null,
    durationMs,
  };
}

/** The same from a line of plain text: `12:00:01 ERROR POST https://… answered 429 {"error":"…"}`, logfmt, or a stack's first line. */
export function readLogText(text: string): LogRecord | null {
  const status = statusIn(text);
  const url = urlIn(text);
  const failure = /\b(?:E[A-Z]{4,}|net::ERR_\w+|NS_ERROR_\w+|socket hang up|fetch failed)\b/.exec(text)?.[0] ?? null;
  if (status === null && (failure === null || url === null)) return null;
  const stamp = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/.exec(text)?.[0];
  return {
    method: methodIn(text),
    url,
    status,
    requestHeaders: [],
    requestBody: null,
    headers: [],
    body: jsonIn(text),
    failure: status === null ? failure : null,
    at: stamp === undefined ? null : instantOf(stamp),
    durationMs: null,
  };
}

/** `a.b` nested, or `a.b` as one name. */
function at(record: Fields, place: string): unknown {
  if (place in record) return record[place];
  let here: unknown = record;
  for (const name of place.split('.')) here = fieldsOf(here)[name];
  return here;
}

const statusOf = (value: unknown): number | null => {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 100 && number <= 599 ? number : null;
};

/** A text as it is; a structure as JSON. A whole response object under `response` is no body. */
function bodyOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'object' || value === null || 'status' in value || 'statusCode' in value) {
    return isJob(value) ? asJson(value) : null;
  }
  return asJson(value);
}
/** A job's own `status` is a word, not a number. */
const isJob = (value: unknown): boolean =>
  typeof fieldsOf(value)['status'] === 'string' && statusOf(fieldsOf(value)['status']) === null;

function asJson(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

const headersAt = (found: readonly unknown[]): RawHeader[] => found.map(pairsOf).find((headers) => headers.length > 0) ?? [];

/** `{status: 402, error: "Insufficient credits…"}`: the record is status and envelope in one, as relays write it. */
function ownEnvelope(record: Fields): string | null {
  const { error, code } = record;
  if (typeof error !== 'string' && fieldsOf(error)['code'] === undefined) return null;
  const isNode = typeof error !== 'string' && fieldsOf(error)['stack'] !== undefined;
  return isNode ? null : asJson({ error, ...(typeof code === 'string' ? { code } : {}) });
}

const STATUS_WORDS = [
  /\bHTTP\/\d(?:\.\d)?"?\s+(\d{3})\b/,
  /\bstatus(?:[ _-]?code)?["']?\s*(?:[:=]|of|is|was)?\s*["']?(\d{3})\b/i,
  /\b(?:returned|answered(?: with)?|responded(?: with)?|failed with|got(?: a)?|received|HTTP|error|code)\s*:?\s*(?:an?\s+)?\(?(\d{3})\b/i,
  /(?:->|=>|→|\s)\s*([1-5]\d{2})(?=\s|[,;:)]|$)/,
];
function statusIn(text: string): number | null {
  const short = text.slice(0, 4_000);
  for (const words of STATUS_WORDS) {
    const status = statusOf(words.exec(short)?.[1]);
    if (status !== null) return status;
  }
  return null;
}
const urlIn = (text: string): string | null => {
  const found =
    /\bhttps?:\/\/[^\s"'<>]+/.exec(text)?.[0] ?? /(?:^|[\s"'=])(\/api\/(?:external|v1\/plugin)[^\s"'<>]*)/.exec(text)?.[1];
  return found?.replace(/[),.;:]+$/, '') ?? null;
};
const methodIn = (text: string): string | null => /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/.exec(text)?.[1] ?? null;

/** The JSON that a line carries, from its first brace to its last. */
export function jsonIn(text: string): string | null {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start < 0 || end <= start ? null : text.slice(start, end + 1);
}
