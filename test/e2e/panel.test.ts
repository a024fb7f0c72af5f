// Living in the panel: finding, sorting, reading while calls keep failing, by mouse and by keyboard alone, in the real DevTools.
import { expect, it } from 'vitest';
import { SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';
import { painted } from './looks/stage.ts';

inBothBrowsers('the panel', {}, (lens) => {
  const inPanel = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => lens().browser.panel(fn, ...args);
  const api = (path: string): string => `${lens().sandbox.url}/api/external${path}`;
  const key = (place: number): string => {
    const spare = SPARE_KEYS.external[place];
    if (!spare) throw new Error('no such spare key');
    return keyText(spare);
  };
  /** Each path is a row of its own: nothing is found there. */
  const failOn = (paths: readonly string[], place: number) =>
    lens().browser.page(
      async (addresses, value) => {
        for (const address of addresses)
          await fetch(address, { headers: { 'X-Api-Key': value } }).then((answer) => answer.text());
        return null;
      },
      paths.map(api),
      key(place),
    );
  const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, place) => `/${name}-${place}`);
  const topOfSelected = () =>
    inPanel(() => document.querySelector('.row[aria-selected="true"]')?.getBoundingClientRect().top ?? null);
  /** The focus is on the selected row. */
  const selectedHasFocus = () =>
    readWhen(
      'the focus on the selected row',
      () => inPanel(() => document.activeElement?.getAttribute('aria-selected')),
      (isSelected) => expect(isSelected).toBe('true'),
    );

  it('keeps the DOM small and shows all when scrolled', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    for (let place = 0; place < 3; place++) await failOn(numbered(`many${place}`, 55), place);
    await until(
      () => inPanel(() => document.querySelector('[data-testid=counts]')?.textContent?.includes('165 rows')),
      '165 rows counted',
    );
    await readWhen(
      'the rows near the view',
      () =>
        inPanel(() => ({
          drawn: document.querySelectorAll('[role=row]').length,
          shown: Math.ceil((document.querySelector('.list')?.clientHeight ?? 0) / 26),
        })),
      ({ drawn, shown }) => {
        expect(drawn).toBeGreaterThanOrEqual(shown);
        expect(drawn).toBeLessThanOrEqual(shown + 64);
      },
    );
    await inPanel(() => document.querySelector('.list')?.scrollTo({ top: 1_000_000 }));
    await until(
      () => inPanel(() => [...document.querySelectorAll('[role=row]')].at(-1)?.textContent?.includes('/many0-0')),
      'the oldest row at the end',
    );
    await inPanel(() => document.querySelector('.list')?.scrollTo({ top: 0 }));
    await until(
      () => inPanel(() => document.querySelector('[role=row]')?.textContent?.includes('/many2-54')),
      'the newest row on top again',
    );
  });

  it('moves nothing under the reader: focus, selection and scroll stay while calls fail', async () => {
    const { browser } = lens();
    await browser.panelKey('j');
    await browser.panelKey('ArrowDown');
    // A picked row comes into view after the next painting.
    const before = await until(async () => {
      const top = await topOfSelected();
      await painted('panel', browser);
      return top === (await topOfSelected()) && top;
    }, 'a selected row at rest');
    await failOn(numbered('zebra', 4), 3);
    await until(() => inPanel(() => document.querySelector('[data-testid=fresh]')?.textContent?.includes('4')), '4 new');
    // What comes above the list is scrolled away once it is laid out.
    await readWhen('the row where it was', topOfSelected, (top) => expect(Math.abs((top ?? 0) - before)).toBeLessThan(1));
    await selectedHasFocus();
    await browser.panelClick('[data-testid=fresh]');
    await until(
      () => inPanel(() => document.querySelector('[role=row]')?.textContent?.includes('/zebra-3')),
      'the newest on top',
    );
    await selectedHasFocus();
    await browser.panelKey('Escape');
    await until(() => inPanel(() => document.querySelector('[data-testid=detail]') === null), 'the detail is closed');
  });

  it('finds by words, terms, chips and suggestions, with the count', async () => {
    const { browser } = lens();
    // The keys `/` and `?` are pressed where the driver can; elsewhere a click stands in.
    const toSearch = () => (browser.name === 'chromium' ? browser.panelKey('/') : browser.panelClick('[data-testid=search]'));
    const matches = () => inPanel(() => document.querySelector('.matches')?.textContent ?? '');
    await toSearch();
    for (const letter of 'zebra') await browser.panelKey(letter);
    await until(async () => (await matches()) === '4 of 169', '4 of 169');
    await browser.panelKey('Enter');
    await until(() => inPanel(() => document.querySelector('[data-testid=detail]') !== null), 'the match is selected');
    // The words can be changed at once; Escape takes them away, then leaves the field, then closes the detail.
    expect(await inPanel(() => document.activeElement?.className)).toBe('search');
    const escapeUntil = (isDone: () => boolean, what: string) =>
      until(async () => {
        await browser.panelKey('Escape');
        return inPanel(isDone);
      }, what);
    await escapeUntil(() => document.querySelector<HTMLInputElement>('.search')?.value === '', 'the filter is taken away');
    await escapeUntil(() => document.querySelector('[data-testid=detail]') === null, 'the detail is closed');
    await toSearch();
    for (const letter of 'pa') await browser.panelKey(letter);
    await browser.panelKey('ArrowDown');
    await browser.panelKey('Enter');
    await until(
      () => inPanel(() => document.querySelector<HTMLInputElement>('.search')?.value === 'path:'),
      'the suggested name',
    );
    await browser.panelKey('Escape');
    await browser.panelKey('Escape');
    await browser.panelClick('[data-chip="status:404"]');
    await until(async () => (await matches()) === '169 of 169', 'all are 404');
    await browser.panelClick('[data-chip="status:404"]');
    await until(async () => (await matches()) === '', 'the filter is empty again');
  });

  it('sorts by a column, back to newest first at the third press', async () => {
    const { browser } = lens();
    const sorted = () => inPanel(() => document.querySelector('th.c-path')?.getAttribute('aria-sort') ?? null);
    const firstWhen = (path: string) =>
      readWhen(
        `${path} on top`,
        () => inPanel(() => document.querySelector('[role=row]')?.textContent ?? ''),
        (text) => expect(text).toContain(path),
      );
    await browser.panelClick('th.c-path button');
    await until(async () => (await sorted()) === 'ascending', 'ascending');
    await firstWhen('/many0-0');
    await browser.panelClick('th.c-path button');
    await until(async () => (await sorted()) === 'descending', 'descending');
    await firstWhen('/zebra-3');
    await browser.panelClick('th.c-path button');
    await until(async () => (await sorted()) === null, 'newest first');
    await firstWhen('/zebra-3');
  });

  it('shows the keys that matter, never more than a quarter of the height', async () => {
    const { browser } = lens();
    for (let place = 4; place < 9; place++) await failOn(['/one'], place);
    await until(() => inPanel(() => document.querySelector('[data-testid=more-keys]') !== null), 'more keys');
    expect(await inPanel(() => document.querySelectorAll('[data-testid=keys] .key').length)).toBe(3);
    await browser.panelClick('[data-testid=more-keys]');
    await until(() => inPanel(() => document.querySelectorAll('[data-testid=keys] .key').length > 3), 'all keys');
    const share = await inPanel(
      () => (document.querySelector('[data-testid=keys]')?.getBoundingClientRect().height ?? 0) / innerHeight,
    );
    expect(share).toBeLessThanOrEqual(0.251);
  });

  /** In the open help; closes it. */
  const switchSingleKeys = async (on: boolean): Promise<void> => {
    const { browser } = lens();
    await until(() => inPanel(() => document.querySelector('dialog[open]') !== null), 'the help');
    await browser.panelClick('[data-testid=single-keys]');
    const isOn = (): Promise<boolean | undefined> =>
      inPanel(() => document.querySelector<HTMLInputElement>('[data-testid=single-keys]')?.checked);
    await until(async () => (await isOn()) === on, `single keys ${on ? 'on' : 'off'}`);
    await browser.panelKey('Escape');
    await until(() => inPanel(() => document.querySelector('dialog') === null), 'the help is closed');
  };

  it('reads out what stands on a line of a key where nothing cuts it off', async () => {
    const { browser } = lens();
    await readWhen(
      'what is read out',
      async () => {
        // Again, should the pointer that lies where the last click was have taken it away.
        await inPanel(() => document.querySelector<HTMLElement>('.key-strip .timeline')?.focus());
        await browser.panelKey('Home');
        return inPanel(() => {
          const { left, top, right, bottom } = document.querySelector('.timeline-says')?.getBoundingClientRect() ?? new DOMRect();
          const corners = [left + 3, right - 3].flatMap((x) => [top + 3, bottom - 3].map((y) => document.elementFromPoint(x, y)));
          return { width: right - left, seen: corners.map((element) => element?.className ?? '') };
        });
      },
      ({ width, seen }) => {
        expect(width).toBeGreaterThan(40);
        expect(seen).toEqual(Array.from({ length: 4 }, () => 'timeline-says'));
      },
    );
    await browser.panelKey('Escape');
    await until(() => inPanel(() => document.querySelector('.timeline-says') === null), 'nothing read out any more');
  });

  it('lists its keys, and lets go of the single ones', async () => {
    const { browser } = lens();
    if (browser.name === 'chromium') await browser.panelKey('?');
    else await browser.panelClick('[data-testid=help]');
    await switchSingleKeys(false);
    await browser.panelKey('j');
    await browser.panelKey('ArrowLeft');
    expect(await inPanel(() => document.querySelector('[data-testid=detail]') === null)).toBe(true);
    await browser.panelClick('[data-testid=help]');
    await switchSingleKeys(true);
    await browser.panelKey('j');
    await until(() => inPanel(() => document.querySelector('[data-testid=detail]') !== null), 'the key works again');
  });
});
