import { expect, it } from 'vitest';
import type { Subject } from '../../src/views/filter.ts';
import { chipsOf } from '../../src/views/chips.ts';
import { parseFilter } from '../../src/views/filter.ts';
import { suggest } from '../../src/views/suggest.ts';
import { anObservation } from '../support/observations.ts';

const subject = (status: number | null, parts: Partial<Subject> = {}): Subject => ({
  observation: anObservation({ status }),
  template: '/products',
  category: 'rate-limited',
  verdict: 'retry',
  notBefore: 2_000,
  traits: [],
  text: () => '',
  ...parts,
});
const subjects = [
  subject(429),
  subject(429),
  subject(400, { verdict: 'fix-first', notBefore: null }),
  subject(null, { traits: ['polling'] }),
];
const texts = (query: string): string[] => suggest(query, subjects, 1_000).map(({ text }) => text);

it('offers names for the word at the end, then values that are there, most frequent first', () => {
  expect(texts('st')).toEqual(['status:']);
  expect(texts('foo -st')).toEqual(['-status:']);
  expect(texts('status:')).toEqual(['status:429', 'status:400', 'status:failed']);
  expect(texts('status:4')).toEqual(['status:429', 'status:400']);
  expect(texts('status:429,4')).toEqual(['status:429', 'status:400']);
  expect(suggest('status:429,40', subjects, 1_000)[0]?.query).toBe('status:429,400');
  expect(texts('verdict:')).toEqual(['verdict:wait', 'verdict:fix-first']);
});

it('offers nothing for nothing, for plain text, for a value typed out', () => {
  expect(texts('')).toEqual([]);
  expect(texts('xyz')).toEqual([]);
  expect(texts('status:429 ')).toEqual([]);
  expect(texts('status:429')).toEqual([]);
});

it('makes chips of what is there, and of what is on though nothing is there', () => {
  const chips = chipsOf(subjects, parseFilter('-is:preflight'), 1_000);
  const shown = chips.map(({ name, value, count }) => `${name}:${value} ${count}`);
  expect(shown).toEqual([
    'verdict:wait 3',
    'verdict:fix-first 1',
    'is:polling 1',
    'is:preflight 0',
    'status:400 1',
    'status:429 2',
    'status:failed 1',
  ]);
});
