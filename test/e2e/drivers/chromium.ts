// Drives Chromium over the DevTools protocol: starts it with the extension, keeps its tabs, and hands each part of the interface to
// its room: DevTools (chromium-devtools.ts), the popup (chromium-popup.ts), worker, badge and permissions (chromium-extension.ts).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findBrowser } from '../../setup/browsers.mjs';
import {
  type BrowserUnderTest,
  type DockSide,
  type LaunchOptions,
  type Media,
  type Pictured,
  type Theme,
  until,
} from './browser.ts';
import { Connection, type Session } from './cdp.ts';
import { clickElement } from './cdp-input.ts';
import { ChromiumDevTools, type Dock, themeSetting } from './chromium-devtools.ts';
import { ChromiumExtension } from './chromium-extension.ts';
import { ChromiumPopup } from './chromium-popup.ts';
import { startHttpsFront } from './https-front.ts';
import { type KeptProcess, makeProfile, startKept } from './kept-process.ts';
import { callSource } from './source.ts';

interface Tab {
  targetId: string;
  session: Session;
  devtools?: ChromiumDevTools;
}

const WINDOW = { width: 1400, height: 900 };
const FLAGS = [
  '--remote-debugging-pipe',
  // Lets the pipe install an unpacked extension, in branded builds too, where --load-extension is ignored.
  '--enable-unsafe-extension-debugging',
  '--ignore-certificate-errors',
  '--no-sandbox',
  '--test-type',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  // A tab or front-end that is covered by another one must go on painting and running its timers.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--use-mock-keychain',
];
/** Drawn alike on every machine: no graphics card, no fitting of letters to a screen. */
const HEADLESS_FLAGS = ['--headless=new', '--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text'];

export async function launchChromium(options: LaunchOptions): Promise<BrowserUnderTest> {
  const executable = findBrowser('chromium');
  if (!executable) throw new Error('No Chromium was found: run npm test, which installs one, or set QAMERA_CHROMIUM.');
  const headless = options.headless ?? true;
  const front = await startHttpsFront(options.hosts ?? {});
  const rules = Object.keys(options.hosts ?? {}).map((host) => `MAP ${host}:443 127.0.0.1:${front.tlsPort}`);
  rules.push('MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost');
  const profile = makeProfile('chromium');
  writePreferences(profile, options.theme ?? 'light');
  const kept = startKept(profile, executable, [
    ...FLAGS,
    ...(headless ? HEADLESS_FLAGS : []),
    `--user-data-dir=${profile}`,
    `--window-size=${WINDOW.width},${WINDOW.height}`,
    `--host-resolver-rules=${rules.join(', ')}`,
    'about:blank',
  ]);
  const connection = new Connection(kept.child.stdio[3] as never, kept.child.stdio[4] as never);
  void kept.gone.then(() => front.close());
  try {
    const first = await until(async () => (await connection.targets()).find((t) => t.type === 'page'), 'first tab');
    const extension = await ChromiumExtension.load(connection, options.extensionDir);
    const manifest = JSON.parse(readFileSync(`${options.extensionDir}/manifest.json`, 'utf8'));
    const popup = new ChromiumPopup(connection, extension, manifest.action.default_popup);
    const driver = new ChromiumDriver({ connection, kept, extension, popup, headless });
    await driver.adopt(first.targetId);
    return driver;
  } catch (error) {
    await kept.stop();
    throw error;
  }
}

/**
 * The theme that DevTools starts with: a panel is told the name which held when DevTools opened. And the tool it opens at before ours is
 * chosen: one that is made faster than "Elements".
 */
function writePreferences(profile: string, theme: Theme): void {
  const preferences = { 'ui-theme': JSON.stringify(themeSetting(theme)), 'panel-selected-tab': JSON.stringify('security') };
  mkdirSync(`${profile}/Default`);
  const devtools = { preferences, synced_preferences_sync_disabled: preferences };
  writeFileSync(`${profile}/Default/Preferences`, JSON.stringify({ devtools }));
}

class ChromiumDriver implements BrowserUnderTest {
  readonly name = 'chromium';
  readonly extensionId: string;
  readonly extensionUrl: string;
  readonly closed: Promise<void>;
  readonly #connection: Connection;
  readonly #kept: KeptProcess;
  readonly #extension: ChromiumExtension;
  readonly #popup: ChromiumPopup;
  readonly #headless: boolean;
  readonly #tabs: Tab[] = [];
  #current = 0;
  #dock: Dock;

  constructor(parts: {
    connection: Connection;
    kept: KeptProcess;
    extension: ChromiumExtension;
    popup: ChromiumPopup;
    headless: boolean;
  }) {
    this.#connection = parts.connection;
    this.#kept = parts.kept;
    this.closed = parts.kept.gone;
    this.#extension = parts.extension;
    this.extensionId = parts.extension.id;
    this.extensionUrl = parts.extension.url;
    this.#popup = parts.popup;
    this.#headless = parts.headless;
    // The front-end's docked picture leaves the page's area blank, so pictures are taken undocked where nobody watches.
    this.#dock = { side: parts.headless ? 'undocked' : 'bottom' };
  }

  /** Takes a tab that is already there as the next one. */
  async adopt(targetId: string): Promise<void> {
    const session = await this.#connection.attach(targetId);
    await session.send('Page.enable');
    this.#tabs.push({ targetId, session });
  }

  get #tab(): Tab {
    return this.#tabs[this.#current] as Tab;
  }

  async go(url: string): Promise<void> {
    const { session } = this.#tab;
    let isLoaded = false;
    const off = session.on('Page.loadEventFired', () => (isLoaded = true));
    const { errorText, loaderId } = await session.send('Page.navigate', { url });
    try {
      if (errorText) throw new Error(`${url}: ${errorText}`);
      // Without a loader it was a move within the same document.
      if (loaderId) await until(() => isLoaded, `${url} loaded`, 30_000);
    } finally {
      off();
    }
  }

  page<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#tab.session.evaluate<R>(callSource(fn, args));
  }

  async clickPage(selector: string): Promise<void> {
    await clickElement({ session: this.#tab.session, run: (fn, ...args) => this.page(fn, ...args) }, selector);
  }

  async newTab(url: string): Promise<number> {
    const { targetId } = await this.#connection.call('Target.createTarget', { url: 'about:blank' });
    await this.adopt(targetId);
    this.#current = this.#tabs.length - 1;
    await this.go(url);
    return this.#current;
  }

  async switchTab(index: number): Promise<void> {
    this.#current = index;
    await this.#connection.call('Target.activateTarget', { targetId: this.#tab.targetId });
    await until(() => this.page(() => document.visibilityState === 'visible'), `tab ${index} in front`);
  }

  async resizePage(width: number | null): Promise<void> {
    const { session } = this.#tab;
    if (width === null) await session.send('Emulation.clearDeviceMetricsOverride');
    else await session.send('Emulation.setDeviceMetricsOverride', { width, height: 0, deviceScaleFactor: 0, mobile: false });
    await until(() => this.page((wanted) => wanted === null || innerWidth === wanted, width), `a page of ${width} pixels`);
  }

  tabId(): Promise<number> {
    return this.#extension.activeTabId();
  }

  async openPanel(): Promise<void> {
    const tab = this.#tab;
    tab.devtools ??= await ChromiumDevTools.open(this.#connection, tab.targetId, this.extensionId, this.#headless);
    await tab.devtools.showPanel(this.#dock);
  }
  async closePanel(): Promise<void> {
    const { devtools } = this.#tab;
    delete this.#tab.devtools;
    await devtools?.close();
  }
  get #devtools(): ChromiumDevTools {
    if (!this.#tab.devtools) throw new Error('DevTools is not open on this tab: call openPanel() first');
    return this.#tab.devtools;
  }
  async panel<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#devtools.panel(fn, ...args);
  }
  async devtoolsPage<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#devtools.devtoolsPage(fn, ...args);
  }
  async panelClick(selector: string): Promise<void> {
    await this.#devtools.panelClick(selector);
  }
  async panelDrag(selector: string, by: { x: number; y: number }): Promise<void> {
    await this.#devtools.panelClick(selector, by);
  }
  async panelKey(key: string): Promise<void> {
    await this.#devtools.panelKey(key);
  }
  async setTheme(theme: Theme): Promise<void> {
    await this.#tab.devtools?.setTheme(theme);
  }
  async dock(side: DockSide, size?: number): Promise<void> {
    this.#dock = { side, size };
    await this.#tab.devtools?.dock(this.#dock);
  }
  async screenshot(file: string, of: Pictured = 'devtools'): Promise<void> {
    if (of === 'popup') return this.#popup.screenshot(file);
    if (of !== 'page') return this.#devtools.screenshot(file, of);
    const { session } = this.#tab;
    const { width, height } = (await session.send('Page.getLayoutMetrics')).cssContentSize;
    return session.picture(file, { clip: { x: 0, y: 0, width, height, scale: 1 }, captureBeyondViewport: true });
  }
  /** The popup is asked each time that it opens: what is closed forgets. */
  async emulate(media: Media): Promise<void> {
    await this.#tab.session.emulate(media);
    if (this.#tab.devtools) await this.#tab.devtools.emulate(media);
    this.#popup.emulate(media);
  }

  background<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#extension.background(fn, ...args);
  }
  stopBackground(): Promise<void> {
    return this.#extension.stopBackground();
  }
  backgroundState(): Promise<'running' | 'stopped'> {
    return this.#extension.backgroundState();
  }

  popup<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#popup.run(fn, ...args);
  }
  popupClick(selector: string): Promise<void> {
    return this.#popup.click(selector);
  }
  closePopup(): Promise<void> {
    return this.#popup.close();
  }
  async badge(tabId?: number): Promise<{ text: string; color: [number, number, number, number] }> {
    return this.#extension.badge(tabId ?? (await this.tabId()));
  }

  grant(origins: string[]): Promise<void> {
    return this.#extension.grant(origins);
  }
  revoke(origins: string[]): Promise<void> {
    return this.#extension.revoke(origins);
  }
  answerPrompts(origins: string[]): Promise<void> {
    return this.#extension.answerPrompts(origins);
  }

  complaints(): Promise<unknown[]> {
    return this.#extension.complaints();
  }

  async close(): Promise<void> {
    await this.#connection.call('Browser.close').catch(() => {});
    await this.#kept.stop();
  }
}
