// The built extension loads without a warning, and none comes up while its pages are open.
import { expect, it } from 'vitest';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers } from './lens.ts';

interface ExtensionInfo {
  id: string;
  manifestErrors: unknown[];
  runtimeErrors: unknown[];
  runtimeWarnings: unknown[];
}

inBothBrowsers('loading', {}, (lens) => {
  it('shows panel, popup and options', async () => {
    const { browser } = lens();
    await browser.go(SHOP);
    await lens().openPanel();
    expect(await browser.panel(() => document.querySelector('[data-testid=empty]') !== null)).toBe(true);
    await until(() => browser.popup(() => document.documentElement.hasAttribute('data-ready')), 'the popup');
    await browser.closePopup();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
    await until(() => browser.page(() => document.documentElement.hasAttribute('data-ready')), 'the options');
  });

  it('has given the browser nothing to complain about', async () => {
    const { browser } = lens();
    // Firefox keeps no such list; its add-on linter runs in `npm test`.
    if (browser.name === 'firefox') return;
    await browser.newTab('chrome://extensions');
    const infos = await browser.page(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { developerPrivate: { getExtensionsInfo(): Promise<ExtensionInfo[]> } };
      };
      return (await chrome.developerPrivate.getExtensionsInfo()).map(
        ({ id, manifestErrors, runtimeErrors, runtimeWarnings }) => ({
          id,
          complaints: [...manifestErrors, ...runtimeErrors, ...runtimeWarnings],
        }),
      );
    });
    expect(infos.find(({ id }) => id === browser.extensionId)).toEqual({ id: browser.extensionId, complaints: [] });
  });
});
