// The one place that gives a key out: from the browser's own network log, at the moment in which the user sends a call again.
// Log and sighting in, the value of the key's header out. It goes into that one call and is kept nowhere (docs/decisions/0005).
import type { KeySighting } from '../observation.ts';
import { fieldsOf, headerOf, pairsOf, textOf } from './har-fields.ts';
import { sightKey } from './key-sighting.ts';

export interface WantedKey {
  /** Any address of the server: a key of another server is not looked at. */
  url: string;
  header: 'x-api-key' | 'authorization';
  sighting: KeySighting;
}

/** `log`: what getHAR gives. Null when it holds no call to the same server with the same key in the same header. Never throws. */
export function keyInHar(log: unknown, { url, header, sighting }: WantedKey, salt: string): string | null {
  const { entries } = fieldsOf(log);
  if (!Array.isArray(entries) || !URL.canParse(url)) return null;
  const { origin } = new URL(url);
  for (const entry of entries.toReversed() as unknown[]) {
    const request = fieldsOf(fieldsOf(entry)['request']);
    const address = textOf(request['url']) ?? '';
    if (!URL.canParse(address) || new URL(address).origin !== origin) continue;
    const headers = pairsOf(request['headers']);
    const value = headerOf(headers, header);
    if (value === null) continue;
    const { keyId, shape, shown } = sightKey([{ name: header, value }], '', salt);
    if (keyId !== null && keyId === sighting.keyId && shape === sighting.shape && shown === sighting.shown) return value;
  }
  return null;
}
