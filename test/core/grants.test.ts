import { expect, it } from 'vitest';
import { covers } from '../../src/core/grants.ts';

it.each([
  ['https://shop.example/*', 'https://shop.example', true],
  ['https://shop.example/*', 'https://shop.example:8443', true],
  ['https://shop.example/*', 'http://shop.example', false],
  ['https://shop.example/*', 'https://www.shop.example', false],
  ['*://*.shop.example/*', 'https://www.shop.example', true],
  ['*://*.shop.example/*', 'http://shop.example', true],
  ['*://*.shop.example/*', 'https://evilshop.example', false],
  ['*://*/*', 'https://any.example', true],
  ['*://*/*', 'ftp://any.example', false],
  ['<all_urls>', 'https://any.example', true],
  ['nonsense', 'https://any.example', false],
  ['https://shop.example/*', 'nonsense', false],
])('%s covers %s: %s', (pattern, origin, expected) => expect(covers([pattern], origin)).toBe(expected));
