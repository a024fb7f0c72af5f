import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyzeHar } from '../../src/core/analyze-har.ts';
import { harOf } from '../../src/exports/har.ts';
import { anEntry } from '../support/observations.ts';
import { HAR_SCHEMA } from './har-schema.ts';
import { FIXTURES, recordingOf, fixture } from './recordings.ts';

const validate = new Ajv2020({ allErrors: true, formats: { uri: (text: string) => URL.canParse(text) } }).compile(HAR_SCHEMA);
const exported = (har: unknown) => {
  const out = harOf(
    recordingOf(har).failures.map(({ entry }) => entry),
    '0.1.0',
  );
  validate(out);
  expect(validate.errors).toBeNull();
  return out;
};
const shortOf = (har: unknown) =>
  analyzeHar(har).findings.map(({ status, category, verdict, basis, facts, call }) => ({
    status,
    category,
    verdict,
    basis,
    facts,
    call,
  }));

describe('HAR', () => {
  it.each(FIXTURES)('of %s is HAR 1.2 and reads back with the same diagnoses', (name) => {
    const findings = shortOf(exported(fixture(name)));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings).toEqual(shortOf(fixture(name)));
  });

  it.each([
    ['a form', { requestBody: { kind: 'form' as const, fields: ['name', 'cover'], multipart: true } }],
    [
      'broken JSON',
      {
        requestBody: {
          kind: 'broken-json' as const,
          position: 3,
          line: 1,
          column: 4,
          near: '{a:',
          problem: 'unquoted-name' as const,
        },
      },
    ],
    ['an unread body', { requestBody: { kind: 'other' as const, size: 12 } }],
    ['nothing seen', { requestHeaders: null, responseHeaders: null, requestBody: { kind: 'unseen' as const }, endedAt: null }],
    ['no answer', { status: null, responseHeaders: null, failure: { kind: 'dns' as const, raw: 'net::ERR_NAME_NOT_RESOLVED' } }],
    ['an answer before its start', { answeredAt: 5 }],
  ])('of %s is HAR 1.2', (_, parts) => {
    validate(harOf([anEntry({}, parts)], '0.1.0'));
    expect(validate.errors).toBeNull();
  });

  it('is strict: the schema refuses what the draft does not know', () => {
    const out = structuredClone(harOf([anEntry()], '0.1.0')) as { log: { entries: Record<string, unknown>[] } };
    Object.assign(out.log.entries[0] ?? {}, { secret: 1 });
    expect(validate(out)).toBe(false);
  });
});
