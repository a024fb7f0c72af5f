// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { SeenCall } from '../../../src/core/last-seen.ts';
import { DEFAULT_PREFERENCES } from '../../../src/core/preferences.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings.ts';
import { Options } from '../../../src/views/components/options/Options.tsx';

afterEach(() => render(null, document.body));

const OWN = 'https://api.shop.example/v2/external';

async function theOptions() {
  const settings = signal<Settings>({ ...DEFAULT_SETTINGS, added: [{ url: OWN, surface: 'external' }] });
  const sites = signal<string[]>([]);
  const seen = signal<SeenCall | null>(null);
  const props = {
    settings,
    preferences: signal(DEFAULT_PREFERENCES),
    sites,
    ownHosts: ['https://app.qamera.ai/*'],
    asked: null,
    lastSeen: (base: string) => (base === OWN ? seen.value : null),
    save: async (changed: Settings) => void (settings.value = changed),
    savePreferences: async () => undefined,
    watch: async (origin: string) => {
      sites.value = [`${origin}/*`];
      return true;
    },
    unwatch: () => undefined,
    notices: signal(false),
    switchNotices: async () => true,
  };
  await act(() => render(<Options {...props} />, document.body));
  const find = (id: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(`[data-testid=${id}]`);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  const select = (id: string): HTMLSelectElement => find(id) as HTMLSelectElement;
  return {
    settings,
    seen,
    select,
    click: (id: string) =>
      act(async () => {
        find(id).click();
        await Promise.resolve();
      }),
    choose: (id: string, value: string) =>
      act(() => {
        select(id).value = value;
        find(id).dispatchEvent(new Event('change', { bubbles: true }));
      }),
    test: () => ({ state: find('base-test').dataset['state'], says: find('base-test').textContent }),
  };
}

it('each base URL has its live test: permission, waiting, the latest call', async () => {
  const { test, click, seen } = await theOptions();
  expect(test().state).toBe('refused');
  await click('ask-again');
  expect(test()).toMatchObject({ state: 'waits', says: expect.stringContaining('No call seen yet') });
  await act(() => void (seen.value = { at: 1_000, call: 'GET /products', status: 402 }));
  expect(test()).toMatchObject({ state: 'seen', says: expect.stringContaining('GET /products, 402') });
});

it('what is kept is chosen, and an hour is one', async () => {
  const { choose, select, settings } = await theOptions();
  expect([...select('keep-minutes').options].map(({ textContent }) => textContent)).toEqual([
    '15 minutes',
    'an hour',
    '8 hours',
    'until the browser closes',
  ]);
  await choose('keep-minutes', '60');
  await choose('keep-failures', '100');
  expect(settings.value.keep).toEqual({ failures: 100, minutes: 60 });
  await choose('keep-minutes', 'null');
  expect(settings.value.keep.minutes).toBeNull();
});
