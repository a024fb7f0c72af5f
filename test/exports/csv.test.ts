import { describe, expect, it } from 'vitest';
import { cell, csvOf } from '../../src/exports/csv.ts';
import { anEntry } from '../support/observations.ts';
import { fixture, recordingFrom, recordingOf } from './recordings.ts';

/** RFC 4180, by hand: rows of cells. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('CSV', () => {
  it('has a header, a line a failure, and as many cells in each', () => {
    const text = csvOf(recordingOf(fixture('chrome')));
    expect(text.startsWith('\uFEFFtime_utc,method,')).toBe(true);
    const rows = parseCsv(text.slice(1));
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    expect(rows[2]?.slice(0, 5)).toEqual([
      '2026-03-01T12:00:02.000Z',
      'GET',
      expect.stringContaining('https://'),
      'external',
      '429',
    ]);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00A0=1',
    '\u0000=1',
    '＝1',
    '|calc',
    '%0A=1',
    "=cmd|' /C calc'!A0",
  ])('takes the formula out of %j', (text) => expect(cell(text)).toMatch(/^"'/));
  it.each(['a=b', 'POST', 'https://x/?a=-1', "'quoted", ''])('leaves %j alone', (text) => expect(cell(text)).toBe(`"${text}"`));

  it('holds a message with quotes, commas and line ends in one cell', () => {
    const message = 'a "b", c\r\nd';
    const entry = anEntry();
    const text = csvOf(recordingFrom({ ...entry, diagnosis: { ...entry.diagnosis, facts: { message } } }));
    expect(parseCsv(text.slice(1))[1]).toContain(message);
  });
});
