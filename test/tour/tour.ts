// The two forms of the tour. In: which browser, and the sandbox's port. Out: an open browser until the user ends it, or the rows
// that the real panel shows, printed as a table, and screenshots in artifacts/tour.
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BrowserUnderTest, launch, until } from '../e2e/drivers/browser.ts';
import { painted } from '../e2e/looks/stage.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type PanelRow, readRows } from './rows.ts';
import { tableLines } from './table.ts';

export interface TourOptions {
  browser: 'chromium' | 'firefox';
  /** 0: any free ports. */
  port: number;
  root: string;
}

/** Columns of the table where the output is a file or a pipe. */
const WITHOUT_TERMINAL = 100;

const start = async ({ port }: TourOptions): Promise<Sandbox> =>
  startSandbox(port === 0 ? {} : { port, playgroundPort: port + 1 });

const open = (options: TourOptions, headless: boolean): Promise<BrowserUnderTest> =>
  launch(options.browser, { extensionDir: join(options.root, 'dist', options.browser), headless });

async function showPanel(browser: BrowserUnderTest, sandbox: Sandbox): Promise<void> {
  await browser.go(sandbox.playgroundUrl);
  await browser.openPanel();
  await until(() => browser.panel(() => document.documentElement.hasAttribute('data-ready')), 'the panel to be ready', 30_000);
}

/** With a window: everything is left to the user, until the browser is closed or Ctrl+C is pressed. */
export async function openTour(options: TourOptions): Promise<void> {
  const sandbox = await start(options);
  try {
    const browser = await open(options, false);
    try {
      const interrupted = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
      });
      await showPanel(browser, sandbox);
      console.log(`Playground: ${sandbox.playgroundUrl}`);
      console.log('Press its buttons and watch the Qamera panel of DevTools. Close the browser or press Ctrl+C to end.');
      await Promise.race([interrupted, browser.closed]);
    } finally {
      await browser.close();
    }
  } finally {
    await sandbox.close();
  }
}

/** Without a display: presses every button and prints what the real panel then shows. */
export async function printTour(options: TourOptions): Promise<void> {
  const folder = join(options.root, 'artifacts', 'tour');
  mkdirSync(folder, { recursive: true });
  const sandbox = await start(options);
  try {
    const browser = await open(options, true);
    try {
      console.log(`Opening DevTools at the panel in ${options.browser}`);
      await showPanel(browser, sandbox);
      const rows = await pressEverything(browser, sandbox);
      console.log(`The panel shows ${rows.length} rows, newest first:\n`);
      for (const line of tableLines(rows, process.stdout.columns ?? WITHOUT_TERMINAL)) console.log(line);
      const pictures = await takePictures(browser, join(folder, options.browser));
      console.log(`\nScreenshots: ${pictures.map((file) => relative(options.root, file)).join(', ')}`);
    } finally {
      await browser.close();
    }
  } finally {
    await sandbox.close();
  }
}

const scenesOf = (): string[] => (window as unknown as { playground: { scenes: string[] } }).playground.scenes;
const isBusy = (id: string): boolean => document.querySelector(`[data-scene="${id}"]`)?.getAttribute('aria-busy') === 'true';
/** Readings of the list, 50 ms apart, that must agree before it counts as complete. */
const CALM_READINGS = 20;

/** A real click on each button, one after the other; then until the panel shows every error status that was answered, and rests. */
async function pressEverything(browser: BrowserUnderTest, sandbox: Sandbox): Promise<PanelRow[]> {
  const scenes = await until(() => browser.page(scenesOf), 'the playground');
  console.log(`Pressing the ${scenes.length} buttons of the playground`);
  for (const id of scenes) {
    await browser.clickPage(`[data-scene="${id}"]`);
    await until(async () => !(await browser.page(isBusy, id)), `scene ${id} to end`, 60_000);
  }
  const calls = sandbox.log().filter(({ preflight, status }) => !preflight && status !== null && status >= 400);
  const answered = new Set(calls.map(({ status }) => String(status)));
  let last = '';
  let calm = 0;
  return until(
    async () => {
      const rows = await browser.panel(readRows);
      const seen = rows.map(({ status, count, call }) => `${status} ${count} ${call}`).join('\n');
      calm = seen === last ? calm + 1 : 0;
      last = seen;
      const shown = new Set(rows.map(({ status }) => status));
      return calm >= CALM_READINGS && [...answered].every((status) => shown.has(status)) && rows;
    },
    `the panel to show the statuses ${[...answered].toSorted().join(', ')}`,
    30_000,
  );
}

async function takePictures(browser: BrowserUnderTest, prefix: string): Promise<string[]> {
  const files = ['panel-light', 'panel-dark', 'panel-narrow', 'popup'].map((name) => `${prefix}-${name}.png`);
  const [light, dark, narrow, popup] = files as [string, string, string, string];
  await browser.panelClick('[role=row][data-status]');
  await painted('panel', browser);
  await browser.screenshot(light);
  await browser.setTheme('dark');
  await until(() => browser.panel(() => document.documentElement.dataset['theme'] === 'dark'), 'the dark theme');
  await painted('panel', browser);
  await browser.screenshot(dark);
  await browser.setTheme('light');
  await browser.dock('undocked', 320);
  await until(() => browser.panel(() => innerWidth <= 340), 'the narrow panel');
  await painted('panel', browser);
  // The panel alone: in a picture of the whole of DevTools, Firefox leaves out what is drawn through a mask.
  await browser.screenshot(narrow, 'panel');
  await painted('popup', browser);
  await browser.screenshot(popup, 'popup');
  return files;
}
