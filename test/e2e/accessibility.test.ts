// axe-core finds nothing on any view in any state that people meet it in, in both themes and all languages, in the real pages of both
// browsers; and what axe does not look at: the grid's numbers, and a focus that is never lost.
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../src/words/languages.ts';
import { type Looked, axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { type Lens, SHOP, inBothBrowsers, readWhen } from './lens.ts';
import { put, stagedRecords, struck } from './looks/stage.ts';
import { OPENED, pick, press as pressIn, there as thereIn } from './looks/walk.ts';

type View = 'panel' | 'popup' | 'page';

/** A state of the panel: how it is reached from the list, and left again. */
interface State {
  name: string;
  /** What it adds to the page: the rest of it is looked at once, with the words and colours of the list. */
  part?: string;
  reach: (lens: Lens) => Promise<unknown>;
  leave?: (lens: Lens) => Promise<unknown>;
}
type LookAt = (view: View, state: Pick<State, 'name' | 'part'>, light?: Looked) => Promise<string[]>;
const there = (lens: Lens, selector: string): Promise<unknown> => thereIn(lens.browser, selector);
const gone = (lens: Lens, selector: string): Promise<unknown> =>
  until(() => lens.browser.panel((one) => document.querySelector(one) === null, selector), `${selector} gone`);
const press = (lens: Lens, selector: string): Promise<unknown> => pressIn(lens.browser, selector);
const opened = (name: string, { open, close } = OPENED[name]!): State => ({
  name,
  reach: (lens) => open(lens.browser),
  leave: (lens) => close(lens.browser),
});
const type = (lens: Lens, selector: string, text: string): Promise<unknown> =>
  lens.browser.panel(
    (one, typed) => {
      const field = document.querySelector<HTMLInputElement>(one);
      if (!field) return;
      field.focus();
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    selector,
    text,
  );
const openAll = (lens: Lens): Promise<unknown> =>
  lens.browser.panel(() =>
    document.querySelectorAll<HTMLDetailsElement>('.detail details').forEach((part) => (part.open = true)),
  );
const detailOf = (name: string, row: string): State => ({
  name: `detail of ${name}`,
  part: '.detail',
  reach: async (lens) => {
    await pick(lens.browser, row);
    await openAll(lens);
  },
});
const dialog = (name: string, opener: string, fill?: (lens: Lens) => Promise<unknown>): State => ({
  name,
  part: 'dialog[open]',
  reach: async (lens) => {
    await press(lens, opener);
    await there(lens, 'dialog[open]');
    await fill?.(lens);
  },
  leave: async (lens) => {
    await lens.browser.panelKey('Escape');
    await gone(lens, 'dialog');
  },
});
const menu = (name: string, opener: string): State => ({
  name,
  part: ':popover-open',
  reach: async (lens) => {
    await lens.browser.panelClick(opener);
    await there(lens, ':popover-open');
  },
  leave: async (lens) => {
    await lens.browser.panelKey('Escape');
    await gone(lens, ':popover-open');
  },
});
const filtered = (name: string, query: string, shows: string): State => ({
  name,
  reach: async (lens) => {
    await type(lens, '.search', query);
    await there(lens, shows);
  },
  leave: async (lens) => {
    await type(lens, '.search', '');
    await there(lens, '.row');
    await lens.browser.panel(() => (document.activeElement as HTMLElement | null)?.blur());
  },
});

/** The mark by which a page knows that its extension is still there. */
const setConnected = (lens: Lens, isConnected: boolean): Promise<unknown> =>
  lens.browser.panel((is) => {
    const { browser, chrome } = globalThis as unknown as Record<string, { runtime: object } | undefined>;
    const value = is ? location.hostname : undefined;
    for (const api of [browser, chrome])
      if (api) Object.defineProperty(api.runtime, 'id', { get: () => value, configurable: true });
  }, isConnected);

const MAIN: readonly State[] = [
  { name: 'list', reach: (lens) => there(lens, '.row') },
  detailOf('a wait', '[data-status="429"][data-count="3"]'),
  detailOf('a paid call', '[data-status="502"]'),
  dialog('help', '[data-testid=help]'),
  filtered('suggestions', 's', '[role=option]'),
];
const MORE: readonly State[] = [
  { name: 'all keys', reach: (lens) => press(lens, '[data-testid=more-keys]') },
  detailOf('a bad request', '[data-status="400"]'),
  detailOf('a refused key', '[data-status="401"]'),
  detailOf('no answer', '[data-status="0"]'),
  detailOf('the other API', '[data-status="409"]'),
  detailOf('a safe retry', '[data-status="500"]'),
  menu('the copy menu', '[data-testid=copy-as]'),
  menu('the export menu', '[data-testid=export]'),
  dialog('the support bundle', '[data-testid=bundle]'),
  dialog('the paste dialog', '[data-testid=paste]'),
  dialog('the paste dialog, filled', '[data-testid=paste]', async (lens) => {
    await type(
      lens,
      '[data-testid=paste-text]',
      'HTTP/1.1 402 Payment Required\n\n{"error":"Insufficient credits. Required: 5, available: 2."}',
    );
    await there(lens, '[data-testid=paste-show]:not(:disabled)');
  }),
  opened('pasted'),
  {
    name: 'an active suggestion',
    reach: async (lens) => {
      await type(lens, '.search', 's');
      await there(lens, '[role=option]');
      await lens.browser.panelKey('ArrowDown');
      await there(lens, '[role=option][aria-selected=true]');
    },
    leave: async (lens) => {
      await type(lens, '.search', '');
      await lens.browser.panel(() => (document.activeElement as HTMLElement | null)?.blur());
    },
  },
  {
    name: 'an incident',
    reach: async (lens) => {
      const at = Date.now();
      const outcomes = ['GET /products', 'GET /presets', 'GET /models', 'GET /sceneries'].map((endpoint) => ({
        at,
        endpoint,
        signature: endpoint,
        status: 503,
      }));
      await put(lens.browser, 'session', { incident: { outcomes } });
      await there(lens, '[data-testid=incident]');
    },
  },
  {
    name: 'a panel whose extension was updated',
    reach: async (lens) => {
      await setConnected(lens, false);
      await there(lens, '[data-testid=disconnected]');
    },
    leave: async (lens) => {
      await setConnected(lens, true);
      await gone(lens, '[data-testid=disconnected]');
    },
  },
  {
    name: 'a view that broke',
    reach: async (lens) => {
      // What the list writes its instants with fails; the sentence that says so needs no numbers.
      await lens.browser.panel(() =>
        Object.defineProperty(Intl.NumberFormat.prototype, 'format', {
          get: () => {
            throw new Error('out of numbers');
          },
        }),
      );
      await put(lens.browser, 'session', stagedRecords(Date.now()));
      await there(lens, '[data-testid=broken]');
    },
    leave: async (lens) => {
      await press(lens, '[data-testid=broken] .primary');
      await there(lens, 'html[data-ready] .row');
    },
  },
  {
    name: 'a file that is being read',
    reach: async (lens) => {
      // Its worker never hears of it.
      await lens.browser.panel(() => {
        const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage') ?? {};
        Worker.prototype.postMessage = () => void Object.defineProperty(Worker.prototype, 'postMessage', post);
      });
      await lens.chooseFile('shop.har', '{}');
      await there(lens, '[data-testid=file-busy]');
    },
    leave: async (lens) => {
      await press(lens, '[data-testid=file-cancel]');
      await gone(lens, '[data-testid=file-busy]');
    },
  },
  {
    name: 'a file that cannot be read',
    reach: async (lens) => {
      await lens.chooseFile('shop.har', 'no HAR');
      await there(lens, '[data-testid=file-problem]');
    },
    leave: async (lens) => {
      await press(lens, '[data-testid=file-problem] button');
      await gone(lens, '[data-testid=file-problem]');
    },
  },
  filtered('a filter and its words', 'status:429', '.matches'),
  filtered('a filter that finds nothing', 'nothing-has-this', '[data-testid=no-match]'),
  filtered('calls under way', 'is:pending', '[data-testid=pending]'),
];

inBothBrowsers('accessibility', {}, (lens, browserName) => {
  const look = async (view: View, looked?: Looked, part?: string): Promise<string[]> =>
    axeFindings((fn, ...args) => lens().browser[view](fn, ...args), looked, part).catch((error: unknown) => [String(error)]);
  const prefer = async (view: View, language: string, theme: string): Promise<void> => {
    const { browser } = lens();
    await put(browser, 'local', { 'view.language': language, 'view.theme': theme }, view);
    await until(
      () =>
        browser[view](
          (tag, chosen) => document.documentElement.lang === tag && document.documentElement.dataset['theme'] === chosen,
          language,
          theme,
        ),
      `${view} in ${language}, ${theme}`,
    ).catch(async (error: Error) => {
      const shown = await browser[view](() => document.body.innerText.slice(0, 300).replaceAll(/\s+/g, ' '));
      throw new Error(`${error.message}; it shows: ${shown}`, { cause: error });
    });
  };
  const findings = async (name: string, how: string, looked: Promise<string[]>): Promise<string[]> =>
    (await looked).map((one) => `${name}, ${how}: ${one}`);
  const lookAtColours: LookAt = async (view, { name, part }, light = 'colours') => {
    await prefer(view, 'en', 'dark');
    const dark = await findings(name, 'dark', look(view, 'colours', part));
    await prefer(view, 'en', 'light');
    return [...dark, ...(await findings(name, 'light', light === 'all' ? look(view) : look(view, light, part)))];
  };
  /** Colours hang on the theme, all else on the words: looked at so, every pair of the two is covered. */
  const lookAtAll: LookAt = async (view, state) => {
    const { name, part } = state;
    const found: string[] = [];
    for (const language of LANGUAGES.filter((tag) => tag !== 'en')) {
      await prefer(view, language, 'light');
      found.push(...(await findings(name, language, look(view, 'words', part))));
    }
    return [...found, ...(await lookAtColours(view, state, 'all'))];
  };

  it('finds nothing on the empty panel', async () => {
    await lens().browser.go(SHOP);
    await lens().openPanel();
    await there(lens(), '[data-testid=empty]');
    expect(await lookAtAll('panel', { name: 'empty' })).toEqual([]);
  });

  /** In Firefox, whose colours are its own: the main ones, and what stands on a ground that none of them has. */
  const own = MORE.filter(({ name }) => ['all keys', 'pasted', 'an active suggestion', 'calls under way'].includes(name));
  it.each([...MAIN, ...(browserName === 'chromium' ? MORE : own)])('finds nothing on: $name', async (state) => {
    const { reach, leave } = state;
    const { browser } = lens();
    const lookAt = browserName === 'chromium' || MAIN.includes(state) ? lookAtAll : lookAtColours;
    // Anew for each, so that keys wait and a call is under way.
    await put(browser, 'session', stagedRecords(Date.now()));
    await there(lens(), '.row');
    try {
      await reach(lens());
      expect(await lookAt('panel', state)).toEqual([]);
    } finally {
      // The next state begins at the list, whatever was found in this one.
      await leave?.(lens());
    }
  });

  it('numbers the rows of the grid, and says by which column it is sorted', async () => {
    await pick(lens().browser, '[data-status="404"]');
    await readWhen(
      'the grid',
      () =>
        lens().browser.panel(() => ({
          count: Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')),
          indices: [...document.querySelectorAll('[role=grid] tr[aria-rowindex]')].map((row) =>
            Number(row.getAttribute('aria-rowindex')),
          ),
          sorted: [...document.querySelectorAll('th[aria-sort]')].map((head) => head.getAttribute('aria-sort')),
          selected: document.querySelectorAll('[role=row][aria-selected=true]').length,
        })),
      (grid) => {
        expect(grid.indices).toEqual(Array.from({ length: grid.count }, (_, place) => place + 1));
        // Newest first: ages rise.
        expect(grid).toMatchObject({ sorted: ['ascending'], selected: 1 });
      },
    );
  });

  it('never loses the focus: after a dialog, after a row that goes, after clearing', async () => {
    const { browser } = lens();
    const focused = (): Promise<string> =>
      browser.panel(() => {
        const { activeElement: at } = document;
        return at === null || at === document.body
          ? 'nothing'
          : `${at.tagName} ${at.getAttribute('data-testid') ?? at.className}`;
      });
    await pick(browser, '[data-status="500"]');
    for (const opener of ['help', 'paste', 'bundle']) {
      await browser.panelClick(`[data-testid=${opener}]`);
      await there(lens(), 'dialog[open]');
      await browser.panelKey('Escape');
      await gone(lens(), 'dialog');
      await until(
        async () => (await focused()) === `BUTTON ${opener}` || (await focused()).includes(opener),
        `the focus back at ${opener}`,
      );
    }
    await lens().openRow('[role=row][data-status="404"]');
    await browser.panelKey('ArrowDown');
    await until(async () => (await focused()).includes('row'), 'a row has the focus');
    await browser.panelClick('.detail > header button');
    await gone(lens(), '.detail');
    await until(async () => (await focused()).includes('row'), 'the row has the focus again');
    await struck(browser);
    await there(lens(), '[data-testid=empty]');
    await readWhen('a focus after clearing', focused, (at) => expect(at).not.toBe('nothing'));
    // From inside the detail too.
    await put(browser, 'session', stagedRecords(Date.now()));
    await lens().openRow('[role=row][data-status="404"]');
    await browser.panel(() => document.querySelector<HTMLElement>('.detail')?.focus());
    await readWhen('the detail has the focus', focused, (at) => expect(at).toContain('detail'));
    await struck(browser);
    await there(lens(), '[data-testid=empty]');
    await readWhen('the empty list has the focus', focused, (at) => expect(at).toContain('empty'));
  });

  it('finds nothing at 320 px, and nothing sticks out', async () => {
    const { browser } = lens();
    await browser.dock('right', 320);
    await until(
      () => browser.panel(() => innerWidth <= 330 && document.documentElement.hasAttribute('data-ready')),
      'a narrow panel',
    );
    await put(browser, 'session', stagedRecords(Date.now()));
    await pick(browser, '[data-status="402"]');
    await openAll(lens());
    expect(await look('panel')).toEqual([]);
    await readWhen(
      'nothing sticks out',
      () => browser.panel(() => ({ width: document.documentElement.scrollWidth, room: innerWidth })),
      ({ width, room }) => expect(width).toBeLessThanOrEqual(room + 1),
    );
  });

  it('finds nothing on the demo', async () => {
    const { browser } = lens();
    await browser.dock('undocked');
    await there(lens(), 'html[data-ready]');
    await struck(browser);
    await press(lens(), '[data-testid=demo-start]');
    await there(lens(), '.row[data-status="400"]');
    expect(await look('panel')).toEqual([]);
    await press(lens(), '[data-testid=demo-exit]');
  });

  it('finds nothing on the popup', async () => {
    const { browser } = lens();
    expect(await lookAtAll('popup', { name: 'nothing failed' })).toEqual([]);
    await put(browser, 'session', stagedRecords(Date.now()));
    await until(() => browser.popup(() => document.querySelector('.categories') !== null), 'the failures');
    await browser.popup(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
    expect(await lookAtAll('popup', { name: 'failures' })).toEqual([]);
    await browser.closePopup();
  });

  it('finds nothing on the options, with a site that asks to be watched', async () => {
    const { browser } = lens();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html?watch=https%3A%2F%2Fshop.example`);
    await until(() => browser.page(() => document.querySelector('[data-testid=ask]') !== null), 'the question');
    await browser.page(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));
    expect(await lookAtAll('page', { name: 'options' })).toEqual([]);
    await browser.resizePage(320);
    expect(await look('page')).toEqual([]);
    const { width, room } = await browser.page(() => ({ width: document.documentElement.scrollWidth, room: innerWidth }));
    expect(width).toBeLessThanOrEqual(room);
  });
});
