// Failures as a HAR 1.2 file, by allow-list: each field is written by name, so nothing of a call can come along unasked (Chrome's own
// "sanitized" export lets X-Api-Key through). Reads back through analyze-har with the same diagnoses.
import { isoFromInstant } from '../core/iso-instant.ts';
import type { Entry } from '../core/ledger.ts';
import type { Failure, Observation, RequestBody } from '../core/observation.ts';
import type { Header } from '../core/units.ts';
import { cleanEntry } from './clean.ts';

interface NameValue {
  name: string;
  value: string;
}

/** `entries` in the order they shall have in the file; `version`: of this product. */
export function harOf(entries: readonly Entry[], version: string) {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Qamera Error Lens', version },
      pages: [],
      entries: entries.map((entry) => harEntry(cleanEntry(entry).observation)),
      comment: 'Failed calls to the Qamera API. Keys, tokens, cookies and signed addresses read ***.',
    },
  };
}

function harEntry(seen: Observation) {
  const endedAt = seen.endedAt ?? seen.startedAt;
  const answeredAt = Math.min(Math.max(seen.answeredAt ?? endedAt, seen.startedAt), endedAt);
  return {
    startedDateTime: isoFromInstant(seen.startedAt),
    time: endedAt - seen.startedAt,
    request: {
      method: seen.method,
      url: seen.url,
      httpVersion: '',
      cookies: [],
      headers: requestHeaders(seen),
      queryString: nameValues(seen.query),
      ...postData(seen),
      headersSize: -1,
      bodySize: seen.requestBody.kind === 'other' ? seen.requestBody.size : seen.requestBody.kind === 'none' ? 0 : -1,
    },
    response: {
      status: seen.status ?? 0,
      statusText: '',
      httpVersion: '',
      cookies: [],
      headers: nameValues(seen.responseHeaders ?? []),
      content: content(seen),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: answeredAt - seen.startedAt, receive: endedAt - answeredAt },
    // As Chrome names it; the page that sent the call, where no Origin header tells.
    ...(seen.failure === null ? {} : { _error: browserWord(seen.failure) }),
    ...(seen.initiator === null ? {} : { _initiator: { type: 'other', url: seen.initiator } }),
  };
}

/**
 * What Chrome writes of a call that the page may not read; other failures keep the word they came with. A refused preflight is named:
 * the file does not carry the preflight itself, and without it a reader could not tell that the call was never sent.
 */
function browserWord({ kind, raw }: Failure): string {
  if (kind === 'preflight') return /preflight/i.test(raw) ? raw : `preflight refused: ${raw}`;
  if (kind === 'cors' && !/ERR_FAILED|DOM_BAD_URI/.test(raw)) return 'net::ERR_FAILED';
  return raw || kind;
}

const nameValues = (pairs: readonly Header[]): NameValue[] => pairs.map(([name, value]) => ({ name, value }));

/** The key's header shows its public id, as the panel does: without it nobody can tell two keys apart. */
function requestHeaders({ requestHeaders: headers, key }: Observation): NameValue[] {
  const shown = (name: string, value: string): string => {
    if (name === 'x-api-key' && key.via !== 'authorization') return key.shown || value;
    return name === 'authorization' && key.via === 'authorization' && key.shape === 'well-formed' ? `Bearer ${key.shown}` : value;
  };
  return (headers ?? []).map(([name, value]) => ({ name, value: shown(name, value) }));
}

function postData({ requestBody: body, requestHeaders: headers }: Observation) {
  const mimeType = headers?.find(([name]) => name === 'content-type')?.[1] ?? '';
  const text = bodyText(body);
  if (text !== null) return { postData: { mimeType, text } };
  if (body.kind === 'form')
    return { postData: { mimeType, params: body.fields.map((name) => ({ name, value: '***' })), comment: 'Names only.' } };
  if (body.kind === 'broken-json')
    return { postData: { mimeType, comment: `Not valid JSON at line ${body.line}, column ${body.column}.` } };
  return {};
}
const bodyText = (body: RequestBody): string | null => (body.kind === 'json' ? JSON.stringify(body.value) : null);

function content({ responseBody: { text, missing, truncated }, responseHeaders: headers }: Observation) {
  const mimeType = headers?.find(([name]) => name === 'content-type')?.[1] ?? 'x-unknown';
  if (text === null) return { size: 0, mimeType, ...(missing === null ? {} : { comment: `No text: ${missing}.` }) };
  return { size: text.length, mimeType, text, ...(truncated ? { comment: 'Cut.' } : {}) };
}
