// How the reader likes the panel: filter, sorting, saved filters, keys. Stored values are unknown until read here.
import { type LanguageChoice, languageChoiceFrom } from '../words/languages.ts';
import { type ChosenKeys, chosenKeysFrom } from './shortcuts.ts';
import { type Sort, isColumn } from './sort.ts';

export interface Preferences {
  /** The filter as last typed. */
  query: string;
  /** Saved filters, newest first, at most SAVED_FILTERS. */
  saved: string[];
  sort: Sort | null;
  /** Single-key shortcuts are on (WCAG 2.2, 2.1.4 asks for a switch). */
  singleKeys: boolean;
  /** Single keys that the reader changed. */
  keys: ChosenKeys;
  /** The list's share of the room that it has with the detail, in percent; null: as the design has it. */
  split: Split;
  theme: ThemeChoice;
  language: LanguageChoice;
}
export interface Split {
  beside: number | null;
  below: number | null;
}
/** `auto`: that of DevTools, or of the system where there is none. */
export type ThemeChoice = (typeof THEMES)[number];
export const THEMES = ['auto', 'light', 'dark'] as const;
export const SAVED_FILTERS = 5;
/** Percent; neither list nor detail is ever pushed out of sight. */
export const SHARES = { least: 15, most: 85 } as const;

export const DEFAULT_PREFERENCES: Preferences = {
  query: '',
  saved: [],
  sort: null,
  singleKeys: true,
  keys: {},
  split: { beside: null, below: null },
  theme: 'auto',
  language: 'auto',
};

/** What does not fit falls back to the default, alone. */
export function preferencesFrom(stored: unknown): Preferences {
  const { query, saved, sort, singleKeys, keys, split, theme, language } = isRecord(stored) ? stored : {};
  return {
    query: typeof query === 'string' ? query : DEFAULT_PREFERENCES.query,
    saved: Array.isArray(saved) ? saved.filter((one) => typeof one === 'string').slice(0, SAVED_FILTERS) : [],
    sort: sortFrom(sort),
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : DEFAULT_PREFERENCES.singleKeys,
    keys: chosenKeysFrom(keys),
    split: splitFrom(split),
    theme: THEMES.find((one) => one === theme) ?? DEFAULT_PREFERENCES.theme,
    language: languageChoiceFrom(language),
  };
}

function sortFrom(stored: unknown): Sort | null {
  if (!isRecord(stored)) return null;
  const { column, isDescending } = stored;
  return isColumn(column) && typeof isDescending === 'boolean' ? { column, isDescending } : null;
}

function splitFrom(stored: unknown): Split {
  const { beside, below } = isRecord(stored) ? stored : {};
  return { beside: shareFrom(beside), below: shareFrom(below) };
}
const shareFrom = (stored: unknown): number | null =>
  typeof stored === 'number' && stored >= SHARES.least && stored <= SHARES.most ? stored : null;

/** With one more saved filter; the oldest goes, one that is there already comes to the front. */
export function withSaved(saved: readonly string[], query: string): string[] {
  const kept = query.trim();
  return kept === '' ? [...saved] : [kept, ...saved.filter((one) => one !== kept)].slice(0, SAVED_FILTERS);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
