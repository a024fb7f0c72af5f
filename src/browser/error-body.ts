// Firefox's stream filter: the bodies of error answers also while DevTools is closed. The page gets every byte first, whatever happens.
import type { WebRequest } from 'webextension-polyfill';
import type { AnswerText } from '../core/capture/web-request.ts';
import { browser } from './api.ts';

/** Bytes copied of one body; far more than any error of the API, and what is shown is shorter still. */
const COPY_LIMIT = 64 * 1024;

type Headers = { name: string; value?: string | undefined }[];
type Sink = (details: WebRequest.OnHeadersReceivedDetailsType, text: AnswerText) => void;

/**
 * Calls back with the body of each answer of 400 and more, once it is whole or COPY_LIMIT is reached; never where the browser has no
 * such filter (Chromium) or the manifest lacks its permissions. Gives what ends it. Only a blocking listener can attach the
 * filter in time (measured), and only error answers pass through it. `sentWith`: the headers of a call under way.
 */
export function listenForErrorBodies(
  filter: WebRequest.RequestFilter,
  sentWith: (requestId: string) => Headers | undefined,
  sink: Sink,
): () => void {
  const { onHeadersReceived } = browser.webRequest;
  if (typeof browser.webRequest.filterResponseData !== 'function') return () => undefined;
  const attach = (details: WebRequest.OnHeadersReceivedDetailsType): void => {
    const headers = sentWith(details.requestId);
    // The background was stopped in between: what must be masked is not known any more.
    if (details.statusCode < 400 || headers === undefined) return;
    const all = [...headers, ...(details.responseHeaders ?? [])].map(({ name, value }) => ({ name, value }));
    copyBody(details.requestId, (text, truncated) => sink(details, { kind: 'body', text, truncated, headers: all }));
  };
  try {
    onHeadersReceived.addListener(attach, filter, ['blocking', 'responseHeaders']);
  } catch {
    return () => undefined;
  }
  return () => onHeadersReceived.removeListener(attach);
}

function copyBody(requestId: string, tell: (text: string, truncated: boolean) => void): void {
  const stream = filterOf(requestId);
  if (!stream) return;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  stream.ondata = ({ data }) => {
    // A filter that breaks must not keep the rest from the page: the browser goes on without it.
    try {
      stream.write(data);
    } catch {
      return release(stream);
    }
    text += decoder.decode(new Uint8Array(data).subarray(0, COPY_LIMIT - size), { stream: true });
    size += data.byteLength;
    if (size < COPY_LIMIT) return;
    release(stream);
    tell(text, true);
  };
  stream.onstop = () => {
    release(stream, 'close');
    tell(text + decoder.decode(), false);
  };
}

function filterOf(requestId: string): WebRequest.StreamFilter | null {
  try {
    return browser.webRequest.filterResponseData(requestId);
  } catch {
    return null;
  }
}

/** `disconnect` hands the rest of the body to the page; a filter that is broken or gone throws, and holds nothing back. */
function release(stream: WebRequest.StreamFilter, how: 'disconnect' | 'close' = 'disconnect'): void {
  try {
    stream[how]();
  } catch {
    return;
  }
}
