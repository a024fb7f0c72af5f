// Another language while the panel is open: labels and explanations change at once, and the choice stays.
import { expect, it } from 'vitest';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

inBothBrowsers('languages', {}, (lens) => {
  const inPanel = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => lens().browser.panel(fn, ...args);
  const choose = (language: string) =>
    inPanel((chosen) => {
      const select = document.querySelector<HTMLSelectElement>('dialog [data-testid=language]');
      if (!select) return false;
      select.value = chosen;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    }, language);
  const spoken = () =>
    inPanel(() => ({
      lang: document.documentElement.lang,
      clear: document.querySelector('[data-testid=clear]')?.getAttribute('title'),
      what: document.querySelector('[data-testid=what]')?.textContent,
      wide: document.documentElement.scrollWidth - innerWidth,
    }));
  const spokenIn = (lang: string) =>
    until(async () => {
      const now = await spoken();
      return now.lang === lang && now;
    }, `the panel in ${lang}`);

  it('change the labels and the explanation of the open call', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    expect(await lens().call(`${sandbox.url}/api/external/products`)).toBe(401);
    await lens().rowsWhen('the refused call', (rows) => rows.some(({ status }) => status === '401'));
    // A line that comes up above the list may move the row from under a click: until it is open.
    await until(async () => {
      const { what } = await spoken();
      if (what === undefined) await browser.panelClick('[role=row][data-status="401"]');
      return what;
    }, 'the explanation');
    const english = await spoken();
    expect(english).toMatchObject({ lang: 'en', clear: 'Clear the list' });

    await browser.panelClick('[data-testid=help]');
    await until(() => choose('pl'), 'the choice of language');
    const polish = await spokenIn('pl');
    expect(polish.clear).toBe('Wyczyść listę');
    expect(polish.what).toMatch(/^Wywołanie odrzucono/);

    await until(() => choose('uk'), 'the choice of language');
    expect((await spokenIn('uk')).what).toMatch(/[а-щьюяїєі]/);
    await readWhen('nothing sticks out', spoken, ({ wide }) => expect(wide).toBe(0));
  });

  it('are remembered: the panel opens in the chosen one', async () => {
    const { browser } = lens();
    await browser.closePanel();
    await lens().openPanel();
    expect((await spokenIn('uk')).clear).not.toBe('Clear the list');
  });
});
