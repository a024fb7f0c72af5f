// Secrets of one call, read from where they must stand (key headers, cookies, URL), so that an echo of them elsewhere is masked
// too, whatever it looks like. Never stored: they live as long as the capture of that one call.
import { isCredentialHeader, isSecretName } from './secret-names.ts';
import { MASK, undoEscapes } from './secret-patterns.ts';

/** A header as browsers and HAR files give it. */
export interface RawHeader {
  name: string;
  value?: string | undefined;
}

/** Shorter values are words as often as secrets (`test`, `null`): masking them would blot out the answer. */
const SHORTEST = 6;
/** This much of a secret's start or end, echoed by a server that cuts, is masked as well. */
const ECHO = 8;

/** Cookies hold words too (`theme=system`): only what looks made by a machine counts. Attributes of Set-Cookie are none of its value. */
function cookieValues(name: string, value: string): string[] {
  const pairs = /^set-/i.test(name) ? value.split('\n').map((line) => line.split(';', 1)[0] ?? '') : value.split(/;\s*|\n/);
  return pairs
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
    .filter((one) => one.length >= 16 || (one.length >= 8 && /[0-9A-Z]/.test(one)));
}

/** The secrets of one call. Bad input gives none. */
export function secretsOf(headers: readonly RawHeader[] | null, url: string): string[] {
  const found = new Set<string>();
  const add = (value: string | undefined): void => {
    const plain = value?.trim() ?? '';
    if (plain.length >= SHORTEST && !/^\d+$/.test(plain)) found.add(plain);
  };
  for (const { name, value = '' } of headers ?? []) {
    if (!isCredentialHeader(name) && !isSecretName(name)) continue;
    if (/cookie/i.test(name)) {
      for (const one of cookieValues(name, value)) add(one);
      continue;
    }
    const credential = value.replace(/^\s*[A-Za-z-]{3,12}\s+(?=\S)/, '').replace(/^["'<]+|["'>]+$/g, '');
    const key = /^mk_live_[\w-]*\.(.+)$/.exec(credential);
    add(key ? key[1] : credential);
  }
  for (const pair of url.slice(url.indexOf('?') + 1 || url.length).split(/[&#]/)) {
    const at = pair.indexOf('=');
    if (at > 0 && isSecretName(undoEscapes(pair.slice(0, at)))) add(undoEscapes(pair.slice(at + 1)));
  }
  return [...found].toSorted((a, b) => b.length - a.length);
}

/** Every spelling of the known secrets in a text, masked; also one that was cut after or before ECHO characters. */
export function maskKnown(text: string, known: readonly string[]): string {
  if (known.length === 0 || text.length < SHORTEST) return text;
  let out = text;
  for (const { secret, spellings } of spelled(known)) {
    for (const spelling of spellings) if (out.includes(spelling)) out = out.replaceAll(spelling, MASK);
    if (secret.length < ECHO * 1.5) continue;
    out = maskStarts(out, secret);
    out = maskEnds(out, secret);
  }
  return out;
}

interface Spelled {
  secret: string;
  spellings: Set<string>;
}
/** One call's list is asked for each string of its body: spelled out once. Held weakly, so it goes with the call. */
const spelledOut = new WeakMap<readonly string[], Spelled[]>();
function spelled(known: readonly string[]): Spelled[] {
  let all = spelledOut.get(known);
  if (!all) spelledOut.set(known, (all = known.map((secret) => ({ secret, spellings: spellingsOf(secret) }))));
  return all;
}

function spellingsOf(secret: string): Set<string> {
  const quoted = JSON.stringify(secret).slice(1, -1);
  const all = new Set([secret, quoted, quoted.replaceAll('/', '\\/')]);
  // encodeURIComponent refuses lone surrogates; such a value never went over the wire percent-encoded.
  if (!/[\uD800-\uDFFF]/.test(secret)) {
    all.add(encodeURIComponent(secret));
    all.add(encodeURI(secret));
  }
  return all;
}

function maskStarts(text: string, secret: string): string {
  const start = secret.slice(0, ECHO);
  if (!text.includes(start)) return text;
  let out = '';
  let done = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, done)) {
    let length = ECHO;
    while (length < secret.length && text[at + length] === secret[length]) length += 1;
    out += text.slice(done, at) + MASK;
    done = at + length;
  }
  return out + text.slice(done);
}

function maskEnds(text: string, secret: string): string {
  const end = secret.slice(-ECHO);
  if (!text.includes(end)) return text;
  let out = '';
  let done = 0;
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, done)) {
    let length = ECHO;
    while (at + ECHO - length > done && text[at + ECHO - length - 1] === secret.at(-length - 1)) length += 1;
    out += text.slice(done, at + ECHO - length) + MASK;
    done = at + ECHO;
  }
  return out + text.slice(done);
}
