// DevTools of one tab in Chromium: the real front-end with our panel and devtools page in it. Reaches into the front-end's internal
// modules (marked below); drivers.test.ts tells when a new Chromium changed them.
import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { type DockSide, type Media, type Theme, until } from './browser.ts';
import type { Connection, Session } from './cdp.ts';
import { clickElement, type Place, pressKey } from './cdp-input.ts';
import { callSource, isPanelDocked, keysFelt, type Point } from './source.ts';

export interface Dock {
  side: DockSide;
  size?: number | undefined;
}

const UNDOCKED = { width: 1280, height: 900 };

/** What the front-end's setting `ui-theme` calls a theme. */
export const themeSetting = (theme: Theme): string => (theme === 'dark' ? 'dark' : 'default');

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Leaves of a picture what is in the box. */
function cutOut(file: string, box: Box): void {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round) as [number, number, number, number];
  const part = new PNG({ width, height });
  PNG.bitblt(PNG.sync.read(readFileSync(file)), part, x, y, width, height, 0, 0);
  writeFileSync(file, PNG.sync.write(part));
}

export class ChromiumDevTools {
  readonly #connection: Connection;
  readonly #targetId: string;
  readonly #session: Session;
  readonly #extensionId: string;
  readonly #headless: boolean;
  /** Sessions of the front-end's frames (devtools page, panel), by target id. */
  readonly #frames = new Map<string, Session>();

  private constructor(connection: Connection, targetId: string, session: Session, extensionId: string, headless: boolean) {
    this.#connection = connection;
    this.#targetId = targetId;
    this.#session = session;
    this.#extensionId = extensionId;
    this.#headless = headless;
  }

  /** Opens DevTools for the page with this target id. */
  static async open(
    connection: Connection,
    pageTargetId: string,
    extensionId: string,
    headless: boolean,
  ): Promise<ChromiumDevTools> {
    const { targetId } = await connection.call('Target.openDevTools', { targetId: pageTargetId });
    const session = await connection.attach(targetId);
    const devtools = new ChromiumDevTools(connection, targetId, session, extensionId, headless);
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      devtools.#frames.set(targetInfo.targetId, connection.session(sessionId));
    });
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    return devtools;
  }

  async showPanel(dock: Dock): Promise<void> {
    const view = `chrome-extension://${this.#extensionId}Qamera`;
    await until(
      () => this.#frontEnd<boolean>(`ui.InspectorView.InspectorView.instance().tabbedPane.tabIds().includes('${view}')`),
      'panel tab',
      30_000,
    );
    await this.#applyDock(dock);
    await this.#frontEnd(`ui.ViewManager.ViewManager.instance().showView('${view}')`);
    await this.#untilDocked(dock);
  }

  async close(): Promise<void> {
    await this.#connection.call('Target.closeTarget', { targetId: this.#targetId });
    await until(async () => (await this.#connection.targets()).every((t) => t.targetId !== this.#targetId), 'DevTools closed');
  }

  /** Evaluates in the front-end of DevTools with its internal modules `ui` and `common` (not an interface: may change with Chromium). */
  #frontEnd<R>(expression: string): Promise<R> {
    return this.#session.evaluate<R>(`(async () => {
      const ui = await import('./ui/legacy/legacy.js'), common = await import('./core/common/common.js');
      return (${expression}) ?? null; })().then((v) => (typeof v === 'object' ? null : v))`);
  }

  async #frame(path: string): Promise<{ targetId: string; session: Session }> {
    const url = `chrome-extension://${this.#extensionId}/${path}`;
    return until(async () => {
      const targets = await this.#connection.targets();
      const target = targets.find((t) => t.url.startsWith(url) && this.#frames.has(t.targetId));
      return target && { targetId: target.targetId, session: this.#frames.get(target.targetId) as Session };
    }, `${path} in DevTools`);
  }

  async panel<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#frame('src/panel/')).session.evaluate<R>(callSource(fn, args));
  }

  async devtoolsPage<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#frame('src/devtools/')).session.evaluate<R>(callSource(fn, args));
  }

  async panelClick(selector: string, by?: Point): Promise<void> {
    const run: Place['run'] = (fn, ...args) => this.panel(fn, ...args);
    await clickElement({ session: this.#session, run, origin: () => this.#panelBox() }, selector, by);
  }

  async panelKey(key: string): Promise<void> {
    const { session } = await this.#frame('src/panel/');
    const before = await this.panel(keysFelt);
    const isFelt = async (): Promise<boolean> => (await this.panel(keysFelt)) > before;
    // The focus takes its way through the browser: a key that comes before it has arrived reaches nobody, and is pressed again.
    await until(async () => {
      await this.panel(() => window.focus());
      await pressKey(session, key);
      return until(isFelt, key, 1_000);
    }, `the panel to feel ${key}`);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.#frontEnd(`common.Settings.Settings.instance().moduleSetting('ui-theme').set('${themeSetting(theme)}')`);
  }

  async dock(dock: Dock): Promise<void> {
    await this.#applyDock(dock);
    await this.#untilDocked(dock);
  }

  async #untilDocked({ side, size }: Dock): Promise<void> {
    const width = size ?? (side === 'undocked' && this.#headless ? UNDOCKED.width : null);
    await until(() => this.panel(isPanelDocked, side, width), `DevTools ${side} with the panel`);
  }

  async #applyDock({ side, size }: Dock): Promise<void> {
    await this.#frontEnd(`ui.DockController.DockController.instance().setDockSide('${side}')`);
    if (side === 'undocked') {
      if (!this.#headless && size === undefined) return;
      const box = { width: size ?? UNDOCKED.width, height: UNDOCKED.height, deviceScaleFactor: 0, mobile: false };
      await this.#session.send('Emulation.setDeviceMetricsOverride', box);
      return;
    }
    await this.#session.send('Emulation.clearDeviceMetricsOverride');
    if (size === undefined) return;
    await this.#session.evaluate(`import('./panels/emulation/emulation.js').then((m) => {
      m.AdvancedApp.AdvancedApp.instance().rootSplitWidget.setSidebarSize(${size}); })`);
  }

  async screenshot(file: string, of: 'devtools' | 'panel'): Promise<void> {
    await this.#session.picture(file);
    // Cut out here: docked DevTools now and then never answer when they are asked for a clip.
    if (of === 'panel') cutOut(file, await this.#panelBox());
  }

  async emulate(media: Media): Promise<void> {
    await (await this.#frame('src/panel/')).session.emulate(media);
  }

  /** Where the panel is in the front-end. */
  async #panelBox(): Promise<Box> {
    const { targetId } = await this.#frame('src/panel/');
    await this.#session.send('DOM.enable');
    const { backendNodeId } = await this.#session.send('DOM.getFrameOwner', { frameId: targetId });
    const { model } = await this.#session.send('DOM.getBoxModel', { backendNodeId });
    const [x, y, right, , , bottom] = model.content;
    return { x, y, width: right - x, height: bottom - y };
  }
}
