// Reads the fields of a request body. A missing or wrong one throws a FieldProblem that names its dotted path.
import { FieldProblem, Refusal } from './refusal.ts';
import type { Call } from './exchange.ts';

export type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object a call carries. Anything else is a 400 whose text no page documents. */
export function readBody(call: Call): Fields {
  const type = call.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) throw new Refusal(400, 'invalid_input', 'Content-Type must be application/json.');
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'));
    if (isFields(value)) return value;
  } catch {
    throw new Refusal(400, 'invalid_input', 'Validation failed: the request body is not valid JSON.');
  }
  throw new Refusal(400, 'invalid_input', 'Validation failed: the request body must be a JSON object.');
}

/** The value at a dotted path (`config.product.id`, `jobs.0.subjects`), undefined where a step is missing. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Fields)[step];
  }
  return value;
}

export function optionalText(body: unknown, path: string): string | null {
  const value = valueAt(body, path);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new FieldProblem(path, 'must be a string');
  return value;
}

export function requiredText(body: unknown, path: string, maxLength = Infinity): string {
  const value = optionalText(body, path);
  if (value === null) throw new FieldProblem(path, 'is required');
  if (value.length > maxLength) throw new FieldProblem(path, `must be at most ${maxLength} characters`);
  return value;
}

/** A whole number within bounds; `otherwise` when the field is absent, required when there is no `otherwise`. */
export function wholeNumber(body: unknown, path: string, bounds: { min: number; max: number; otherwise?: number }): number {
  const value = valueAt(body, path) ?? bounds.otherwise;
  if (value === undefined) throw new FieldProblem(path, 'is required');
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new FieldProblem(path, 'must be an integer');
  if (value < bounds.min) throw new FieldProblem(path, `must be >= ${bounds.min}`);
  if (value > bounds.max) throw new FieldProblem(path, `must be <= ${bounds.max}`);
  return value;
}

export function oneOf<Word extends string>(value: string | null, path: string, words: readonly Word[], otherwise: Word): Word {
  const found = words.find((word) => word === (value ?? otherwise));
  if (found === undefined) throw new FieldProblem(path, `must be one of: ${words.join(', ')}`);
  return found;
}

export function requiredList(body: unknown, path: string): unknown[] {
  const value = valueAt(body, path);
  if (value === undefined || value === null) throw new FieldProblem(path, 'is required');
  if (!Array.isArray(value)) throw new FieldProblem(path, 'must be an array');
  if (value.length === 0) throw new FieldProblem(path, 'must not be empty');
  return value as unknown[];
}
