// One call and one answer as plain values: what the surfaces read and return, with no socket in them.
import type { EpochMs, HttpStatus } from '../../src/core/units.ts';

export interface Call {
  method: string;
  url: URL;
  /** Path below the surface's prefix, `/products`; no trailing slash. */
  path: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  arrivedAt: EpochMs;
}
export interface Answer {
  status: HttpStatus;
  headers: Record<string, string>;
  body: string;
}

export const jsonAnswer = (status: HttpStatus, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});
export const textAnswer = (status: HttpStatus, contentType: string, body: string): Answer => ({
  status,
  headers: { 'Content-Type': `${contentType}; charset=utf-8` },
  body,
});
export const emptyAnswer = (status: HttpStatus, headers: Record<string, string> = {}): Answer => ({ status, headers, body: '' });
