// Evidence in the fields of a JSON body: body and endpoint in, causes out. What was cut or masked is never called missing or wrong.
import type { Endpoint, Field } from '../../catalogue/index.ts';
import type { Cause } from '../diagnosis.ts';
import { seen } from './cause.ts';
import { isFields } from '../error-body.ts';
import { nearestOf } from '../likeness.ts';
import type { Json } from '../units.ts';
import { kindOf, shownValue, type ValueKind } from './value-kind.ts';

/** Items of a list looked at, and causes told: more of the same teaches nothing. */
const ITEM_LIMIT = 20;
const CAUSE_LIMIT = 6;
/** Capture keeps this many names of an object: with so many, one that is not there may have been cut. */
const NAMES_KEPT = 200;

/** Causes in the order: missing, wrong type, out of range, misspelt. `cut`: capture left parts of the body out. */
export function fieldCauses(value: Json, endpoint: Endpoint, cut: boolean): Cause[] {
  if (!isFields(value)) return [seen({ id: 'cause.body-not-object', values: { got: kindOf(value) } }, 'body')];
  const missing = endpoint.fields.filter((field) => field.required).flatMap((field) => missingCauses(value, field, cut));
  const causes = [
    ...missing,
    ...(endpoint.either ?? []).flatMap((group) => eitherCauses(value, group, cut)),
    ...endpoint.fields.flatMap((field) => rangeCauses(value, field)),
    ...misspeltCauses(value, endpoint),
  ];
  return causes.slice(0, CAUSE_LIMIT);
}

type Found =
  | { state: 'there'; value: Json }
  | { state: 'absent' }
  | { state: 'unsure' }
  | { state: 'broken'; path: string; value: Json };

/** The value at a dotted path, and how sure its absence is. `broken`: something on the way is no object. */
function look(body: Json, path: string, cut: boolean): Found {
  let value: Json = body;
  const passed: string[] = [];
  for (const step of path.split('.')) {
    if (isHidden(value)) return { state: 'unsure' };
    if (!isFields(value)) return value === null ? { state: 'absent' } : { state: 'broken', path: passed.join('.'), value };
    const next: Json | undefined = Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) return cut && Object.keys(value).length >= NAMES_KEPT ? { state: 'unsure' } : { state: 'absent' };
    passed.push(step);
    value = next;
  }
  return isHidden(value) ? { state: 'unsure' } : { state: 'there', value };
}

/** Masked or cut by capture. */
const isHidden = (value: Json): boolean => typeof value === 'string' && (value.includes('***') || value.endsWith('…'));
const isBlank = (value: Json): boolean => value === null || (typeof value === 'string' && value.trim() === '');

function missingCauses(body: Json, { path }: Field, cut: boolean): Cause[] {
  const found = look(body, path, cut);
  if (found.state === 'absent') return [seen({ id: 'cause.field-missing', values: { field: path } }, `body ${path}`)];
  if (found.state === 'broken') {
    const values = { field: found.path, got: kindOf(found.value), value: shownValue(found.value), wanted: 'object' as const };
    return [seen({ id: 'cause.field-type', values }, `body ${found.path}`)];
  }
  if (found.state === 'there' && isBlank(found.value))
    return [seen({ id: 'cause.field-empty', values: { field: path } }, `body ${path}`)];
  return [];
}

function eitherCauses(body: Json, group: readonly string[], cut: boolean): Cause[] {
  const found = group.map((path) => look(body, path, cut));
  const isLacking = found.every((one) => one.state === 'absent' || (one.state === 'there' && isBlank(one.value)));
  return isLacking
    ? [seen({ id: 'cause.either-missing', values: { fields: group.join(', ') } }, `body ${group.join(', ')}`)]
    : [];
}

function rangeCauses(body: Json, field: Field): Cause[] {
  return instances(body, field.path).flatMap(({ path, value }) => {
    if (isHidden(value) || isBlank(value)) return [];
    const cause = typeCause(value, field, path) ?? numberCause(value, field, path) ?? textCause(value, field, path);
    return cause === null ? [] : [seen(cause, `body ${path}`)];
  });
}

/** The places a path stands for: `images.*.external_ref` is one for each item. */
function instances(body: Json, path: string): { path: string; value: Json }[] {
  const [head, tail] = path.split('.*.');
  const found = look(body, head ?? path, false);
  if (found.state !== 'there') return [];
  if (tail === undefined) return [{ path, value: found.value }];
  if (!Array.isArray(found.value)) return [];
  return found.value.slice(0, ITEM_LIMIT).flatMap((item, index) => {
    const inner = look(item, tail, false);
    return inner.state === 'there' ? [{ path: `${head}.${index}.${tail}`, value: inner.value }] : [];
  });
}

const WANTED = {
  any: 'text',
  string: 'text',
  integer: 'integer',
  object: 'object',
  array: 'list',
  file: 'file',
} as const satisfies Record<Field['type'], ValueKind>;

function typeCause(value: Json, { type }: Field, path: string): Cause['says'] | null {
  const fits: Record<Field['type'], boolean> = {
    any: true,
    file: true,
    string: typeof value === 'string',
    integer: typeof value === 'number' && Number.isInteger(value),
    object: isFields(value),
    array: Array.isArray(value),
  };
  return fits[type]
    ? null
    : { id: 'cause.field-type', values: { field: path, got: kindOf(value), value: shownValue(value), wanted: WANTED[type] } };
}

function numberCause(value: Json, { min, max }: Field, path: string): Cause['says'] | null {
  if (typeof value !== 'number') return null;
  if (max !== undefined && value > max) return { id: 'cause.field-above', values: { field: path, value, max } };
  return min !== undefined && value < min ? { id: 'cause.field-below', values: { field: path, value, min } } : null;
}

function textCause(value: Json, { oneOf, minLength = 0, maxLength }: Field, path: string): Cause['says'] | null {
  if (typeof value !== 'string') return null;
  if (oneOf && !oneOf.includes(value)) {
    return { id: 'cause.field-one-of', values: { field: path, value: value.slice(0, 60), allowed: oneOf.join(', ') } };
  }
  if (maxLength === undefined || (value.length >= minLength && value.length <= maxLength)) return null;
  return { id: 'cause.field-length', values: { field: path, length: value.length, min: minLength, max: maxLength } };
}

/** Unknown names that look like a known one which is not there: misspelt, in another case, or not nested (`productId`). */
function misspeltCauses(body: Json, endpoint: Endpoint): Cause[] {
  const paths = endpoint.fields.map(({ path }) => path).filter((path) => !path.includes('*'));
  const prefixes = [...new Set(paths.map((path) => path.split('.').slice(0, -1).join('.')).flatMap(withParents))];
  return prefixes.flatMap((prefix) => {
    const found = prefix === '' ? body : valueOf(look(body, prefix, false));
    if (!isFields(found)) return [];
    const children = [...new Set(paths.filter((path) => isBelow(path, prefix)).map((path) => firstStep(path, prefix)))];
    const lacking = children.filter((child) => !Object.hasOwn(found, child));
    return Object.keys(found)
      .slice(0, NAMES_KEPT)
      .filter((name) => !children.includes(name))
      .flatMap((name) => {
        const known = nearestOf(name, lacking) ?? flattened(name, paths, body);
        if (known === null) return [];
        const full = (child: string): string => (prefix === '' || child.startsWith(`${prefix}.`) ? child : `${prefix}.${child}`);
        const values = { field: prefix === '' ? name : `${prefix}.${name}`, known: known.includes('.') ? known : full(known) };
        return [seen({ id: 'cause.field-misspelt', values }, `body ${values.field}`)];
      });
  });
}

const withParents = (prefix: string): string[] => [
  '',
  ...prefix.split('.').map((_, index, all) => all.slice(0, index + 1).join('.')),
];
const isBelow = (path: string, prefix: string): boolean => prefix === '' || path.startsWith(`${prefix}.`);
const firstStep = (path: string, prefix: string): string =>
  (prefix === '' ? path : path.slice(prefix.length + 1)).split('.')[0] ?? path;
const valueOf = (found: Found): Json | null => (found.state === 'there' ? found.value : null);

/** `productId` where `config.product.id` is due: the last steps written as one name, and the nested field is not there. */
function flattened(name: string, paths: readonly string[], body: Json): string | null {
  const plain = name.slice(0, 100).toLowerCase().replaceAll(/[_-]/g, '');
  const fits = (path: string): boolean => {
    const steps = path.toLowerCase().split('.');
    return steps.some((_, index) => index < steps.length - 1 && steps.slice(index).join('') === plain);
  };
  const meant = paths.find((path) => fits(path));
  return meant !== undefined && look(body, meant, false).state !== 'there' ? meant : null;
}
