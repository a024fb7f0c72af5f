// The browser's webRequest events, names and bytes made the same in both browsers. Decides nothing.
import type { WebRequest } from 'webextension-polyfill';
import type { WebRequestEvent, WebRequestStart } from '../core/capture/web-request.ts';
import { BODY_LIMIT } from '../core/observation.ts';
import { browser } from './api.ts';
import { listenForErrorBodies } from './error-body.ts';

/**
 * Any host, the API's own paths: a browser shows only what lies on granted hosts, and a listener must be registered before the
 * background's first turn ends, when the user's own base URLs are not read yet (a later one misses the call that wakes it: measured).
 */
const API_PATHS = ['*://*/*api/external/*', '*://*/*api/v1/plugin/*'];

/** Calls under way whose request headers are remembered; a page has far fewer at once, and an end that is never told must not pile up. */
const REMEMBERED = 500;

export type WebRequestSink = (call: Omit<WebRequestStart, 'body'>, event: WebRequestEvent) => void;

/** Listens for the API's own paths. Call it synchronously at the top of the background. */
export function listenForApiPaths(sink: WebRequestSink): void {
  listen(API_PATHS, sink);
}

/** Listens for base URLs whose path is not the API's own, as set in options; gives what ends it. */
export function listenForPatterns(patterns: string[], sink: WebRequestSink): () => void {
  return patterns.length > 0 ? listen(patterns, sink) : () => undefined;
}

function listen(urls: string[], sink: WebRequestSink): () => void {
  const filter = { urls };
  const { onBeforeRequest, onSendHeaders, onHeadersReceived, onBeforeRedirect, onCompleted, onErrorOccurred } =
    browser.webRequest;
  /** In memory alone, oldest first: an answer may echo a secret of its request. */
  const remembered = new Map<string, ReturnType<typeof named>>();
  const remember = (requestId: string, headers: ReturnType<typeof named>): typeof headers => {
    const [oldest] = remembered.keys();
    if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(requestId, headers);
    return headers;
  };
  const recallLast = (requestId: string): ReturnType<typeof named> | undefined => {
    const headers = remembered.get(requestId);
    remembered.delete(requestId);
    return headers;
  };
  const start = (details: WebRequest.OnBeforeRequestDetailsType): void =>
    sink(callOf(details), { kind: 'start', ...callOf(details), body: bodyOf(details.requestBody) });
  const sent = (details: WebRequest.OnSendHeadersDetailsType): void =>
    sink(callOf(details), {
      kind: 'sent',
      at: details.timeStamp,
      headers: remember(details.requestId, named(details.requestHeaders)),
    });
  const answered = (details: WebRequest.OnHeadersReceivedDetailsType): void =>
    sink(callOf(details), {
      kind: 'answered',
      at: details.timeStamp,
      status: details.statusCode,
      headers: named(details.responseHeaders),
      requestHeaders: remembered.get(details.requestId),
    });
  const done = (details: WebRequest.OnCompletedDetailsType | WebRequest.OnBeforeRedirectDetailsType): void =>
    sink(callOf(details), {
      kind: 'done',
      at: details.timeStamp,
      status: details.statusCode,
      headers: named(details.responseHeaders),
      fromCache: details.fromCache,
      requestHeaders: recallLast(details.requestId),
    });
  const failed = (details: WebRequest.OnErrorOccurredDetailsType): void =>
    sink(callOf(details), {
      kind: 'failed',
      at: details.timeStamp,
      error: details.error,
      fromCache: details.fromCache,
      requestHeaders: recallLast(details.requestId),
    });
  onBeforeRequest.addListener(start, filter, ['requestBody']);
  onSendHeaders.addListener(sent, filter, ['requestHeaders']);
  onHeadersReceived.addListener(answered, filter, seesRefusedAnswers());
  onBeforeRedirect.addListener(done, filter, ['responseHeaders']);
  onCompleted.addListener(done, filter, ['responseHeaders']);
  onErrorOccurred.addListener(failed, filter);
  const stopBodies = listenForErrorBodies(
    filter,
    (requestId) => remembered.get(requestId),
    (details, text) => sink(callOf(details), text),
  );
  return () => {
    stopBodies();
    onBeforeRequest.removeListener(start);
    onSendHeaders.removeListener(sent);
    onHeadersReceived.removeListener(answered);
    onBeforeRedirect.removeListener(done);
    onCompleted.removeListener(done);
    onErrorOccurred.removeListener(failed);
  };
}

/**
 * Chromium tells of answers that CORS refuses, and of preflights, only to a listener with `extraHeaders` (measured at 156: without it a
 * paid POST that was carried out looks as if it was never sent). Firefox tells anyway and throws at the word.
 */
function seesRefusedAnswers(): WebRequest.OnHeadersReceivedOptions[] {
  const { OnHeadersReceivedOptions: options } = browser.webRequest as { OnHeadersReceivedOptions?: Record<string, string> };
  const extra = options?.['EXTRA_HEADERS'];
  return ['responseHeaders', ...(extra === undefined ? [] : [extra as WebRequest.OnHeadersReceivedOptions])];
}

interface CommonDetails {
  requestId: string;
  url: string;
  method: string;
  tabId: number;
  timeStamp: number;
  /** Chromium. */
  initiator?: string;
  /** Firefox: the page or worker, and the page around it. */
  originUrl?: string;
  documentUrl?: string;
}

function callOf(details: CommonDetails): Omit<WebRequestStart, 'body'> {
  const { requestId, url, method, tabId, timeStamp } = details;
  return {
    requestId,
    url,
    method,
    tabId,
    at: timeStamp,
    sender: details.initiator ?? details.documentUrl ?? details.originUrl ?? null,
  };
}

/** Headers whose value is binary (never so in this API) keep their name. */
const named = (headers: WebRequest.HttpHeaders | undefined): { name: string; value?: string | undefined }[] =>
  (headers ?? []).map(({ name, value }) => ({ name, value }));

function bodyOf(body: WebRequest.OnBeforeRequestDetailsTypeRequestBodyType | null | undefined): WebRequestStart['body'] {
  if (!body) return null;
  if (body.formData) return { formFields: Object.keys(body.formData) };
  const parts = (body.raw ?? []).map(({ bytes }) => (bytes instanceof ArrayBuffer ? bytes : new ArrayBuffer(0)));
  const size = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  // A body far beyond any JSON of this API (an upload) is not decoded.
  if (size === 0 || size > 64 * BODY_LIMIT) return { size };
  const decoder = new TextDecoder();
  return { text: parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode() };
}
