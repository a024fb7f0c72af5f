// Kinds of JSON values as stable words, which a language turns into its own. Value in, word out.
import type { RequestBody } from '../observation.ts';
import type { Json } from '../units.ts';

export type ValueKind = 'null' | 'list' | 'object' | 'text' | 'number' | 'integer' | 'boolean' | 'file';
export type JsonProblem = Extract<RequestBody, { kind: 'broken-json' }>['problem'];

export function kindOf(value: Json): ValueKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  return ({ string: 'text', number: 'number', boolean: 'boolean' } as const)[typeof value as 'string' | 'number' | 'boolean'];
}

/** A short value as JSON, to be shown beside its kind; `` for a long one, a list or an object. */
export function shownValue(value: Json): string {
  const isShort = typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 30);
  return isShort ? JSON.stringify(value) : '';
}
