// The panel as its reader wants it: the room that list and detail share, keys chosen in the options, the language. All outlive the panel.
import { expect, it } from 'vitest';
import { KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

inBothBrowsers('the reader’s own ways', {}, (lens) => {
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

  const divider = () =>
    inPanel(() => {
      const bar = document.querySelector('[data-testid=divider]');
      const [list, detail] = [document.querySelector('.list-frame'), document.querySelector('.detail')].map((part) =>
        part?.getBoundingClientRect(),
      );
      return {
        now: Number(bar?.getAttribute('aria-valuenow')),
        share: (100 * (list?.width ?? 0)) / (bar?.parentElement?.getBoundingClientRect().width ?? 0),
        side: bar?.getAttribute('aria-orientation') ?? null,
        list: { width: Math.round(list?.width ?? 0), height: Math.round(list?.height ?? 0) },
        detail: { width: Math.round(detail?.width ?? 0), height: Math.round(detail?.height ?? 0) },
      };
    });
  const dividerWhen = (what: string, isSo: (now: Awaited<ReturnType<typeof divider>>) => boolean) =>
    until(async () => {
      const now = await divider();
      if (isSo(now)) return now;
      throw new Error(JSON.stringify(now));
    }, what);

  it('drags the divider, and moves it by keys', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    const api = `${sandbox.url}/api/external`;
    for (const path of ['/nowhere', '/nothing']) await lens().call(api + path, { key: keyText(KEYS.good) });
    await lens().rowsWhen('two rows', (rows) => rows.length === 2);
    await lens().openRow('[role=row][data-status="404"]');
    const start = await dividerWhen('side by side', ({ side }) => side === 'vertical');
    await browser.panelDrag('[data-testid=divider]', { x: -120, y: 0 });
    // What the divider says, and a key starts from, follows the layout.
    const dragged = await dividerWhen(
      'a narrower list, and a divider that says so',
      ({ list, now, share }) => list.width < start.list.width - 100 && Math.abs(now - share) <= 1,
    );
    expect(Math.abs(start.list.width - 120 - dragged.list.width)).toBeLessThanOrEqual(8);
    await inPanel(() => document.querySelector<HTMLElement>('[data-testid=divider]')?.focus());
    await browser.panelKey('ArrowRight');
    await dividerWhen('a wider list', ({ now }) => now === dragged.now + 2);
    await browser.panelKey('Home');
    const least = await dividerWhen('the least list', ({ list }) => list.width <= 220);
    expect(least.detail.width).toBeGreaterThan(320);
    await browser.panelKey('End');
    const most = await dividerWhen('the least detail', ({ detail }) => detail.width <= 330);
    expect(most.detail.width).toBeGreaterThanOrEqual(319);
    await browser.panelKey('Enter');
    await dividerWhen('as it was', ({ list }) => Math.abs(list.width - start.list.width) <= 1);
  });

  it('has a share of its own where the detail lies below, and neither side is lost at 320 px', async () => {
    const { browser } = lens();
    await browser.dock('right', 320);
    await lens().rowsWhen('two rows', (rows) => rows.length === 2);
    await lens().openRow('[role=row][data-status="404"]');
    await dividerWhen('one below the other', ({ side }) => side === 'horizontal');
    await inPanel(() => document.querySelector<HTMLElement>('[data-testid=divider]')?.focus());
    for (const [key, isSo] of [
      ['Home', ({ list, detail }) => list.height < detail.height],
      ['End', ({ list, detail }) => list.height > detail.height],
    ] as const satisfies [string, (now: Awaited<ReturnType<typeof divider>>) => boolean][]) {
      await browser.panelKey(key);
      const { list, detail } = await dividerWhen(key, isSo);
      expect(Math.min(list.height, detail.height)).toBeGreaterThanOrEqual(60);
      expect(list.width).toBeLessThanOrEqual(330);
    }
    await browser.dock('undocked');
    // Firefox loads the panel anew when it moves.
    await lens().rowsWhen('two rows', (rows) => rows.length === 2);
    await lens().openRow('[role=row][data-status="404"]');
    await dividerWhen('side by side again', ({ side }) => side === 'vertical');
  });

  it('takes a key chosen in the options, which outlives the panel', async () => {
    const { browser, sandbox } = lens();
    const options = await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
    await browser.clickPage('[data-testid=key-next]');
    // The driver presses keys in the panel only; what a key does here is tried in the unit tests.
    await browser.page(() => {
      const press = (key: string) =>
        document
          .querySelector('[data-testid=key-next]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      press('k');
      press('x');
    });
    await until(
      () => browser.page(() => document.querySelector('[data-act=next] kbd:last-child')?.textContent === 'x'),
      'the new key in the list',
    );
    await browser.switchTab(options - 1);
    await browser.closePanel();
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    await lens().call(`${sandbox.url}/api/external/nowhere`, { key: keyText(KEYS.good) });
    await lens().rowsWhen('a row', (rows) => rows.length > 0);
    await browser.panelKey('j');
    await browser.panelKey('x');
    await until(() => inPanel(() => document.querySelector('[data-testid=detail]') !== null), 'the next call');
    await browser.panelClick('[data-testid=help]');
    const listed = () => inPanel(() => document.querySelector('dialog [data-act=next]')?.textContent ?? '');
    await readWhen('the help lists it', listed, (keys) => {
      expect(keys).toContain('x');
      expect(keys).not.toContain('j');
    });
    await browser.panelKey('Escape');
  });

  it('speaks another language at once: labels and the explanation of the open call', async () => {
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

  it('opens in the language that was chosen', async () => {
    const { browser } = lens();
    await browser.closePanel();
    await lens().openPanel();
    expect((await spokenIn('uk')).clear).not.toBe('Clear the list');
  });
});
