// The sentence of a phrase in English: what leaves the product is read by support and by machines, whatever language the panel speaks.
import { english } from '../words/en/index.ts';
import { type Phrase, say } from '../words/phrase.ts';

export const inEnglish = (phrase: Phrase): string => say(english, phrase);
