// HTTP as text: a raw response, `curl -i`, `curl -v`, a raw request before it. Text in, the exchange's parts out.
import { type CurlCommand, parseCurl } from './curl-command.ts';
import type { RawHeader } from './known-secrets.ts';

export interface Transcript {
  method: string | null;
  url: string | null;
  requestHeaders: RawHeader[];
  requestBody: string | null;
  status: number | null;
  headers: RawHeader[];
  body: string | null;
  /** curl's own words about a failure, `curl: (28) Operation timed out`. */
  failure: string | null;
}

const STATUS_LINE = /^HTTP\/\d(?:\.\d)?\s+(\d{3})(?:\s.*)?$/;
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\S+)(?:\s+HTTP\/\d(?:\.\d)?)?\s*$/;
const HEADER = /^([\w!#$%&'*+.^|~-]{1,100}):[ \t]?(.*)$/;
const CURL_ERROR = /^curl: \(\d+\) .*$/m;

/** The last exchange of a transcript, or null when the text is none. Line ends of either kind; `> `, `< ` and `* ` of curl -v. */
export function parseTranscript(text: string): Transcript | null {
  const curl = parseCurl(text);
  const failure = CURL_ERROR.exec(text)?.[0] ?? null;
  const verbose = /^< HTTP\/\d/m.test(text) || /^> [A-Z]+ \S+ HTTP\//m.test(text);
  const lines = text.split(/\r?\n/);
  const read = verbose ? fromVerbose(lines) : fromPlain(lines);
  if (read.status === null && failure === null) return null;
  if (read.status === null && curl === null && read.url === null) return null;
  return withCommand({ ...read, failure }, curl);
}

function withCommand(read: Transcript, curl: CurlCommand | null): Transcript {
  if (!curl) return { ...read, url: read.url === null ? null : absolute(read.url, read.requestHeaders) };
  const sent = read.requestHeaders.map(({ name }) => name.toLowerCase());
  return {
    ...read,
    method: read.method ?? curl.method,
    url: curl.url,
    requestHeaders: [...read.requestHeaders, ...curl.headers.filter(({ name }) => !sent.includes(name.toLowerCase()))],
    requestBody: read.requestBody ?? curl.body,
  };
}

const absolute = (url: string, headers: readonly RawHeader[]): string => {
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  return url.startsWith('/') && host ? `https://${host}${url}` : url;
};

const EMPTY: Transcript = {
  method: null,
  url: null,
  requestHeaders: [],
  requestBody: null,
  status: null,
  headers: [],
  body: null,
  failure: null,
};

function fromVerbose(lines: readonly string[]): Transcript {
  let read: Transcript = EMPTY;
  const body: string[] = [];
  let answered = false;
  for (const line of lines) {
    const sent = /^> ?(.*)$/.exec(line)?.[1];
    const got = /^< ?(.*)$/.exec(line)?.[1];
    if (sent !== undefined) {
      const start = REQUEST_LINE.exec(sent);
      if (start) read = { ...EMPTY, method: start[1] ?? null, url: start[2] ?? null };
      else addHeader(read.requestHeaders, sent, (headers) => (read = { ...read, requestHeaders: headers }));
    } else if (got !== undefined && /^(?:HTTP\/|[\w-]+:|$)/.test(got)) {
      const status = STATUS_LINE.exec(got)?.[1];
      if (status !== undefined) {
        read = { ...read, status: Number(status), headers: [] };
        answered = true;
        body.length = 0;
      } else addHeader(read.headers, got, (headers) => (read = { ...read, headers }));
    } else if (answered && !isCurlChatter(line)) body.push(line);
  }
  return { ...read, body: answered ? bodyOf(body) : null };
}

const isCurlChatter = (line: string): boolean =>
  /^\* |^\*$|^[{}] \[\d+ bytes data\]|^curl: \(\d+\)|^\s*% Total|^\s*Dload\s+Upload|^\s*\d+\s+\S+\s+\d+\s+\S+.*--:--/.test(line);

function addHeader(headers: readonly RawHeader[], line: string, set: (headers: RawHeader[]) => void): void {
  const header = HEADER.exec(line);
  if (header) set([...headers, { name: header[1] ?? '', value: (header[2] ?? '').trim() }]);
}

/** Status lines may come several times (100 Continue, a proxy's 200, redirects): the last block counts. */
function fromPlain(lines: readonly string[]): Transcript {
  const starts = lines.flatMap((line, index) => (STATUS_LINE.test(line.trim()) ? [index] : []));
  const last = starts.findLast((start, nth) => nth === 0 || isBlockStart(lines, starts[nth - 1] ?? 0, start));
  const request = requestBefore(lines, starts[0] ?? lines.length);
  if (last === undefined) return request;
  const { headers, next } = headersFrom(lines, last + 1);
  const status = Number(STATUS_LINE.exec(lines[last]?.trim() ?? '')?.[1]);
  const body = lines.slice(next).filter((line) => !/^curl: \(\d+\)/.test(line));
  return { ...request, status, headers, body: bodyOf(body) };
}

/** A status line inside a body is text: a new block follows a header block of its own. */
function isBlockStart(lines: readonly string[], before: number, start: number): boolean {
  const { next } = headersFrom(lines, before + 1);
  return lines.slice(next, start).every((line) => line.trim() === '');
}

function headersFrom(lines: readonly string[], from: number): { headers: RawHeader[]; next: number } {
  const headers: RawHeader[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const header = HEADER.exec(lines[at] ?? '');
    if (!header) break;
    headers.push({ name: header[1] ?? '', value: (header[2] ?? '').trim() });
  }
  return { headers, next: lines[at]?.trim() === '' ? at + 1 : at };
}

function requestBefore(lines: readonly string[], end: number): Transcript {
  const start = lines.findIndex((line, index) => index < end && REQUEST_LINE.test(line.trim()));
  if (start < 0) return EMPTY;
  const [, method = null, url = null] = REQUEST_LINE.exec(lines[start]?.trim() ?? '') ?? [];
  const { headers, next } = headersFrom(lines.slice(0, end), start + 1);
  return { ...EMPTY, method, url, requestHeaders: headers, requestBody: bodyOf(lines.slice(next, end)) };
}

const bodyOf = (lines: readonly string[]): string | null => lines.join('\n').trim();
