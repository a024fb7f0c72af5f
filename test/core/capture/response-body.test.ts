import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { responseBodyFromText } from '../../../src/core/capture/response-body.ts';
import { BODY_LIMIT } from '../../../src/core/observation.ts';

const JSON_TYPE = 'application/json';

describe('kinds', () => {
  it.each([
    [null, JSON_TYPE, undefined, { text: null, truncated: false, missing: 'not-read' }],
    ['', JSON_TYPE, undefined, { text: null, truncated: false, missing: 'empty' }],
    ['{"error":"x"}', JSON_TYPE, undefined, { text: '{"error":"x"}', truncated: false, missing: null }],
    ['{\n  "error": "x"\n}', JSON_TYPE, undefined, { text: '{\n  "error": "x"\n}', truncated: false, missing: null }],
    [btoa('{"error":"x"}'), JSON_TYPE, 'base64', { text: '{"error":"x"}', truncated: false, missing: null }],
    ['eyJlcnJvciI6IlphxbzDs8WCxIcifQ==', JSON_TYPE, 'base64', { text: '{"error":"Zażółć"}', truncated: false, missing: null }],
    ['iVBORw0KGgo=', 'image/png', 'base64', { text: null, truncated: false, missing: 'binary' }],
    ['AAECAwQFBgc=', null, 'base64', { text: null, truncated: false, missing: 'binary' }],
    ['{"error":"x"}', JSON_TYPE, 'base64', { text: '{"error":"x"}', truncated: false, missing: null }],
    ['not base64 !', JSON_TYPE, 'base64', { text: null, truncated: false, missing: 'binary' }],
    ['<html><h1>502</h1></html>', 'text/html', undefined, { text: '<html><h1>502</h1></html>', truncated: false, missing: null }],
    ['plain', null, undefined, { text: 'plain', truncated: false, missing: null }],
    ['{"upload_token":"abc"}', JSON_TYPE, undefined, { text: '{"upload_token":"***"}', truncated: false, missing: null }],
  ])('%j %s %s', (text, mime, encoding, body) => {
    expect(responseBodyFromText(text, mime, encoding)).toEqual(body);
  });
});

describe('cap', () => {
  it('keeps JSON JSON when it must be shortened', () => {
    const jobs = Array.from({ length: 2_000 }, (_, index) => ({ id: index, note: 'x'.repeat(50) }));
    const body = responseBodyFromText(
      JSON.stringify({ status: 'failed', error: { code: 'generation_failed' }, jobs }),
      JSON_TYPE,
    );
    expect(body.truncated).toBe(true);
    expect(body.text?.length).toBeLessThanOrEqual(BODY_LIMIT);
    expect(JSON.parse(body.text ?? '')).toMatchObject({ status: 'failed', error: { code: 'generation_failed' } });
  });
  it('cuts text, never inside a secret', () => {
    const secret = 'mk_live_7f3a2b1c.S3cr3tS3cr3tS3cr3t';
    for (const before of [BODY_LIMIT - 40, BODY_LIMIT - 20, BODY_LIMIT - 3, 999_970, 999_990, 999_998]) {
      const body = responseBodyFromText('.'.repeat(before - 1) + ' ' + secret + ' '.repeat(50), 'text/plain');
      expect(body.text).not.toContain('S3c');
      expect(body.text?.length).toBeLessThanOrEqual(BODY_LIMIT);
      expect(body.truncated).toBe(true);
    }
  });
  it('is quick on a very long body', () => {
    const started = performance.now();
    responseBodyFromText(
      JSON.stringify({
        products: Array.from({ length: 20_000 }, (_, id) => ({
          id,
          name: 'Product name',
          thumbnail: 'https://cdn.qamera.ai/a.png?sig=x',
        })),
      }),
      JSON_TYPE,
    );
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

it('never throws, never exceeds the cap', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.option(fc.constantFrom('application/json', 'text/html', 'image/png', 'x')),
      fc.constantFrom(undefined, 'base64', 'gzip'),
      (text, mime, encoding) => {
        const body = responseBodyFromText(text, mime, encoding);
        expect((body.text === null) === (body.missing !== null)).toBe(true);
      },
    ),
  );
});
