// A name for a request body, to tell two bodies apart without keeping either: raw text and salt in, a few hex digits out. Capture only.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Surface } from '../observation.ts';
import type { Json } from '../units.ts';
import { parseJson } from './redact-text.ts';

/** Longer bodies are not named: webRequest does not show them either. Characters. */
const READ_LIMIT = 1_000_000;
const DEPTH_LIMIT = 200;
const HEX_DIGITS = 16;

/**
 * Of a JSON body on the Plugin surface, where the API tells bodies under one Idempotency-Key apart (by SHA-256 of the canonical body,
 * OpenAPI preamble); null for any other. Blanks and the order of fields do not count, so both sources give the same name. Salted: a
 * short body could else be guessed from its name.
 * @example bodyDigest('{"a":1,"b":2}', 'plugin', salt) === bodyDigest('{ "b": 2, "a": 1 }', 'plugin', salt)
 */
export function bodyDigest(text: string | null, surface: Surface, salt: string): string | null {
  if (text === null || surface !== 'plugin' || text.length > READ_LIMIT || !/^\s*[[{]/.test(text)) return null;
  const parsed = parseJson(text);
  const canonical = parsed === undefined ? null : canonicalOf(parsed, 0);
  return canonical === null ? null : bytesToHex(sha256(utf8ToBytes(salt + canonical))).slice(0, HEX_DIGITS);
}

/** JSON with its fields in order; null when it is too deep. */
function canonicalOf(value: Json, depth: number): string | null {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (depth >= DEPTH_LIMIT) return null;
  const parts: string[] = [];
  const fields = Array.isArray(value) ? value.map((part) => ['', part] as const) : Object.entries(value).toSorted(byName);
  for (const [name, part] of fields) {
    const text = canonicalOf(part, depth + 1);
    if (text === null) return null;
    parts.push(Array.isArray(value) ? text : `${JSON.stringify(name)}:${text}`);
  }
  return Array.isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : a > b ? 1 : 0);
