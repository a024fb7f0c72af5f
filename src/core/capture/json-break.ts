// Where a text stops being JSON (RFC 8259): text in, place and problem out. For bodies that JSON.parse refuses.
import type { RequestBody } from '../observation.ts';

export type JsonProblem = Extract<RequestBody, { kind: 'broken-json' }>['problem'];
export interface JsonBreak {
  /** Zero-based offset of the first character that cannot be JSON; the text's length when it ends too early. */
  position: number;
  problem: JsonProblem;
}

type Expect = 'value' | 'first-item' | 'first-name' | 'name' | 'colon' | 'after';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;
const WORDS = ['true', 'false', 'null'];
/** What other languages write for numbers. */
const FOREIGN_NUMBER = /[+.]\d?|NaN|Infinity/y;

/**
 * The first break of a text that is not JSON; null when it is JSON after all. One pass, no recursion: depth costs only memory.
 * @example breakOfJson('{"a": 1,}') // {position: 8, problem: 'trailing-comma'}
 */
export function breakOfJson(text: string): JsonBreak | null {
  const open: string[] = [];
  let expect: Expect = 'value';
  let at = skip(BLANK, text, 0);
  let afterComma = false;
  for (; at < text.length; at = skip(BLANK, text, at)) {
    const here = text[at] ?? '';
    const inObject = open.at(-1) === '{';
    if (expect === 'colon') {
      if (here !== ':') return { position: at, problem: 'unexpected-character' };
      expect = 'value';
      at += 1;
      continue;
    }
    if (expect === 'after') {
      if (open.length === 0) return { position: at, problem: 'extra-text' };
      if (here === ',') {
        expect = inObject ? 'name' : 'value';
        afterComma = true;
      } else if (here === (inObject ? '}' : ']')) open.pop();
      else return { position: at, problem: 'unexpected-character' };
      at += 1;
      continue;
    }
    if (here === (inObject ? '}' : ']') && open.length > 0 && (afterComma || expect.startsWith('first'))) {
      if (afterComma) return { position: at, problem: 'trailing-comma' };
      open.pop();
      expect = 'after';
      at += 1;
      continue;
    }
    afterComma = false;
    const naming: boolean = expect === 'name' || expect === 'first-name';
    if (naming && here !== '"') return { position: at, problem: problemOfName(here) };
    if (here === '{' || here === '[') {
      open.push(here);
      expect = here === '{' ? 'first-name' : 'first-item';
      at += 1;
      continue;
    }
    const end = here === '"' ? endOfString(text, at) : endOfScalar(text, at);
    if (typeof end !== 'number') return end;
    at = end;
    expect = naming ? 'colon' : 'after';
  }
  return expect === 'after' && open.length === 0 ? null : { position: text.length, problem: 'unexpected-end' };
}

/** One-based line and column of an offset; `\r\n`, `\n` and `\r` each end a line. */
export function lineAndColumn(text: string, position: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (const end of text.slice(0, position).matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    start = end.index + end[0].length;
  }
  return { line, column: position - start + 1 };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function problemOfName(here: string): JsonProblem {
  if (here === "'") return 'single-quotes';
  return /[\p{L}\p{N}_$]/u.test(here) ? 'unquoted-name' : 'unexpected-character';
}

function endOfScalar(text: string, at: number): number | JsonBreak {
  const word = WORDS.find((one) => one[0] === text[at]);
  if (word !== undefined) {
    let length = 1;
    while (length < word.length && text[at + length] === word[length]) length += 1;
    if (length === word.length) return at + length;
    return { position: at + length, problem: at + length < text.length ? 'unexpected-character' : 'unexpected-end' };
  }
  const end = skip(NUMBER, text, at);
  if (end > at) return endOfNumber(text, end);
  if (text[at] === '-') return badNumber(text, at + 1);
  if (text[at] === "'") return { position: at, problem: 'single-quotes' };
  return { position: at, problem: skip(FOREIGN_NUMBER, text, at) > at ? 'bad-number' : 'unexpected-character' };
}

/** `end` = where a whole number ends; what follows may still belong to it and break it (`5.`, `5e`, `01`, `0x1`). */
function endOfNumber(text: string, end: number): number | JsonBreak {
  const next = text[end] ?? '';
  if (next === '.') return badNumber(text, end + 1);
  if (/[eE]/.test(next)) return badNumber(text, /[+-]/.test(text[end + 1] ?? '') ? end + 2 : end + 1);
  return /[\dxX_]/.test(next) ? { position: end, problem: 'bad-number' } : end;
}

const badNumber = (text: string, position: number): JsonBreak => ({
  position,
  problem: position < text.length ? 'bad-number' : 'unexpected-end',
});

function endOfString(text: string, start: number): number | JsonBreak {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return { position: at, problem: 'bad-string' };
    if (code !== 0x5c) continue;
    at += 1;
    const escape = text[at];
    if (escape === undefined) break;
    if (escape === 'u') {
      for (let digit = 0; digit < 4; digit += 1) {
        at += 1;
        if (at >= text.length) break;
        if (!/[0-9a-fA-F]/.test(text[at] ?? '')) return { position: at, problem: 'bad-string' };
      }
    } else if (!'"\\/bfnrt'.includes(escape)) return { position: at, problem: 'bad-string' };
  }
  return { position: text.length, problem: 'unexpected-end' };
}
