// The built extension loads without a warning, and none comes up while its pages are open.
import { expect, it } from 'vitest';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers } from './lens.ts';

inBothBrowsers('loading', {}, (lens) => {
  it('shows panel, popup and options', async () => {
    const { browser } = lens();
    await browser.go(SHOP);
    await lens().openPanel();
    await until(() => browser.panel(() => document.querySelector('[data-testid=empty]') !== null), 'the empty list');
    await until(() => browser.popup(() => document.documentElement.hasAttribute('data-ready')), 'the popup');
    await browser.closePopup();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
    await until(() => browser.page(() => document.documentElement.hasAttribute('data-ready')), 'the options');
  });

  it('has given the browser nothing to complain about', async () => {
    expect(await lens().browser.complaints()).toEqual([]);
  });
});
