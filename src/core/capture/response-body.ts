// The response body, readable and safe: raw text with its MIME type in, redacted and capped ResponseBody out. Called by capture.
import { BODY_LIMIT, type ResponseBody } from '../observation.ts';
import type { Json } from '../units.ts';
import { textFromBase64 } from './base64.ts';
import { parseJson, redactJson, redactText } from './redact-text.ts';

/** Longer text is cut before it is searched. Room enough that what masking shortens still fills BODY_LIMIT. Characters. */
const READ_LIMIT = 1_000_000;
const DEPTH_LIMIT = 64;
const TEXT_TYPE = /^text\/|json|xml|javascript|html|x-www-form-urlencoded|graphql|yaml|csv|ndjson|problem|event-stream/i;
const BINARY_TYPE =
  /^(?:image|audio|video|font|model)\/|octet-stream|pdf|zip|gzip|protobuf|wasm|msword|officedocument|multipart\//i;

/**
 * The body of an answer. `text` null: not read. `mime`: the Content-Type, parameters allowed. `encoding` as in HAR: `base64`.
 * JSON stays JSON, also when it must be shortened. `known`: this call's own secrets (`secretsOf`).
 */
export function responseBodyFromText(
  text: string | null,
  mime: string | null,
  encoding?: string,
  known: readonly string[] = [],
): ResponseBody {
  if (text === null) return missing('not-read');
  if (text === '') return missing('empty');
  const isSvg = /svg\+xml/i.test(mime ?? '');
  if (mime !== null && BINARY_TYPE.test(mime) && !isSvg) return missing('binary');
  const plain = encoding?.toLowerCase() === 'base64' ? decodedOf(text) : text;
  if (plain === null || (looksBinary(plain) && !TEXT_TYPE.test(mime ?? ''))) return missing('binary');
  if (plain === '') return missing('empty');
  return plain.length <= READ_LIMIT ? fromWhole(plain, known) : fromCut(plain, known);
}

/** Some tools say base64 and write the text itself. */
const decodedOf = (text: string): string | null => textFromBase64(text, READ_LIMIT) ?? (/^\s*[[{<]/.test(text) ? text : null);

export const missing = (why: NonNullable<ResponseBody['missing']>): ResponseBody => ({
  text: null,
  truncated: false,
  missing: why,
});

/** Control characters that no text has (tab, line ends, form feed and escape are allowed). */
function looksBinary(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, 1_000); at += 1) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 27)) return true;
  }
  return false;
}

function fromWhole(text: string, known: readonly string[]): ResponseBody {
  const parsed = /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
  if (parsed === undefined) return cutTo(redactText(text, known), false);
  // Whole items may go before redaction, since that cuts through nothing: a list of thousands is not searched for its first hundred.
  const isLong = text.length > BODY_LIMIT * 4;
  const clean = redactJson(isLong ? shortened(parsed, { string: Infinity, items: SHORTENINGS[0].items }) : parsed, known);
  const indent = /^\s*[[{]\s*\n/.test(text) ? 2 : 0;
  const whole = JSON.stringify(clean, null, indent);
  if (whole.length <= BODY_LIMIT && !isLong) return { text: whole, truncated: false, missing: null };
  for (const limits of SHORTENINGS) {
    const short = JSON.stringify(shortened(clean, limits));
    if (short.length <= BODY_LIMIT) return { text: short, truncated: true, missing: null };
  }
  return cutTo(whole, true);
}

/** Already redacted JSON that is too long: still JSON after shortening, so that `status` or `error` in it can be read. */
const SHORTENINGS = [
  { string: 1_000, items: 300 },
  { string: 200, items: 100 },
  { string: 80, items: 25 },
  { string: 40, items: 5 },
] as const;
function shortened(value: Json, limits: { string: number; items: number }, depth = 0): Json {
  if (typeof value === 'string') return value.length > limits.string ? `${value.slice(0, limits.string)}…` : value;
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEPTH_LIMIT) return '…';
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => shortened(item, limits, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortened(part, limits, depth + 1)]));
}

/** The cut goes back to the last blank or quote, since what follows may be the start of a secret too short to be known as one. */
function fromCut(text: string, known: readonly string[]): ResponseBody {
  const head = text.slice(0, READ_LIMIT);
  const end = Math.max(...[' ', '\n', '"', ',', '>', '&'].map((mark) => head.lastIndexOf(mark)));
  return cutTo(redactText(end > READ_LIMIT - 20_000 ? head.slice(0, end) : head.slice(0, -20_000), known), true);
}

function cutTo(redacted: string, wasCut: boolean): ResponseBody {
  if (redacted.length <= BODY_LIMIT) return { text: redacted, truncated: wasCut, missing: null };
  return { text: redacted.slice(0, BODY_LIMIT), truncated: true, missing: null };
}
