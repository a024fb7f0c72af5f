// Careful reading of HAR: every exporter leaves fields out, or fills them with -1, null or another type. unknown in, value or null out.
import type { DurationMs, EpochMs } from '../units.ts';
import { instantFromIso } from '../iso-instant.ts';
import type { RawHeader } from './known-secrets.ts';

export type Fields = Record<string, unknown>;

/** An object's fields; anything else reads as an object without fields. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A text that is not empty, else null. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A finite number, or one written as text; else null. HAR writes -1 for "not known": callers compare. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Name-value pairs from the HAR list, from `[name, value]` pairs, or from a plain map as some exporters write it. */
export function pairsOf(value: unknown): { name: string; value: string }[] {
  if (!Array.isArray(value)) return Object.entries(fieldsOf(value)).map(([name, one]) => ({ name, value: plain(one) }));
  return value.flatMap((one: unknown) => {
    if (Array.isArray(one)) return typeof one[0] === 'string' ? [{ name: one[0], value: plain(one[1]) }] : [];
    const { name, value: content } = fieldsOf(one);
    return typeof name === 'string' ? [{ name, value: plain(content) }] : [];
  });
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const headerOf = (headers: readonly RawHeader[], name: string): string | null =>
  headers.find((one) => one.name.toLowerCase() === name)?.value ?? null;

/** startedDateTime: ISO 8601; some tools and loggers write epoch seconds, milliseconds, microseconds or nanoseconds. */
export function instantOf(value: unknown): EpochMs | null {
  const iso = typeof value === 'string' ? instantFromIso(value) : null;
  if (iso !== null) return iso;
  const number = numberOf(value);
  if (number === null || number <= 0 || number >= 1e20) return null;
  // Each unit's numbers of the years 1973 to 5138 lie in a band of their own.
  if (number < 1e11) return number * 1e3;
  if (number < 1e14) return number;
  return Math.floor(number < 1e17 ? number / 1e3 : number / 1e6);
}

/** No call lasts longer; a larger number is a mistake of the file. */
const LONGEST_MS: DurationMs = 86_400_000;

/** `time`, else the sum of the timings that are known (`ssl` is part of `connect`, HAR 1.2); 0 when nothing is. */
export function durationOf(entry: Fields): DurationMs {
  const time = numberOf(entry['time']);
  if (time !== null && time >= 0) return Math.min(time, LONGEST_MS);
  const timings = fieldsOf(entry['timings']);
  const parts = ['blocked', 'dns', 'connect', 'send', 'wait', 'receive'].map((name) => numberOf(timings[name]) ?? 0);
  return Math.min(
    LONGEST_MS,
    parts.reduce((sum, part) => sum + Math.max(0, part), 0),
  );
}

/** The origin of an address; null where it has none (`null`, `data:`, a relative one). */
export function originOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { origin } = new URL(address);
  return origin === 'null' ? null : origin;
}
