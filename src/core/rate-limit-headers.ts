// Header step of the advice: RateLimit, RateLimit-Policy and X-RateLimit-* in, one reading of the key's budget out.
import type { DurationMs, EpochMs, Header } from './units.ts';
import { againstClock } from './retry-after.ts';

export interface RateLimitReading {
  /** Calls a window of `windowMs` allows; of several windows the minute's, the one that keys are counted by. */
  limit: number | null;
  /** Calls left now. */
  remaining: number | null;
  /** When the budget (or a part of it) is back. */
  resetAt: EpochMs | null;
  /** Null: not told. */
  windowMs: DurationMs | null;
  from: 'ratelimit' | 'x-ratelimit';
}

/** A number of seconds above this is an instant (epoch seconds); above EPOCH_MS_FROM, one in milliseconds. */
const EPOCH_SECONDS_FROM = 1_000_000_000;
const EPOCH_MS_FROM = 100_000_000_000;
const MINUTE_MS: DurationMs = 60_000;
/** Resets are told in whole seconds. */
const ROUNDED_MS: DurationMs = 1000;

/** Header value by name, any case; several of one name are joined as RFC 9110 section 5.3 says. Null when absent. */
export function headerValue(headers: readonly Header[] | null | undefined, name: string): string | null {
  const values = (headers ?? []).filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : null;
}

/**
 * What an answer tells of the key's budget; null when it tells nothing.
 * Forms: `RateLimit: "p";r=0;t=30` with `RateLimit-Policy: "p";q=60;w=60` (draft-ietf-httpapi-ratelimit-headers-10), its older
 * `RateLimit: limit=60, remaining=0, reset=30` and `RateLimit-Limit/-Remaining/-Reset` (up to -07), and X-RateLimit-* / X-Rate-Limit-*,
 * whose reset means seconds from now, epoch seconds or epoch milliseconds, told apart by size (no standard; the largest APIs do each).
 * With several policies the one that binds counts: nothing left and the longest wait, else the least left. Unreadable parts are absent.
 * The limit is the minute's where one is named, whichever policy binds.
 * @example parseRateLimit([['ratelimit', '"default";r=0;t=12']], 1000) // {limit: null, remaining: 0, resetAt: 13000, windowMs: null, from: 'ratelimit'}
 */
export function parseRateLimit(headers: readonly Header[] | null | undefined, receivedAt: EpochMs): RateLimitReading | null {
  const standard = structured(headers, receivedAt) ?? separate(headers, receivedAt, 'ratelimit-', 'ratelimit');
  if (standard) return standard;
  return (
    separate(headers, receivedAt, 'x-ratelimit-', 'x-ratelimit') ?? separate(headers, receivedAt, 'x-rate-limit-', 'x-ratelimit')
  );
}

/** The limit read, where it is one for windows of this length: told to be, or not told and the reset is no further off than that. */
export function limitFor(reading: RateLimitReading | null, windowMs: DurationMs, receivedAt: EpochMs): number | null {
  if (!reading) return null;
  const { limit, resetAt } = reading;
  const isOfIt =
    reading.windowMs === null ? resetAt === null || resetAt <= receivedAt + windowMs + ROUNDED_MS : reading.windowMs === windowMs;
  return isOfIt ? limit : null;
}

type Sized = Pick<RateLimitReading, 'limit' | 'windowMs'>;

/** What a policy allows: `"minute";q=60;w=60`, or `60;w=60` in the older drafts. */
const sizeOf = ({ name, parameters }: Item): Sized => ({
  limit: numberOf(parameters.get('q') ?? name),
  windowMs: secondsOf(parameters.get('w')),
});
/** The least that a minute allows; null where no policy is for a minute. */
function minuteOf(policies: readonly Item[]): Sized | null {
  const limits = policies.map(sizeOf).flatMap(({ limit, windowMs }) => (windowMs === MINUTE_MS && limit !== null ? limit : []));
  return limits.length > 0 ? { limit: Math.min(...limits), windowMs: MINUTE_MS } : null;
}
/** A limit that stands by itself: its window is the one of the policy that allows as much. */
function sized(limit: number | null, policies: readonly Item[]): Sized {
  const sizes = policies.map(sizeOf).filter(({ windowMs }) => windowMs !== null);
  const own = sizes.find((size) => size.limit === limit) ?? sizes[0];
  return minuteOf(policies) ?? { limit, windowMs: own?.windowMs ?? null };
}

function structured(headers: readonly Header[] | null | undefined, receivedAt: EpochMs): RateLimitReading | null {
  const state = headerValue(headers, 'ratelimit');
  const policies = listOf(headerValue(headers, 'ratelimit-policy'));
  if (state === null) return null;
  if (/^\s*(limit|remaining|reset)\s*=/i.test(state)) return olderForm(state, policies, receivedAt);
  const readings = listOf(state).map((item): RateLimitReading => {
    const policy = policies.find(({ name }) => name === item.name) ?? (policies.length === 1 ? policies[0] : undefined);
    const resetIn = numberOf(item.parameters.get('t'));
    return {
      limit: numberOf(policy?.parameters.get('q')),
      remaining: numberOf(item.parameters.get('r')),
      resetAt: resetIn === null ? null : receivedAt + resetIn * 1000,
      windowMs: secondsOf(policy?.parameters.get('w')),
      from: 'ratelimit',
    };
  });
  const bound = binding(readings.filter(({ remaining, resetAt }) => remaining !== null || resetAt !== null));
  return bound && { ...bound, ...minuteOf(policies) };
}

function olderForm(state: string, policies: Item[], receivedAt: EpochMs): RateLimitReading {
  const fields = new Map(
    state.split(',').map((part) => part.split('=').map((side) => side.trim().toLowerCase()) as [string, string]),
  );
  const resetIn = numberOf(fields.get('reset'));
  return {
    ...sized(numberOf(fields.get('limit')), policies),
    remaining: numberOf(fields.get('remaining')),
    resetAt: resetIn === null ? null : receivedAt + resetIn * 1000,
    from: 'ratelimit',
  };
}

function separate(
  headers: readonly Header[] | null | undefined,
  receivedAt: EpochMs,
  prefix: string,
  from: 'ratelimit' | 'x-ratelimit',
): RateLimitReading | null {
  const limits = listOf(headerValue(headers, `${prefix}limit`));
  const policies = listOf(headerValue(headers, `${prefix}policy`));
  const limit = numberOf(limits[0]?.name);
  const remaining = numberOf(listOf(headerValue(headers, `${prefix}remaining`))[0]?.name);
  const reset = headerValue(headers, `${prefix}reset`) ?? headerValue(headers, `${prefix}reset-after`);
  const resetAt = instantOf(reset, headerValue(headers, 'date'), receivedAt);
  // A policy alone is no state: the other headers may tell it.
  if (limit === null && remaining === null && resetAt === null) return null;
  return { ...sized(limit, [...limits, ...policies]), remaining, resetAt, from };
}

/** The latest of those that a gateway and the app name. */
function instantOf(text: string | null, date: string | null, receivedAt: EpochMs): EpochMs | null {
  const instants = listOf(text).flatMap(({ name }) => resetOf(numberOf(name), date, receivedAt) ?? []);
  return instants.length > 0 ? Math.max(...instants) : null;
}

/** An instant is read against the answer's `Date`, like Retry-After: a wrong local clock does no harm. */
function resetOf(reset: number | null, date: string | null, receivedAt: EpochMs): EpochMs | null {
  if (reset === null) return null;
  if (reset < EPOCH_SECONDS_FROM) return receivedAt + Math.ceil(reset * 1000);
  const read = againstClock(reset < EPOCH_MS_FROM ? reset * 1000 : reset, date, receivedAt);
  return 'notBefore' in read ? read.notBefore : null;
}

function binding(readings: RateLimitReading[]): RateLimitReading | null {
  const spent = readings.filter(({ remaining }) => remaining === 0);
  if (spent.length > 0) return spent.reduce((a, b) => ((b.resetAt ?? 0) > (a.resetAt ?? 0) ? b : a));
  return readings.length > 0 ? readings.reduce((a, b) => ((b.remaining ?? Infinity) < (a.remaining ?? Infinity) ? b : a)) : null;
}

interface Item {
  name: string;
  parameters: Map<string, string>;
}

/** Items of a structured-field list (RFC 9651), read leniently: names without quotes, blanks and unknown parameters are fine. */
function listOf(value: string | null): Item[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split(';').map((piece) => piece.trim());
      const parameters = rest.map((piece) => piece.split('=').map((side) => side.trim().replaceAll('"', '')) as [string, string]);
      return { name: name.replaceAll('"', ''), parameters: new Map(parameters.map(([key, text]) => [key.toLowerCase(), text])) };
    });
}

const numberOf = (text: string | null | undefined): number | null =>
  text !== null && text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
const secondsOf = (text: string | undefined): DurationMs | null => {
  const seconds = numberOf(text);
  return seconds === null || seconds === 0 ? null : seconds * 1000;
};
