import { readFileSync, readdirSync } from 'node:fs';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { english } from '../../src/words/en/index.ts';
import { LANGUAGES, languageChoiceFrom, languageFor } from '../../src/words/languages.ts';
import type { Language } from '../../src/words/phrase.ts';
import { polish } from '../../src/words/pl/index.ts';
import { formIn, pluralIn } from '../../src/words/plural.ts';
import { ukrainian } from '../../src/words/uk/index.ts';

type Sentence = string | ((values: never) => string);
const ids = Object.keys(english) as (keyof typeof english)[];
const translations: [string, Language][] = [
  ['pl', polish],
  ['uk', ukrainian],
];

/** What a sentence says when every value is `value`, and which values it asked for. */
function said(sentence: Sentence, value: unknown): { text: string; asked: string[] } {
  if (typeof sentence === 'string') return { text: sentence, asked: [] };
  const asked = new Set<string>();
  const values = new Proxy({}, { get: (_, name) => (asked.add(String(name)), value) });
  return { text: sentence(values as never), asked: [...asked] };
}
/** Counts of each plural form, and none; a sentence may ask for other values then. */
const PROBES = [0, 1, 2, 5, 22, 1.5, 'x', ''];
const askedBy = (sentence: Sentence): string[] =>
  [...new Set(PROBES.flatMap((value) => said(sentence, value).asked))].toSorted((a, b) => a.localeCompare(b));

/** Sentences that are the same in every language: names of products, formats and filter words. */
const SAME = new Set<string>([
  'row.pending',
  'row.times',
  'key.used',
  'files.problem',
  // The words that a server says are English.
  'help.filter.examples',
  'find.name.status',
  'find.name.method',
  'find.name.verdict',
  'find.name.category',
  'find.name.api',
  'find.name.is',
  'options.bases.external',
  'options.bases.plugin',
  'share.curl',
  'share.powershell',
  'share.fetch',
  'share.httpie',
  'bundle.markdown',
  'bundle.json',
  'job.line',
  // Places have words of their own: said.test.ts.
  'evidence.where',
]);
/** The same in Polish as in English, by chance or since the unit is the SI's. */
const SAME_IN: Record<string, string[]> = {
  pl: [
    'time.ms',
    'time.s',
    'time.min',
    'time.h',
    'bundle.format',
    'detail.endpoint',
    'column.status',
    'options.panel',
    'demo.label',
  ],
  uk: [],
};

describe.each(translations)('%s', (tag, language) => {
  it('has the sentences of English, all and no others', () => expect(Object.keys(language).toSorted()).toEqual(ids.toSorted()));

  it('asks for the values that English says', () => {
    const wrong = ids.filter((id) => askedBy(language[id]).join() !== askedBy(english[id]).join());
    expect(wrong).toEqual([]);
  });

  it('has no sentence left in English', () => {
    const left = ids.filter((id) => PROBES.every((value) => said(language[id], value).text === said(english[id], value).text));
    expect(left.filter((id) => !SAME.has(id) && !SAME_IN[tag]?.includes(id))).toEqual([]);
  });

  it('has nothing empty, doubled or unfinished', () => {
    const odd = ids.filter((id) => {
      const text = said(language[id], 2).text;
      return text.trim() === '' || / {2}(?! )|\.\.$|TODO/.test(text.replaceAll(/ {3}/g, ' '));
    });
    expect(odd).toEqual([]);
  });

  it('keeps names on the wire as they are', () => {
    const names =
      /\b(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)+|mk_live_|GET|POST|OPTIONS|external_ref|application\/json|multipart\/form-data)\b/g;
    // A title of a window or a product is no name on the wire.
    const lost = ids.flatMap((id) =>
      (said(english[id], 'x').text.match(names) ?? [])
        .filter((name) => !said(language[id], 'x').text.includes(name))
        .map((name) => `${id}: ${name}`),
    );
    expect(lost).toEqual([]);
  });
});

it('counts take the form of their language', () => {
  const tries = { one: 'próba', few: 'próby', many: 'prób', other: 'próby' };
  expect([1, 2, 5, 12, 22, 112, 1.5].map((count) => pluralIn('pl')(count, tries))).toEqual([
    '1 próba',
    '2 próby',
    '5 prób',
    '12 prób',
    '22 próby',
    '112 prób',
    '1,5 próby',
  ]);
  const calls = { one: 'виклик', few: 'виклики', many: 'викликів' };
  expect([1, 3, 11, 21, 25].map((count) => formIn('uk')(count, calls))).toEqual([
    'виклик',
    'виклики',
    'викликів',
    'виклик',
    'викликів',
  ]);
  expect(formIn('pl')(1.5, calls)).toBe('викликів');
});

it('a reader gets the chosen language, else the first of ours that the browser asks for', () => {
  expect(languageFor('uk', ['pl'])).toBe('uk');
  expect(languageFor('auto', ['de-DE', 'PL-pl', 'uk'])).toBe('pl');
  expect(languageFor('auto', ['de'])).toBe('en');
  expect(languageFor('auto', [])).toBe('en');
  expect([...LANGUAGES, 'auto', 'de', null, 7].map(languageChoiceFrom)).toEqual([...LANGUAGES, 'auto', 'auto', 'auto', 'auto']);
});

it('the manifest speaks every language, within what the stores take', () => {
  for (const tag of LANGUAGES) {
    const messages = JSON.parse(readFileSync(`public/_locales/${tag}/messages.json`, 'utf8')) as Record<
      string,
      { message: string }
    >;
    expect(Object.keys(messages)).toEqual(['name', 'description']);
    expect(messages['description']?.message.length).toBeLessThanOrEqual(132);
  }
  expect(readdirSync('public/_locales').toSorted()).toEqual([...LANGUAGES]);
});

interface Node {
  type: string;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'name',
]);
/** An address is no word. */
const hasWord = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2}/u.test(text) && !/^https?:/.test(text);

/** Texts in JSX that a reader would see or hear and that no language made. */
function spokenIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(spokenIn);
  if (!isNode(node)) return [];
  const below = Object.values(node).flatMap(spokenIn);
  if (node.type === 'JSXOpeningElement' && isNode(node['name']) && node['name']['name'] === 'Icon') return [];
  if (node.type === 'JSXText') return hasWord(node['value']) ? [node['value'].trim()] : [];
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    const inside = (node['children'] as Node[]).flatMap((child) =>
      child.type === 'JSXExpressionContainer' ? literalsOf(child['expression']) : [],
    );
    return [...inside, ...below];
  }
  if (node.type === 'JSXAttribute' && isNode(node['name']) && SPOKEN.has(String(node['name']['name'])))
    return [...literalsOf(node['value']), ...below];
  return below;
}
/** The words an expression may come to: literals, templates, either side of a condition. */
function literalsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'Literal') return hasWord(node['value']) ? [node['value']] : [];
  if (node.type === 'JSXExpressionContainer') return literalsOf(node['expression']);
  if (node.type === 'ConditionalExpression') return [...literalsOf(node['consequent']), ...literalsOf(node['alternate'])];
  if (node.type === 'LogicalExpression') return literalsOf(node['right']);
  if (node.type === 'TemplateLiteral')
    return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).filter(hasWord);
  return [];
}
const spokenInCode = (code: string): string[] => spokenIn(parseAst(code, { lang: 'tsx' }));

describe('the views', () => {
  it('are read by something that finds words', () => {
    expect(spokenInCode('const A = () => <p title="Close me">Hello {x ? `you ${n}` : "there"}</p>;')).toEqual([
      'you ',
      'there',
      'Close me',
      'Hello',
    ]);
  });

  it('say nothing that is not in the languages', () => {
    const files = readdirSync('src/views', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((name) =>
      spokenInCode(readFileSync(`src/views/${name}`, 'utf8')).map((text) => `${name}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
