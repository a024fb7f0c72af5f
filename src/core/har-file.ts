// A HAR file before its calls are looked at: unknown or text in; its API entries in the order in which they ended, and notes about
// the file itself, out. Nothing is copied: a file of 200 MB costs one pass and a list of indexes.
import type { Phrase } from '../words/phrase.ts';
import {
  durationOf,
  fieldsOf,
  type Fields,
  headerOf,
  instantOf,
  numberOf,
  originOf,
  pairsOf,
  textOf,
} from './capture/har-fields.ts';
import { redactUrl } from './capture/redact.ts';
import { type BaseUrl, surfaceOf } from './surface.ts';
import type { EpochMs } from './units.ts';

export interface HarFile {
  entries: readonly unknown[];
  /** Indexes of the API calls: preflights, then the rest; first ended first. */
  order: number[];
  /** Base URLs taken as this API's because of what their calls carry; to be used beside the user's own. */
  bases: BaseUrl[];
  /** The exporter left key headers out, so a call without one says nothing about what was sent. */
  keysStripped: boolean;
  /** When the first entry began; null without any time. */
  firstStart: EpochMs | null;
  /** When the last entry ended; null without any time. */
  lastEnd: EpochMs | null;
  notes: Phrase[];
}

const nothing = (note: Phrase): HarFile => ({
  entries: [],
  order: [],
  bases: [],
  keysStripped: false,
  firstStart: null,
  lastEnd: null,
  notes: [note],
});

/** `har`: a parsed HAR, its `log` alone (Firefox getHAR), a list of entries, or JSON text of any of these. Never throws. */
export function openHar(har: unknown, added: readonly BaseUrl[]): HarFile {
  const parsed = typeof har === 'string' ? parseText(har) : { value: har };
  if ('note' in parsed) return nothing(parsed.note);
  const log = fieldsOf(fieldsOf(parsed.value)['log'] ?? parsed.value);
  const entries: unknown = Array.isArray(parsed.value) ? parsed.value : log['entries'];
  if (!Array.isArray(entries)) return nothing({ id: 'har.not-har' });
  if (entries.length === 0) return nothing({ id: 'har.no-entries' });
  return survey(entries, log, added);
}

function parseText(text: string): { value: unknown } | { note: Phrase } {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  try {
    return { value: JSON.parse(from === 0 ? text : text.slice(from)) as unknown };
  } catch {
    const start = text.slice(from, from + 200).trimStart();
    if (start === '') return { note: { id: 'har.blank' } };
    if (start.startsWith('<')) return { note: { id: 'har.markup' } };
    if (!start.startsWith('{') && !start.startsWith('[')) return { note: { id: 'har.not-json' } };
    return { note: { id: /[}\]]\s*$/.test(text.slice(-200)) ? 'har.broken-json' : 'har.cut' } };
  }
}

function survey(entries: readonly unknown[], log: Fields, added: readonly BaseUrl[]): HarFile {
  const found = new Map<string, BaseUrl>();
  const ends: { index: number; end: EpochMs; preflight: boolean }[] = [];
  const count = { unreadable: 0, timeless: 0, keyless: 0 };
  let credentials = false;
  let firstStart: EpochMs | null = null;
  let lastEnd: EpochMs | null = null;
  for (const [index, entry] of entries.entries()) {
    const fields = fieldsOf(entry);
    const request = fieldsOf(fields['request']);
    const url = textOf(request['url']);
    if (url === null) {
      count.unreadable += 1;
      continue;
    }
    const start = instantOf(fields['startedDateTime']);
    const end = (start ?? 0) + durationOf(fields);
    if (start !== null && (firstStart === null || start < firstStart)) firstStart = start;
    if (start !== null && (lastEnd === null || end > lastEnd)) lastEnd = end;
    const headers = pairsOf(request['headers']);
    const hasKey = headerOf(headers, 'x-api-key') !== null || headerOf(headers, 'authorization') !== null;
    credentials ||= headerOf(headers, 'cookie') !== null || headerOf(headers, 'authorization') !== null;
    if (surfaceOf(url, added) === null) {
      const base = hostedBase(url, headers);
      if (base === null) continue;
      found.set(base.url, base);
    }
    if (start === null) count.timeless += 1;
    const preflight = request['method'] === 'OPTIONS';
    const status = numberOf(fieldsOf(fields['response'])['status']) ?? 0;
    if (!hasKey && !preflight && headers.length > 0 && status >= 200 && status !== 401 && status !== 403) count.keyless += 1;
    ends.push({ index, end, preflight });
  }
  ends.sort((a, b) => Number(b.preflight) - Number(a.preflight) || a.end - b.end || a.index - b.index);
  // Chrome's export drops Authorization and Cookie unless told not to. Answers that need a key, without any, prove it.
  const keysStripped = /WebInspector/i.test(textOf(fieldsOf(log['creator'])['name']) ?? '') && !credentials && count.keyless > 0;
  const notes: Phrase[] = [...found.keys()].map((base) => ({ id: 'har.hosted', values: { base: redactUrl(base) } }));
  if (count.unreadable > 0) notes.push({ id: 'har.unreadable', values: { entries: count.unreadable } });
  if (ends.length === 0) notes.push({ id: 'har.no-calls', values: { entries: entries.length } });
  if (count.timeless > 0) notes.push({ id: 'har.timeless', values: { calls: count.timeless } });
  if (keysStripped) notes.push({ id: 'har.keys-stripped' });
  return { entries, order: ends.map(({ index }) => index), bases: [...found.values()], keysStripped, firstStart, lastEnd, notes };
}

/**
 * A self-hosted base, or a proxy that keeps the path (qamera-api.md section 1): the API's own path on another host counts when
 * a key of this API is sent there, or the host's name says so. A path alone could be anybody's.
 */
function hostedBase(url: string, headers: readonly { name: string; value: string }[]): BaseUrl | null {
  const path = /^[^?#]*?(\/api\/external|\/api\/v1\/plugin)(?=[/?#]|$)/.exec(url);
  const origin = originOf(url);
  if (path === null || origin === null || path[0].length < origin.length) return null;
  const key = `${headerOf(headers, 'x-api-key') ?? ''} ${headerOf(headers, 'authorization') ?? ''}`;
  if (!/mk_live_/.test(key) && !/(?:^|[./-])qamera[.-]/i.test(origin)) return null;
  const { pathname } = new URL(url);
  const mark = path[1] ?? '';
  const at = pathname.indexOf(mark);
  return at < 0
    ? null
    : { url: origin + pathname.slice(0, at + mark.length), surface: mark.endsWith('plugin') ? 'plugin' : 'external' };
}
