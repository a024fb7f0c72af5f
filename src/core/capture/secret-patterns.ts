// Secrets that can be told by their own shape inside any text, however encoded: text in, text with the secrets masked out.

/** What stands in a secret's place. */
export const MASK = '***';

// Runs of backslashes are bounded everywhere: unbounded ones would be tried from each of their characters.
const UNDERSCORE = String.raw`(?:_|%(?:25)*5f|\\{1,8}u005f)`;
const DOT = String.raw`(?:\.|%(?:25)*2e|\\{1,8}u002e|&#0*46;|&#x0*2e;|&period;)`;
/** Up to a blank, a quote or a tag; a backslash only where it starts an escape, so that JSON inside JSON stays whole. */
const REST = String.raw`(?:[^\s"'\x60<>\\]|\\{1,8}(?:\/|u[0-9a-f]{4}))*`;
const API_KEY = new RegExp(`mk${UNDERSCORE}(live|[a-z]{2,10})${UNDERSCORE}((?:[a-z0-9_-]|%(?:25)*(?:2d|5f))*)(${REST})`, 'gi');
const STARTS_WITH_DOT = new RegExp(`^${DOT}`, 'i');
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * May `mk_live_<id>` be shown although no dot follows? A long one may be a key whose dot was lost, secret and all.
 * @example isPlainKeyId('7f3a2b1c') // true
 */
export const isPlainKeyId = (id: string): boolean => /^[A-Za-z0-9]{1,16}$/.test(id) || UUID.test(id);
export const isUuid = (value: string): boolean => UUID.test(value);

/** `mk_live_<id>.<secret>` -> `mk_live_<id>.***` (qamera-api.md section 2); any other key of that family is masked whole. */
function maskApiKeys(text: string): string {
  return text.replace(API_KEY, (whole, kind: string, id: string, rest: string) => {
    if (id === '' && rest === '') return whole; // the bare prefix, as documentation writes it
    const live = kind.toLowerCase() === 'live';
    if (live && id !== '' && /^[\w-]+$/.test(id) && STARTS_WITH_DOT.test(rest)) {
      // A full stop that ends a sentence is no separator.
      return /^\.$/.test(rest) && isPlainKeyId(id) ? whole : `mk_live_${id}.${MASK}`;
    }
    if (live && isPlainKeyId(id) && /^[),.;:!?\]}]*$/.test(rest)) return whole;
    return `mk_${kind.toLowerCase()}_${MASK}`;
  });
}

/** base64 of `mk_live_` at each of the three alignments (RFC 4648; the alphabets agree on these characters). */
const ENCODED_KEY = /bWtfbGl2ZV|1rX2xpdmVf|a19saXZlX/g;
const isBase64 = (character: string): boolean => /[A-Za-z0-9+/_=-]/.test(character);

function maskEncodedKeys(text: string): string {
  if (text.search(ENCODED_KEY) < 0) return text;
  let out = '';
  let done = 0;
  for (const match of text.matchAll(ENCODED_KEY)) {
    if (match.index < done) continue;
    let start = match.index;
    while (start > done && isBase64(text[start - 1] ?? '')) start -= 1;
    let end = match.index;
    while (end < text.length && isBase64(text[end] ?? '')) end += 1;
    out += text.slice(done, start) + MASK;
    done = end;
  }
  return out + text.slice(done);
}

/** `eyJ` is base64url of `{"`: the start of every JWT. One without its dots is a cut one. */
const JWT = /eyJ[A-Za-z0-9_-]{4,}(?:(?:\.|%2[eE])[A-Za-z0-9_-]*)+|eyJ[A-Za-z0-9_-]{17,}/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g;
/** Keys of other services, by their published prefixes, and webhook secrets. */
const OTHER_KEYS =
  /\b(?:sk|rk|pk|whsec|hmac|ghp|gho|ghs|github_pat|glpat|xox[abprs])[_-][A-Za-z0-9_-]{10,}|\b(?:AKIA|ASIA|AIza)[A-Za-z0-9_-]{12,}/g;

/** Words that follow `Bearer` in prose about it. */
const SCHEME_PROSE =
  /^(?:tokens?|auth|authentication|authori[sz]ation|scheme|headers?|keys?|credentials?|prefix|format|values?|is|was|are|or|and|in|to|for|not|must|required|missing|expected|only|with|as)[.,;:!?)]*$/i;
const SCHEME =
  /\b(bearer|basic|digest|apikey|api-key|negotiate)((?:\s|%20|\+|\\{1,8}u0020|\\{1,8}t)*:?(?:\s|%20|\+|\\{1,8}u0020|\\{1,8}t)+)((?:[^\s"'`<>\\,;]|\\{1,8}\/)+)/gi;

function maskSchemes(text: string): string {
  return text.replace(SCHEME, (whole, scheme: string, gap: string, value: string) => {
    if (value.includes(MASK) || SCHEME_PROSE.test(value) || /^[a-z]+=$/i.test(value)) return whole;
    if (!/^bearer$/i.test(scheme) && !/[A-Z0-9+/=]/.test(value)) return whole;
    return scheme + gap + MASK;
  });
}

/** A long run of mixed letters and digits is nothing a reader needs, and may be anything. */
const LONG_RUN = /[A-Za-z0-9_+=-]{48,}/g;
const maskLongRuns = (text: string): string =>
  text.replace(LONG_RUN, (run) => (/[A-Z]/.test(run) && /[a-z]/.test(run) && /[0-9]/.test(run) ? MASK : run));

/** All that shape alone gives away. Linear in the text's length. */
export function maskByShape(text: string): string {
  let out = text;
  if (out.includes('-----BEGIN')) out = out.replace(PRIVATE_KEY, MASK);
  out = maskEncodedKeys(maskApiKeys(out));
  out = out.replace(JWT, MASK).replace(OTHER_KEYS, MASK);
  return maskLongRuns(maskSchemes(out));
}

/** Percent and `\u` escapes undone, up to three layers; what cannot be undone stays. */
export function undoEscapes(text: string): string {
  let out = text;
  for (let layer = 0; layer < 3 && /%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\\//i.test(out); layer += 1) {
    const before = out;
    out = out
      .replace(/\\{1,8}u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\{1,8}\//g, '/')
      .replace(/(?:%[0-9a-f]{2})+/gi, decoded);
    if (out === before) break;
  }
  return out;
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    // Not UTF-8: byte by byte, so that ASCII hidden among other bytes still shows.
    return escapes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** Secrets of known shape written wholly in escapes: the token is masked whole, since its plain form can't be put back. */
export function maskEscaped(text: string): string {
  if (!/%[0-9a-f]{2}|\\u[0-9a-f]{4}/i.test(text)) return text;
  return text.replace(/[^\s"'<>]+/g, (token) => {
    if (!/%[0-9a-f]{2}|\\u[0-9a-f]{4}/i.test(token)) return token;
    const plain = undoEscapes(token);
    return plain !== token && maskByShape(plain) !== plain && maskByShape(token) === token ? MASK : token;
  });
}
