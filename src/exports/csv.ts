// Failures as CSV (RFC 4180, UTF-8 with its mark, since spreadsheets guess otherwise), one a line.
import { isoFromInstant } from '../core/iso-instant.ts';
import type { Entry } from '../core/ledger.ts';
import { cleanEntry } from './clean.ts';
import { inEnglish } from './in-english.ts';
import type { Recording } from './recording.ts';

const COLUMNS: readonly [string, (entry: Entry) => string | number | null | undefined][] = [
  ['time_utc', ({ observation }) => isoFromInstant(observation.startedAt)],
  ['method', ({ observation }) => observation.method],
  ['url', ({ observation }) => observation.url],
  ['api', ({ observation }) => observation.surface],
  ['status', ({ observation }) => observation.status],
  ['category', ({ diagnosis }) => diagnosis.category],
  ['what', ({ diagnosis }) => inEnglish(diagnosis.what)],
  ['message', ({ diagnosis }) => diagnosis.facts.message],
  ['code', ({ diagnosis }) => diagnosis.facts.code],
  ['verdict', ({ diagnosis }) => diagnosis.retry.verdict],
  ['not_before_utc', ({ diagnosis: { retry } }) => (retry.notBefore === null ? null : isoFromInstant(retry.notBefore))],
  ['basis', ({ diagnosis }) => diagnosis.retry.basis],
  ['correlation_id', ({ diagnosis }) => diagnosis.facts.correlationId],
  ['key', ({ observation }) => observation.key.shown],
  ['duration_ms', ({ observation }) => (observation.endedAt === null ? null : observation.endedAt - observation.startedAt)],
  ['page', ({ observation }) => observation.initiator],
];

/**
 * A cell. What a spreadsheet would take for a formula (CWE-1236: `=`, `+`, `-`, `@`, tab, line end first, also behind blanks, also
 * full-width) gets a `'` in front; numbers of our own are none.
 */
export function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const plain = value.replaceAll('\0', '');
  const safe = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u.test(plain) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}

export function csvOf({ failures }: Recording): string {
  const lines = failures.map(({ entry }) => {
    const clean = cleanEntry(entry);
    return COLUMNS.map(([, read]) => cell(read(clean))).join(',');
  });
  return `\uFEFF${[COLUMNS.map(([name]) => name).join(','), ...lines].map((line) => `${line}\r\n`).join('')}`;
}
