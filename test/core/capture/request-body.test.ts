import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestBodyFromForm, requestBodyFromText } from '../../../src/core/capture/request-body.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

describe('kinds', () => {
  it.each([
    [null, JSON_TYPE, { kind: 'unseen' }],
    ['', JSON_TYPE, { kind: 'none' }],
    ['{"count":3}', JSON_TYPE, { kind: 'json', value: { count: 3 }, cut: false }],
    ['{"count":3}', 'text/plain', { kind: 'json', value: { count: 3 }, cut: false }],
    ['{"count":3}', null, { kind: 'json', value: { count: 3 }, cut: false }],
    ['"text"', JSON_TYPE, { kind: 'json', value: 'text', cut: false }],
    [
      '{"count":3,}',
      JSON_TYPE,
      { kind: 'broken-json', position: 11, line: 1, column: 12, near: '{"count":3,}', problem: 'trailing-comma' },
    ],
    [
      '{\n  count: 3\n}',
      null,
      { kind: 'broken-json', position: 4, line: 2, column: 3, near: '{\n  count: 3\n}', problem: 'unquoted-name' },
    ],
    [
      '[object Object]',
      JSON_TYPE,
      { kind: 'broken-json', position: 1, line: 1, column: 2, near: '[object Object]', problem: 'unexpected-character' },
    ],
    [
      'name=a&token=b',
      JSON_TYPE,
      { kind: 'broken-json', position: 1, line: 1, column: 2, near: 'name=a&token=***', problem: 'unexpected-character' },
    ],
    ['name=a+b&count=3', 'application/x-www-form-urlencoded', { kind: 'form', fields: ['name', 'count'], multipart: false }],
    ['name=a&x', null, { kind: 'form', fields: ['name', 'x'], multipart: false }],
    ['plain words', null, { kind: 'other', size: 11 }],
    [
      '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="cover"; filename="c.png"\r\n\r\n..\r\n--b--',
      'multipart/form-data; boundary=b',
      { kind: 'form', fields: ['name', 'cover'], multipart: true },
    ],
  ])('%j as %s', (text, type, body) => {
    expect(requestBodyFromText(text, type)).toEqual(body);
  });
  it('keeps form names only, and no key in them', () => {
    expect(requestBodyFromForm(['name', 'mk_live_a.s3cr3t'], true)).toEqual({
      kind: 'form',
      fields: ['name', 'mk_live_a.***'],
      multipart: true,
    });
  });
});

describe('caps', () => {
  it('cuts long strings, lists and depth, and says so', () => {
    const value = { image: 'x'.repeat(5_000), list: Array.from({ length: 500 }, (_, index) => index) };
    const body = requestBodyFromText(JSON.stringify(value), JSON_TYPE);
    if (body.kind !== 'json') throw new Error(body.kind);
    expect(body.cut).toBe(true);
    expect(JSON.stringify(body.value).length).toBeLessThan(2_000);
    expect(requestBodyFromText('['.repeat(50) + ']'.repeat(50), JSON_TYPE)).toMatchObject({ cut: true });
  });
  it('neither hangs nor overflows', () => {
    expect(requestBodyFromText('['.repeat(300_000) + ']'.repeat(300_000), JSON_TYPE).kind).toBe('json');
    expect(requestBodyFromText('['.repeat(300_000), JSON_TYPE).kind).toBe('broken-json');
    expect(requestBodyFromText(`{"a":"${'x'.repeat(4_000_000)}"}`, JSON_TYPE)).toEqual({ kind: 'other', size: 4_000_008 });
  });
  it('masks a secret that lies across the cut', () => {
    const text = JSON.stringify({ note: `${'x '.repeat(195)}mk_live_7f3a2b1c.S3cr3tS3cr3t` });
    expect(JSON.stringify(requestBodyFromText(text, JSON_TYPE))).not.toContain('S3c');
  });
});

it('shows no secret near a break', () => {
  const places = fc
    .tuple(fc.nat(40), fc.constantFrom('{"k":"', '{"token":"', "{'password':'", 'x'))
    .map(([gap, start]) => `${start}mk_live_7f3a2b1c.S3cr3tS3cr3t${' '.repeat(gap)}"`);
  fc.assert(
    fc.property(places, fc.string({ maxLength: 30 }), (start, rest) => {
      expect(JSON.stringify(requestBodyFromText(start + rest, JSON_TYPE))).not.toContain('S3cr');
    }),
  );
});

it('shows no known secret cut by the break itself', () => {
  // The break stands inside the value: a raw line end in a string.
  const body = requestBodyFromText('{"x":"hunter-two-\nthree"}', JSON_TYPE, ['hunter-two-\nthree', 'hunter-two-three']);
  expect(body).toMatchObject({ kind: 'broken-json', problem: 'bad-string' });
  expect(JSON.stringify(body)).not.toContain('hunter');
});
