// Durations, instants and sizes as text, in the language of the views.
import type { DurationMs, EpochMs } from '../core/units.ts';
import { language, speak } from './speak.ts';

/**
 * What is left until an instant, rounded up, so that the screen never says zero too early; at or past it: null.
 * @example countdown(17_000, 400) // '0:17'
 */
export function countdown(notBefore: EpochMs, now: EpochMs): string | null {
  const seconds = Math.ceil((notBefore - now) / 1_000);
  if (seconds <= 0) return null;
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** How much of a wait is left, 1 at its start, 0 at its end; a wait of no length is over. */
export const shareLeft = (from: EpochMs, until: EpochMs, now: EpochMs): number =>
  until <= from ? 0 : Math.min(1, Math.max(0, (until - now) / (until - from)));

/** The reader's local time of day, `14:02:11`; with milliseconds `14:02:11.042`. */
export function timeOfDay(at: EpochMs, withMs = false): string {
  const date = new Date(at);
  const [h, m, s] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${h}:${m}:${s}${withMs ? `.${String(date.getMilliseconds()).padStart(3, '0')}` : ''}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number with its unit. `digits`: after the point, or comma. */
function measured(value: number, unit: 'ms' | 's' | 'min' | 'h', digits = 0): string {
  const key = `${language.value} ${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    formats.set(key, (format = new Intl.NumberFormat(language.value, { useGrouping: false, ...fraction })));
  }
  return speak({ id: `time.${unit}`, values: { count: format.format(value) } });
}

/** @example duration(1234) // '1.23 s' */
export function duration(ms: DurationMs): string {
  if (ms < 1_000) return measured(Math.round(ms), 'ms');
  if (ms < 60_000) return measured(ms / 1_000, 's', 2);
  return `${measured(Math.floor(ms / 60_000), 'min')} ${measured(Math.floor((ms % 60_000) / 1_000), 's')}`;
}

/**
 * How long ago, in the coarsest unit that still tells: seconds to a minute, then minutes, then hours.
 * @example age(1_000, 13_400) // '12 s'
 */
export function age(at: EpochMs, now: EpochMs): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1_000));
  if (seconds < 60) return measured(seconds, 's');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? measured(minutes, 'min') : `${measured(Math.floor(minutes / 60), 'h')} ${measured(minutes % 60, 'min')}`;
}

/** An address that can be read at a glance: the pairs of a query as they stand in the URL, `?a=1&b=2`, or nothing. */
export const queryText = (query: readonly (readonly [string, string])[]): string =>
  query.length === 0 ? '' : `?${query.map((pair) => pair.join('=')).join('&')}`;
