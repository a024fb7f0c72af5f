// Badge and popup with DevTools closed: what happened in this tab, when each key may go on, and the way to watch a site. At the end, the
// browser has nothing to complain about: neither of the built extension nor of its open pages.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers, readWhen } from './lens.ts';

inBothBrowsers('badge and popup', {}, (lens) => {
  /** When the call was sent that a wait mends. */
  let sentAt = Infinity;

  it('asks for a site by a click in the popup, and takes it back there', async () => {
    const { browser } = lens();
    await browser.go(SHOP);
    await lens().call('/products', { key: keyText(KEYS.revoked) });
    const watched = (): Promise<string | undefined> =>
      browser.popup(() => document.querySelector<HTMLElement>('.site')?.dataset['watched']);
    await until(async () => (await watched()) === 'false', 'the popup says that the site is not watched');
    await browser.answerPrompts(['https://shop.example/*']);
    await browser.popupClick('[data-testid=watch]');
    await until(async () => (await watched()) === 'true', 'watched');
    await browser.popupClick('[data-testid=unwatch]');
    await until(async () => (await watched()) === 'false', 'taken back');
    await browser.closePopup();
    await browser.grant(['https://shop.example/*']);
  });

  it('the badge counts the unseen failures of its tab, coloured by the worst', async () => {
    const { browser } = lens();
    const key = SPARE_KEYS.external[0]!;
    lens().sandbox.setFault({ status: 503, body: 'documented', keyId: key.keyId, times: 1 });
    const badge = () => browser.badge();
    const { color: plain } = await badge();
    sentAt = Date.now();
    await lens().call('/products', { key: keyText(key) });
    // The colour is set after the text.
    const { color: waits } = await readWhen('one, in a colour', badge, ({ text, color }) => {
      expect(text).toBe('1');
      expect(color).not.toEqual(plain);
    });
    await lens().call('/products', { key: keyText(KEYS.revoked) });
    await readWhen('two, in another colour', badge, ({ text, color }) => {
      expect(text).toBe('2');
      expect(color).not.toEqual(waits);
    });
    await browser.newTab('about:blank');
    await readWhen('none on the new tab', badge, ({ text }) => expect(text).toBe(''));
    await browser.switchTab(0);
  });

  it('the badge stays over a navigation and a stopped background', async () => {
    const { browser } = lens();
    await browser.go(SHOP);
    await until(async () => (await browser.badge()).text === '2', 'two, after the navigation');
    await browser.stopBackground();
    expect((await browser.badge()).text).toBe('2');
    await lens().call('/products');
    await until(async () => (await browser.badge()).text === '3', 'three');
  });

  it('the popup sums up by category, gives the next safe retry of the key, and rests the badge', async () => {
    const { browser } = lens();
    await until(() => browser.popup(() => document.documentElement.hasAttribute('data-ready')), 'the popup');
    // The badge is told at once, storage writes behind.
    const { waits } = await readWhen(
      'the failures in the popup',
      () =>
        browser.popup(() => ({
          categories: Object.fromEntries(
            [...document.querySelectorAll<HTMLElement>('[data-category]')].map(({ dataset }) => [
              dataset['category'],
              Number(dataset['count']),
            ]),
          ),
          waits: [...document.querySelectorAll<HTMLElement>('[data-not-before]')].map(({ dataset }) =>
            Number(dataset['notBefore']),
          ),
        })),
      ({ categories }) => expect(categories).toEqual({ unauthorized: 2, 'no-generator': 1 }),
    );
    expect(waits[0]).toBeGreaterThan(sentAt);
    expect(waits[0]).toBeLessThan(Date.now() + 90_000);
    expect(await browser.popup(() => document.body.innerText)).toContain('DevTools');
    await browser.closePopup();
    await until(async () => (await browser.badge()).text === '', 'the badge rests');
  });

  it('panel, popup and options open', async () => {
    const { browser } = lens();
    await lens().openPanel();
    await lens().rowsWhen('the failures', (rows) => rows.length > 0);
    await until(() => browser.popup(() => document.documentElement.hasAttribute('data-ready')), 'the popup');
    await browser.closePopup();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
    await until(() => browser.page(() => document.documentElement.hasAttribute('data-ready')), 'the options');
    // The panel's page as a tab has no tab to inspect: it shows the failures of all, and offers nothing else.
    await browser.newTab(`${browser.extensionUrl}src/panel/index.html`);
    await until(() => browser.page(() => document.querySelector('[role=row][data-status]') !== null), 'the panel in a tab');
    expect(await browser.page(() => document.querySelector('[data-testid=scope-tab]'))).toBeNull();
  });

  it('gives the browser nothing to complain about', async () => {
    expect(await lens().browser.complaints()).toEqual([]);
  });
});
