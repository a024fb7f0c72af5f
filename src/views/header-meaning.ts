// Headers that decide something for a failed call, and what they mean for it.
import type { Phrase } from '../words/phrase.ts';

const MEANINGS: readonly [RegExp, Extract<Phrase['id'], `header.${string}`>][] = [
  [/^retry-after$/, 'header.retry-after'],
  [/^(x-)?ratelimit-remaining$/, 'header.remaining'],
  [/^(x-)?ratelimit(-|$)/, 'header.rate-limit'],
  [/^idempotency-key$/, 'header.idempotency'],
  [/^x-(correlation|request)-id$/, 'header.correlation'],
  [/^access-control-allow-origin$/, 'header.cors'],
  [/^access-control-expose-headers$/, 'header.expose'],
  [/^x-api-key$/, 'header.key'],
];

/** What a header means here, null for one that decides nothing. Names come in lower case. */
export function headerMeaning(name: string): Phrase | null {
  const found = MEANINGS.find(([pattern]) => pattern.test(name));
  return found ? { id: found[1] } : null;
}
