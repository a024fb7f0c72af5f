// The filter language: words, and `name:value` terms as in the Network panel; `-` turns a term around, commas mean "one of these".
import type { Category, Verdict } from '../core/diagnosis.ts';
import type { Observation } from '../core/observation.ts';
import type { EpochMs } from '../core/units.ts';

export interface Term {
  /** null: plain text. */
  name: FilterName | null;
  /** Lower case; one of them must hold. */
  values: string[];
  isNegated: boolean;
}
export const FILTER_NAMES = ['status', 'method', 'path', 'key', 'verdict', 'category', 'api', 'is'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
/** What `is:` knows. */
export const TRAITS = ['pending', 'repeated', 'polling', 'preflight'] as const;
export type Trait = (typeof TRAITS)[number];
/** What `verdict:` knows: `wait` = a countdown runs, `now` = a repeat is safe now, else the verdict itself. */
export const VERDICT_WORDS = ['wait', 'now', 'fix-first', 'check-first', 'ask-support'] as const;

/** What a term is held against: a row of the list, or a call under way. */
export interface Subject {
  observation: Observation;
  /** Path with `{id}` for variable parts, where the endpoint is known. */
  template: string | null;
  category: Category | null;
  verdict: Verdict | null;
  notBefore: EpochMs | null;
  traits: readonly Trait[];
  /** Everything shown of it, lower case; made only when a plain word asks. */
  text: () => string;
}

const TERM = /(-?)([a-z]+):(?=\s|$)|(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi;

/** @example parseFilter('status:400,429 -path:packshots "not found"') // three terms */
export function parseFilter(query: string): Term[] {
  return [...query.matchAll(TERM)].map(([, unfinishedMinus, unfinished, minus, word, quoted, bare]) => {
    const isNegated = (minus ?? unfinishedMinus) === '-';
    const typed = (word ?? unfinished)?.toLowerCase();
    const name = FILTER_NAMES.find((one) => one === typed) ?? null;
    const value = (quoted ?? bare ?? '').toLowerCase();
    if (name === null) return { name, values: [typed === undefined ? value : `${typed}:${value}`], isNegated };
    return { name, values: quoted === undefined ? value.split(',').filter((one) => one !== '') : [value], isNegated };
  });
}

const quote = (text: string): string => (/[\s"]/.test(text) ? `"${text.replaceAll('"', '')}"` : text);

/** The query text of terms; reads back as the same terms. */
export function printFilter(terms: readonly Term[]): string {
  return terms
    .map(({ name, values, isNegated }) => {
      const value = values.length === 1 ? quote(values[0] ?? '') : values.join(',');
      return `${isNegated ? '-' : ''}${name === null ? '' : `${name}:`}${value}`;
    })
    .join(' ');
}

/** All terms hold. An unfinished term (`status:`, `-`) holds for everything. */
export function matches(subject: Subject, terms: readonly Term[], now: EpochMs): boolean {
  return terms.every(
    ({ name, values, isNegated }) =>
      values.every((value) => value === '' || value === '-') ||
      values.some((value) => holds(subject, name, value, now)) !== isNegated,
  );
}

/** One value of one name, lower case. */
export function holds(subject: Subject, name: FilterName | null, value: string, now: EpochMs): boolean {
  const { observation, template, category, traits } = subject;
  switch (name) {
    case 'status':
      return isStatus(observation.status, value);
    case 'method':
      return observation.method.toLowerCase() === value;
    case 'path':
      return observation.path.toLowerCase().includes(value) || (template?.toLowerCase().includes(value) ?? false);
    case 'key':
      return observation.key.shown.toLowerCase().includes(value);
    case 'verdict':
      return isVerdict(subject, value, now);
    case 'category':
      return category?.startsWith(value) ?? false;
    case 'api':
      return observation.surface.startsWith(value);
    case 'is':
      return traits.some((trait) => trait.startsWith(value));
    case null:
      return subject.text().includes(value);
  }
}

/** `429`, `42`, `4xx`; `failed` or `0`: no status was seen. */
function isStatus(status: number | null, value: string): boolean {
  if (status === null) return value === '0' || 'failed'.startsWith(value);
  return String(status).startsWith(/^\dx+$/.test(value) ? (value[0] ?? '') : value);
}

function isVerdict({ verdict, notBefore }: Subject, value: string, now: EpochMs): boolean {
  const isWaiting = notBefore !== null && notBefore > now;
  if ('waiting'.startsWith(value)) return isWaiting && (verdict === 'retry' || verdict === 'check-first');
  if (value === 'now') return verdict === 'retry' && !isWaiting;
  return verdict?.startsWith(value) ?? false;
}

/** Whether the truth of the terms changes as time passes. */
export const isTimed = (terms: readonly Term[]): boolean => terms.some(({ name }) => name === 'verdict');

/** Plain words, to be marked where they are shown. */
export const wordsOf = (terms: readonly Term[]): string[] =>
  terms.flatMap(({ name, values, isNegated }) => (name === null && !isNegated ? values.filter((value) => value !== '') : []));

/** The query with a value of a name switched on or off: what a chip does. Other terms stay as they are. */
export function toggled(query: string, name: FilterName, value: string, isNegated = false): string {
  const terms = parseFilter(query);
  const isOn = has(terms, name, value, isNegated);
  const own = terms.filter((term) => term.name === name && term.isNegated === isNegated);
  const values = own.flatMap((term) => term.values);
  const left = isOn ? values.filter((one) => one !== value) : [...values, value];
  const others = terms.filter((term) => !own.includes(term));
  return printFilter(left.length > 0 ? [...others, { name, values: left, isNegated }] : others);
}

export const has = (terms: readonly Term[], name: FilterName, value: string, isNegated = false): boolean =>
  terms.some((term) => term.name === name && term.isNegated === isNegated && term.values.includes(value));
