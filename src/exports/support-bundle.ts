// The support bundle: all that somebody who was not there needs about one failure, as JSON. bundle-markdown.ts writes it for a ticket.
import { countMasked } from '../core/capture/redact.ts';
import { isoFromInstant } from '../core/iso-instant.ts';
import type { RequestBody } from '../core/observation.ts';
import { type Finding, findingOf } from '../core/report.ts';
import type { Row } from '../core/rows.ts';
import type { EpochMs, Header, Json } from '../core/units.ts';
import { cleanEntry } from './clean.ts';

export const BUNDLE_VERSION = 1;
/** The last ones listed; the count says how many there were. */
const ATTEMPTS_LISTED = 50;

export interface Attempt {
  startedAt: string;
  durationMs: number | null;
  status: number | null;
}
export interface SupportBundle {
  bundle: typeof BUNDLE_VERSION;
  generatedAt: string;
  versions: { lens: string; browser: string };
  /** The failure seen last, as in the report. `entry` means nothing here. */
  finding: Omit<Finding, 'entry'>;
  key: string;
  page: string | null;
  durationMs: number | null;
  failure: string | null;
  requestHeaders: Header[] | null;
  responseHeaders: Header[] | null;
  /** The same call with the same answer, oldest first. */
  attempts: { count: number; first: string; last: string; listed: Attempt[] };
  /** Only when asked for. */
  bodies?: { request: Json; response: string | null };
  /** How many values in this bundle were masked. */
  masked: number;
}

export interface BundleOptions {
  now: EpochMs;
  versions: SupportBundle['versions'];
  withBodies: boolean;
}

export function bundleOf(row: Row, { now, versions, withBodies }: BundleOptions): SupportBundle {
  const entry = cleanEntry(row.latest);
  const { observation } = entry;
  const { entry: _index, ...finding } = findingOf(entry, 0);
  const bundle = {
    bundle: BUNDLE_VERSION,
    generatedAt: isoFromInstant(now),
    versions,
    finding,
    key: observation.key.shown,
    page: observation.initiator,
    durationMs: observation.endedAt === null ? null : observation.endedAt - observation.startedAt,
    failure: observation.failure && (observation.failure.raw || observation.failure.kind),
    requestHeaders: observation.requestHeaders,
    responseHeaders: observation.responseHeaders,
    attempts: {
      count: row.count,
      first: isoFromInstant(row.firstAt),
      last: isoFromInstant(row.lastAt),
      listed: row.entries.slice(-ATTEMPTS_LISTED).map(attemptOf),
    },
    ...(withBodies && { bodies: { request: requestJson(observation.requestBody), response: observation.responseBody.text } }),
  } as const;
  return { ...bundle, masked: countMasked(bundle) };
}

const attemptOf = ({ observation: { startedAt, endedAt, status } }: Row['latest']): Attempt => ({
  startedAt: isoFromInstant(startedAt),
  durationMs: endedAt === null ? null : endedAt - startedAt,
  status,
});

/** The body as far as it was recorded: its JSON, else what is known of it. */
function requestJson(body: RequestBody): Json {
  if (body.kind === 'json') return body.value;
  return body.kind === 'none' ? null : { ...body };
}
