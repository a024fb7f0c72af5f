// The language of the views. One place, so that a switch is one signal.
import { english } from '../words/en/index.ts';
import { type Phrase, say } from '../words/phrase.ts';

/** The sentence of a phrase. */
export const speak = (phrase: Phrase): string => say(english, phrase);
/** The sentence of an id that needs no values. */
export const label = (id: Exclude<Phrase, { values: unknown }>['id']): string => speak({ id } as Phrase);
