// May the page read this answer? Fetch standard, "CORS check", on what was captured.
import type { Observation } from '../observation.ts';
import type { Header } from '../units.ts';

/**
 * True only where the request headers prove that a page asked across origins (`Sec-Fetch-Mode: cors` and `Origin`) and the answer
 * lacks the permission. Chromium shows those headers to an extension only on request; there it reports the failure itself.
 */
export function isHiddenFromPage({ requestHeaders, responseHeaders, base }: Observation): boolean {
  const origin = valueOf(requestHeaders, 'origin');
  if (valueOf(requestHeaders, 'sec-fetch-mode') !== 'cors' || origin === null || responseHeaders === null) return false;
  if (origin === new URL(base).origin) return false;
  const allowed = valueOf(responseHeaders, 'access-control-allow-origin');
  return allowed !== '*' && allowed !== origin;
}

const valueOf = (headers: readonly Header[] | null, name: string): string | null =>
  headers?.find(([one]) => one === name)?.[1] ?? null;
