// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { Comparison } from '../../../src/core/comparison.ts';
import { LastSuccess } from '../../../src/views/components/detail/LastSuccess.tsx';
import { speakIn } from '../../../src/views/speak.ts';

afterEach(async () => {
  render(null, document.body);
  await speakIn('en');
});

const comparison: Comparison = {
  at: 1_000_000,
  status: 200,
  differences: [
    { place: 'key', name: '', change: 'changed', was: 'mk_live_a.***', is: 'mk_live_b.***', rank: 'key' },
    { place: 'key', name: 'header', change: 'changed', was: 'x-api-key', is: 'authorization', rank: 'key' },
    { place: 'body', name: '', change: 'type', was: 'json', is: 'form', rank: 'type' },
    { place: 'body', name: 'a', change: 'type', was: '1', is: '"json"', rank: 'type' },
    { place: 'query', name: 'statusFilter', change: 'removed', was: '<img src=x>', is: null, rank: 'removed' },
  ],
  more: 3,
  blind: ['header x-tenant'],
  side: 'budget',
};
const shown = async (parts: Partial<Comparison> = {}): Promise<string> => {
  await act(() => render(<LastSuccess comparison={{ ...comparison, ...parts }} />, document.body));
  return document.querySelector('[data-testid=last-success]')?.textContent ?? '';
};

it('tells where, what then and what now, in the order given', async () => {
  const text = await shown();
  expect(text).toContain('differs in 8 places');
  expect([...document.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^API key .*mk_live_a\.\*\*\*.*mk_live_b\.\*\*\*$/),
    expect.stringMatching(/^header of the key .*x-api-key.*authorization$/),
    expect.stringMatching(/^body .*Then JSONIn this call a form$/),
    expect.stringMatching(/^body a .*Then 1In this call "json"$/),
    expect.stringMatching(/^query statusFilter .*<img src=x>.*not there$/),
  ]);
  expect(document.querySelector('img')).toBeNull();
  expect(text).toContain('And 3 more differences.');
  expect(text).toContain('header x-tenant');
});

it('speaks of the server, the key or the credits only where the answer does', async () => {
  expect(await shown()).toContain('these differences need not matter');
  expect(await shown({ side: 'unknown' })).not.toContain('need not matter');
  expect(await shown({ differences: [], more: 0, side: 'credits' })).toContain('balance of credits');
});

it.each(['pl', 'uk'] as const)('in %s', async (tag) => {
  const english = await shown();
  await speakIn(tag);
  const text = await shown();
  expect(text).not.toBe(english);
  expect(text).not.toMatch(/worked\.|undefined|not there|Then/);
});

it.each([
  ['pl', ['nagłówek content-type', 'parametry adresu limit', 'treść żądania config.x'], 'nagłówki, klucz API, treść żądania …'],
  ['uk', ['заголовок content-type', 'параметри адреси limit', 'тіло запиту config.x'], 'заголовки, ключ API, тіло запиту …'],
] as const)('in %s a place is named in the language, a name on the wire stays', async (tag, places, blind) => {
  const change = { change: 'changed', was: '1', is: '2', rank: 'changed' } as const;
  await speakIn(tag);
  const text = await shown({
    differences: [
      { place: 'header', name: 'content-type', ...change },
      { place: 'query', name: 'limit', ...change },
      { place: 'body', name: 'config.x', ...change },
    ],
    blind: ['headers', 'key', 'body …'],
  });
  expect([...document.querySelectorAll('li > code')].map(({ textContent }) => textContent)).toEqual(places);
  expect(text).toContain(`: ${blind}.`);
});
