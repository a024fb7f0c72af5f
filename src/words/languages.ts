// Which languages there are, and which of them a reader gets: the chosen one, else the first that the browser asks for.

export const LANGUAGES = ['en', 'pl', 'uk'] as const;
/** BCP 47. */
export type LanguageTag = (typeof LANGUAGES)[number];
/** `auto`: as the browser. */
export type LanguageChoice = 'auto' | LanguageTag;

/** Each in its own words: who looks for a language reads it. */
export const LANGUAGE_NAMES: Record<LanguageTag, string> = { en: 'English', pl: 'Polski', uk: 'Українська' };

const isLanguage = (value: unknown): value is LanguageTag => LANGUAGES.some((one) => one === value);

/** A stored choice; what is none is `auto`. */
export const languageChoiceFrom = (stored: unknown): LanguageChoice => (isLanguage(stored) ? stored : 'auto');

/**
 * The language to speak. `wanted`: what the browser asks for, best first; none of ours gives English.
 * @example languageFor('auto', ['pl-PL', 'en']) // 'pl'
 */
export function languageFor(choice: LanguageChoice, wanted: readonly string[]): LanguageTag {
  if (choice !== 'auto') return choice;
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}
