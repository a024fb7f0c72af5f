// Header step of the advice: one Retry-After value in, an instant (or the reason why there is none) out.
import type { DurationMs, EpochMs } from './units.ts';

/** Why a Retry-After says nothing: not there, below zero, further away than a year, or no form of RFC 9110. */
export type NoRetryAfter = 'absent' | 'negative' | 'too-far' | 'unreadable';
export type RetryAfter =
  | { notBefore: EpochMs; /** Whose clock a date was read against. */ clock: 'server' | 'local' | 'none' }
  | { reason: NoRetryAfter };

/** A wait is shown as long as it is, up to here: beyond a year it is a mistake of the sender. */
const FURTHEST_MS: DurationMs = 366 * 86_400_000;
/** A whole number above this is an instant in epoch seconds (2001 and later), not a wait. */
const EPOCH_SECONDS_FROM = 1_000_000_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The instant a Retry-After header names (RFC 9110 section 10.2.3): seconds, or a date in one of three forms.
 * Seconds run from `receivedAt`, which is never too early: the answer left the server before. A date is read against the answer's
 * own `Date`, so that a wrong local clock does no harm; the distance is laid on `receivedAt`. Never before `receivedAt`.
 * Several values (joined by commas): the latest one that can be read. Senders' slips that have one meaning are read too:
 * decimals, quotes, and an instant in epoch seconds.
 * @example parseRetryAfter('17', {date: null, receivedAt: 1000}) // {notBefore: 18000, clock: 'none'}
 * @example parseRetryAfter('soon', {date: null, receivedAt: 1000}) // {reason: 'unreadable'}
 */
export function parseRetryAfter(
  value: string | null | undefined,
  { date, receivedAt }: { date: string | null; receivedAt: EpochMs },
): RetryAfter {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return { reason: 'absent' };
  const readings = splitValues(text).map((part) => readOne(part, date, receivedAt));
  const instants = readings.filter((one) => 'notBefore' in one);
  if (instants.length > 0) return instants.reduce((a, b) => (b.notBefore > a.notBefore ? b : a));
  return readings[0] ?? { reason: 'unreadable' };
}

/** Commas part values, but for the one after the name of a weekday. */
const VALUE_COMMA = /(?<!\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),/i;
const splitValues = (text: string): string[] => text.split(VALUE_COMMA).map((part) => part.trim().replace(/^"(.*)"$/, '$1'));

function readOne(text: string, date: string | null, receivedAt: EpochMs): RetryAfter {
  if (/^-\d+(\.\d+)?$/.test(text)) return { reason: 'negative' };
  if (/^\+?\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    if (seconds >= EPOCH_SECONDS_FROM) return againstClock(seconds * 1000, date, receivedAt);
    return within(receivedAt, seconds * 1000, 'none');
  }
  const instant = parseHttpDate(text, receivedAt);
  return instant === null ? { reason: 'unreadable' } : againstClock(instant, date, receivedAt);
}

/** An instant of the server's clock, moved to ours. `Date` has whole seconds, rounded down: the distance errs upward, never downward. */
export function againstClock(instant: EpochMs, date: string | null, receivedAt: EpochMs): RetryAfter {
  const served = date === null ? null : parseHttpDate(date, receivedAt);
  return served === null ? within(receivedAt, instant - receivedAt, 'local') : within(receivedAt, instant - served, 'server');
}

function within(receivedAt: EpochMs, waitMs: DurationMs, clock: 'server' | 'local' | 'none'): RetryAfter {
  if (!Number.isFinite(waitMs) || waitMs > FURTHEST_MS) return { reason: 'too-far' };
  return { notBefore: receivedAt + Math.max(0, Math.ceil(waitMs)), clock };
}

/**
 * An HTTP date in any of the three forms of RFC 9110 section 5.6.7, as epoch ms; null when it is none.
 * `near` settles the century of a two-digit year: a date more than 50 years ahead of it lies in the past.
 * @example parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT', 0) // 784111777000
 * @example parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', 0), parseHttpDate('Sun Nov  6 08:49:37 1994', 0) // the same
 */
export function parseHttpDate(text: string, near: EpochMs): EpochMs | null {
  const fixdate = /^[a-z]{3}, *(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (?:GMT|UTC|\+0000)$/i.exec(text);
  if (fixdate) return instantOf(fixdate[3], fixdate[2], fixdate[1], fixdate.slice(4));
  const rfc850 = /^[a-z]{3,9}, (\d{1,2})-([a-z]{3})-(\d\d|\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC)$/i.exec(text);
  if (rfc850) return instantOf(wholeYear(rfc850[3] ?? '', near), rfc850[2], rfc850[1], rfc850.slice(4));
  const asctime = /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})$/i.exec(text);
  if (asctime) return instantOf(asctime[6], asctime[1], asctime[2], asctime.slice(3, 6));
  return null;
}

function wholeYear(year: string, near: EpochMs): string {
  if (year.length === 4) return year;
  const nearYear = 1970 + Math.floor(near / 31_556_952_000);
  const guess = Math.floor(nearYear / 100) * 100 + Number(year);
  if (guess > nearYear + 50) return String(guess - 100);
  return String(guess < nearYear - 49 ? guess + 100 : guess);
}

function instantOf(year = '', month = '', day = '', clock: (string | undefined)[] = []): EpochMs | null {
  const [hours, minutes, seconds] = clock.map(Number) as [number, number, number];
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const dayOfMonth = Number(day);
  if (monthIndex < 0 || dayOfMonth < 1 || hours > 23 || minutes > 59 || seconds > 60) return null;
  if (dayOfMonth > daysIn(Number(year), monthIndex)) return null;
  return ((daysBefore(Number(year), monthIndex) + dayOfMonth - 1) * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;

/** Days from 1970-01-01 to the first of a month. */
function daysBefore(year: number, month: number): number {
  const y = year - 1;
  let days = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
  for (let m = 0; m < month; m++) days += daysIn(year, m);
  return days;
}
