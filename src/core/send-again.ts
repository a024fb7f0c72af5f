// May a failed call be sent again from the panel, and as what? Only a GET that the catalogue calls free, to its own address, by the page
// that made it. Observation and inspected page in, the request (without its key) or the reason why not out.
import type { Phrase } from '../words/phrase.ts';
import { matchEndpoint } from './endpoint.ts';
import type { KeySighting, Observation } from './observation.ts';
import { isSendersOwn } from './senders-own.ts';
import type { Header } from './units.ts';

/** A free GET as it can be sent again. Made here alone. */
export interface FreeGet {
  url: string;
  /** Origin of the page that sent it, and may send it again. */
  page: string;
  headers: Header[];
  /** Which key it carried, and in which header; null: none. The key itself is not known here. */
  key: { header: 'x-api-key' | 'authorization'; sighting: KeySighting } | null;
  /** Headers whose value is not kept: it goes without them. */
  without: string[];
}
export type SendAgain = { can: true; request: FreeGet } | { can: false; why: Phrase };

const MASKED = '***';
const no = (id: NoReason): SendAgain => ({ can: false, why: { id } });
type NoReason = 'again.not-get' | 'again.not-free' | 'again.masked' | 'again.key-unknown' | 'again.other-page';

/**
 * `page`: the inspected tab and the origin it shows now; null where unknown. GET alone never costs (credits page), and of GETs only
 * those of the catalogue are known. An address that was masked is not the address; nothing is put in its place.
 */
export function sendAgainOf(observation: Observation, page: { tabId: number | null; origin: string | null }): SendAgain {
  const { method, url, key } = observation;
  const { endpoint } = matchEndpoint(observation);
  if (method !== 'GET') return no('again.not-get');
  if (endpoint?.method !== 'GET' || endpoint.credits !== 'free') return no('again.not-free');
  if (url.includes(MASKED) || key.inUrl || !isAddressOf(observation)) return no('again.masked');
  if (!isNamed(key)) return no('again.key-unknown');
  if (page.origin === null || page.tabId === null || observation.tabId !== page.tabId || sender(observation) !== page.origin)
    return no('again.other-page');
  const own = (observation.requestHeaders ?? []).filter(([name]) => !isSendersOwn(name) && !isConditional(name));
  return {
    can: true,
    request: {
      url,
      page: page.origin,
      headers: own.filter(([, value]) => !value.includes(MASKED)),
      key: key.via === 'none' ? null : { header: key.via === 'authorization' ? 'authorization' : 'x-api-key', sighting: key },
      without: own.filter(([, value]) => value.includes(MASKED)).map(([name]) => name),
    },
  };
}

/** The endpoint was read from base and path: the address must be just these. */
function isAddressOf({ url, base, path }: Observation): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username, password, protocol } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return (
    isWeb &&
    username === '' &&
    password === '' &&
    (origin + pathname === base + path || (path === '/' && origin + pathname === base))
  );
}

/** None, or one that can be told from others; of two that differ nobody knows which one counts elsewhere. */
const isNamed = ({ via, keyId, conflict }: KeySighting): boolean =>
  via === 'none' || (via !== 'unseen' && via !== 'query' && keyId !== null && !conflict);

/** A call to the page's own server may come without its origin (fetch standard: GET to the same origin sends none). */
const sender = ({ initiator, url }: Observation): string => initiator ?? new URL(url).origin;

/** Answered from a cache it would say nothing new. */
const isConditional = (name: string): boolean => name.startsWith('if-') || name === 'range';

/**
 * The code that the inspected page runs: one GET, only if the page is still the same; a redirect is not followed, since it could take
 * the key to another server. `key`: the value of the key's header. Says `sent` or `moved`.
 */
export function expressionOf({ url, page, headers, key: of }: FreeGet, key: string | null): string {
  const sent = Object.fromEntries([...headers, ...(of !== null && key !== null ? [[of.header, key] as Header] : [])]);
  const text = (value: unknown): string => JSON.stringify(value);
  return `(() => {
  if (location.origin !== ${text(page)}) return 'moved';
  fetch(${text(url)}, { method: 'GET', headers: ${text(sent)}, cache: 'no-store', redirect: 'manual' }).then((answer) => answer.text()).catch(() => {});
  return 'sent';
})()`;
}
