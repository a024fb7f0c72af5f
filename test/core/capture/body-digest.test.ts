import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyDigest } from '../../../src/core/capture/body-digest.ts';

const of = (text: string | null, salt = 's') => bodyDigest(text, 'plugin', salt);

describe('bodyDigest', () => {
  it('blanks, line ends and the order of fields do not count; everything else does', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (body, other) => {
        const turned = Object.fromEntries(Object.entries(body).toReversed());
        expect(of(JSON.stringify(turned, null, 2))).toBe(of(JSON.stringify(body)));
        const wrapped = JSON.stringify({ body, other });
        expect(of(wrapped)).not.toBe(of(JSON.stringify({ body, other: { other } })));
      }),
    );
  });
  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":[1,2]}', '{"a":[2,1]}'],
    ['{"a":"1"}', '{"a":1}'],
    ['{"a":null}', '{}'],
    ['{"a":{"b":1},"c":2}', '{"a":{"b":1,"c":2}}'],
    ['["a,b"]', '["a","b"]'],
  ])('%s is not %s', (one, other) => {
    expect(of(one)).not.toBe(of(other));
  });
  it('names nothing that is no JSON object or list, is too deep, or is of the other API', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    for (const text of [null, '', 'a=1', '{"a":', '"text"', '5', deep]) expect(of(text)).toBeNull();
    expect(bodyDigest('{"a":1}', 'external', 's')).toBeNull();
  });
  it('holds nothing of the body, and differs from installation to installation', () => {
    expect(of('{"upload_token":"hunter2"}')).toMatch(/^[0-9a-f]{16}$/);
    expect(of('{"a":1}', 'one')).not.toBe(of('{"a":1}', 'two'));
  });
});
