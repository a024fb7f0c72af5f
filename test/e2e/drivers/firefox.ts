// Drives Firefox: every step is a function of firefox-inside.ts, run in the browser's own context over Marionette.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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
import { type Inside, inside, type View } from './firefox-inside.ts';
import { startHttpsFront } from './https-front.ts';
import { type Marionette, startFirefox } from './marionette.ts';
import { callSource, elementPoint, isPanelDocked, type Point } from './source.ts';

/** Of DevTools in a window of their own. A size that is asked for is waited for: the one before may be narrow. */
const UNDOCKED_WIDTH = 1280;

export async function launchFirefox(options: LaunchOptions): Promise<BrowserUnderTest> {
  const executable = findBrowser('firefox');
  if (!executable) throw new Error('No Firefox was found: run npm test, which installs one, or set QAMERA_FIREFOX.');
  const manifest = JSON.parse(readFileSync(`${options.extensionDir}/manifest.json`, 'utf8'));
  const front = await startHttpsFront(options.hosts ?? {});
  const proxy = { 'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.ssl': '127.0.0.1' };
  try {
    const marionette = await startFirefox(executable, {
      headless: options.headless ?? true,
      preferences: {
        ...proxy,
        'network.proxy.http_port': front.proxyPort,
        'network.proxy.ssl_port': front.proxyPort,
        'devtools.theme': options.theme ?? 'light',
        'devtools.toolbox.footer.height': 500,
      },
    });
    await marionette.installTemporary(options.extensionDir);
    const driver = new FirefoxDriver(marionette, manifest.browser_specific_settings.gecko.id, () => front.close());
    await driver.start(options.headless ?? true);
    return driver;
  } catch (error) {
    front.close();
    throw error;
  }
}

const HOST_TYPES = { bottom: 'bottom', right: 'right', undocked: 'window' } as const;

class FirefoxDriver implements BrowserUnderTest {
  readonly name = 'firefox';
  readonly extensionId: string;
  readonly closed: Promise<void>;
  extensionUrl = '';
  readonly #marionette: Marionette;
  readonly #onClose: () => void;
  readonly #tabs: number[] = [];
  #current = 0;
  #dock: { side: DockSide; size: number | null } = { side: 'bottom', size: null };

  constructor(marionette: Marionette, extensionId: string, onClose: () => void) {
    this.#marionette = marionette;
    this.closed = marionette.gone;
    this.extensionId = extensionId;
    this.#onClose = onClose;
  }

  async start(headless: boolean): Promise<void> {
    if (headless) this.#dock = { side: 'undocked', size: UNDOCKED_WIDTH };
    this.#tabs.push(await this.#inside('firstTab'));
    this.extensionUrl = await this.#inside('baseUrl');
    await until(async () => (await this.backgroundState()) === 'running', 'extension background');
  }

  async #inside<K extends keyof Inside>(operation: K, ...args: Parameters<Inside[K]>): Promise<Awaited<ReturnType<Inside[K]>>> {
    const source = `(id, operation, args) => (${String(inside)})(id)[operation](...args)`;
    return this.#marionette.run<Awaited<ReturnType<Inside[K]>>>(source, this.extensionId, operation, args);
  }

  get #tab(): number {
    return this.#tabs[this.#current] as number;
  }

  #evaluate<R>(view: View | 'page', fn: (...args: never[]) => unknown, args: unknown[]): Promise<R> {
    return this.#inside('evaluate', view, this.#tab, callSource(fn, args)) as Promise<R>;
  }

  async #click(view: View | 'page', selector: string, by: Point = { x: 0, y: 0 }): Promise<void> {
    const find = String(elementPoint);
    await until(() => this.#inside('click', view, this.#tab, find, selector, by.x, by.y), `${selector} in the ${view}`);
  }

  async go(url: string): Promise<void> {
    await this.#inside('go', this.#tab, url);
  }
  page<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#evaluate('page', fn, args);
  }
  clickPage(selector: string): Promise<void> {
    return this.#click('page', selector);
  }
  async newTab(url: string): Promise<number> {
    this.#tabs.push(await this.#inside('addTab'));
    this.#current = this.#tabs.length - 1;
    await this.go(url);
    return this.#current;
  }
  async switchTab(index: number): Promise<void> {
    this.#current = index;
    await this.#inside('selectTab', this.#tab);
    await until(() => this.page(() => document.visibilityState === 'visible'), `tab ${index} in front`);
  }
  async resizePage(width: number | null): Promise<void> {
    await this.#inside('resizePage', this.#tab, width);
    await until(() => this.page((wanted) => wanted === null || innerWidth === wanted, width), `a page of ${width} pixels`);
  }
  tabId(): Promise<number> {
    return Promise.resolve(this.#tab);
  }

  async openPanel(): Promise<void> {
    await this.#inside('openPanel', this.#tab, HOST_TYPES[this.#dock.side]);
    await this.#applyDock();
  }
  async closePanel(): Promise<void> {
    await this.#inside('closePanel', this.#tab);
  }
  panel<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#evaluate('panel', fn, args);
  }
  panelClick(selector: string): Promise<void> {
    return this.#click('panel', selector);
  }
  panelDrag(selector: string, by: Point): Promise<void> {
    return this.#click('panel', selector, by);
  }
  async panelKey(key: string): Promise<void> {
    await this.#inside('key', 'panel', this.#tab, key);
  }
  devtoolsPage<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#evaluate('devtools', fn, args);
  }
  async setTheme(theme: Theme): Promise<void> {
    await this.#inside('setPreference', 'devtools.theme', theme);
  }
  async dock(side: DockSide, size?: number): Promise<void> {
    this.#dock = { side, size: size ?? (side === 'undocked' ? UNDOCKED_WIDTH : null) };
    await this.#applyDock();
  }
  async #applyDock(): Promise<void> {
    const { side, size } = this.#dock;
    // Firefox loads the panel anew when DevTools move to another side, and a window that is just opening ignores its first size.
    await until(async () => {
      await this.#inside('dock', this.#tab, HOST_TYPES[side], size);
      return this.panel(isPanelDocked, side, size);
    }, `DevTools ${side}`);
  }
  async screenshot(file: string, of: Pictured = 'devtools'): Promise<void> {
    if (of === 'popup') await this.popup(() => document.readyState);
    const picture = of === 'devtools' ? this.#inside('toolboxPicture', this.#tab) : this.#inside('picture', of, this.#tab);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(await picture, 'base64'));
  }
  async emulate({ reducedMotion, forcedColors }: Media): Promise<void> {
    await this.#inside('setPreference', 'ui.prefersReducedMotion', reducedMotion ? 1 : 0);
    await this.#inside('setPreference', 'browser.display.document_color_use', forcedColors ? 2 : 0);
    const isDone = (reduced: boolean, forced: boolean): boolean =>
      matchMedia('(prefers-reduced-motion: reduce)').matches === reduced &&
      matchMedia('(forced-colors: active)').matches === forced;
    await until(() => this.panel(isDone, reducedMotion, forcedColors), 'the media in the panel');
  }

  async background<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    await this.#inside('startBackground');
    return this.#evaluate('background', fn, args);
  }
  async stopBackground(): Promise<void> {
    await until(() => this.#inside('stopBackground'), 'background stopped');
  }
  async backgroundState(): Promise<'running' | 'stopped'> {
    return (await this.#inside('backgroundState')) === 'running' ? 'running' : 'stopped';
  }

  async popup<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    await this.#inside('openPopup');
    return this.#evaluate('popup', fn, args);
  }
  async popupClick(selector: string): Promise<void> {
    await this.#inside('openPopup');
    await this.#click('popup', selector);
  }
  async closePopup(): Promise<void> {
    await this.#inside('closePopup');
  }
  badge(tabId?: number): Promise<{ text: string; color: [number, number, number, number] }> {
    return this.#inside('badge', tabId ?? this.#tab);
  }

  async grant(origins: string[]): Promise<void> {
    await this.#inside('changePermissions', 'add', origins);
  }
  async revoke(origins: string[]): Promise<void> {
    await this.#inside('changePermissions', 'remove', origins);
  }
  /** Firefox knows no answer for single origins: every prompt is taken as granted from now on. */
  async answerPrompts(_origins: string[]): Promise<void> {
    await this.#inside('setPreference', 'extensions.webextOptionalPermissionPrompts', false);
  }
  complaints(): Promise<unknown[]> {
    return this.#inside('complaints');
  }

  async close(): Promise<void> {
    await this.#marionette.close();
    this.#onClose();
  }
}
