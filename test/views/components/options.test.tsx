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

/** As a key does it: the button has the focus first. */
async function press(selector: string): Promise<void> {
  const button = document.querySelector<HTMLElement>(selector);
  button?.focus();
  expect(document.activeElement).toBe(button);
  await act(async () => {
    button?.click();
    await Promise.resolve();
  });
}

async function theOptions(asked: string | null = null) {
  const settings = signal<Settings>({ ...DEFAULT_SETTINGS, added: [{ url: OWN, surface: 'external' }] });
  const sites = signal<string[]>([]);
  const seen = signal<SeenCall | null>(null);
  const props = {
    settings,
    preferences: signal(DEFAULT_PREFERENCES),
    sites,
    ownHosts: ['https://app.qamera.ai/*'],
    asked,
    lastSeen: (base: string) => (base === OWN ? seen.value : null),
    save: async (changed: Settings) => void (settings.value = changed),
    savePreferences: async () => undefined,
    watch: async (origin: string) => {
      sites.value = [`${origin}/*`];
      return true;
    },
    unwatch: (pattern: string) => void (sites.value = sites.value.filter((one) => one !== pattern)),
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
    sites,
    find,
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
    test: () => ({
      state: find('base-test').dataset['state'],
      says: find('base-test').textContent,
      told: find('base-test').querySelector('[role=status]')?.textContent,
    }),
  };
}

it('each base URL has its live test: permission, waiting, the latest call', async () => {
  const { test, click, seen } = await theOptions();
  expect(test().state).toBe('refused');
  await click('ask-again');
  expect(test()).toMatchObject({ state: 'waits', says: expect.stringContaining('No call to it is on record now') });
  await act(() => void (seen.value = { at: 1_000, call: 'GET /products', status: 402 }));
  expect(test()).toMatchObject({ state: 'seen', says: expect.stringContaining('GET /products, 402') });
});

it('a call that failed is no success, and a screen reader is told of the first call alone', async () => {
  const { test, seen } = await theOptions();
  await act(() => void (seen.value = { at: 1_000, call: 'GET /products', status: 502 }));
  const { told, says } = test();
  expect(says).toMatch(/^Seen: .*GET \/products, 502/);
  expect(says).not.toContain('works');
  await act(() => void (seen.value = { at: 2_000, call: 'POST /presets', status: null }));
  expect(test().says).toContain('POST /presets, no answer');
  expect(test().told).toBe(told);
  expect(told).not.toContain('products');
});

it('the focus of an entry that is removed stays in its section', async () => {
  const { sites } = await theOptions();
  await act(() => void (sites.value = ['https://a.example/*', 'https://b.example/*']));
  await press('#bases ~ .bases button');
  expect(document.querySelector('#bases ~ .bases li')).toBeNull();
  expect(document.activeElement?.textContent).toBe('Base URLs');
  await press('#sites ~ .bases button');
  expect(sites.value).toEqual(['https://b.example/*']);
  expect(document.activeElement?.textContent).toBe('Watched sites');
});

it('the focus of a button that has done its work goes to what tells so, not to one that undoes it', async () => {
  const { sites } = await theOptions('https://shop.example');
  await press('[data-testid=watch]');
  expect([sites.value, document.activeElement?.id]).toEqual([['https://shop.example/*'], 'ask']);
  await press('[data-testid=unwatch]');
  expect([sites.value, document.activeElement?.id]).toEqual([[], 'ask']);
  await press('[data-testid=ask-again]');
  expect([document.querySelector('[data-testid=ask-again]'), document.activeElement?.id]).toEqual([null, 'bases']);
});

it('what is kept is chosen, and an hour is one', async () => {
  const { choose, click, select, settings } = await theOptions();
  expect([...select('keep-minutes').options].map(({ textContent }) => textContent)).toEqual([
    '15 minutes',
    'an hour',
    '8 hours',
    'until the browser closes',
  ]);
  await choose('keep-minutes', '60');
  await choose('keep-failures', '100');
  await click('keep-apply');
  expect(settings.value.keep).toEqual({ failures: 100, minutes: 60 });
  await choose('keep-minutes', 'null');
  await click('keep-apply');
  expect(settings.value.keep).toEqual({ failures: 100, minutes: null });
});

it('choosing lets nothing go: the button does, and what keeps less is said before', async () => {
  const { choose, click, find, select, settings } = await theOptions();
  const before = settings.value.keep;
  const says = (): string => find('keep-says').textContent ?? '';
  expect(says()).toBe('');
  await choose('keep-failures', '300');
  await choose('keep-failures', '100');
  expect(settings.value.keep).toEqual(before);
  expect(select('keep-failures').value).toBe('100');
  expect(says()).toContain('older failures go at once');
  await click('keep-apply');
  expect(settings.value.keep.failures).toBe(100);
  expect(says()).toMatch(/^Saved/);
  await choose('keep-failures', '300');
  expect(says()).toBe('Not saved yet.');
  await choose('keep-minutes', '15');
  expect(says()).toContain('older failures go at once');
  await act(() => void (settings.value = { ...settings.value, keep: before }));
  expect([select('keep-failures').value, select('keep-minutes').value, says()]).toEqual(['1000', 'null', '']);
});
