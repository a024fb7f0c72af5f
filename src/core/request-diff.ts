// Two requests side by side: the shape of the one that worked and of the one that failed in, their differences out, in no order yet.
import type { BodyShape, Leaf, RequestShape } from './request-shape.ts';
import type { Header } from './units.ts';

export type Place = 'key' | 'base' | 'path' | 'query' | 'header' | 'body';
export interface Difference {
  place: Place;
  /** Header, parameter or dotted path; `` = the whole key, base or body. */
  name: string;
  change: 'added' | 'removed' | 'changed' | 'type' | 'form';
  /** As text; null = not there. Of a whole body: one of the words of BodyShape's `kind`. */
  was: string | null;
  is: string | null;
}
export interface Compared {
  differences: Difference[];
  /** Where to look is known, what was there is not: masked, cut or not seen. `body config.token`, `headers`. */
  blind: string[];
}

/** What is absent where not all was kept is not called absent. Never throws. */
export function compareRequests(then: RequestShape, now: RequestShape): Compared {
  const parts = [
    keyDifference(then.key, now.key),
    then.base === now.base ? NONE : only({ place: 'base', name: '', change: 'changed', was: then.base, is: now.base }),
    comparePairs('path', Object.entries(then.params), Object.entries(now.params)),
    comparePairs('query', then.query, now.query),
    then.headers === null || now.headers === null ? blind('headers') : comparePairs('header', then.headers, now.headers),
    compareBodies(then.body, now.body),
  ];
  return { differences: parts.flatMap(({ differences }) => differences), blind: parts.flatMap((part) => part.blind) };
}

const NONE: Compared = { differences: [], blind: [] };
const only = (difference: Difference): Compared => ({ differences: [difference], blind: [] });
const blind = (place: string): Compared => ({ differences: [], blind: [place] });
const isMasked = (text: string): boolean => text.includes('***');

function keyDifference(then: RequestShape['key'], now: RequestShape['key']): Compared {
  const key = { place: 'key', name: '' } as const;
  if (then.via === 'unseen' || now.via === 'unseen') return blind('key');
  if (now.via === 'none' || then.via === 'none') {
    if (now.via === then.via) return NONE;
    const isGone = now.via === 'none';
    return only({
      ...key,
      change: isGone ? 'removed' : 'added',
      was: isGone ? then.shown : null,
      is: isGone ? null : now.shown,
    });
  }
  if (then.keyId !== now.keyId) return only({ ...key, change: 'changed', was: then.shown, is: now.shown });
  if (then.shape !== now.shape) return only({ ...key, change: 'form', was: then.shown, is: now.shown });
  if (then.via === now.via || then.via === 'both' || now.via === 'both') return NONE;
  return only({ ...key, name: 'header', change: 'changed', was: then.via, is: now.via });
}

/** Of several values under one name all are compared together. */
function joined(pairs: readonly Header[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return values;
}

function comparePairs(place: 'path' | 'query' | 'header', thenPairs: readonly Header[], nowPairs: readonly Header[]): Compared {
  const [then, now] = [joined(thenPairs), joined(nowPairs)];
  const found: Compared = { differences: [], blind: [] };
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    const [was, is] = [then.get(name) ?? null, now.get(name) ?? null];
    if (was !== null && was === is && isMasked(was)) found.blind.push(`${place} ${name}`);
    else if (!isEqual(place, name, was, is)) found.differences.push({ place, name, change: changeOf(was, is), was, is });
  }
  return found;
}

const changeOf = (was: string | null, is: string | null): Difference['change'] =>
  was === null ? 'added' : is === null ? 'removed' : 'changed';

/** A new Idempotency-Key is right, and the parameters of a media type (charset, boundary) change nothing. */
function isEqual(place: Difference['place'], name: string, was: string | null, is: string | null): boolean {
  if (was === is) return true;
  if (place !== 'header' || was === null || is === null) return false;
  if (name === 'idempotency-key') return true;
  return name === 'content-type' && mediaType(was) === mediaType(is);
}
const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();

function compareBodies(then: BodyShape, now: BodyShape): Compared {
  if (then.kind === 'unseen' || now.kind === 'unseen') return blind('body');
  if (then.kind !== now.kind) return only({ place: 'body', name: '', change: 'type', was: then.kind, is: now.kind });
  if (then.kind === 'json' && now.kind === 'json') return compareLeaves(then, now);
  if (then.kind !== 'form' || now.kind !== 'form') return then.kind === 'none' ? NONE : blind('body');
  const fields = (names: readonly string[]): Header[] => [...new Set(names)].map((name) => [name, '']);
  const { differences } = comparePairs('query', fields(then.fields), fields(now.fields));
  const named = differences.map(({ name, change, was, is }): Difference => ({
    place: 'body',
    name,
    change,
    was,
    is,
  }));
  // Only the names of a form are kept.
  return { differences: named, blind: then.fields.length > 0 ? ['body'] : [] };
}

function compareLeaves(then: Extract<BodyShape, { kind: 'json' }>, now: Extract<BodyShape, { kind: 'json' }>): Compared {
  const [before, after] = [
    new Map(then.leaves.map((leaf) => [leaf.path, leaf])),
    new Map(now.leaves.map((leaf) => [leaf.path, leaf])),
  ];
  const found: Compared = { differences: [], blind: then.cut || now.cut ? ['body …'] : [] };
  /** What lies below is part of what was said. */
  const told: string[] = [];
  for (const path of [...before.keys(), ...[...after.keys()].filter((one) => !before.has(one))]) {
    if (told.some((above) => above === '' || path.startsWith(`${above}.`))) continue;
    const [was, is] = [before.get(path), after.get(path)];
    if (isDeep(was) || isDeep(is) || (was && was.text === is?.text && isMasked(was.text))) {
      found.blind.push(`body ${path}`);
      told.push(path);
    } else if ((was || then.whole) && (is || now.whole)) {
      const difference = leafDifference(path, was, is);
      if (!difference) continue;
      found.differences.push(difference);
      if (difference.change !== 'changed' || was?.kind === 'list') told.push(path);
    }
  }
  return found;
}

/** Capture puts this in the place of what lies too deep. */
const isDeep = (leaf: Leaf | undefined): boolean => leaf?.text === '"…"';

function leafDifference(path: string, was: Leaf | undefined, is: Leaf | undefined): Difference | null {
  if (was && is && was.kind === is.kind && was.text === is.text && was.digest === is.digest) return null;
  const change = was && is && was.kind !== is.kind ? 'type' : changeOf(was?.text ?? null, is?.text ?? null);
  return { place: 'body', name: path, change, was: was ? shown(was) : null, is: is ? shown(is) : null };
}

const shown = ({ kind, text }: Leaf): string => (kind === 'object' ? '{…}' : kind === 'list' ? `[… ${text}]` : text);
