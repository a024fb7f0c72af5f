import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyzeHar } from '../../src/core/analyze-har.ts';
import { REPORT_SCHEMA } from '../../src/core/report-schema.ts';
import { FORMAT_NAMES, FORMATS } from '../../src/exports/formats.ts';
import { ndjsonOf, reportOfRecording } from '../../src/exports/recording.ts';
import { anEntry } from '../support/observations.ts';
import { FIXTURES, fixture, recordingFrom, recordingOf } from './recordings.ts';

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(REPORT_SCHEMA);

describe('the report of what is on view', () => {
  it.each(FIXTURES)('is that of analyzeHar for %s', (name) => {
    const report = reportOfRecording(recordingOf(fixture(name)));
    expect(report).toEqual(analyzeHar(fixture(name)));
    expect(validate(report)).toBe(true);
  });
  it('of a live list fits the same schema', () => {
    const report = reportOfRecording(recordingFrom(anEntry(), anEntry()));
    expect(validate(report)).toBe(true);
    expect(report.findings.map(({ entry }) => entry)).toEqual([0, 1]);
  });
  it('of nothing is an empty report', () => {
    expect(validate(reportOfRecording(recordingFrom()))).toBe(true);
    for (const name of FORMAT_NAMES) expect(typeof FORMATS[name].write(recordingFrom())).toBe('string');
  });
});

it('NDJSON is one finding a line', () => {
  const recording = recordingOf(fixture('chrome'));
  const lines = ndjsonOf(recording).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(reportOfRecording(recording).findings);
});
