// What the filter field offers while one types: names first, then the values that are there, with how often.
import { FILTER_NAMES, type FilterName, type Subject, TRAITS, VERDICT_WORDS, holds } from './filter.ts';
import type { EpochMs } from '../core/units.ts';

export interface Suggestion {
  /** The whole query once it is taken. */
  query: string;
  /** What is offered, `status:429`. */
  text: string;
  name: FilterName;
  /** Rows it would hold for; null for a name. */
  count: number | null;
}
const OFFERED = 8;

/** For the word at the end of the query. Nothing typed, or plain text: nothing is offered but names that begin like it. */
export function suggest(query: string, subjects: readonly Subject[], now: EpochMs): Suggestion[] {
  const [, before = '', minus = '', name, typed = ''] = /^(.*?)(-?)(?:([a-z]+):)?(?:[^\s:]*,)?([^\s:,]*)$/is.exec(query) ?? [];
  if (!/(^|\s)$/.test(before)) return [];
  const known = FILTER_NAMES.find((one) => one === name?.toLowerCase());
  if (name === undefined) return typed === '' ? [] : names(before, minus, typed);
  if (!known) return [];
  const head = query.slice(0, query.length - typed.length);
  return valuesOf(known, subjects, now)
    .filter(({ value, count }) => count > 0 && value.startsWith(typed.toLowerCase()) && value !== typed.toLowerCase())
    .slice(0, OFFERED)
    .map(({ value, count }) => ({ query: `${head}${value}`, text: `${minus}${known}:${value}`, name: known, count }));
}

const names = (before: string, minus: string, typed: string): Suggestion[] =>
  FILTER_NAMES.filter((name) => name.startsWith(typed.toLowerCase())).map((name) => ({
    query: `${before}${minus}${name}:`,
    text: `${minus}${name}:`,
    name,
    count: null,
  }));

/** Values of a name with the rows that have them, most frequent first. */
export function valuesOf(name: FilterName, subjects: readonly Subject[], now: EpochMs): { value: string; count: number }[] {
  if (name === 'verdict' || name === 'is') {
    const words: readonly string[] = name === 'is' ? TRAITS : VERDICT_WORDS;
    return words.map((value) => ({ value, count: subjects.filter((subject) => holds(subject, name, value, now)).length }));
  }
  const counts = new Map<string, number>();
  for (const subject of subjects) {
    const value = valueIn(subject, name);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}

function valueIn({ observation, template, category }: Subject, name: Exclude<FilterName, 'verdict' | 'is'>): string | null {
  switch (name) {
    case 'status':
      return observation.status === null ? 'failed' : String(observation.status);
    case 'method':
      return observation.method.toLowerCase();
    case 'path':
      return (template ?? observation.path).toLowerCase();
    case 'key':
      return observation.key.shown === '' ? null : observation.key.shown.replace(/\.\*+$/, '').toLowerCase();
    case 'category':
      return category;
    case 'api':
      return observation.surface;
  }
}
