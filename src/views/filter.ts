// The search field: words, and `name:value` terms as in the Network panel; a `-` before a term turns it around.
import type { Row } from '../core/rows.ts';

export interface Term {
  /** null: plain text. */
  name: FilterName | null;
  value: string;
  isNegated: boolean;
}
export type FilterName = 'status' | 'method' | 'path' | 'key' | 'verdict' | 'category';
export const FILTER_NAMES: readonly FilterName[] = ['status', 'method', 'path', 'key', 'verdict', 'category'];

/** @example parseFilter('status:429 -path:packshots "not found"') // three terms */
export function parseFilter(query: string): Term[] {
  return [...query.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)].map(([, minus, name, quoted, bare]) => {
    const known = FILTER_NAMES.find((one) => one === name?.toLowerCase()) ?? null;
    const value = (quoted ?? bare ?? '').toLowerCase();
    return { name: known, value: known || !name ? value : `${name.toLowerCase()}:${value}`, isNegated: minus === '-' };
  });
}

/** All terms hold for the row. An unfinished term (`status:`) holds for every row. */
export function matches(row: Row, terms: readonly Term[]): boolean {
  return terms.every((term) => term.value === '' || holds(row, term) !== term.isNegated);
}

function holds({ latest }: Row, { name, value }: Term): boolean {
  const { observation, diagnosis } = latest;
  switch (name) {
    case 'status':
      return /^\dxx$/.test(value)
        ? String(observation.status)[0] === value[0]
        : String(observation.status ?? 'failed').startsWith(value);
    case 'method':
      return observation.method.toLowerCase() === value;
    case 'path':
      return observation.path.toLowerCase().includes(value);
    case 'key':
      return observation.key.shown.toLowerCase().includes(value);
    case 'verdict':
      return diagnosis.retry.verdict.startsWith(value);
    case 'category':
      return diagnosis.category.startsWith(value);
    case null:
      return textOf(latest).includes(value);
  }
}

const textOf = ({ observation, diagnosis }: Row['latest']): string =>
  [
    observation.method,
    observation.url,
    observation.status,
    diagnosis.category,
    diagnosis.facts.message,
    observation.responseBody.text,
  ]
    .join(' ')
    .toLowerCase();
