// A request boiled down to what a later one can be compared with: an observation in, its RequestShape (bounded, no secrets) out.
import { digest } from './digest.ts';
import { matchEndpoint } from './endpoint.ts';
import { isFields } from './error-body.ts';
import { kindOf, type ValueKind } from './evidence/value-kind.ts';
import type { KeySighting, Observation, RequestBody } from './observation.ts';
import { isSendersOwn } from './senders-own.ts';
import type { Header, Json } from './units.ts';

/** A value of the JSON body. */
export interface Leaf {
  /** Dotted, list places counted from 0: `subjects.0.product_ref`; `` is the body itself. */
  path: string;
  kind: ValueKind;
  /** As JSON, cut; a list's length; `` for an object. */
  text: string;
  /** Of the whole text, where `text` is cut. */
  digest?: string;
}
export type BodyShape =
  | { kind: 'unseen' | 'none' | 'broken' | 'other' }
  | { kind: 'json'; leaves: Leaf[]; /** no leaf was left out */ whole: boolean; /** some value was cut */ cut: boolean }
  | { kind: 'form'; fields: string[] };

export interface RequestShape {
  base: string;
  /** Variable segments of the path. */
  params: Record<string, string>;
  key: Pick<KeySighting, 'keyId' | 'shown' | 'via' | 'shape'>;
  query: Header[];
  /** Without those of the sender's own; null: not seen. */
  headers: Header[] | null;
  body: BodyShape;
}

/** With these a shape takes 2 kB as a rule, and at most about 20. */
const LEAVES_KEPT = 120;
const ITEMS_KEPT = 10;
const HEADERS_KEPT = 30;
const FIELDS_KEPT = 60;
const TEXT_KEPT = 60;
const VALUE_KEPT = 120;

/** What is different in every call and means nothing: ids of tracing and of the call itself, conditions of the cache. */
const OF_EACH_CALL =
  /^(?:traceparent|tracestate|baggage|sentry-trace|x-(?:request|correlation|trace|span|amzn-trace|cloud-trace)-.*|x-(?:b3|datadog)-.*|newrelic|b3|date|accept-language|if-.*)$/;

/** Everything kept of it was redacted at capture; nothing new is read from the call. */
export function requestShapeOf(observation: Observation): RequestShape {
  const { base, query, requestHeaders, requestBody, key } = observation;
  return {
    base: base.slice(0, 200),
    params: Object.fromEntries(
      Object.entries(matchEndpoint(observation).params).map(([name, value]) => [name, value.slice(0, VALUE_KEPT)]),
    ),
    key: { keyId: key.keyId, shown: key.shown, via: key.via, shape: key.shape },
    query: cutPairs(query),
    headers:
      requestHeaders === null
        ? null
        : cutPairs(requestHeaders.filter(([name]) => !isSendersOwn(name) && !OF_EACH_CALL.test(name))),
    body: bodyShapeOf(requestBody),
  };
}

const cutPairs = (pairs: readonly Header[]): Header[] =>
  pairs.slice(0, HEADERS_KEPT).map(([name, value]) => [name.slice(0, VALUE_KEPT), value.slice(0, VALUE_KEPT)]);

function bodyShapeOf(body: RequestBody): BodyShape {
  switch (body.kind) {
    case 'json': {
      const leaves: Leaf[] = [];
      const whole = addLeaves(body.value, '', leaves);
      // What capture left out of a list or an object lies beyond what is kept here.
      return { kind: 'json', leaves, whole, cut: body.cut || !whole };
    }
    case 'form':
      return { kind: 'form', fields: body.fields.slice(0, FIELDS_KEPT).map((name) => name.slice(0, VALUE_KEPT)) };
    case 'broken-json':
      return { kind: 'broken' };
    default:
      return { kind: body.kind };
  }
}

/** Containers first, then what is in them; false when not all found room. */
function addLeaves(value: Json, path: string, leaves: Leaf[]): boolean {
  if (leaves.length >= LEAVES_KEPT) return false;
  leaves.push(leafOf(value, path));
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`).slice(0, 200);
  if (Array.isArray(value)) {
    const isWhole = value.slice(0, ITEMS_KEPT).map((item, place) => addLeaves(item, below(String(place)), leaves));
    return value.length <= ITEMS_KEPT && isWhole.every(Boolean);
  }
  if (!isFields(value)) return true;
  return Object.entries(value)
    .map(([name, part]) => addLeaves(part, below(name), leaves))
    .every(Boolean);
}

function leafOf(value: Json, path: string): Leaf {
  const kind = kindOf(value);
  if (Array.isArray(value)) return { path, kind, text: String(value.length) };
  if (isFields(value)) return { path, kind, text: '' };
  const text = JSON.stringify(value);
  // `1` and `1.0` are one to JSON; an integer is a number.
  const plain = { path, kind: kind === 'integer' ? ('number' as const) : kind };
  return text.length <= TEXT_KEPT ? { ...plain, text } : { ...plain, text: `${text.slice(0, TEXT_KEPT)}…`, digest: digest(text) };
}
