// axe-core finds nothing on any view, in the state that people meet it in, in light and dark, in the real pages of both browsers.
import { expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers } from './lens.ts';

const THEMES = ['light', 'dark'] as const;
const SCENES = [
  'ext-400',
  'ext-402',
  'ext-404',
  'ext-502',
  'ext-503',
  'paid-502',
  'ext-cut',
  'ext-429-seconds',
  'plg-job-failed',
];

inBothBrowsers('accessibility', {}, (lens) => {
  const inPanel = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => lens().browser.panel(fn, ...args);
  const click = (selector: string) => lens().browser.panelClick(selector);

  it('finds nothing on the empty panel', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    await until(() => inPanel(() => document.querySelector('[data-testid=empty]') !== null), 'the self-check');
    for (const theme of THEMES) {
      await browser.setTheme(theme);
      await until(() => inPanel((name) => document.documentElement.dataset['theme'] === name, theme), `${theme} theme`);
      expect(await axeFindings(inPanel)).toEqual([]);
    }
  });

  it('finds nothing on list, detail with all its parts open, filter with suggestions, and help', async () => {
    const { browser } = lens();
    for (const scene of [...SCENES, 'ext-429-seconds'])
      await browser.page((id) => (globalThis as unknown as Playground).playground.run(id).then(() => null), scene);
    await lens().rowsWhen('the failures', (rows) => rows.length >= SCENES.length);
    for (const theme of THEMES) {
      await browser.setTheme(theme);
      await until(() => inPanel((name) => document.documentElement.dataset['theme'] === name, theme), `${theme} theme`);
      expect(await axeFindings(inPanel)).toEqual([]);
      await lens().openRow('[role=row][data-status="429"]');
      // It opens by itself while the key waits, which may be over by now.
      await until(() => inPanel(() => document.querySelector('.planner') !== null), 'the planner');
      await inPanel(() => document.querySelector<HTMLElement>('.planner:not([open]) summary')?.click());
      await until(() => inPanel(() => document.querySelector('.planner[open] .slots') !== null), 'the open planner');
      expect(await axeFindings(inPanel)).toEqual([]);
      await click('[data-testid=search]');
      await browser.panelKey('s');
      await until(() => inPanel(() => document.querySelector('[role=option]') !== null), 'a suggestion');
      expect(await axeFindings(inPanel)).toEqual([]);
      await browser.panelKey('Escape');
      await browser.panelKey('Escape');
      await click('[data-testid=help]');
      await until(() => inPanel(() => document.querySelector('dialog[open]') !== null), 'the help');
      expect(await axeFindings(inPanel)).toEqual([]);
      await browser.panelKey('Escape');
      await until(() => inPanel(() => document.querySelector('dialog') === null), 'the help is closed');
      await browser.panelKey('Escape');
    }
  }, 120_000);

  it('finds nothing at 320 px', async () => {
    const { browser } = lens();
    await browser.dock('right', 320);
    await until(() => inPanel(() => innerWidth <= 330), 'a narrow panel');
    await lens().openRow('[role=row][data-status="402"]');
    expect(await axeFindings(inPanel)).toEqual([]);
    const isCut = await inPanel(() => document.documentElement.scrollWidth > innerWidth + 1);
    expect(isCut).toBe(false);
  });

  it('finds nothing on the popup', async () => {
    const { browser } = lens();
    for (const theme of THEMES) {
      await browser.popup((name) => (document.documentElement.dataset['theme'] = name), theme);
      expect(await axeFindings((fn, ...args) => browser.popup(fn, ...args))).toEqual([]);
    }
    await browser.closePopup();
  });

  it('finds nothing on the options, with a site that asks to be watched', async () => {
    const { browser } = lens();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html?watch=https%3A%2F%2Fshop.example`);
    await until(() => browser.page(() => document.querySelector('[data-testid=ask]') !== null), 'the question');
    await browser.page(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
    for (const theme of THEMES) {
      await browser.page((name) => (document.documentElement.dataset['theme'] = name), theme);
      expect(await axeFindings((fn, ...args) => browser.page(fn, ...args))).toEqual([]);
    }
  });
});

interface Playground {
  playground: { run(id: string): Promise<unknown> };
}
