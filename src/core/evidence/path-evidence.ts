// Evidence in the address: method, path, ids and query values against the known endpoints. Observation in, causes out.
import type { Endpoint, Field } from '../../catalogue/index.ts';
import type { Cause } from '../diagnosis.ts';
import { seen } from './cause.ts';
import type { EndpointMatch } from '../endpoint.ts';
import { isFields } from '../error-body.ts';
import type { Observation } from '../observation.ts';
import { PUBLIC_BASES } from '../surface.ts';
import type { Json } from '../units.ts';

/** A method that is not known for a known path. */
export function methodCauses({ method, path }: Observation, { endpoint, methods }: EndpointMatch): Cause[] {
  if (endpoint || methods.length === 0) return [];
  return [seen({ id: 'cause.method-wrong', values: { method, path, known: methods.join(', ') } }, 'method')];
}

/** `Product not found.`: the API looked for a thing of this kind, so the address is one of its own. `Not found` alone tells nothing. */
const NAMES_A_RESOURCE =
  /^(?!(?:page|path|route|url|endpoint|resource|method|the)\b)\p{L}[\p{L} -]{1,40}? (?:was |is )?not found\b/iu;

/**
 * A path that is not known: doubled base, the other surface's, a near miss, or just not among the documented ones. Not all endpoints are
 * documented: where the API's own `message` tells that it looked for a resource, the id at the path's end is what it did not find.
 */
export function pathCauses(
  { path, base }: Observation,
  { methods, nearest, otherSurface }: EndpointMatch,
  message: string | undefined,
): Cause[] {
  if (methods.length > 0) return [];
  const id = /^\/[^/]+\/(?:[^/]+\/)*?([^/]+)\/?$/.exec(path)?.[1];
  if (id !== undefined && !id.includes('***') && message !== undefined && NAMES_A_RESOURCE.test(message))
    return idCause({ where: 'path', name: '', value: decoded(id) });
  const basePath = /^[a-z]+:\/\/[^/]+(\/.*)$/i.exec(base)?.[1] ?? '';
  if (basePath !== '' && path.startsWith(basePath)) return [seen({ id: 'cause.path-doubled', values: { path } }, 'path')];
  if (otherSurface) {
    const surface = otherSurface === 'plugin' ? 'Plugin' : 'External';
    return [seen({ id: 'cause.path-other-surface', values: { path, surface } }, 'path')];
  }
  if (nearest !== null) return [seen({ id: 'cause.path-nearest', values: { path, nearest } }, 'path')];
  return [seen({ id: 'cause.path-unknown', values: { path } }, 'path')];
}

/** A base of the product's own hosts that belongs to the other API there (qamera-api.md section 1). */
export function baseCauses({ base, surface }: Observation): Cause[] {
  const own = PUBLIC_BASES.find((one) => one.surface === surface)?.url;
  const other = PUBLIC_BASES.find((one) => one.surface !== surface)?.url;
  if (own === undefined || other === undefined || !URL.canParse(base) || base === own) return [];
  if (new URL(base).host !== new URL(other).host) return [];
  return [seen({ id: 'cause.base-other-host', values: { base, known: own } }, 'base address')];
}

/** A known list that is read without any id: then no id can be wrong. */
export function listCauses({ method, path, query }: Observation, { endpoint, params }: EndpointMatch): Cause[] {
  const isNamed = Object.keys(params).length > 0 || query.some(([name]) => /id$/i.test(name));
  if (endpoint?.method !== 'GET' || endpoint.template === '/me' || isNamed) return [];
  return [seen({ id: 'cause.list-no-id', values: { call: `${method} ${path}` } }, 'path')];
}

/** The ids a call asks for: in the path, in the query, in the body. Those that cannot be ids come first. */
export function idCauses({ query, requestBody }: Observation, { params, endpoint }: EndpointMatch): Cause[] {
  const inPath = Object.values(params).map((value) => ({ where: 'path', name: '', value: decoded(value) }));
  const inQuery = query.filter(([name]) => /id$/i.test(name)).map(([name, value]) => ({ where: `query ${name}`, name, value }));
  const inBody = requestBody.kind === 'json' ? idsInBody(requestBody.value, endpoint) : [];
  const ids = [...inPath, ...inQuery, ...inBody].filter(({ value }) => !value.includes('***')).slice(0, 6);
  return [...ids.filter(({ value }) => isOdd(value)), ...ids.filter(({ value }) => !isOdd(value))].flatMap((id) => idCause(id));
}

const idCause = ({ where, name, value }: { where: string; name: string; value: string }): Cause[] => [
  seen(
    { id: isOdd(value) ? 'cause.id-placeholder' : 'cause.id-sent', values: { field: name, value: value.slice(0, 60) } },
    where,
  ),
];

/** Text that a program puts where an id was meant to be. */
const isOdd = (value: string): boolean =>
  /^(?:|undefined|null|nan|\[object object\]|\{.*\}|:\w+|<.*>|\$\{.*)$/i.test(value.trim());

function idsInBody(body: Json, endpoint: Endpoint | null): { where: string; name: string; value: string }[] {
  const paths = (endpoint?.fields ?? []).map(({ path }) => path).filter((path) => /(?:\.id|Id)$/.test(path));
  return paths.flatMap((path) => {
    let value: Json | undefined = body;
    for (const step of path.split('.')) value = isFields(value) ? value[step] : undefined;
    return typeof value === 'string' || typeof value === 'number'
      ? [{ where: `body ${path}`, name: path, value: String(value) }]
      : [];
  });
}

/** Query values outside what the endpoint's page names. */
export function queryCauses({ query }: Observation, endpoint: Endpoint | null): Cause[] {
  return query.flatMap(([name, value]) => {
    const field = endpoint?.query.find(({ path }) => path === name);
    const says = field && !value.includes('***') ? valueCause(field, value) : null;
    return says ? [seen(says, `query ${name}`)] : [];
  });
}

function valueCause({ path, type, oneOf, min, max }: Field, value: string): Cause['says'] | null {
  if (oneOf && !oneOf.includes(value)) {
    return { id: 'cause.field-one-of', values: { field: path, value: value.slice(0, 60), allowed: oneOf.join(', ') } };
  }
  if (type !== 'integer') return null;
  if (!/^-?\d{1,15}$/.test(value)) {
    return {
      id: 'cause.field-type',
      values: { field: path, got: 'text', value: JSON.stringify(value.slice(0, 30)), wanted: 'integer' },
    };
  }
  const amount = Number(value);
  if (max !== undefined && amount > max) return { id: 'cause.field-above', values: { field: path, value: amount, max } };
  return min !== undefined && amount < min ? { id: 'cause.field-below', values: { field: path, value: amount, min } } : null;
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
