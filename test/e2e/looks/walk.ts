// The walk through every view: each width of DevTools, each state of the panel, each theme, then popup and options. One browser
// session; what is done at each stop (a picture, a look by axe) is the caller's.
import { type BrowserUnderTest, type Theme, until } from '../drivers/browser.ts';
import { SHOP } from '../lens.ts';
import { POPUP_HEIGHT, dressed, painted, put, stagedRecords, struck } from './stage.ts';

export interface Stop {
  /** `panel-waiting-full-light`: view, state, width, theme. */
  name: string;
  view: 'panel' | 'popup' | 'page';
}
type Visit = (stop: Stop) => Promise<void>;

const THEMES: readonly Theme[] = ['light', 'dark'];
const WIDTHS = { full: ['undocked', 1280], middle: ['right', 700], narrow: ['right', 320] } as const;
/** The row whose key waits. */
export const WAITING = '[data-status="429"][data-count="3"]';
/** What the detail shows: a wait with its ring, a call to mend first, a paid one to look after first. */
const ROWS = {
  waiting: WAITING,
  'fix-first': '[data-status="401"]',
  'check-first': '[data-status="502"]',
} as const;

/** Presses a button without a mouse, once it is there and can be pressed. */
export const press = (browser: BrowserUnderTest, selector: string): Promise<unknown> =>
  until(
    () =>
      browser.panel((one) => {
        const found = document.querySelector<HTMLButtonElement>(one);
        if (!found || found.disabled) return false;
        found.click();
        return true;
      }, selector),
    selector,
  );
export const there = (browser: BrowserUnderTest, selector: string): Promise<unknown> =>
  until(() => browser.panel((one) => document.querySelector(one) !== null, selector), selector);
const PASTED = 'HTTP/1.1 402 Payment Required\n\n{"error":"Insufficient credits. Required: 5, available: 2."}';
const closeDialog = (browser: BrowserUnderTest): Promise<unknown> =>
  browser.panel(() => document.querySelector('dialog')?.close());

/** What opens over the list, or in its place, by the button that opens it. */
export const OPENED: Record<
  string,
  { open: (browser: BrowserUnderTest) => Promise<unknown>; close: (browser: BrowserUnderTest) => Promise<unknown> }
> = {
  help: {
    open: async (browser) => {
      await press(browser, '[data-testid=help]');
      await there(browser, 'dialog[open]');
    },
    close: closeDialog,
  },
  bundle: {
    open: async (browser) => {
      await press(browser, '[data-testid=bundle]');
      await there(browser, 'dialog[open]');
    },
    close: closeDialog,
  },
  export: {
    open: async (browser) => {
      await press(browser, '[data-testid=export]');
      await there(browser, ':popover-open');
    },
    close: (browser) => browser.panel(() => document.querySelector<HTMLElement>(':popover-open')?.hidePopover()),
  },
  pasted: {
    open: async (browser) => {
      await press(browser, '[data-testid=paste]');
      await there(browser, '[data-testid=paste-text]');
      await browser.panel((text) => {
        const field = document.querySelector<HTMLTextAreaElement>('[data-testid=paste-text]');
        if (!field) return;
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, PASTED);
      await press(browser, '[data-testid=paste-show]');
      await there(browser, '[data-testid=file-line]');
      await pick(browser, '[data-status="402"]');
    },
    close: async (browser) => {
      await press(browser, '[data-testid=file-close]');
      await there(browser, '.row[data-status="429"]');
    },
  },
};

export async function walk(browser: BrowserUnderTest, visit: Visit): Promise<void> {
  await browser.go(SHOP);
  await browser.openPanel();
  for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]) {
    await setOut(browser, width);
    await struck(browser);
    await until(() => browser.panel(() => document.querySelector('[data-testid=empty]') !== null), 'the empty list');
    await inThemes(browser, (theme) => visit({ name: `panel-empty-${width}-${theme}`, view: 'panel' }));
    await put(browser, 'session', stagedRecords());
    if (width === 'full') {
      await pick(browser, WAITING);
      await browser.setTheme('light');
      await browser.emulate({ reducedMotion: true, forcedColors: true });
      await listAtRest(browser);
      await visit({ name: 'panel-waiting-full-forced', view: 'panel' });
      await browser.emulate({ reducedMotion: true, forcedColors: false });
    }
    for (const [state, row] of Object.entries(ROWS)) {
      await pick(browser, row);
      await inThemes(browser, (theme) => visit({ name: `panel-${state}-${width}-${theme}`, view: 'panel' }));
    }
    if (width === 'middle') continue;
    for (const [state, { open, close }] of Object.entries(OPENED)) {
      await open(browser);
      await inThemes(browser, (theme) => visit({ name: `panel-${state}-${width}-${theme}`, view: 'panel' }));
      await close(browser);
    }
  }
  await browser.dock('undocked');
  await walkPopup(browser, visit);
  await walkOptions(browser, visit);
}

/** DevTools of that width, with the panel dressed: Firefox loads it anew when it moves. */
export async function setOut(browser: BrowserUnderTest, width: keyof typeof WIDTHS): Promise<void> {
  const [side, size] = WIDTHS[width];
  await browser.dock(side, size);
  await until(() => browser.panel(() => document.documentElement.hasAttribute('data-ready')), 'the panel is ready');
  await put(browser, 'local', { 'view.language': 'en', 'view.query': '', 'view.theme': 'auto' });
  await dressed('panel', browser);
  // What was closed before gave its focus on, and a ring with it.
  await browser.panel(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** By a click without a mouse, which would leave a row hovered. */
export async function pick(browser: BrowserUnderTest, row: string): Promise<void> {
  await until(
    () =>
      browser.panel((selector) => {
        const found = document.querySelector<HTMLElement>(`[role=row]${selector}`);
        if (found?.getAttribute('aria-selected') === 'true') return document.querySelector('[data-testid=detail]') !== null;
        found?.click();
        return false;
      }, row),
    `the detail of ${row}`,
  );
}

/** The picked row as near under the header as the list can be scrolled, however it came into view; gives the scroll. */
const scrollToPicked = (browser: BrowserUnderTest): Promise<number> =>
  browser.panel(() => {
    const picked = document.querySelector('.row[aria-selected="true"]');
    const list = picked?.closest('.list');
    // The cells of the header stay in sight, not the header around them.
    const header = list?.querySelector('th')?.getBoundingClientRect();
    if (picked && list && header) list.scrollTop += picked.getBoundingClientRect().top - header.bottom;
    return list?.scrollTop ?? 0;
  });

/** Resolves once the list stays where it is scrolled to: what is laid out late would move it. */
async function listAtRest(browser: BrowserUnderTest): Promise<void> {
  let last = -1;
  await until(async () => {
    const before = last;
    last = await scrollToPicked(browser);
    await painted('panel', browser);
    return before === last;
  }, 'the list to rest');
}

async function inThemes(browser: BrowserUnderTest, look: (theme: Theme) => Promise<void>): Promise<void> {
  for (const theme of THEMES) {
    await browser.setTheme(theme);
    await until(() => browser.panel((name) => document.documentElement.dataset['theme'] === name, theme), `the ${theme} theme`);
    await listAtRest(browser);
    await look(theme);
  }
}

async function walkPopup(browser: BrowserUnderTest, visit: Visit): Promise<void> {
  await struck(browser);
  for (const state of ['calm', 'failures']) {
    for (const theme of THEMES) {
      await put(browser, 'local', { 'view.language': 'en', 'view.theme': theme });
      await until(() => browser.popup((name) => document.documentElement.dataset['theme'] === name, theme), `the ${theme} popup`);
      await dressed('popup', browser);
      await painted('popup', browser);
      // The browser follows with the window what the stage made of the page.
      await until(() => browser.popup((height) => innerHeight >= height, POPUP_HEIGHT), 'the popup at its height');
      await visit({ name: `popup-${state}-${theme}`, view: 'popup' });
    }
    // After its clock was stopped: what is over by the real time is not, at the stage's.
    await put(browser, 'session', stagedRecords());
    await until(() => browser.popup(() => document.querySelector('.waits') !== null), 'the keys in the popup');
  }
  await browser.closePopup();
}

async function walkOptions(browser: BrowserUnderTest, visit: Visit): Promise<void> {
  await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
  for (const theme of THEMES) {
    await put(browser, 'local', { 'view.language': 'en', 'view.theme': theme }, 'page');
    await until(() => browser.page((name) => document.documentElement.dataset['theme'] === name, theme), `the ${theme} options`);
    await dressed('page', browser);
    for (const [width, ending] of [
      [null, ''],
      [320, '-narrow'],
    ] as const) {
      await browser.resizePage(width);
      await painted('page', browser);
      await visit({ name: `options${ending}-${theme}`, view: 'page' });
    }
  }
}
