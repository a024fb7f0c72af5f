// The request body as evidence: raw text or field names in, redacted and capped RequestBody out. Called by capture.
import type { RequestBody } from '../observation.ts';
import type { Json } from '../units.ts';
import { breakOfJson, lineAndColumn } from './json-break.ts';
import { parseJson, redactJson, redactText } from './redact-text.ts';

/** Longer bodies (uploads in base64) are not read: their size is all that is kept. Characters. */
const READ_LIMIT = 4_000_000;
const STRING_LIMIT = 400;
const REDACT_LIMIT = 8_000;
const DEPTH_LIMIT = 12;
const ITEM_LIMIT = 200;
const NODE_LIMIT = 2_000;
const FIELD_LIMIT = 200;
/** Characters shown on each side of a break. */
const NEAR = 20;

/**
 * The body of a request from its text. `text` null: not shown by this source. The text decides, the Content-Type only settles
 * what the text leaves open: a JSON body under `text/plain` is JSON, and that mistake is seen in the header.
 * `known`: this call's own secrets (`secretsOf`).
 */
export function requestBodyFromText(text: string | null, contentType: string | null, known: readonly string[] = []): RequestBody {
  if (text === null) return { kind: 'unseen' };
  if (text === '') return { kind: 'none' };
  const type = contentType?.toLowerCase() ?? '';
  if (text.length > READ_LIMIT) return { kind: 'other', size: text.length };
  if (type.includes('multipart/form-data')) return requestBodyFromForm(namesOfParts(text), true);
  const parsed = parseJson(text);
  if (parsed !== undefined) return jsonBody(parsed, known);
  const isForm = /^[^\s{}[\]"<>=&]+=[^\s{}[\]"<>]*$/.test(text.trim());
  if (type.includes('x-www-form-urlencoded') && isForm) return requestBodyFromForm(namesOfPairs(text), false);
  if (/[/+]json/.test(type) || /^\s*[[{]/.test(text)) return brokenBody(text, known);
  if (isForm && type === '') return requestBodyFromForm(namesOfPairs(text), false);
  return { kind: 'other', size: text.length };
}

/** A form: names only. `fields` in order; secrets that stand in a name are masked. */
export function requestBodyFromForm(fields: string[], multipart: boolean): RequestBody {
  return { kind: 'form', fields: fields.slice(0, FIELD_LIMIT).map((name) => redactText(name.slice(0, STRING_LIMIT))), multipart };
}

const namesOfPairs = (text: string): string[] =>
  text
    .trim()
    .split('&')
    .map((pair) => readable(pair.split('=', 1)[0] ?? ''))
    .filter((name) => name !== '');

function readable(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded;
  }
}

/** RFC 7578: each part has `Content-Disposition: form-data; name="…"`. */
const namesOfParts = (text: string): string[] =>
  [...text.matchAll(/content-disposition:\s*form-data;[^\r\n]{0,300}?\bname="?([^"\r\n;]{1,200})/gi)].map(
    (part) => part[1] ?? '',
  );

function jsonBody(parsed: Json, known: readonly string[]): RequestBody {
  const cutter: Cutter = { nodes: NODE_LIMIT, cut: false, string: REDACT_LIMIT };
  // Redaction sees more of each string than is kept: a secret across the final cut is masked while it is whole.
  const clean = redactJson(capped(parsed, 0, cutter), known);
  const shown: Cutter = { nodes: NODE_LIMIT * 2, cut: cutter.cut, string: STRING_LIMIT };
  return { kind: 'json', value: capped(clean, 0, shown), cut: shown.cut };
}

interface Cutter {
  nodes: number;
  cut: boolean;
  string: number;
}

/** The value with long strings, deep parts and long lists cut. A cut string ends in `…`, a deep or late part is `…`. */
function capped(value: Json, depth: number, cutter: Cutter): Json {
  cutter.nodes -= 1;
  if (typeof value === 'string') {
    if (value.length <= cutter.string) return value;
    cutter.cut = true;
    return `${value.slice(0, cutter.string)}…`;
  }
  if (value === null || typeof value !== 'object') return value;
  if (depth >= DEPTH_LIMIT || cutter.nodes < 0) {
    cutter.cut = true;
    return '…';
  }
  if (Array.isArray(value)) {
    cutter.cut ||= value.length > ITEM_LIMIT;
    return value.slice(0, ITEM_LIMIT).map((item) => capped(item, depth + 1, cutter));
  }
  const entries = Object.entries(value);
  cutter.cut ||= entries.length > ITEM_LIMIT;
  return Object.fromEntries(
    entries.slice(0, ITEM_LIMIT).map(([name, part]) => [name.slice(0, STRING_LIMIT), capped(part, depth + 1, cutter)]),
  );
}

function brokenBody(text: string, known: readonly string[]): RequestBody {
  const broken = breakOfJson(text);
  if (broken === null) return { kind: 'other', size: text.length };
  const { position, problem } = broken;
  return { kind: 'broken-json', position, ...lineAndColumn(text, position), near: near(text, position, known), problem };
}

/**
 * The characters around the break. Redacted in a wider piece first, from whose start to the break and from the break on: so a
 * secret that begins left of what is shown is still known by its beginning, and the place itself stays where it is.
 */
function near(text: string, position: number, known: readonly string[]): string {
  const wide = 4_000;
  const start = Math.max(0, position - wide);
  const whole = redactText(text.slice(start, position + wide), known);
  const before = redactText(text.slice(start, position), known);
  if (whole.startsWith(before)) return whole.slice(Math.max(0, before.length - NEAR), before.length + NEAR);
  return before.slice(-NEAR);
}
