// Failures as OpenTelemetry logs: one ExportLogsServiceRequest in OTLP/JSON (64-bit numbers as strings, enums as numbers), which a
// Collector reads with its otlpjsonfile receiver or takes by POST at /v1/logs. Names follow the HTTP semantic conventions.
import { isoFromInstant } from '../core/iso-instant.ts';
import type { Entry } from '../core/ledger.ts';
import type { EpochMs } from '../core/units.ts';
import { cleanEntry } from './clean.ts';
import { inEnglish } from './in-english.ts';
import type { Recording } from './recording.ts';

type AnyValue = { stringValue: string } | { intValue: string } | { boolValue: boolean };
interface KeyValue {
  key: string;
  value: AnyValue;
}
/** SeverityNumber of the logs data model. */
const WARN = 13;
const ERROR = 17;

export function otlpLogsOf({ failures, now, version }: Recording) {
  return {
    resourceLogs: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'qamera-api-client', 'telemetry.source': 'qamera-error-lens' }) },
        scopeLogs: [
          {
            scope: { name: 'qamera-error-lens', version },
            logRecords: failures.map(({ entry }) => logRecord(cleanEntry(entry), now)),
          },
        ],
      },
    ],
  };
}

function logRecord({ observation, diagnosis }: Entry, now: EpochMs) {
  const { status, startedAt, endedAt, failure, key } = observation;
  const { category, retry, facts } = diagnosis;
  const isServers = status === null || status >= 500;
  const url = URL.canParse(observation.url) ? new URL(observation.url) : null;
  return {
    timeUnixNano: nanos(endedAt ?? startedAt),
    observedTimeUnixNano: nanos(now),
    severityNumber: isServers ? ERROR : WARN,
    severityText: isServers ? 'ERROR' : 'WARN',
    body: { stringValue: inEnglish(diagnosis.what) },
    attributes: attributesOf({
      'event.name': 'qamera.call_failed',
      'http.request.method': observation.method,
      'http.response.status_code': status,
      'url.full': observation.url,
      'url.path': url?.pathname,
      'server.address': url?.hostname,
      'error.type': status === null ? (failure?.kind ?? 'unknown') : String(status),
      'qamera.api': observation.surface,
      'qamera.category': category,
      'qamera.verdict': retry.verdict,
      'qamera.not_before': retry.notBefore === null ? null : isoFromInstant(retry.notBefore),
      'qamera.basis': retry.basis,
      'qamera.key_id': key.keyId,
      'qamera.message': facts.message,
      'qamera.code': facts.code,
      'qamera.correlation_id': facts.correlationId,
      'qamera.duration_ms': endedAt === null ? null : Math.round(endedAt - startedAt),
      'qamera.page': observation.initiator,
    }),
  };
}

/** Whole milliseconds as nanoseconds; before 1970 there is none, so the epoch. */
const nanos = (at: EpochMs): string => String(BigInt(Math.max(0, Math.round(at))) * 1_000_000n);

const attributesOf = (values: Record<string, string | number | null | undefined>): KeyValue[] =>
  Object.entries(values).flatMap(([key, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }],
  );
