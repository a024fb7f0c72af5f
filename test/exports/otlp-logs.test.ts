// Held against the official protobuf messages: JSON -> message -> bytes -> message -> JSON gives the same, so no field is unknown,
// misspelt or of another type.
import otlp from '@opentelemetry/otlp-proto-exporter-base/build/src/generated/root.js';
import { describe, expect, it } from 'vitest';
import { otlpLogsOf } from '../../src/exports/otlp-logs.ts';
import type { Recording } from '../../src/exports/recording.ts';
import { anEntry } from '../support/observations.ts';
import { FIXTURES, fixture, recordingFrom, recordingOf } from './recordings.ts';

interface Message {
  fromObject(value: unknown): unknown;
  encode(message: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
  toObject(message: unknown, options: { longs: typeof String }): unknown;
}
const Request = (
  otlp as unknown as { opentelemetry: { proto: { collector: { logs: { v1: { ExportLogsServiceRequest: Message } } } } } }
).opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
const throughProto = (value: unknown): unknown => {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return Request.toObject(Request.decode(Request.encode(Request.fromObject(plain)).finish()), { longs: String });
};
const recordsOf = (recording: Recording) => otlpLogsOf(recording).resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];

describe('OTLP logs', () => {
  it.each(FIXTURES)('of %s pass through the official messages unchanged', (name) => {
    const request = otlpLogsOf(recordingOf(fixture(name)));
    expect(recordsOf(recordingOf(fixture(name))).length).toBeGreaterThan(0);
    expect(throughProto(request)).toEqual(request);
  });

  it('the check sees a misspelt field and a wrong type', () => {
    expect(throughProto({ resourceLogs: [{ scopeLogs: [{ logRecord: [] }] }] })).toEqual({ resourceLogs: [{ scopeLogs: [{}] }] });
    const attributes = [{ key: 'a', value: { intValue: 'x1' } }];
    const wrong = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
    expect(throughProto(wrong)).not.toEqual(wrong);
  });

  it('says when, how bad and what', () => {
    const [record] = recordsOf(recordingFrom(anEntry({}, { startedAt: 1_700_000_000_000, endedAt: 1_700_000_000_050 })));
    expect(record).toMatchObject({ timeUnixNano: '1700000000050000000', severityNumber: 13, severityText: 'WARN' });
    expect(record?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: '429' } });
    expect(record?.attributes).toContainEqual({ key: 'qamera.not_before', value: { stringValue: '1970-01-01T00:33:20.000Z' } });
    const [cut] = recordsOf(recordingFrom(anEntry({}, { status: null, failure: { kind: 'cut', raw: '' } })));
    expect(cut).toMatchObject({ severityNumber: 17 });
    expect(cut?.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'cut' } });
  });
});
