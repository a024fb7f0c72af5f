// Redaction of free text and of JSON values: anything in, the same without its secrets out. Called by capture, before an
// Observation exists. What was masked once is not masked again.
import type { Json } from '../units.ts';
import { maskKnown } from './known-secrets.ts';
import { CREDENTIAL_HEADERS, isCredentialHeader, isSecretName, isTokenCount } from './secret-names.ts';
import { isUuid, MASK, maskByShape, maskEscaped } from './secret-patterns.ts';

/** Deeper JSON is masked whole: no answer of the API nests like this, and the stack has an end. */
const DEPTH_LIMIT = 64;
/** JSON in a string in JSON... is opened this often. */
const LAYERS = 3;
/** Longer text is not parsed as JSON but searched as text. */
const PARSE_LIMIT = 1_000_000;

/**
 * Text without its secrets: API keys, bearer values, JWTs, secret fields of JSON or of forms, credential header lines, query
 * values and user names in URLs. `known` holds this call's own secrets (`secretsOf`), masked in any place and spelling.
 * @example redactText('Invalid API key mk_live_7f3a2b1c.s3cret') // 'Invalid API key mk_live_7f3a2b1c.***'
 */
export const redactText = (text: string, known: readonly string[] = []): string => redactLayer(text, known, LAYERS);

/** The same for a JSON value; whole subtrees under a secret name are masked. Values stay of their type where nothing was secret. */
export const redactJson = (value: Json, known: readonly string[] = []): Json =>
  redactValue(value, { known, layer: LAYERS, depth: 0 });

function redactLayer(text: string, known: readonly string[], layer: number): string {
  if (text === '') return text;
  const plain = maskKnown(text, known);
  if (isPlainWord(plain)) return plain;
  if (layer > 0 && plain.length < PARSE_LIMIT && /^\s*[[{]/.test(plain)) {
    const parsed = parseJson(plain);
    if (parsed !== undefined) return JSON.stringify(redactValue(parsed, { known, layer: layer - 1, depth: 0 }));
  }
  return maskUrls(maskPairs(maskHeaderLines(maskTags(maskByShape(maskEscaped(plain))))));
}

/** Most strings of an answer are names, ids and dates: short, and of characters that no secret of this file's patterns does with. */
const isPlainWord = (text: string): boolean => (PLAIN.test(text) && !TELLTALE.test(text)) || DATE.test(text);
const PLAIN = /^[\w .,'()!/+-]{0,47}$/;
const TELLTALE =
  /mk_|eyJ|bWtf|rX2x|a19s|bearer|basic|digest|api-?key|negotiate|[srp]k[_-]|whsec|hmac|gh[ops]_|github|glpat|xox|A[KS]IA|AIza/i;
const DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/;

/** JSON of a text, or undefined when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

interface Place {
  known: readonly string[];
  layer: number;
  depth: number;
}

function redactValue(value: Json, place: Place): Json {
  if (typeof value === 'string') return redactLayer(value, place.known, place.layer);
  if (typeof value === 'number')
    return place.known.length > 0 && maskKnown(String(value), place.known) !== String(value) ? MASK : value;
  if (value === null || typeof value !== 'object') return value;
  if (place.depth >= DEPTH_LIMIT) return MASK;
  const inner = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) return redactArray(value, inner);
  const spoken = nameOfPair(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      redactName(name, place),
      isSecretField(name, part) || (spoken && /^(?:value|val|content)$/i.test(name))
        ? maskValue(part, inner)
        : redactValue(part, inner),
    ]),
  );
}

/** `['X-Api-Key', '…']`, as logs print header lists: what follows the name is masked. */
function redactArray(items: Json[], place: Place): Json[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    const named = typeof before === 'string' && (isCredentialHeader(before) || (items.length === 2 && isSecretName(before)));
    return named ? maskValue(item, place) : redactValue(item, place);
  });
}

/** `{name: 'X-Api-Key', value: '…'}`, as echoed headers come: does the object's own name say that its value is secret? */
function nameOfPair(value: { [key: string]: Json }): boolean {
  const name = value['name'] ?? value['key'] ?? value['header'];
  return typeof name === 'string' && (isCredentialHeader(name) || isSecretName(name));
}

/** Under the bare name `key`: long and without the slashes of a storage path, or very long. */
const KEY_LIKE = /^(?:[A-Za-z0-9_+=-]{20,}|[A-Za-z0-9_+/=-]{40,})$/;

function isSecretField(name: string, value: Json): boolean {
  if (isCredentialHeader(name)) return true;
  if (isSecretName(name)) return !(typeof value === 'number' && isTokenCount(name));
  return /^key$/i.test(name) && typeof value === 'string' && KEY_LIKE.test(value) && !isUuid(value);
}

function redactName(name: string, place: Place): string {
  return /^[\w$-]{1,40}$/.test(name) ? maskByShape(maskKnown(name, place.known)) : redactLayer(name, place.known, 0);
}

/** Everything below a secret name. `null`, booleans and `` are no secrets; of an API key the public id stays. */
function maskValue(value: Json, place: Place): Json {
  if (value === null || typeof value === 'boolean' || value === '') return value;
  if (typeof value === 'string') return /^(?:Bearer )?mk_live_\w+\.\S+$/.test(value) ? redactLayer(value, place.known, 0) : MASK;
  if (typeof value === 'number' || place.depth >= DEPTH_LIMIT) return MASK;
  const inner = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) return value.map((item) => maskValue(item, inner));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [redactName(name, place), maskValue(part, inner)]));
}

const isShown = (value: string): boolean => /^(?:[A-Za-z]+ +)?(?:mk_live_[\w-]+(?:\.\*{3,})?|\*{3,})$/.test(value.trim());

/** `X-Api-Key: …` up to the end of its line or of the quotes it stands in. */
const HEADER_LINE = new RegExp(
  String.raw`\b(${CREDENTIAL_HEADERS})((?:\\{0,8}["'])?\s{0,4}[:=]\s{0,4})((?:\\{0,8}["'])?)([^\r\n"'\\]*)`,
  'gi',
);
function maskHeaderLines(text: string): string {
  if (!/[:=]/.test(text)) return text;
  return text.replace(HEADER_LINE, (whole, name: string, gap: string, quote: string, value: string) =>
    value.trim() === '' || isShown(value) || isNothing(value) ? whole : `${name}${gap}${quote}${MASK}`,
  );
}

const isNothing = (value: string): boolean => /^(?:null|true|false|undefined|\*{3,})[\s,}\]]*$/.test(value.trim());

/** `password=…`, `"token": "…"`, `\"secret\":\"…\"`, also where the text ends before the quote does. */
const PAIR = /([A-Za-z_][\w.-]{0,60}(?:\[\w{0,30}\])?)((?:\\{0,8}["'])?\s{0,4}(?:[:=]|%3d|=>)\s{0,4})(\\{0,8}["'])?/gi;
function maskPairs(text: string): string {
  if (!/[:=]|%3d/i.test(text)) return text;
  let out = '';
  let done = 0;
  for (const match of text.matchAll(PAIR)) {
    const [whole, name = '', , quote = ''] = match;
    if (match.index < done || !isSecretName(name)) continue;
    const start = match.index + whole.length;
    const end = endOfValue(text, start, quote);
    const value = text.slice(start, end);
    if (value === '' || (quote === '' && isNothing(value)) || isShown(value) || (isTokenCount(name) && /^\d+$/.test(value)))
      continue;
    out += text.slice(done, start) + MASK;
    done = end;
  }
  return out + text.slice(done);
}

function endOfValue(text: string, start: number, quote: string): number {
  if (quote !== '') {
    const mark = quote.at(-1) ?? '"';
    for (let at = text.indexOf(mark, start); at >= 0; at = text.indexOf(mark, at + 1)) {
      let slashes = 0;
      while (text[at - slashes - 1] === '\\') slashes += 1;
      if (slashes < quote.length) return at - slashes;
    }
    return text.length;
  }
  const opened = text[start] === '{' ? '}' : text[start] === '[' ? ']' : '';
  if (opened !== '') {
    const close = text.indexOf(opened, start);
    return close < 0 ? text.length : close + 1;
  }
  BARE_END.lastIndex = start;
  return BARE_END.exec(text)?.index ?? text.length;
}
const BARE_END = /[\s"'\\&,;<>)}\]]/g;

/** `<token>…</token>`, and `value`/`content` of an input or meta tag that is named like a secret. */
function maskTags(text: string): string {
  if (!text.includes('<')) return text;
  return text
    .replace(/<([A-Za-z][\w:.-]{0,60})>([^<]{1,8000})/g, (whole, name: string, value: string) =>
      isSecretName(name) && value.trim().length >= 4 ? `<${name}>${MASK}` : whole,
    )
    .replace(/<(?:input|meta)\b[^>]{0,2000}>?/gi, (tag) => {
      const name = /\bname=["']?([\w.:-]+)/i.exec(tag)?.[1] ?? '';
      return isSecretName(name) ? tag.replace(/\b(value|content)=("[^"]*"?|'[^']*'?|[^\s>]+)/gi, `$1="${MASK}"`) : tag;
    });
}

/** In text nobody needs the values of a query, and a signed URL is a secret through and through. */
const USER_OF_URL = /([a-z][a-z0-9+.-]{1,20}:(?:\\{0,8}\/|%2f){2})([^\s/"'<>@\\]+)@/gi;
const QUERY_VALUE =
  /([?&]|%3f|%26|\\{1,8}u0026|&amp;|#)([\w.~[\]-]{1,80}(?:%5b|%5d)?)(=|%3d)((?:(?!%26|&|#|\\{1,8}u0026)[^\s"'<>\\]|\\{1,8}\/)+)/gi;
function maskUrls(text: string): string {
  if (!/[=@]|%3d/i.test(text)) return text;
  return text
    .replace(USER_OF_URL, `$1${MASK}@`)
    .replace(QUERY_VALUE, (_, mark: string, name: string, sign: string) => mark + name + sign + MASK);
}
