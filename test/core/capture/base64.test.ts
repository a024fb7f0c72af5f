import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesFromBase64, textFromBase64, textFromUtf8 } from '../../../src/core/capture/base64.ts';

it('reads what the platform writes, in both alphabets, with or without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const encoded = Buffer.from(bytes).toString('base64');
      for (const form of [
        encoded,
        encoded.replaceAll('=', ''),
        Buffer.from(bytes).toString('base64url'),
        encoded.replace(/(.{10})/g, '$1\n'),
      ]) {
        expect(bytesFromBase64(form, 1_000)).toEqual(new Uint8Array(bytes));
      }
    }),
  );
});
it('reads UTF-8 as the platform does where it is well formed, and does not throw elsewhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textFromUtf8(new TextEncoder().encode(text))).toBe(text);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => typeof textFromUtf8(bytes) === 'string'));
});
it('refuses what is no base64, and stops at the limit', () => {
  expect(textFromBase64('not base64 !', 100)).toBeNull();
  expect(bytesFromBase64('QUJDREVG', 4)?.length).toBe(4);
  expect(textFromBase64('77u/e30=', 100)).toBe('{}');
});
