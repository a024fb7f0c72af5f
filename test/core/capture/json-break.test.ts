import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakOfJson, lineAndColumn } from '../../../src/core/capture/json-break.ts';

describe('problems', () => {
  it.each([
    ['{"a": 1,}', 8, 'trailing-comma'],
    ['[1, 2, ]', 7, 'trailing-comma'],
    ["{'a': 1}", 1, 'single-quotes'],
    [`{"a": 'x'}`, 6, 'single-quotes'],
    ['{a: 1}', 1, 'unquoted-name'],
    ['{1: 1}', 1, 'unquoted-name'],
    ['{"a": 01}', 7, 'bad-number'],
    ['{"a": +1}', 6, 'bad-number'],
    ['{"a": .5}', 6, 'bad-number'],
    ['{"a": 5.}', 8, 'bad-number'],
    ['{"a": NaN}', 6, 'bad-number'],
    ['{"a": -Infinity}', 7, 'bad-number'],
    ['[0x1F]', 2, 'bad-number'],
    ['[1e]', 3, 'bad-number'],
    ['{"a": nul}', 9, 'unexpected-character'],
    ['{"a": "x\ny"}', 8, 'bad-string'],
    [String.raw`{"a": "\x41"}`, 8, 'bad-string'],
    [String.raw`{"a": "\u12G4"}`, 11, 'bad-string'],
    ['{"a": 1', 7, 'unexpected-end'],
    ['{"a": "b', 8, 'unexpected-end'],
    ['{"a": ', 6, 'unexpected-end'],
    ['', 0, 'unexpected-end'],
    ['{"a": 1} x', 9, 'extra-text'],
    ['{"a": 1}{"b": 2}', 8, 'extra-text'],
    ['{"a" 1}', 5, 'unexpected-character'],
    ['{"a": undefined}', 6, 'unexpected-character'],
    ['{"a": True}', 6, 'unexpected-character'],
    ['[object Object]', 1, 'unexpected-character'],
    ['{"a": 1 "b": 2}', 8, 'unexpected-character'],
    ['[1}', 2, 'unexpected-character'],
    ['{,}', 1, 'unexpected-character'],
    ['[,]', 1, 'unexpected-character'],
    ['// note\n{}', 0, 'unexpected-character'],
  ])('%s', (text, position, problem) => {
    expect(breakOfJson(text)).toEqual({ position, problem });
  });
});

const isJson = (text: string): boolean => positionOfV8(text) === null;
/** Where the platform's own parser says that it stopped: -1 where it tells no place, null where there is nothing wrong. */
function positionOfV8(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const found = /position (\d+)/.exec((error as Error).message);
    return found ? Number(found[1]) : -1;
  }
}

it('finds nothing in JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expect(breakOfJson(text)).toBeNull();
    }),
  );
});

it('finds a break exactly where there is one', () => {
  const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.', 'e', 'true', 'null', ' ', '\n', '"', '\\', "'", 'x', '0'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(breakOfJson(text) === null).toBe(isJson(text));
    }),
    { numRuns: 5_000 },
  );
});

it('breaks where V8 says it does', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(60), fc.constantFrom('}', ']', ',', ':', '"', 'x', '1', '\n', '{'))
    .map(([text, at, extra]) => text.slice(0, at) + extra + text.slice(at))
    .filter((text) => (positionOfV8(text) ?? -1) >= 0);
  fc.assert(
    fc.property(broken, (text) => {
      expect(breakOfJson(text)?.position).toBe(positionOfV8(text));
    }),
    { numRuns: 2_000 },
  );
});

it('stands depth and size', () => {
  expect(breakOfJson('['.repeat(1_000_000))).toEqual({ position: 1_000_000, problem: 'unexpected-end' });
  expect(breakOfJson(`{"a":"${'x'.repeat(2_000_000)}`)?.problem).toBe('unexpected-end');
});

it('counts lines and columns from one', () => {
  expect(lineAndColumn('{\r\n "a": 1,\n}', 12)).toEqual({ line: 3, column: 1 });
  expect(lineAndColumn('abc', 0)).toEqual({ line: 1, column: 1 });
  expect(lineAndColumn('a\rbc', 3)).toEqual({ line: 2, column: 2 });
});
