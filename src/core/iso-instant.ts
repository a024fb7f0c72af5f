// ISO 8601 instants, by hand, since Date is not for the core: text in, epoch ms out, and back. HAR files and log lines carry them.
import type { EpochMs } from './units.ts';

const INSTANT =
  /^\s*([+-]?\d{4,6})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\s*$/;
const DAY_MS = 86_400_000;
/** The years that have at least four digits and no sign, up to the platform's last day (ECMA-262, time values). */
const FIRST = -62_167_219_200_000;
const LAST = 8.64e15;

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar (Howard Hinnant's days_from_civil). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/**
 * The instant of an ISO 8601 / RFC 3339 date-time; null when it is none. Fractions beyond milliseconds are cut. Without an
 * offset it is read as UTC: the writer's zone is not known here.
 * @example instantFromIso('2026-03-01T12:00:00.5+01:00') // 1772362800500
 */
export function instantFromIso(text: string): EpochMs | null {
  const parts = INSTANT.exec(text);
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts;
  const [mm, dd, h, m, s] = [month, day, hour, minute, second].map(Number) as [number, number, number, number, number];
  if (mm < 1 || mm > 12 || dd < 1 || dd > 31 || h > 24 || m > 59 || s > 60) return null;
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  const offsetMinutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) : 0;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return daysFromCivil(Number(year), mm, dd) * DAY_MS + ((h * 60 + m - offsetMinutes) * 60 + s) * 1_000 + ms;
}

/** The instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`; beyond the years 0 to 275760 the nearest of them. */
export function isoFromInstant(instant: EpochMs): string {
  const whole = Number.isNaN(instant) ? 0 : Math.floor(Math.min(Math.max(instant, FIRST), LAST));
  const days = Math.floor(whole / DAY_MS);
  const rest = whole - days * DAY_MS;
  const { year, month, day } = civilFromDays(days);
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1_000) % 60].map((part) => two(Math.floor(part))).join(':');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}.${String(rest % 1_000).padStart(3, '0')}Z`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
