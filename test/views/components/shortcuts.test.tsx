// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../src/core/preferences.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings.ts';
import { Options } from '../../../src/views/components/options/Options.tsx';

afterEach(() => render(null, document.body));

async function theOptions(parts: { permission?: boolean } = {}) {
  const preferences = signal<Preferences>(DEFAULT_PREFERENCES);
  const notices = signal(false);
  const props = {
    settings: signal(DEFAULT_SETTINGS),
    preferences,
    sites: signal([]),
    ownHosts: [],
    asked: null,
    lastSeen: () => null,
    save: async () => undefined,
    savePreferences: async (changed: Partial<Preferences>) => void (preferences.value = { ...preferences.value, ...changed }),
    watch: async () => true,
    unwatch: () => undefined,
    notices,
    switchNotices: async (isOn: boolean) => {
      if (isOn && parts.permission === false) return false;
      notices.value = isOn;
      return true;
    },
  };
  await act(() => render(<Options {...props} />, document.body));
  const find = (id: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(`[data-testid=${id}]`);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  const isOn = (id: string): boolean => find(id).matches(':checked');
  return {
    preferences,
    notices,
    isOn,
    find,
    click: (id: string) =>
      act(async () => {
        find(id).click();
        await Promise.resolve();
      }),
    press: (id: string, key: string) =>
      act(() => void find(id).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))),
    keysOf: (name: string) => [...document.querySelectorAll(`[data-act=${name}] kbd`)].map(({ textContent }) => textContent),
    says: () => find('keys-say').textContent,
  };
}

it('a key is changed by pressing another; the list shows the new one', async () => {
  const { click, press, keysOf, preferences, says } = await theOptions();
  expect(keysOf('next')).toEqual(['↓', 'j']);
  await click('key-next');
  expect(says()).toContain('press the new key');
  await press('key-next', 'Shift');
  await press('key-next', 'X');
  expect(keysOf('next')).toEqual(['↓', 'x']);
  expect(preferences.value.keys).toEqual({ next: 'x' });
  expect(says()).toBe('“Next call” is x now.');
});

it('a key that is taken is refused by the name of what has it, and another may be pressed at once', async () => {
  const { click, press, keysOf, preferences, says } = await theOptions();
  await click('key-find');
  await press('key-find', 'j');
  expect(says()).toBe('j already stands for “Next call”. Press another key, or change that one first.');
  expect(preferences.value.keys).toEqual({});
  await press('key-find', 'Enter');
  expect(says()).toContain('belongs to the browser');
  await press('key-find', 'f');
  expect(keysOf('find')).toEqual(['f']);
});

it('Escape leaves a key, Backspace gives it up, and one button brings all back', async () => {
  const { click, press, keysOf, preferences, find } = await theOptions();
  expect(find('keys-reset').matches(':disabled')).toBe(true);
  await click('key-save');
  await press('key-save', 'Escape');
  await press('key-save', 'x');
  expect(keysOf('save')).toEqual(['s']);
  await click('key-save');
  await press('key-save', 'Backspace');
  expect(keysOf('save')).toEqual([]);
  await click('keys-reset');
  expect(preferences.value.keys).toEqual({});
  expect(keysOf('save')).toEqual(['s']);
});

it('keys that belong to what has the focus cannot be changed', async () => {
  await theOptions();
  expect(document.querySelector('[data-testid=key-back]')).toBeNull();
});

it('the notification’s switch shows the browser’s permission, whatever was clicked', async () => {
  const refused = await theOptions({ permission: false });
  await refused.click('notices');
  expect(refused.isOn('notices')).toBe(false);
  expect(document.body.textContent).toContain('the browser did not give its permission');
  render(null, document.body);
  const given = await theOptions();
  await given.click('notices');
  expect(given.isOn('notices')).toBe(true);
  await given.click('notices');
  expect(given.notices.value).toBe(false);
});
