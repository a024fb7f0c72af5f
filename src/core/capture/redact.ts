// The only way in: capture strips secrets here before an Observation exists (design section 4). URLs, headers, text and JSON in,
// the same without keys, tokens, cookies and signed query strings out. Nothing throws; what is redacted already stays as it is.
import type { Header } from '../units.ts';
import { maskKnown, type RawHeader } from './known-secrets.ts';
import { redactText } from './redact-text.ts';
import { HARMLESS_QUERY, hasHarmlessForm, isSecretName, isShownHeader, isUrlHeader } from './secret-names.ts';
import { MASK, undoEscapes } from './secret-patterns.ts';

export { secretsOf, type RawHeader } from './known-secrets.ts';
export { redactJson, redactText } from './redact-text.ts';

/** A path segment this long is no id and no name. */
const SEGMENT_LIMIT = 64;

/**
 * A URL without its secrets: no user name, no fragment, query values only where the parameter is known to be harmless.
 * A relative URL, or text that is none, is treated alike. `known`: this call's own secrets (`secretsOf`).
 * @example redactUrl('https://app.qamera.ai/api/external/models?statusFilter=all&sig=a1b2')
 *   // 'https://app.qamera.ai/api/external/models?statusFilter=all&sig=***'
 */
export function redactUrl(url: string, known: readonly string[] = []): string {
  const { head, path, query } = partsOf(url);
  if (/^(?:data|blob|javascript):/i.test(url)) return `${url.slice(0, url.indexOf(':') + 1)}${MASK}`;
  const segments = redactSegments(path, known);
  const pairs =
    query === null
      ? ''
      : `?${query
          .split('&')
          .map((pair) => redactPair(pair, known))
          .join('&')}`;
  // No host has a blank: what stands there is text.
  const host = /\s/.test(head) ? redactText(head, known) : head;
  return host.replace(/^([^/]*\/\/)[^/]*@/, `$1${MASK}@`).replace(/mk_.*/i, MASK) + segments.join('/') + pairs;
}

/** The redacted query of a URL as pairs, in order, decoded for reading. */
export function redactQuery(url: string, known: readonly string[] = []): Header[] {
  const { query } = partsOf(redactUrl(url, known));
  if (query === null || query === '') return [];
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [readable(pair), ''] : [readable(pair.slice(0, at)), readable(pair.slice(at + 1))];
  });
}

/** By hand, since a URL that cannot be parsed must be redacted too. */
function partsOf(url: string): { head: string; path: string; query: string | null } {
  const whole = url.split('#', 1)[0] ?? '';
  const mark = whole.indexOf('?');
  const address = mark < 0 ? whole : whole.slice(0, mark);
  const head = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i.exec(address)?.[0] ?? '';
  return { head, path: address.slice(head.length), query: mark < 0 ? null : whole.slice(mark + 1) };
}

const readable = (text: string): string => undoEscapes(text.replaceAll('+', ' '));
/** Only what would break the URL apart is escaped again. */
const urlSafe = (text: string): string =>
  text.replace(/[\s?#&%/\\"'<>]/g, (character) => encodeURIComponent(character)).replaceAll("'", '%27');

/** A key's secret may hold a `/` of its own: behind a key only the API's own base path stays. */
function redactSegments(path: string, known: readonly string[]): string[] {
  let afterKey = false;
  return path.split('/').map((segment) => {
    const clean = redactSegment(segment, known);
    const shown = afterKey && !PATH_WORD.test(clean) ? MASK : clean;
    afterKey ||= /mk_live_[\w-]*\./i.test(undoEscapes(segment));
    return shown;
  });
}
const PATH_WORD = /^(?:v\d|api|external|plugin|)$/;

function redactSegment(segment: string, known: readonly string[]): string {
  if (segment === '') return segment;
  // Both as written and as meant: an escape may stand for a blank, which would end a secret that goes on behind it.
  const written = redactText(segment, known);
  const plain = undoEscapes(written);
  const clean = redactText(plain, known);
  if (written !== segment || clean !== plain) return clean.split('/').map(urlSafe).join('/');
  return plain.length > SEGMENT_LIMIT ? MASK : segment;
}

function redactPair(pair: string, known: readonly string[]): string {
  const at = pair.indexOf('=');
  const writtenName = at < 0 ? pair : pair.slice(0, at);
  const name = readable(redactText(writtenName, known));
  const cleanName = name.length > SEGMENT_LIMIT ? MASK : redactText(name, known);
  const shownName = cleanName === readable(writtenName) ? writtenName : urlSafe(cleanName);
  if (at < 0) return shownName;
  const raw = pair.slice(at + 1);
  const value = readable(raw);
  return `${shownName}=${value === '' || isHarmless(name, value, known) ? raw : keyIdOrMask(value)}`;
}

function isHarmless(name: string, value: string, known: readonly string[]): boolean {
  if (isSecretName(name)) return false;
  if (!HARMLESS_QUERY.has(name.toLowerCase())) return /^(?:true|false|\d{1,5})$/.test(value) && maskKnown(value, known) === value;
  return /^[\w.:,@ -]{1,64}$/.test(value) && redactText(value, known) === value;
}

/** A key in the query stays recognisable, so that the alarm about it can name it. */
const keyIdOrMask = (value: string): string => /^(?:Bearer )?(mk_live_[\w-]+)\./.exec(value)?.[1]?.concat('.', MASK) ?? MASK;

/**
 * Headers in lower case. Values are kept for an allow-list alone (by name, or by name and form) and redacted inside; the others
 * read `***`. HTTP/2 pseudo-headers (`:path`) are left out: method and URL say the same.
 */
export function redactHeaders(
  headers: readonly RawHeader[],
  direction: 'request' | 'response',
  known: readonly string[] = [],
): Header[] {
  return headers
    .filter(({ name }) => name !== '' && !name.startsWith(':'))
    .map(({ name: raw, value = '' }) => {
      const lower = raw.toLowerCase();
      const name = /^[\w!#$%&'*+.^|~-]{1,80}$/.test(lower) ? redactText(lower, known) : MASK;
      if (value === '') return [name, ''];
      if (!isShownHeader(lower, direction) && !hasHarmlessForm(lower, value)) return [name, MASK];
      return [name, isUrlHeader(lower) ? redactUrl(value, known) : redactText(value, known)];
    });
}

/** How many values were masked in something already redacted (an Observation, a bundle). */
export function countMasked(redacted: unknown): number {
  return (JSON.stringify(redacted) ?? '').split(MASK).length - 1;
}
