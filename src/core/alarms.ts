// Things to know beside the error: key and page in, alarms out. A key in a page is public (both public clients keep theirs on a server).
import { hiddenFromPage } from './evidence/cors-evidence.ts';
import type { Observation } from './observation.ts';
import { isLocalHost, PUBLIC_BASES } from './surface.ts';
import type { Phrase } from '../words/phrase.ts';

/** Alarms of one call, healthy or not. */
export function alarmsOf(observation: Observation): Phrase[] {
  return [...keyAlarms(observation), ...hiddenFromPage(observation)];
}

/** Those that speak of the key: they hold on a call that succeeded too. */
export function keyAlarms({ key, initiator }: Observation): Phrase[] {
  const alarms: Phrase[] = [];
  const isWhole = key.shape === 'well-formed' || key.shape === 'decorated';
  if (isWhole && initiator !== null && isPublicPage(initiator)) {
    alarms.push({ id: 'alarm.key-visible', values: { origin: initiator, shown: key.shown } });
  }
  if (key.inUrl || key.via === 'query') alarms.push({ id: 'alarm.key-in-url' });
  return alarms;
}

/** The product's own pages (qamera-api.md section 1): what they send is not the caller's doing. */
const OWN_ORIGINS: ReadonlySet<string> = new Set(PUBLIC_BASES.map(({ url }) => new URL(url).origin));

/** A page others can open: http(s), and neither this machine, nor a private network, nor a name kept for tests (RFC 1918, 6761). */
function isPublicPage(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  const isPrivate = /^(?:0\.0\.0\.0|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/.test(hostname);
  if (OWN_ORIGINS.has(origin)) return false;
  return !isLocalHost(hostname) && !isPrivate && !/\.(?:local|test|internal|localhost)$/i.test(hostname);
}
