// A phrase is a sentence by name: pure code carries the name and the values, a language makes the sentence.
import type { English } from './en/index.ts';

type Said<T> = { [K in keyof T]: T[K] extends (values: infer V) => string ? { id: K; values: V } : { id: K } }[keyof T];

/** A sentence's id with the values it needs; plain JSON, so that it can be stored and sent. */
export type Phrase = Said<English>;

/** What a language must offer: a sentence, or a function of the same values, for each English one. */
export type Language = {
  [K in keyof English]: English[K] extends (values: infer V) => string ? string | ((values: V) => string) : string;
};

/** The sentence of a phrase in a language. An id this language lacks (an old stored phrase) gives the id itself. */
export function say(language: Language, phrase: Phrase): string {
  const sentence: unknown = language[phrase.id];
  if (typeof sentence === 'function') return (sentence as (values: unknown) => string)('values' in phrase ? phrase.values : {});
  return typeof sentence === 'string' ? sentence : phrase.id;
}
