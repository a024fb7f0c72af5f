// The rate window of one key: calls in, the instants at which the next calls may go out. Everything it knows is in the value.
import type { DurationMs, EpochMs, Header, HttpStatus } from './units.ts';
import type { Basis } from './diagnosis.ts';
import { headerValue, parseRateLimit } from './rate-limit-headers.ts';
import { parseRetryAfter } from './retry-after.ts';

export type SeenCall = [sentAt: EpochMs, receivedAt: EpochMs, status: HttpStatus];
export interface RateWindow {
  limit: number;
  windowMs: DurationMs;
  calls: SeenCall[];
  header: { notBefore: EpochMs; basis: 'retry-after' | 'rate-limit-header' } | null;
}
export interface NextSafe {
  notBefore: EpochMs[];
  basis: Basis;
  confidence: number;
  /** At least so many of the last minute's calls were made elsewhere; 0 = nothing tells of others. */
  elsewhere: number;
}

export function emptyWindow({ limit = 60, windowMs = 60_000 }: { limit?: number; windowMs?: DurationMs } = {}): RateWindow {
  return { limit, windowMs, calls: [], header: null };
}

export function observe(
  window: RateWindow,
  call: { sentAt: EpochMs; receivedAt: EpochMs; status: HttpStatus | null; headers?: Header[] },
): RateWindow {
  const since = call.receivedAt - 2 * window.windowMs;
  const calls = [
    ...window.calls.filter(([, receivedAt]) => receivedAt > since),
    [call.sentAt, call.receivedAt, call.status ?? 0] as SeenCall,
  ];
  let header = window.header;
  const wait = parseRetryAfter(headerValue(call.headers, 'retry-after'), {
    date: headerValue(call.headers, 'date'),
    receivedAt: call.receivedAt,
  });
  const reading = parseRateLimit(call.headers, call.receivedAt);
  if (call.status === 429 && 'notBefore' in wait) header = { notBefore: wait.notBefore, basis: 'retry-after' };
  else if (reading?.remaining === 0 && reading.resetAt !== null)
    header = { notBefore: reading.resetAt, basis: 'rate-limit-header' };
  return { ...window, calls, header };
}

export function nextSafe(
  window: RateWindow,
  { now, count = 1 }: { now: EpochMs; count?: number; random?: () => number },
): NextSafe {
  const ends = window.calls.map(([, receivedAt]) => receivedAt).toSorted((a, b) => a - b);
  const notBefore: EpochMs[] = [];
  for (let k = 0; k < count; k++) {
    const blocking = ends[ends.length - window.limit];
    const at = Math.max(
      now,
      blocking === undefined ? now : blocking + window.windowMs + 2,
      notBefore[k - 1] ?? 0,
      window.header?.notBefore ?? 0,
    );
    notBefore.push(at);
    ends.push(at);
  }
  return {
    notBefore,
    basis: window.header && window.header.notBefore > now ? window.header.basis : 'rate-window',
    confidence: 0.9,
    elsewhere: 0,
  };
}
