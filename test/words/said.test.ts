// What a reader gets to read: each sentence with the counts there are, each place, each headline.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { english } from '../../src/words/en/index.ts';
import { type Language, type Phrase, say } from '../../src/words/phrase.ts';
import { polish } from '../../src/words/pl/index.ts';
import { ukrainian } from '../../src/words/uk/index.ts';

type Sentence = string | ((values: never) => string);
const LANGUAGES: [string, Language][] = [
  ['en', english],
  ['pl', polish],
  ['uk', ukrainian],
];
const ids = Object.keys(english) as (keyof typeof english)[];
/** Of a table (what is wrong with JSON, which kind of value) the name; of other values the count, or a word where text is due. */
const TABLES: Record<string, string> = { problem: 'trailing-comma', got: 'list', wanted: 'object' };

function saidWith(sentence: Sentence, value: number | string): string {
  if (typeof sentence === 'string') return sentence;
  const values = new Proxy({}, { get: (_, name) => TABLES[String(name)] ?? value });
  return sentence(values as never);
}

describe.each(LANGUAGES)('%s', (tag, language) => {
  it.each([0, 1, 2, 5, 22, ''])('makes a sentence of %j', (value) => {
    const odd = ids.filter((id) => /undefined|NaN|\[object|null credit/.test(saidWith(language[id], value)));
    expect(odd).toEqual([]);
  });

  it('has a word for each place that a cause names', () => {
    const where = (place: string): string => say(language, { id: 'evidence.where', values: { where: place } });
    expect(where('header X-Api-Key')).toContain(' X-Api-Key');
    expect(where('answer item 2')).toMatch(/ 2$/);
    expect(where('of another kind')).toBe('of another kind');
    if (tag === 'en') return;
    const left = placesInCode().filter((place) => where(place) === place);
    expect(left).toEqual([]);
  });

  it('says one thing in a headline: a line of the list holds little', () => {
    const long = ids.filter(
      (id) => id.startsWith('what.') && typeof english[id] === 'string' && saidWith(language[id], '').length > 100,
    );
    expect(long).toEqual([]);
  });
});

/** Places as written beside `seen(…)` and `where:`, the name on the wire left out. */
function placesInCode(): string[] {
  const files = readdirSync('src/core', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = files.map((name) => readFileSync(`src/core/${name}`, 'utf8')).join('\n');
  const places = [
    ...code.matchAll(
      /(?:\}, |where[:=]? ?=? ?)['`]((?:header|headers|answer|body|query|path|method|browser|base|calls|other)\b[^'`$]*)/g,
    ),
  ];
  const found = [...new Set(places.map(([, place = '']) => place.trim()))];
  expect(found.length).toBeGreaterThan(10);
  return found;
}

/** Words of English that stand in no name on the wire. What a product calls its own button is quoted, and left out. */
const ENGLISH = /\b(?:the|this|and|was|were|not|with|call|calls|answer|your|key|keys|after|before|then)\b/;
const LEFT_ENGLISH = new Set(['find.name.status', 'find.name.verdict', 'find.name.is', 'help.filter.examples', 'panel.search']);
/** One word for one thing; these are the ones not taken. */
const NOT_TAKEN: Record<string, RegExp> = {
  en: /\b(?:captured|anew)\b/,
  pl: /[Pp]owtórz|zasłoni|[Kk]lucz stoi|wiersz dziennika/,
  uk: /(?:[Хх]ибн|описк|акаунт|[Мм]еж[ауі] )/,
};

it.each(LANGUAGES)('%s keeps to its own words', (tag, language) => {
  const plain = (id: keyof typeof english): string => saidWith(language[id], '').replaceAll(/[„«“][^”»]*[”»]/g, '');
  const untranslated = ids.filter((id) => tag !== 'en' && !LEFT_ENGLISH.has(id) && ENGLISH.test(plain(id)));
  expect(untranslated).toEqual([]);
  expect(ids.filter((id) => NOT_TAKEN[tag]?.test(plain(id)))).toEqual([]);
});

const COUNTS: [Phrase, string, string, string][] = [
  [
    { id: 'what.credits-short', values: { required: 1, available: 0, short: 1 } },
    'Needs 1 credit, 0 available: 1 short.',
    'Potrzeba 1 kredytu, dostępne: 0, brakuje: 1.',
    'Потрібно кредитів: 1, доступно: 0, бракує: 1.',
  ],
  [
    { id: 'what.items-failed-of', values: { failed: 1, total: 1 } },
    'The only item in this call failed.',
    'Jedyna pozycja tego wywołania się nie powiodła.',
    'Єдиний елемент цього виклику не виконано.',
  ],
  [
    { id: 'what.items-failed-of', values: { failed: 2, total: 22 } },
    '2 of 22 items in this call failed.',
    'Nie powiodło się 2 z 22 pozycji tego wywołania.',
    'У цьому виклику не виконано 2 з 22 елементів.',
  ],
  [
    { id: 'cause.item-code', values: { index: 2, code: 'quota_exceeded' } },
    'Item 3 (index 2) failed: quota_exceeded.',
    'Pozycja 3 (indeks 2) się nie powiodła: quota_exceeded.',
    'Елемент 3 (індекс 2) не виконано: quota_exceeded.',
  ],
  [
    { id: 'retry.note.elsewhere', values: { atLeast: 1 } },
    'The wait allows for at least 1 call with this key that was not seen here.',
    'Czas uwzględnia co najmniej 1 wywołanie tego klucza, którego tu nie widziano.',
    'Час враховує щонайменше 1 виклик із цим ключем, якого тут не видно.',
  ],
  [
    { id: 'retry.note.elsewhere', values: { atLeast: 22 } },
    'The wait allows for at least 22 calls with this key that were not seen here.',
    'Czas uwzględnia co najmniej 22 wywołania tego klucza, których tu nie widziano.',
    'Час враховує щонайменше 22 виклики з цим ключем, яких тут не видно.',
  ],
  [
    { id: 'retry.note.grown', values: { failures: 5 } },
    'This call has failed 5 times in a row, so the wait has grown.',
    'To wywołanie nie powiodło się 5 razy z rzędu, więc przerwa się wydłużyła.',
    'Цей виклик не вдався вже 5 разів поспіль, тож пауза зросла.',
  ],
  [
    { id: 'credits.reserved', values: { credits: 1, orders: 1, since: '14:02' } },
    'At least 1 credit of this account was seen reserved since 14:02, in 1 order.',
    'Od 14:02 widziano rezerwacje co najmniej 1 kredytu tego konta (liczba zamówień: 1).',
    'Від 14:02 видно резервування щонайменше 1 кредиту цього облікового запису (замовлень: 1).',
  ],
  [
    { id: 'panel.counts', values: { failures: 0, rows: 0 } },
    '0 failures in 0 rows',
    '0 błędów w 0 wierszach',
    '0 помилок у 0 рядках',
  ],
];

it.each(COUNTS)('%o takes the form of its counts', (phrase, ...texts) => {
  expect(LANGUAGES.map(([, language]) => say(language, phrase))).toEqual(texts);
});
