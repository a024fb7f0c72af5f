// Which endpoint a call goes to: surface, method and path in, the endpoint's knowledge out. Not known is not wrong.
import { aliases, endpoints, type Endpoint } from '../catalogue/index.ts';
import { nearestOf } from './likeness.ts';
import type { Observation, Surface } from './observation.ts';

export interface EndpointMatch {
  /** The endpoint, when method and path are known. */
  endpoint: Endpoint | null;
  /** Methods known for this path; empty for an unknown path. */
  methods: string[];
  /** For an unknown path: the template it was probably meant to be. */
  nearest: string | null;
  /** The path is unknown here but known on the other surface. */
  otherSurface: Surface | null;
  /** Variable segments, `{id: '7'}`; redacted like the path. */
  params: Record<string, string>;
}

/**
 * Looks a call up among the endpoints of its surface. A trailing slash is no matter; HEAD counts as GET. Literal templates win
 * over variable ones (`/jobs/batch` over `/jobs/{id}`).
 * @example matchEndpoint({surface: 'plugin', method: 'GET', path: '/jobs/j1'}).params // {id: 'j1'}
 */
export function matchEndpoint({ surface, method, path }: Pick<Observation, 'surface' | 'method' | 'path'>): EndpointMatch {
  const here = endpointsAt(surface, path);
  const asked = method.toUpperCase() === 'HEAD' ? 'GET' : method.toUpperCase();
  const found = here.find(({ endpoint }) => endpoint.method === asked);
  if (here.length > 0) {
    const methods = here.map(({ endpoint }) => endpoint.method);
    return {
      endpoint: found?.endpoint ?? null,
      methods,
      nearest: null,
      otherSurface: null,
      params: (found ?? here[0])?.params ?? {},
    };
  }
  const other: Surface = surface === 'external' ? 'plugin' : 'external';
  const otherSurface = endpointsAt(other, path).length > 0 ? other : null;
  return { endpoint: null, methods: [], nearest: nearestTemplate(surface, path), otherSurface, params: {} };
}

interface Fit {
  endpoint: Endpoint;
  params: Record<string, string>;
}

/** `/a/b/` and `/a/b` are one. By hand: the pattern for "slashes at the end" is quadratic in a path of slashes. */
function trimmed(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

const segmentsOf = (path: string): string[] => trimmed(path).split('/').slice(1);

/** Split once: every call of a busy page is looked up here. */
const KNOWN = endpoints.map((endpoint) => ({ endpoint, segments: segmentsOf(endpoint.template) }));

function endpointsAt(surface: Surface, path: string): Fit[] {
  const given = segmentsOf(path);
  const fits: Fit[] = [];
  for (const { endpoint, segments } of KNOWN) {
    if (endpoint.surface !== surface) continue;
    const params = paramsOf(segments, given);
    if (params) fits.push({ endpoint, params });
  }
  const fewest = Math.min(...fits.map(({ params }) => Object.keys(params).length));
  return fits.filter(({ params }) => Object.keys(params).length === fewest);
}

function paramsOf(wanted: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    const isVariable = part.startsWith('{');
    if (isVariable && segment !== '') params[part.slice(1, -1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}

/** By alias, by a known path at the end (`/v1/products`), then segment by segment with small misspellings. */
function nearestTemplate(surface: Surface, path: string): string | null {
  const alias = aliases[surface][trimmed(path)];
  if (alias !== undefined) return alias;
  const given = segmentsOf(path)
    .filter((segment) => segment !== '')
    .slice(0, 8);
  const here = KNOWN.filter(({ endpoint }) => endpoint.surface === surface);
  for (let skip = 0; skip < given.length; skip++) {
    const rest = given.slice(skip);
    const close = here.filter(
      ({ endpoint, segments }) => (skip === 0 || !endpoint.template.includes('{')) && isClose(segments, rest),
    );
    const exact = close.find(({ segments }) => segments.join('/') === rest.join('/'));
    const nearest = exact ?? close[0];
    if (nearest) return nearest.endpoint.template;
  }
  return null;
}

function isClose(template: readonly string[], given: readonly string[]): boolean {
  if (template.length !== given.length) return false;
  const first = template[0];
  if (first === undefined) return false;
  return template.every((part, index) => part.startsWith('{') || nearestOf(given[index] ?? '', [part]) !== null);
}

/** What a call costs. A POST that nobody described counts as possibly paid: only GETs are said never to cost (credits page). */
export function costOf(method: string, endpoint: Endpoint | null): 'free' | 'reserves' | 'possibly' {
  if (endpoint?.credits === 'free') return 'free';
  if (endpoint?.credits === 'reserves' || endpoint?.credits === 'presumably-reserves') return 'reserves';
  return isRead(method) ? 'free' : 'possibly';
}

export const isRead = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
