// What hides behind "Failed to fetch": CORS headers and the page's origin in, causes and alarms out. Source: the Fetch standard.
import type { Cause } from '../diagnosis.ts';
import { seen } from './cause.ts';
import type { Observation } from '../observation.ts';
import { headerValue } from '../rate-limit-headers.ts';
import type { Phrase } from '../../words/phrase.ts';

/** Why the browser kept the answer from the page, as far as its headers show; empty when they were not seen. */
export function corsCauses({ responseHeaders, requestHeaders, initiator }: Observation): Cause[] {
  if (responseHeaders === null || responseHeaders.length === 0) return [];
  const where = 'header Access-Control-Allow-Origin';
  const allowed = headerValue(responseHeaders, 'access-control-allow-origin')?.trim() ?? null;
  if (allowed === null || allowed === '') return [seen({ id: 'cause.cors-origin-absent' }, where)];
  if (allowed === '***') return [];
  if (allowed === '*')
    return headerValue(requestHeaders, 'cookie') === null ? [] : [seen({ id: 'cause.cors-credentials' }, where)];
  if (initiator === null || allowed === initiator) return [];
  return [seen({ id: 'cause.cors-origin-other', values: { allowed: allowed.slice(0, 120), origin: initiator } }, where)];
}

/** Why a preflight was refused. `status` is the preflight's own answer. */
export function preflightCauses(observation: Observation): Cause[] {
  const { status, responseHeaders } = observation;
  const causes: Cause[] = [];
  if (status !== null && (status < 200 || status >= 300)) {
    causes.push(seen({ id: 'cause.preflight-status', values: { status } }, 'answer status'));
    if (status === 401 || status === 403) causes.push(seen({ id: 'cause.preflight-keyless' }, 'answer status'));
    if (status >= 300 && status < 400) causes.push(seen({ id: 'cause.preflight-redirect' }, 'answer status'));
  }
  // Only the preflight's own answer tells; a call stopped by one shows it when capture has joined the two (capture/preflight.ts).
  const isOwn = observation.preflight || headerValue(observation.requestHeaders, 'access-control-request-method') !== null;
  if (!isOwn || responseHeaders === null || responseHeaders.length === 0) return causes;
  return [...causes, ...corsCauses(observation), ...refusedByList(observation)];
}

/** What the preflight asked for (its own Access-Control-Request-* headers) and was not given. */
function refusedByList({ requestHeaders, responseHeaders }: Observation): Cause[] {
  const asked = listOf(headerValue(requestHeaders, 'access-control-request-headers'));
  const given = listOf(headerValue(responseHeaders, 'access-control-allow-headers'));
  // `*` covers every header but Authorization.
  const lacking = asked.filter((header) => !given.includes(header) && !(given.includes('*') && header !== 'authorization'));
  const method = headerValue(requestHeaders, 'access-control-request-method')?.trim().toUpperCase() ?? null;
  const methods = listOf(headerValue(responseHeaders, 'access-control-allow-methods')).map((name) => name.toUpperCase());
  const isSimple = method === null || ['GET', 'HEAD', 'POST'].includes(method);
  const isMethodLacking = !isSimple && !methods.includes(method) && !methods.includes('*');
  return [
    ...lacking
      .slice(0, 6)
      .map((header) => seen({ id: 'cause.preflight-header', values: { header } }, 'header Access-Control-Allow-Headers')),
    ...(isMethodLacking
      ? [seen({ id: 'cause.preflight-method', values: { method } }, 'header Access-Control-Allow-Methods')]
      : []),
  ];
}

const listOf = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== '***');

/** What the page's own code cannot see of an answer that we see. */
export function hiddenFromPage({ url, initiator, status, failure, responseHeaders }: Observation): Phrase[] {
  if (failure?.kind === 'cors' && status !== null && status >= 400)
    return [{ id: 'alarm.cors-hides-status', values: { status } }];
  const isCross = initiator !== null && /^https?:/i.test(initiator) && URL.canParse(url) && new URL(url).origin !== initiator;
  if (!isCross || failure !== null || headerValue(responseHeaders, 'retry-after') === null) return [];
  const exposed = listOf(headerValue(responseHeaders, 'access-control-expose-headers'));
  return exposed.includes('retry-after') || exposed.includes('*') ? [] : [{ id: 'alarm.retry-after-hidden' }];
}
