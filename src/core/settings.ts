// What the user can set. Stored values are unknown until read here: what does not fit falls back to the default, alone.
import { JOURNAL_LIMIT } from './journal.ts';
import type { BaseUrl } from './surface.ts';

export interface Settings {
  added: BaseUrl[];
  /** Calls a minute of a key; 60 is documented, support can raise it for the Plugin API. */
  limit: number;
  /** Keep a tab's failures when its page navigates. */
  preserveLog: boolean;
  keep: Keep;
}
/** What is kept of a session, and for how long. */
export interface Keep {
  /** So many failures, the newest. */
  failures: number;
  /** So many minutes; null: until the browser closes. */
  minutes: number | null;
}
export const KEEP_FAILURES = [100, 300, JOURNAL_LIMIT] as const;
export const KEEP_MINUTES = [15, 60, 480, null] as const;
export const DEFAULT_SETTINGS: Settings = {
  added: [],
  limit: 60,
  preserveLog: false,
  keep: { failures: JOURNAL_LIMIT, minutes: null },
};

export function settingsFrom(stored: unknown): Settings {
  const { added, limit, preserveLog, keep } = recordFrom(stored);
  return {
    added: Array.isArray(added) ? added.filter(isBaseUrl) : DEFAULT_SETTINGS.added,
    limit: typeof limit === 'number' && Number.isInteger(limit) && limit > 0 ? limit : DEFAULT_SETTINGS.limit,
    preserveLog: typeof preserveLog === 'boolean' ? preserveLog : DEFAULT_SETTINGS.preserveLog,
    keep: keepFrom(keep),
  };
}

function keepFrom(stored: unknown): Keep {
  const { failures, minutes } = recordFrom(stored);
  const kept = KEEP_MINUTES.find((one) => one === minutes);
  return {
    failures: KEEP_FAILURES.find((one) => one === failures) ?? DEFAULT_SETTINGS.keep.failures,
    minutes: kept === undefined ? DEFAULT_SETTINGS.keep.minutes : kept,
  };
}
const recordFrom = (stored: unknown): Record<string, unknown> =>
  typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};

const isBaseUrl = (value: unknown): value is BaseUrl => {
  const { url, surface } = recordFrom(value);
  return typeof url === 'string' && (surface === 'external' || surface === 'plugin') && parseBaseUrl(url) === url;
};

/**
 * A base URL as typed, in the form kept: http or https, no trailing slash, no query; null when it is none.
 * @example parseBaseUrl(' http://localhost:5173/api/external/ ') // 'http://localhost:5173/api/external'
 */
export function parseBaseUrl(typed: string): string | null {
  const text = typed.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { origin, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, '');
  return origin + path;
}

/** Calls a minute as typed: a whole number from 1 to 10,000, else null. */
export function parseLimit(typed: string): number | null {
  const limit = Number(typed);
  return typed.trim() !== '' && Number.isInteger(limit) && limit >= 1 && limit <= 10_000 ? limit : null;
}
