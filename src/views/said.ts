// What is said of a call, with the API's own message in the reader's language where the answer brings it.
import { messageIn, quoting } from '../core/message-in.ts';
import type { Entry } from '../core/ledger.ts';
import type { Observation } from '../core/observation.ts';
import type { Phrase } from '../words/phrase.ts';
import { language, speak } from './speak.ts';

const found = new WeakMap<Observation, { tag: string; text: string | null }>();

/** The message for the reader's language; null where the answer has none, and in English, which the diagnosis carries already. */
function localMessage(observation: Observation): string | null {
  const tag = language.value;
  if (tag === 'en') return null;
  let known = found.get(observation);
  if (known?.tag !== tag) found.set(observation, (known = { tag, text: messageIn(observation, tag) }));
  return known.text;
}

/** The API's message as the reader should see it, undefined where there is none. */
export const messageOf = ({ observation, diagnosis }: Entry): string | undefined =>
  diagnosis.facts.message === undefined ? undefined : (localMessage(observation) ?? diagnosis.facts.message);

/** A sentence of this call's diagnosis. */
export const speakOf = ({ observation, diagnosis }: Entry, phrase: Phrase): string =>
  speak(quoting(phrase, diagnosis.facts.message, localMessage(observation)));
