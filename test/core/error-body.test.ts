import { describe, expect, it } from 'vitest';
import { envelopeOf, isLoginAddress, readAnswer } from '../../src/core/error-body.ts';
import type { Json } from '../../src/core/units.ts';

const read = (
  text: string | null,
  more: { truncated?: boolean; missing?: 'not-read' | 'empty'; type?: string } = {},
): ReturnType<typeof readAnswer> =>
  readAnswer(
    { text, truncated: more.truncated ?? false, missing: more.missing ?? null },
    more.type === undefined ? null : [['content-type', more.type]],
  );

describe('both envelopes', () => {
  it.each([
    [{ error: 'No.' }, { message: 'No.', code: null, retryable: null, docUrl: null }],
    [
      { error: { code: 'forbidden', message_i18n: { en: 'No.' }, retryable: false, doc_url: 'https://x' } },
      { message: 'No.', code: 'forbidden', retryable: false, docUrl: 'https://x' },
    ],
    [{ error: { code: 42, retryable: 'yes', doc_url: 7 } }, { message: null, code: null, retryable: null, docUrl: null }],
    [{ error: { code: 'has blanks in it' } }, { message: null, code: null, retryable: null, docUrl: null }],
  ] as [Json, unknown][])('%j', (json, envelope) => {
    expect(envelopeOf(json)).toEqual(envelope);
  });
  it.each([
    [null],
    [[]],
    ['error'],
    [{}],
    [{ error: null }],
    [{ error: false }],
    [{ error: '' }],
    [{ error: '  ' }],
    [{ error: {} }],
    [{ error: [1] }],
    [{ message: 'x' }],
  ] as [Json][])('none in %j', (json) => {
    expect(envelopeOf(json)).toBeNull();
  });
  it('long messages are cut, and say so', () => {
    expect(envelopeOf({ error: 'a'.repeat(5000) })?.message).toMatch(/^a{500}…$/);
  });
});

describe('what a body is', () => {
  it.each([
    ['{"a":1}', 'json'],
    ['[]', 'json'],
    ['"text"', 'json'],
    ['<!DOCTYPE html><p>', 'html'],
    ['<h1>502</h1>', 'html'],
    ['<?xml version="1.0"?><Error/>', 'text'],
    ['upstream connect error', 'text'],
    ['{"a":', 'text'],
    ['   ', 'empty'],
    ['', 'empty'],
  ])('%s is %s', (text, kind) => {
    expect(read(text).kind).toBe(kind);
  });
  it('a body that was not read, or was cut by us, is not judged', () => {
    expect(read(null, { missing: 'not-read' }).kind).toBe('unseen');
    expect(read('{"a": [1, 2', { truncated: true }).kind).toBe('unseen');
    expect(read('<html>'.padEnd(50, 'x'), { truncated: true }).kind).toBe('html');
    expect(read(null, { missing: 'not-read', type: 'text/html' }).kind).toBe('html');
    expect(read(null, { missing: 'empty', type: 'text/html' }).kind).toBe('empty');
  });
});

it('login addresses', () => {
  for (const address of [
    '/login',
    'https://a.example/auth/sign-in?x=1',
    '/en/signin',
    'https://sso.example/start',
    '/oauth2/authorize',
  ]) {
    expect([address, isLoginAddress(address)]).toEqual([address, true]);
  }
  for (const address of [
    '/products',
    '/products?next=/login',
    '/authors/1',
    '/blogins',
    'https://app.qamera.ai/api/external/products/',
  ]) {
    expect([address, isLoginAddress(address)]).toEqual([address, false]);
  }
});
