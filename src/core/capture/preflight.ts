// Was a preflight refused? One finished OPTIONS observation in, the reason out (Fetch standard, "CORS-preflight fetch").
import type { Observation } from '../observation.ts';
import type { Header } from '../units.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'POST']);
const SAFE_HEADERS = new Set(['accept', 'accept-language', 'content-language', 'range']);

/**
 * Why the browser did not send the call after this preflight, in the failure's own short form (`OPTIONS 403`,
 * `x-api-key not in access-control-allow-headers`); null when it was allowed, when it had no answer at all (the call then shows
 * the same failure itself), or when the file does not show the answer's headers.
 */
export function refusalOf(preflight: Observation): string | null {
  const { status, responseHeaders, requestHeaders, initiator } = preflight;
  if (status === null) return null;
  if (status < 200 || status > 299) return `OPTIONS ${status}`;
  if (responseHeaders === null) return null;
  const allowed = valueOf(responseHeaders, 'access-control-allow-origin');
  if (allowed === null) return 'no access-control-allow-origin';
  const origin = valueOf(requestHeaders, 'origin') ?? initiator;
  if (allowed !== '*' && origin !== null && allowed !== origin) return 'other origin in access-control-allow-origin';
  const method = valueOf(requestHeaders, 'access-control-request-method');
  const methods = listOf(responseHeaders, 'access-control-allow-methods');
  if (method !== null && !SAFE_METHODS.has(method) && !methods.includes('*') && !methods.includes(method.toLowerCase())) {
    return `${method} not in access-control-allow-methods`;
  }
  const names = listOf(responseHeaders, 'access-control-allow-headers');
  const asked = listOf(requestHeaders, 'access-control-request-headers').filter((name) => !SAFE_HEADERS.has(name));
  // The star stands for every name but this one (Fetch standard, 4.8 step 7).
  const lacking = asked.find((name) => !names.includes(name) && !(names.includes('*') && name !== 'authorization'));
  return lacking === undefined ? null : `${lacking} not in access-control-allow-headers`;
}

/** The call that this preflight stopped, with the preflight as its evidence. `raw`: what `refusalOf` says. */
export function callRefusedBy(call: Observation, preflight: Observation, raw: string): Observation {
  const { status, requestHeaders, responseHeaders } = preflight;
  return { ...call, failure: { kind: 'preflight', raw }, refusedBy: { status, requestHeaders, responseHeaders } };
}

/** Can a refused preflight be what stopped this call? Only where no answer was seen and the browser's word leaves it open. */
export const mayBeRefused = ({ status, failure }: Observation): boolean =>
  status === null && failure !== null && ['unknown', 'cors', 'preflight'].includes(failure.kind);

/** The call that a refused preflight asked for, as far as the preflight tells of it. Status and headers stay the preflight's: evidence. */
export function callOfRefused(preflight: Observation, raw: string): Observation {
  return {
    ...preflight,
    method: (valueOf(preflight.requestHeaders, 'access-control-request-method') ?? preflight.method).toUpperCase(),
    preflight: false,
    failure: { kind: 'preflight', raw },
    key: { keyId: null, shown: '', via: 'unseen', shape: 'unseen', conflict: false, inUrl: preflight.key.inUrl },
    requestBody: { kind: 'unseen' },
  };
}

const valueOf = (headers: readonly Header[] | null, name: string): string | null =>
  headers?.find(([one]) => one === name)?.[1] ?? null;

const listOf = (headers: readonly Header[] | null, name: string): string[] =>
  (headers ?? [])
    .filter(([one]) => one === name)
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
