// The language of the views. One signal: what speaks while it is drawn is drawn anew when the language changes.
import { type ReadonlySignal, computed, signal } from '@preact/signals';
import { english } from '../words/en/index.ts';
import { type LanguageChoice, type LanguageTag, languageFor } from '../words/languages.ts';
import { type Language, type Phrase, say } from '../words/phrase.ts';

/** English comes with the page; the others are files of their own, so that the first paint does not pay for them. */
const WORDS: Record<LanguageTag, () => Promise<Language>> = {
  en: async () => english,
  pl: async () => (await import('../words/pl/index.ts')).polish,
  uk: async () => (await import('../words/uk/index.ts')).ukrainian,
};

const spoken = signal<{ tag: LanguageTag; words: Language }>({ tag: 'en', words: english });
let wanted: LanguageTag = 'en';

/** What is spoken now. */
export const language: ReadonlySignal<LanguageTag> = computed(() => spoken.value.tag);

/** The sentence of a phrase. */
export const speak = (phrase: Phrase): string => say(spoken.value.words, phrase);
/** The sentence of an id that needs no values. */
export const label = (id: Exclude<Phrase, { values: unknown }>['id']): string => speak({ id } as Phrase);

/** Changes the language once its words are there; a later choice overtakes one that still loads. Words that do not load leave all as it is. */
export async function speakIn(tag: LanguageTag): Promise<void> {
  wanted = tag;
  if (tag === spoken.peek().tag) return;
  const words = await WORDS[tag]().catch(() => null);
  if (words !== null && wanted === tag) spoken.value = { tag, words };
}

/** The page in the language of a choice; screen readers learn of it by `<html lang>`. */
export async function speakAs(choice: LanguageChoice): Promise<void> {
  await speakIn(languageFor(choice, navigator.languages));
  document.documentElement.lang = language.peek();
}
