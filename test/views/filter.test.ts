import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FILTER_NAMES,
  type Subject,
  type Term,
  has,
  matches,
  parseFilter,
  printFilter,
  toggled,
  wordsOf,
} from '../../src/views/filter.ts';
import { anObservation } from '../support/observations.ts';

const NOW = 1_000_000;
const aSubject = (parts: Partial<Subject> = {}): Subject => ({
  observation: anObservation({ status: 429, path: '/jobs/j-77', surface: 'plugin' }),
  template: '/jobs/{id}',
  category: 'rate-limited',
  verdict: 'retry',
  notBefore: NOW + 5_000,
  traits: ['repeated'],
  text: () => 'too many requests get /jobs/j-77',
  ...parts,
});
const holds = (query: string, subject = aSubject()): boolean => matches(subject, parseFilter(query), NOW);

describe('the filter language', () => {
  it('reads names, values, minus, quotes and words', () => {
    expect(parseFilter('status:400,429 -path:packshots "not found" Timeout')).toEqual([
      { name: 'status', values: ['400', '429'], isNegated: false },
      { name: 'path', values: ['packshots'], isNegated: true },
      { name: null, values: ['not found'], isNegated: false },
      { name: null, values: ['timeout'], isNegated: false },
    ]);
  });

  it('takes an unknown name as text', () => {
    expect(parseFilter('https://x')).toEqual([{ name: null, values: ['https://x'], isNegated: false }]);
  });

  it.each([
    ['status:429', true],
    ['status:4xx', true],
    ['status:42', true],
    ['status:400,429', true],
    ['status:5xx', false],
    ['-status:429', false],
    ['method:get', true],
    ['method:ge', false],
    ['path:j-77', true],
    ['path:{id}', true],
    ['key:7f3a', true],
    ['key:0000', false],
    ['api:plugin', true],
    ['category:rate', true],
    ['is:repeated', true],
    ['is:pending', false],
    ['-is:polling', true],
    ['verdict:wait', true],
    ['verdict:now', false],
    ['verdict:retry', true],
    ['verdict:fix-first', false],
    ['requests', true],
    ['-requests', false],
    ['status:429 verdict:wait requests', true],
    ['status:429 verdict:fix', false],
  ])('%s: %s', (query, expected) => expect(holds(query)).toBe(expected));

  it.each(['status:', '-', '-status:', '', 'status:429 path:'])('an unfinished query (%j) hides nothing', (query) => {
    expect(holds(query)).toBe(true);
  });

  it('lets a wait end: what waited is safe now', () => {
    const over = aSubject({ notBefore: NOW });
    expect(holds('verdict:wait', over)).toBe(false);
    expect(holds('verdict:now', over)).toBe(true);
  });

  it('finds calls without a status', () => {
    const failed = aSubject({ observation: anObservation({ status: null }) });
    expect(holds('status:failed', failed)).toBe(true);
    expect(holds('status:0', failed)).toBe(true);
    expect(holds('status:4xx', failed)).toBe(false);
  });

  it('prints what reads back as the same terms', () => {
    const word = fc.stringMatching(/^[a-z0-9/{}.]{1,8}$/);
    const aTerm: fc.Arbitrary<Term> = fc.oneof(
      fc.record({
        name: fc.constantFrom(...FILTER_NAMES),
        values: fc.array(word, { minLength: 1, maxLength: 3 }),
        isNegated: fc.boolean(),
      }),
      fc.record({ name: fc.constant(null), values: fc.tuple(word), isNegated: fc.boolean() }),
      fc.record({ name: fc.constant(null), values: fc.tuple(fc.constant('not found')), isNegated: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(aTerm), (terms) => {
        expect(parseFilter(printFilter(terms))).toEqual(terms);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(typeof holds(query)).toBe('boolean');
      }),
    );
  });
});

describe('a chip', () => {
  it('is switched on, joined by a second value, and off again', () => {
    const one = toggled('foo', 'status', '429');
    expect(one).toBe('foo status:429');
    const two = toggled(one, 'status', '400');
    expect(two).toBe('foo status:429,400');
    expect(toggled(toggled(two, 'status', '429'), 'status', '400')).toBe('foo');
  });

  it('that hides something is a term of its own', () => {
    const hidden = toggled('is:repeated', 'is', 'polling', true);
    expect(hidden).toBe('is:repeated -is:polling');
    expect(has(parseFilter(hidden), 'is', 'polling', true)).toBe(true);
    expect(has(parseFilter(hidden), 'is', 'polling')).toBe(false);
  });
});

it('marks only the plain words that must be there', () => {
  expect(wordsOf(parseFilter('status:429 timeout -html "a b"'))).toEqual(['timeout', 'a b']);
});
