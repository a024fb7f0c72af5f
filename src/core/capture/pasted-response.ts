// Pasted text becomes one redacted Observation: a transcript, a raw response, a log line or a bare error body in, a call out.
import { PUBLIC_BASES, type BaseUrl, surfaceOf } from '../surface.ts';
import { entryOfCode } from '../../catalogue/index.ts';
import { envelopeOf } from '../error-body.ts';
import type { Observation, Surface } from '../observation.ts';
import type { EpochMs } from '../units.ts';
import type { Phrase } from '../../words/phrase.ts';
import { isoFromInstant } from '../iso-instant.ts';
import { parseHttpDate } from '../retry-after.ts';
import { observationFromHarEntry } from './har-entry.ts';
import { fieldsOf, headerOf } from './har-fields.ts';
import { parseTranscript } from './http-transcript.ts';
import { jsonIn, type LogRecord, readLogRecord, readLogText } from './log-line.ts';
import { parseJson } from './redact-text.ts';

export interface PasteContext {
  id: string;
  /** When it was pasted: used where the text carries no time. */
  now: EpochMs;
  salt: string;
  added: readonly BaseUrl[];
}
export type Paste = { kind: 'call'; observation: Observation; notes: Phrase[] } | { kind: 'none'; why: Phrase };

/** Longer text is a file, not a paste. Characters. */
const PASTE_LIMIT = 1_000_000;
const none = (id: 'paste.empty' | 'paste.too-long' | 'paste.har' | 'paste.no-answer' | 'paste.unrecognised'): Paste => ({
  kind: 'none',
  why: { id },
});

/**
 * The call that a pasted text tells of, or the reason why there is none. The method stays `?` where the text does not show it:
 * whether a repeat is safe hangs on it, so it is not guessed.
 */
export function observationFromPaste(text: string, context: PasteContext): Paste {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return none('paste.empty');
  if (plain.length > PASTE_LIMIT) return none('paste.too-long');
  const json = parseJson(plain) ?? parseJson(plain.split('\n', 1)[0] ?? '');
  if (json !== undefined && typeof json === 'object' && json !== null) return fromJson(json, plain, context);
  const transcript = parseTranscript(plain);
  if (transcript) return built({ ...transcript, at: null, durationMs: null }, context);
  const record = readLogText(plain);
  if (record) return built(record, context);
  const inner = parseJson(jsonIn(plain) ?? '');
  if (inner !== undefined && typeof inner === 'object' && inner !== null) return fromJson(inner, plain, context);
  return none(/\bcurl\s|^[A-Z]+ \S+ HTTP\//m.test(plain) ? 'paste.no-answer' : 'paste.unrecognised');
}

function fromJson(json: object, text: string, context: PasteContext): Paste {
  const fields = fieldsOf(json);
  if (Array.isArray(fieldsOf(fields['log'])['entries'])) return none('paste.har');
  if ('request' in fields && 'response' in fields && typeof fieldsOf(fields['request'])['url'] === 'string') {
    const observation = observationFromHarEntry(json, { ...context, tabId: null, initiator: null, source: 'file' });
    if (observation) return { kind: 'call', observation: { ...observation, source: 'paste' }, notes: [] };
  }
  const envelope = envelopeOf(fields as Parameters<typeof envelopeOf>[0]);
  const record = readLogRecord(json);
  if (record) return built(record, context);
  if (!envelope) return none('paste.unrecognised');
  const status = statusOfBody(envelope.code, envelope.message);
  const bare: LogRecord = { ...NOTHING, status, body: jsonIn(text) ?? text };
  const paste = built(bare, context);
  return paste.kind === 'call' ? { ...paste, notes: [{ id: 'paste.no-status' }] } : paste;
}

const NOTHING: LogRecord = {
  method: null,
  url: null,
  status: null,
  requestHeaders: [],
  requestBody: null,
  headers: [],
  body: null,
  failure: null,
  at: null,
  durationMs: null,
};

/** The status that the documented text or code of an error belongs to (error-codes page; catalogue for Plugin codes). */
const TEXTS: readonly [RegExp, number][] = [
  [/^Validation failed\b|\bis required\.?$/i, 400],
  [/^Invalid API key\b/i, 401],
  [/^Insufficient credits\b/i, 402],
  [/^Missing required scope\b/i, 403],
  [/\bnot found\.?$/i, 404],
  [/^Too many requests\b/i, 429],
  [/^An internal error occurred\b/i, 500],
  [/^External service returned\b/i, 502],
  [/^No active generator\b/i, 503],
];
function statusOfBody(code: string | null, message: string | null): number | null {
  const known = code === null ? null : entryOfCode(code);
  return known?.status ?? TEXTS.find(([words]) => words.test(message ?? ''))?.[1] ?? null;
}

/** Built as a HAR entry, so that pasted text is redacted on the same way as everything else. */
function built(record: LogRecord & { durationMs: number | null }, context: PasteContext): Paste {
  const { url, added } = addressOf(record, context.added);
  const sentAt = record.at ?? parseHttpDate(headerOf(record.headers, 'date') ?? '', context.now) ?? context.now;
  const entry = {
    startedDateTime: isoFromInstant(sentAt),
    time: record.durationMs ?? 0,
    request: {
      method: record.method ?? '?',
      url,
      headers: record.requestHeaders,
      ...(record.requestBody === null || record.requestBody === '' ? {} : { postData: { text: record.requestBody } }),
    },
    response: {
      status: record.status ?? 0,
      headers: record.headers,
      content: record.body === null ? {} : { text: record.body, size: record.body.length },
    },
    ...(record.failure === null ? {} : { _error: record.failure }),
  };
  const observation = observationFromHarEntry(entry, { ...context, added, tabId: null, initiator: null, source: 'file' });
  return observation ? { kind: 'call', observation: { ...observation, source: 'paste' }, notes: [] } : none('paste.unrecognised');
}

/** The address of the call. Where the text shows none, or one that is not known, the surface follows the envelope. */
function addressOf(record: LogRecord, added: readonly BaseUrl[]): { url: string; added: readonly BaseUrl[] } {
  const surface = surfaceOfBody(record.body);
  const base = PUBLIC_BASES.find((one) => one.surface === surface)?.url ?? '';
  const url = record.url ?? base;
  if (surfaceOf(url, added) !== null) return { url, added };
  const path = /^([^?#]*?)(\/api\/external|\/api\/v1\/plugin)(?=[/?#]|$)/.exec(url);
  if (path && URL.canParse(url)) {
    // Whoever pastes it means a Qamera call: its own path on another host is a deployment of their own.
    const hosted = surfaceOfPath(path[2] ?? '');
    const { origin, pathname } = new URL(url);
    const end = pathname.indexOf(path[2] ?? '') + (path[2]?.length ?? 0);
    return { url, added: [...added, { url: origin + pathname.slice(0, end), surface: hosted }] };
  }
  if (path) {
    const home = PUBLIC_BASES.find((one) => one.surface === surfaceOfPath(path[2] ?? ''))?.url ?? base;
    return { url: home + url.slice(path[0].length), added };
  }
  return { url: url.startsWith('/') && !url.startsWith('//') ? base + url : base, added };
}

const surfaceOfPath = (path: string): Surface => (path.endsWith('plugin') ? 'plugin' : 'external');

function surfaceOfBody(body: string | null): Surface {
  const error = fieldsOf(parseJson(body ?? ''))['error'];
  return typeof error === 'object' && error !== null ? 'plugin' : 'external';
}
