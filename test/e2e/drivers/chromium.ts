// Drives Chromium over the DevTools protocol: pages, the real DevTools front-end with our panel, the service worker, the real popup.
// Reaches into the front-end's internal modules (marked below); drivers.test.ts tells when a new Chromium changed them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { findBrowser } from '../../setup/browsers.mjs';
import { type BrowserUnderTest, type DockSide, type LaunchOptions, type Theme, until } from './browser.ts';
import { Connection, type Session } from './cdp.ts';
import { type HttpsFront, startHttpsFront } from './https-front.ts';
import { pressKey, clickPoint } from './cdp-input.ts';
import { type KeptProcess, makeProfile, startKept } from './kept-process.ts';
import { callSource, elementPoint, feelsMouse, isPanelDocked, type Point } from './source.ts';

interface Tab {
  targetId: string;
  session: Session;
  devtools?: DevTools;
}
interface DevTools {
  targetId: string;
  session: Session;
  /** Sessions of the front-end's frames (devtools page, panel), by target id. */
  frames: Map<string, Session>;
}

const WINDOW = { width: 1400, height: 900 };
const UNDOCKED = { width: 1280, height: 900 };
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

export async function launchChromium(options: LaunchOptions): Promise<BrowserUnderTest> {
  const executable = findBrowser('chromium');
  if (!executable) throw new Error('No Chromium was found: run npm test, which installs one, or set QAMERA_CHROMIUM.');
  const headless = options.headless ?? true;
  const front = await startHttpsFront(options.hosts ?? {});
  const rules = Object.keys(options.hosts ?? {}).map((host) => `MAP ${host}:443 127.0.0.1:${front.tlsPort}`);
  rules.push('MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost');
  const profile = makeProfile('chromium');
  writeThemePreference(profile, options.theme ?? 'light');
  const kept = startKept(profile, executable, [
    ...FLAGS,
    ...(headless ? ['--headless=new'] : []),
    `--user-data-dir=${profile}`,
    `--window-size=${WINDOW.width},${WINDOW.height}`,
    `--host-resolver-rules=${rules.join(', ')}`,
    'about:blank',
  ]);
  const connection = new Connection(kept.child.stdio[3] as never, kept.child.stdio[4] as never);
  void kept.gone.then(() => front.close());
  try {
    const { id } = await connection.call('Extensions.loadUnpacked', { path: options.extensionDir });
    const driver = new ChromiumDriver({ connection, kept, front, extensionId: id, extensionDir: options.extensionDir, headless });
    await driver.start();
    return driver;
  } catch (error) {
    await kept.stop();
    throw error;
  }
}

/** The theme that DevTools starts with: a panel is told the name which held when DevTools opened. */
function writeThemePreference(profile: string, theme: Theme): void {
  const preferences = { 'ui-theme': JSON.stringify(themeSetting(theme)) };
  mkdirSync(`${profile}/Default`);
  const devtools = { preferences, synced_preferences_sync_disabled: preferences };
  writeFileSync(`${profile}/Default/Preferences`, JSON.stringify({ devtools }));
}

const themeSetting = (theme: Theme): string => (theme === 'dark' ? 'dark' : 'default');

class ChromiumDriver implements BrowserUnderTest {
  readonly name = 'chromium';
  readonly extensionId: string;
  readonly extensionUrl: string;
  readonly closed: Promise<void>;
  readonly #connection: Connection;
  readonly #kept: KeptProcess;
  readonly #headless: boolean;
  readonly #popupPath: string;
  readonly #tabs: Tab[] = [];
  #current = 0;
  #dock: { side: DockSide; size?: number | undefined } = { side: 'bottom' };
  /** A page of the extension that is in no tab strip: reads badges, starts the worker. Its document runs none of our code. */
  #desk!: Session;

  constructor(parts: {
    connection: Connection;
    kept: KeptProcess;
    front: HttpsFront;
    extensionId: string;
    extensionDir: string;
    headless: boolean;
  }) {
    this.#connection = parts.connection;
    this.#kept = parts.kept;
    this.closed = parts.kept.gone;
    this.#headless = parts.headless;
    this.extensionId = parts.extensionId;
    this.extensionUrl = `chrome-extension://${parts.extensionId}/`;
    const manifest = JSON.parse(readFileSync(`${parts.extensionDir}/manifest.json`, 'utf8'));
    this.#popupPath = manifest.action?.default_popup ?? '';
    // The front-end's docked picture leaves the page's area blank, so pictures are taken undocked where nobody watches.
    if (parts.headless) this.#dock = { side: 'undocked' };
  }

  async start(): Promise<void> {
    const first = await until(async () => (await this.#connection.targets()).find((t) => t.type === 'page'), 'first tab');
    this.#tabs.push({ targetId: first.targetId, session: await this.#attachPage(first.targetId) });
    this.#desk = await this.#hiddenPage(`${this.extensionUrl}manifest.json`);
    await until(async () => (await this.backgroundState()) === 'running', 'extension worker');
  }

  get #tab(): Tab {
    return this.#tabs[this.#current] as Tab;
  }

  async #attachPage(targetId: string): Promise<Session> {
    const session = await this.#connection.attach(targetId);
    await session.send('Page.enable');
    return session;
  }

  async #hiddenPage(url: string): Promise<Session> {
    const { targetId } = await this.#connection.call('Target.createTarget', { url, hidden: true });
    const session = await this.#connection.attach(targetId);
    await until(
      () => session.evaluate<boolean>(`location.href.startsWith(${JSON.stringify(url)}) && document.readyState === 'complete'`),
      url,
    );
    return session;
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
    const find = async (): Promise<Point> => until(() => this.page(elementPoint, selector), `${selector} in the page`);
    await clickPoint(this.#tab.session, find, () => this.page(feelsMouse, selector));
  }

  async newTab(url: string): Promise<number> {
    const { targetId } = await this.#connection.call('Target.createTarget', { url: 'about:blank' });
    this.#tabs.push({ targetId, session: await this.#attachPage(targetId) });
    this.#current = this.#tabs.length - 1;
    await this.go(url);
    return this.#current;
  }

  async switchTab(index: number): Promise<void> {
    this.#current = index;
    await this.#connection.call('Target.activateTarget', { targetId: this.#tab.targetId });
    await until(() => this.page(() => document.visibilityState === 'visible'), `tab ${index} in front`);
  }

  tabId(): Promise<number> {
    return this.#desk.evaluate<number>(`chrome.tabs.query({active: true, windowType: 'normal'}).then((tabs) => tabs[0].id)`);
  }

  async openPanel(): Promise<void> {
    const tab = this.#tab;
    if (!tab.devtools) {
      const { targetId } = await this.#connection.call('Target.openDevTools', { targetId: tab.targetId });
      const session = await this.#connection.attach(targetId);
      const frames = new Map<string, Session>();
      session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        frames.set(targetInfo.targetId, this.#connection.session(sessionId));
      });
      await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
      tab.devtools = { targetId, session, frames };
    }
    const view = `chrome-extension://${this.extensionId}Qamera`;
    await until(
      () => this.#frontEnd<boolean>(`ui.InspectorView.InspectorView.instance().tabbedPane.tabIds().includes('${view}')`),
      'panel tab',
      30_000,
    );
    await this.#applyDock();
    await this.#frontEnd(`ui.ViewManager.ViewManager.instance().showView('${view}')`);
    await this.#untilDocked();
  }

  async closePanel(): Promise<void> {
    const { devtools } = this.#tab;
    delete this.#tab.devtools;
    if (!devtools) return;
    await this.#connection.call('Target.closeTarget', { targetId: devtools.targetId });
    await until(async () => (await this.#connection.targets()).every((t) => t.targetId !== devtools.targetId), 'DevTools closed');
  }

  get #devtools(): DevTools {
    if (!this.#tab.devtools) throw new Error('DevTools is not open on this tab: call openPanel() first');
    return this.#tab.devtools;
  }

  /** Evaluates in the front-end of DevTools with its internal modules `ui` and `common` (not an interface: may change with Chromium). */
  #frontEnd<R>(expression: string): Promise<R> {
    return this.#devtools.session.evaluate<R>(`(async () => {
      const ui = await import('./ui/legacy/legacy.js'), common = await import('./core/common/common.js');
      return (${expression}) ?? null; })().then((v) => (typeof v === 'object' ? null : v))`);
  }

  async #frame(path: string): Promise<{ targetId: string; session: Session }> {
    const { frames } = this.#devtools;
    return until(async () => {
      const targets = await this.#connection.targets();
      const target = targets.find((t) => t.url.startsWith(this.extensionUrl + path) && frames.has(t.targetId));
      return target && { targetId: target.targetId, session: frames.get(target.targetId) as Session };
    }, `${path} in DevTools`);
  }

  async panel<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#frame('src/panel/')).session.evaluate<R>(callSource(fn, args));
  }

  async devtoolsPage<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#frame('src/devtools/')).session.evaluate<R>(callSource(fn, args));
  }

  async panelClick(selector: string): Promise<void> {
    const { targetId } = await this.#frame('src/panel/');
    const { session } = this.#devtools;
    await session.send('DOM.enable');
    const find = async (): Promise<Point> => {
      const { x, y } = await until(() => this.panel(elementPoint, selector), `${selector} in the panel`);
      const { backendNodeId } = await session.send('DOM.getFrameOwner', { frameId: targetId });
      const { model } = await session.send('DOM.getBoxModel', { backendNodeId });
      return { x: model.content[0] + x, y: model.content[1] + y };
    };
    await clickPoint(session, find, () => this.panel(feelsMouse, selector));
  }

  async panelKey(key: string): Promise<void> {
    await this.panel(() => window.focus());
    await pressKey((await this.#frame('src/panel/')).session, key);
  }

  async setTheme(theme: Theme): Promise<void> {
    if (!this.#tab.devtools) return;
    await this.#frontEnd(`common.Settings.Settings.instance().moduleSetting('ui-theme').set('${themeSetting(theme)}')`);
  }

  async dock(side: DockSide, size?: number): Promise<void> {
    this.#dock = { side, size };
    if (!this.#tab.devtools) return;
    await this.#applyDock();
    await this.#untilDocked();
  }

  async #untilDocked(): Promise<void> {
    const { side, size } = this.#dock;
    await until(() => this.panel(isPanelDocked, side, size ?? null), `DevTools ${side} with the panel`);
  }

  async #applyDock(): Promise<void> {
    const { side, size } = this.#dock;
    const { session } = this.#devtools;
    await this.#frontEnd(`ui.DockController.DockController.instance().setDockSide('${side}')`);
    if (side === 'undocked') {
      if (!this.#headless && size === undefined) return;
      const box = { width: size ?? UNDOCKED.width, height: UNDOCKED.height, deviceScaleFactor: 0, mobile: false };
      await session.send('Emulation.setDeviceMetricsOverride', box);
      return;
    }
    await session.send('Emulation.clearDeviceMetricsOverride');
    if (size === undefined) return;
    await session.evaluate(`import('./panels/emulation/emulation.js').then((m) => {
      m.AdvancedApp.AdvancedApp.instance().rootSplitWidget.setSidebarSize(${size}); })`);
  }

  async screenshot(file: string): Promise<void> {
    await this.#capture(this.#devtools.session, file);
  }

  async #capture(session: Session, file: string): Promise<void> {
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  async #worker(): Promise<string | undefined> {
    const targets = await this.#connection.targets();
    return targets.find((t) => t.type === 'service_worker' && t.url.startsWith(this.extensionUrl))?.targetId;
  }

  async backgroundState(): Promise<'running' | 'stopped'> {
    return (await this.#worker()) ? 'running' : 'stopped';
  }

  /** Attached only for the call: a debugger that stays attached would keep the worker from going idle. */
  async background<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    if (!(await this.#worker())) {
      await this.#desk.send('ServiceWorker.enable');
      await this.#desk.send('ServiceWorker.startWorker', { scopeURL: this.extensionUrl });
      await until(() => this.#worker(), 'extension worker started');
    }
    const session = await this.#connection.attach((await this.#worker()) as string);
    try {
      return await session.evaluate<R>(callSource(fn, args));
    } finally {
      await session.detach();
    }
  }

  async stopBackground(): Promise<void> {
    const targetId = await this.#worker();
    if (!targetId) return;
    await until(async () => {
      // A worker that is still starting ignores this: ask again until it is gone.
      await this.#connection.call('Target.closeTarget', { targetId }).catch(() => {});
      return (await this.#worker()) !== targetId;
    }, 'extension worker stopped');
  }

  async #popup(): Promise<Session> {
    const find = async (): Promise<string | undefined> =>
      (await this.#connection.targets()).find((t) => t.type === 'page' && t.url.startsWith(this.extensionUrl + this.#popupPath))
        ?.targetId;
    let targetId = await find();
    if (!targetId) {
      // Undocked DevTools is the last active window, and has no toolbar that a popup could hang on.
      await this.#desk.evaluate(`chrome.tabs.query({active: true, windowType: 'normal'})
        .then(([tab]) => chrome.action.openPopup({windowId: tab.windowId}))`);
      targetId = await until(find, 'popup');
    }
    const open = this.#popupSession;
    if (open?.targetId === targetId) return open.session;
    const session = await this.#connection.attach(targetId);
    this.#popupSession = { targetId, session };
    await until(() => session.evaluate<boolean>(`document.readyState === 'complete'`), 'popup loaded');
    return session;
  }
  #popupSession: { targetId: string; session: Session } | undefined;

  async popup<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#popup()).evaluate<R>(callSource(fn, args));
  }

  async popupClick(selector: string): Promise<void> {
    const find = async (): Promise<Point> => until(() => this.popup(elementPoint, selector), `${selector} in the popup`);
    await clickPoint(await this.#popup(), find, () => this.popup(feelsMouse, selector));
  }

  async popupScreenshot(file: string): Promise<void> {
    await this.#capture(await this.#popup(), file);
  }

  async closePopup(): Promise<void> {
    const open = this.#popupSession;
    this.#popupSession = undefined;
    if (!open) return;
    await this.#connection.call('Target.closeTarget', { targetId: open.targetId }).catch(() => {});
    await until(async () => (await this.#connection.targets()).every((t) => t.targetId !== open.targetId), 'popup closed');
  }

  async badge(tabId?: number): Promise<{ text: string; color: [number, number, number, number] }> {
    const id = tabId ?? (await this.tabId());
    return this.#desk
      .evaluate(`Promise.all([chrome.action.getBadgeText({tabId: ${id}}), chrome.action.getBadgeBackgroundColor({tabId: ${id}})])
      .then(([text, color]) => ({text, color}))`);
  }

  async grant(origins: string[]): Promise<void> {
    await this.answerPrompts(origins);
    const expression = `chrome.permissions.request({origins: ${JSON.stringify(origins)}})`;
    const { result } = await this.#desk.send('Runtime.evaluate', {
      expression,
      userGesture: true,
      awaitPromise: true,
      returnByValue: true,
    });
    if (result.value !== true)
      throw new Error(`Chromium did not grant ${origins.join(', ')}: ${result.description ?? result.value}`);
  }

  /** Once the extensions page holds the permission as given by the user, a request for it is granted without a prompt. */
  async answerPrompts(origins: string[]): Promise<void> {
    await this.#hostPermission('addHostPermission', origins);
  }

  async revoke(origins: string[]): Promise<void> {
    await this.#hostPermission('removeHostPermission', origins);
  }

  async #hostPermission(call: 'addHostPermission' | 'removeHostPermission', origins: string[]): Promise<void> {
    const page = await this.#hiddenPage('chrome://extensions/');
    for (const origin of origins) {
      await page.evaluate(`chrome.developerPrivate.${call}('${this.extensionId}', ${JSON.stringify(origin)})`);
    }
    const { targetInfo } = await page.send('Target.getTargetInfo');
    await this.#connection.call('Target.closeTarget', { targetId: targetInfo.targetId });
  }

  async close(): Promise<void> {
    await this.#connection.call('Browser.close').catch(() => {});
    await this.#kept.stop();
  }
}
