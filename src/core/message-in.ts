// The API's own message in the reader's language, where the answer brings it along (Plugin API, `message_i18n`). Redacted body in, text out.
import type { Observation } from './observation.ts';
import type { Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';
import { answerOf, isFields } from './error-body.ts';

const MESSAGE_LIMIT = 500;

/**
 * The text for a language (`pl`; a map may also say `pl-PL`); null when the answer has none, or was cut and is no whole JSON.
 * Source: `error.message_i18n`, qamera-api.md section 6.
 */
export function messageIn(observation: Observation, language: string): string | null {
  const answer = answerOf(observation);
  if (answer.kind !== 'envelope' || !isFields(answer.json) || !isFields(answer.json['error'])) return null;
  const texts = answer.json['error']['message_i18n'];
  if (!isFields(texts)) return null;
  const found = Object.entries(texts).find(([tag, text]) => tag.toLowerCase().split(/[-_]/)[0] === language && isText(text));
  const text = isText(found?.[1]) ? found[1].trim() : null;
  return text !== null && text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}…` : text;
}

/** A phrase that quotes the message, with the reader's words in its place; any other phrase as it is. */
export function quoting(phrase: Phrase, message: string | undefined, local: string | null): Phrase {
  if (local === null || message === undefined || !('values' in phrase)) return phrase;
  const { values } = phrase;
  if (!('message' in values) || values.message !== message) return phrase;
  return { ...phrase, values: { ...values, message: local } } as Phrase;
}

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value.trim() !== '';
