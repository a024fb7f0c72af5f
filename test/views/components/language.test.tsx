// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.ts';
import { Options } from '../../../src/views/components/options/Options.tsx';
import { Panel } from '../../../src/views/components/Panel.tsx';
import { age, duration } from '../../../src/views/format.ts';
import { createModel } from '../../../src/views/model.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../src/core/preferences.ts';
import { language, speakAs, speakIn } from '../../../src/views/speak.ts';
import { anEntry } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
afterEach(async () => {
  render(null, document.body);
  await speakIn('en');
});

const failure = () => {
  const entry = anEntry(
    {},
    {
      id: 'x',
      surface: 'plugin',
      responseBody: {
        text: JSON.stringify({ error: { code: 'x', message_i18n: { en: 'Too many.', pl: 'Za wiele.' } } }),
        truncated: false,
        missing: null,
      },
    },
  );
  const { diagnosis } = entry;
  return entryChange({
    ...entry,
    diagnosis: {
      ...diagnosis,
      facts: { message: 'Too many.' },
      what: { id: 'what.said', values: { status: 429, message: 'Too many.' } },
      causes: [{ says: { id: 'cause.rate-shared-unseen' }, evidence: 'unseen' }],
      do: [{ says: { id: 'do.obey-retry-after' } }],
    },
  });
};

it('turns the panel, its explanations and the API’s message to another language while it is open', async () => {
  const outside = anOutside();
  const model = createModel(outside);
  await model.start();
  await act(() => render(<Panel model={model} />, document.body));
  await act(() => {
    outside.store(failure());
    outside.pass(200);
  });
  await act(() => document.querySelector<HTMLElement>('[role=row]')?.click());
  expect(text('[data-testid=counts]')).toBe('1 failure in 1 row');
  expect(text('[data-testid=what]')).toContain('The answer was 429: “Too many.”');
  const english = document.body.textContent ?? '';

  await act(() => speakIn('pl'));
  expect(text('[data-testid=counts]')).toBe('1 błąd w 1 wierszu');
  expect(text('[data-testid=what]')).toBe('Odpowiedź 429: „Za wiele.”');
  expect(text('[data-testid=message]')).toBe('Za wiele.');
  expect(text('.cause')).toBe('Tego samego klucza używa inny program. możliwe; wie to tylko serwer');
  expect(text('.steps')).toBe('Poczekaj tyle, ile mówi Retry-After.');
  expect(text('.c-what .says')).toContain('Odpowiedź 429');
  expect(document.querySelector('.detail')?.getAttribute('aria-label')).toBe('Wybrane wywołanie');

  await act(() => speakIn('uk'));
  // Ukrainian is not among the answer's languages: the message stays as the diagnosis has it.
  expect(text('[data-testid=message]')).toBe('Too many.');
  expect(text('[data-testid=counts]')).toMatch(/[а-щ]/);

  await act(() => speakIn('en'));
  expect(document.body.textContent).toBe(english);
});

it('finds the words that are shown, in the language they are shown in', async () => {
  const outside = anOutside();
  const model = createModel(outside);
  await model.start();
  outside.store(failure());
  outside.pass(200);
  const found = (query: string): number => {
    model.query.value = query;
    return model.list.rows.value.length;
  };
  expect([found('another program'), found('inny program')]).toEqual([1, 0]);
  await speakIn('pl');
  expect([found('another program'), found('inny program'), found('za wiele')]).toEqual([0, 1, 1]);
});

it('is chosen in the options, each language in its own words, and told to screen readers', async () => {
  const preferences = signal<Preferences>(DEFAULT_PREFERENCES);
  const nothing = async (): Promise<void> => undefined;
  const props = {
    settings: signal(DEFAULT_SETTINGS),
    preferences,
    sites: signal([]),
    ownHosts: [],
    asked: null,
    lastSeen: () => null,
    save: nothing,
    savePreferences: async (changed: Partial<Preferences>) => void (preferences.value = { ...preferences.value, ...changed }),
    watch: async () => true,
    unwatch: () => undefined,
    notices: signal(false),
    switchNotices: async () => true,
  };
  await act(() => render(<Options {...props} />, document.body));
  const select = document.querySelector<HTMLSelectElement>('[data-testid=language]');
  if (!select) throw new Error('no choice of language');
  expect([...select.options].map(({ textContent }) => textContent)).toEqual([
    'as the browser',
    'English',
    'Polski',
    'Українська',
  ]);
  await act(async () => {
    select.value = 'pl';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await speakAs(preferences.value.language);
  });
  expect(preferences.value.language).toBe('pl');
  expect(document.documentElement.lang).toBe('pl');
  expect(text('h1')).toBe('Qamera Error Lens: opcje');
});

it('a later choice overtakes one whose words still load', async () => {
  const slow = speakIn('uk');
  await speakIn('en');
  await slow;
  expect(language.value).toBe('en');
});

it('durations are written as the language does', async () => {
  await speakIn('pl');
  expect([duration(1_234), duration(12), age(0, 3_660_000)]).toEqual(['1,23 s', '12 ms', '1 h 1 min']);
  await speakIn('uk');
  expect(duration(1_234)).toMatch(/^1,23\sс$/);
});
