// Which calls are API calls: URL in, surface + base + path out. The one place that knows what an address of the API looks like.
import type { Surface } from './observation.ts';

/** A base URL the user added in options; `url` without trailing slash, e.g. `http://localhost:5173/api/external`. */
export interface BaseUrl {
  url: string;
  surface: Surface;
}
export interface SurfaceMatch {
  surface: Surface;
  base: string;
  /** Below the base, without query; `/` for the base itself. */
  path: string;
}

/** The public deployments (qamera-api.md section 1). */
export const PUBLIC_BASES: readonly BaseUrl[] = [
  { url: 'https://app.qamera.ai/api/external', surface: 'external' },
  { url: 'https://qamera.ai/api/v1/plugin', surface: 'plugin' },
];
/**
 * The API's own paths, looked for on this machine (any port): a local server, or a development proxy that keeps the path. And on the
 * product's own hosts: there each belongs to one of them, and a call to the other is a mistake to be told of.
 */
const API_PATHS: readonly [string, Surface][] = [
  ['/api/external', 'external'],
  ['/api/v1/plugin', 'plugin'],
];
const PUBLIC_ORIGINS: ReadonlySet<string> = new Set(PUBLIC_BASES.map(({ url }) => new URL(url).origin));
export const isLocalHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || hostname.endsWith('.localhost');

/** Is this an https address of qamera.ai or below it, without user and port? */
export function isOfQamera(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, port } = new URL(address);
  return protocol === 'https:' && username === '' && port === '' && (hostname === 'qamera.ai' || hostname.endsWith('.qamera.ai'));
}

/**
 * The surface of a URL, or null when it is no API call. Added bases win over the built-in ones, the longest first.
 * @example surfaceOf('https://app.qamera.ai/api/external/products?x=1', []) // {surface: 'external', base: 'https://app.qamera.ai/api/external', path: '/products'}
 */
export function surfaceOf(url: string, added: readonly BaseUrl[]): SurfaceMatch | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname, hostname } = new URL(url);
  const address = origin + pathname;
  for (const { url: base, surface } of [...added, ...PUBLIC_BASES].toSorted((a, b) => b.url.length - a.url.length)) {
    if (isBelow(address, base)) return { surface, base, path: address.slice(base.length) || '/' };
  }
  if (!isLocalHost(hostname) && !PUBLIC_ORIGINS.has(origin)) return null;
  for (const [prefix, surface] of API_PATHS) {
    if (isBelow(pathname, prefix)) return { surface, base: origin + prefix, path: pathname.slice(prefix.length) || '/' };
  }
  return null;
}

const isBelow = (address: string, base: string): boolean => address === base || address.startsWith(`${base}/`);

/**
 * Does the background's standing listener see this address? The rule of its match patterns (API_PATHS in browser/web-request.ts), which
 * know no segments and are held against path and query.
 */
export function hasApiPath(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  return /api\/external\/|api\/v1\/plugin\//.test(pathname + search);
}

/**
 * Match patterns for added bases whose path is not the API's own: the background's standing listener does not see those.
 * Ports are left out (Firefox knows none in patterns); `surfaceOf` looks at them. They may match what the standing listener sees
 * too: see `hasApiPath`.
 */
export function oddPatterns(added: readonly BaseUrl[]): string[] {
  const odd = added.filter(({ url }) => !/api\/external$|api\/v1\/plugin$/.test(url));
  return odd.map(({ url }) => {
    const { protocol, hostname, pathname } = new URL(url);
    return `${protocol}//${hostname}${pathname === '/' ? '' : pathname}/*`;
  });
}
