// The table of the tour: nothing is cut, and nothing is wider than the terminal.
import { expect, it } from 'vitest';
import type { PanelRow } from './rows.ts';
import { tableLines, wrap } from './table.ts';

const row: PanelRow = {
  status: '429',
  count: '×10',
  api: 'External',
  call: 'DELETE /jobs/00000000-0000-4000-8000-000000000000/outputs',
  what: 'The 60 requests a minute of this key are used up. The key’s own calls of the last minute say when a place frees.',
  verdict: 'check-first',
  retry: 'safe to retry now',
};
const squeeze = (text: string): string => text.replace(/\s+/g, '');

it.each([80, 100, 160])('in %i columns each cell stands whole', (columns) => {
  const lines = tableLines([row], columns);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  const [, , first, ...others] = lines;
  expect(first).toMatch(/^429 ×10 +External +DELETE .* check-first +safe to retry now$/);
  const below = squeeze(others.join(''));
  expect(below.endsWith(squeeze(row.what))).toBe(true);
  expect(squeeze(`${first}${others.join('')}`)).toContain(squeeze(row.what));
  for (const part of row.call.split(/[/-]/)) expect(lines.join('\n')).toContain(part);
});

it('breaks at spaces, slashes and hyphens, and inside a word only where it must', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('/jobs/abcdef/items', 9)).toEqual(['/jobs/', 'abcdef/', 'items']);
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrap('', 4)).toEqual(['']);
});
