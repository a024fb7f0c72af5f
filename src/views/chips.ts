// Which chips stand over the list: the verdicts, what can be hidden, a status each; only those that hold for something, or are on.
import type { EpochMs } from '../core/units.ts';
import type { Phrase } from '../words/phrase.ts';
import { type FilterName, type Subject, type Term, has, holds } from './filter.ts';
import { valuesOf } from './suggest.ts';

export interface Chip {
  name: FilterName;
  value: string;
  isNegated: boolean;
  /** null: the value says it. */
  label: Extract<Phrase['id'], `chip.${string}`> | null;
  /** Rows of the scope it holds for. */
  count: number;
  tone: 'limited' | 'refused' | 'broken' | 'plain';
}

const VERDICTS = [
  ['wait', 'chip.wait'],
  ['now', 'chip.now'],
  ['fix-first', 'chip.fix'],
  ['check-first', 'chip.check'],
  ['ask-support', 'chip.support'],
] as const;
const HIDDEN = [
  ['polling', 'chip.polling'],
  ['preflight', 'chip.preflight'],
] as const;

export function chipsOf(subjects: readonly Subject[], terms: readonly Term[], now: EpochMs): Chip[] {
  const statuses = valuesOf('status', subjects, now)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
    .map(({ value, count }): Chip => ({
      name: 'status',
      value,
      isNegated: false,
      label: value === 'failed' ? 'chip.failed' : null,
      count,
      tone: toneOf(value),
    }));
  const chip = (name: FilterName, value: string, label: Chip['label'], isNegated: boolean): Chip => {
    const count = subjects.filter((subject) => holds(subject, name, value, now)).length;
    return { name, value, isNegated, label, count, tone: 'plain' };
  };
  const chips = [
    ...VERDICTS.map(([value, label]) => chip('verdict', value, label, false)),
    ...HIDDEN.map(([value, label]) => chip('is', value, label, true)),
    ...statuses,
  ];
  return chips.filter(({ name, value, isNegated, count }) => count > 0 || has(terms, name, value, isNegated));
}

const toneOf = (status: string): Chip['tone'] =>
  status === '429' ? 'limited' : status === 'failed' || status >= '500' ? 'broken' : status >= '400' ? 'refused' : 'plain';
