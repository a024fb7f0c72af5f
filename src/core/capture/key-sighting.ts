// What a call shows of its API key, without the secret: raw request headers and raw URL in, KeySighting out. Called by capture.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeySighting } from '../observation.ts';
import type { RawHeader } from './known-secrets.ts';
import { isPlainKeyId, MASK, undoEscapes } from './secret-patterns.ts';

interface Value {
  shape: KeySighting['shape'];
  keyId: string | null;
  shown: string;
  /** What the server would compare: without scheme, quotes and blanks. Never leaves this file. */
  bare: string;
}

const NOTHING: Value = { shape: 'absent', keyId: null, shown: '', bare: '' };
/** qamera-api.md section 2: `mk_live_` is fixed, the id ends at the first dot, all after it is secret. */
const WELL_FORMED = /^mk_live_([A-Za-z0-9_-]{1,64})\.([^\s"']+)$/;
const NO_SECRET = /^mk_live_([A-Za-z0-9_-]{1,200})\.?$/;
/** What a program writes where its key was not set: no secret, so it is shown. */
const NO_VALUE = /^(?:undefined|null|none|nan|true|false|\[object object\])$/i;
const QUERY_NAMES = /^(?:x[-_])?api[-_]?key$|^key$|^(?:access[-_])?token$|^authorization$/i;

/**
 * The key of a call. `rawHeaders` null: the headers were not seen. X-Api-Key wins over Authorization, as the authentication page
 * says. A value that does not fit the documented format is named by the first 8 hex of sha256(salt + value).
 * @example sightKey([{name: 'X-Api-Key', value: 'mk_live_7f3a2b1c.s'}], url, salt).shown // 'mk_live_7f3a2b1c.***'
 */
export function sightKey(rawHeaders: readonly RawHeader[] | null, rawUrl: string, salt: string): KeySighting {
  const inQuery = keyInQuery(rawUrl);
  const inUrl = inQuery !== null || /mk_live_[\w-]+/i.test(undoEscapes(rawUrl));
  const apiKey = valueOf(rawHeaders, 'x-api-key');
  const authorization = valueOf(rawHeaders, 'authorization');
  if (apiKey === null && authorization === null) {
    if (inQuery !== null) return { ...shownOf(readKey(inQuery, salt)), via: 'query', conflict: false, inUrl };
    const unseen = rawHeaders === null;
    return { ...shownOf(NOTHING), shape: unseen ? 'unseen' : 'absent', via: unseen ? 'unseen' : 'none', conflict: false, inUrl };
  }
  const fromApiKey = apiKey === null ? null : readKey(apiKey, salt);
  const fromAuthorization = authorization === null ? null : readAuthorization(authorization, salt);
  const both = fromApiKey !== null && fromAuthorization !== null;
  return {
    ...shownOf(fromApiKey ?? fromAuthorization ?? NOTHING),
    via: both ? 'both' : fromApiKey ? 'x-api-key' : 'authorization',
    conflict: both && fromApiKey.bare !== fromAuthorization.bare,
    inUrl,
  };
}

const shownOf = ({ shape, keyId, shown }: Value): Pick<KeySighting, 'shape' | 'keyId' | 'shown'> => ({ shape, keyId, shown });

/** Same header twice: browsers join with a comma, and so does RFC 9110; the first is what most servers read. */
function valueOf(headers: readonly RawHeader[] | null, name: string): string | null {
  const header = headers?.find((one) => one.name.toLowerCase() === name);
  return header === undefined ? null : (header.value ?? '');
}

function readAuthorization(value: string, salt: string): Value {
  const bearer = /^\s*Bearer(?:\s+([\s\S]*))?$/i.exec(value);
  if (bearer) return readKey(bearer[1] ?? '', salt);
  const read = readKey(value, salt);
  return read.shape === 'empty' ? read : { ...read, shape: 'wrong-scheme' };
}

function readKey(value: string, salt: string): Value {
  if (value.trim() === '') return { ...NOTHING, shape: 'empty' };
  const bare = undecorated(value);
  const id = WELL_FORMED.exec(bare)?.[1];
  if (id !== undefined) {
    return { shape: value === bare ? 'well-formed' : 'decorated', keyId: id, shown: `mk_live_${id}.${MASK}`, bare };
  }
  const lone = NO_SECRET.exec(bare)?.[1];
  // Only what stands before a dot is an id: without one it may be the secret itself, cut at its other end.
  if (lone !== undefined && bare.endsWith('.') && isPlainKeyId(lone))
    return { shape: 'no-secret', keyId: lone, shown: `mk_live_${lone}.`, bare };
  if (NO_VALUE.test(bare)) return { shape: 'wrong-prefix', keyId: null, shown: bare, bare };
  const hashed = `#${bytesToHex(sha256(utf8ToBytes(salt + bare))).slice(0, 8)}`;
  return { shape: lone === undefined ? 'wrong-prefix' : 'no-secret', keyId: hashed, shown: hashed, bare };
}

/** Quotes, blanks, brackets, a scheme word and a written-out line end around the key, as they come from settings files. */
function undecorated(value: string): string {
  return value
    .trim()
    .replace(/^["'`<]+/, '')
    .replace(/^(?:(?:Bearer|Basic|Token|ApiKey|Api-Key|X-Api-Key)\s*[:=]?\s+)+/i, '')
    .replace(/^["'`<\s]+/, '')
    .replace(/(?:\\[rn]|["'`>,;\s])+$/, '');
}

function keyInQuery(url: string): string | null {
  const start = url.indexOf('?');
  if (start < 0) return null;
  for (const pair of url
    .slice(start + 1)
    .split('#', 1)[0]
    ?.split('&') ?? []) {
    const at = pair.indexOf('=');
    const value = undoEscapes(pair.slice(at + 1).replaceAll('+', ' '));
    if (/mk_live_[\w-]/.test(value)) return value;
    if (at > 0 && value !== '' && QUERY_NAMES.test(undoEscapes(pair.slice(0, at)))) return value;
  }
  return null;
}
