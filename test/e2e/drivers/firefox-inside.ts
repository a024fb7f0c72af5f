// What runs inside Firefox, in its chrome context: tabs, the DevTools toolbox, the extension's pages. Reaches into browser
// internals (not an interface: may change with Firefox); drivers.test.ts tells when it did. Sent as source text: no imports,
// no closures. In: the extension id; out: the operations that firefox.ts calls by name.

// The chrome context has no published types.
// oxlint-disable-next-line typescript/no-explicit-any
type Anything = any;
declare const ChromeUtils: Anything;
declare const Ci: Anything;
declare const Services: Anything;

export type View = 'panel' | 'devtools' | 'background' | 'popup';
export type Inside = ReturnType<typeof inside>;

export function inside(extensionId: string) {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const { tabTracker, browserActionFor } = ExtensionParent.apiManager.global;
  const extension = ExtensionParent.GlobalManager.getExtension(extensionId);

  const pause = (): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, 50));
  const poll = async <T>(find: () => T, what: string): Promise<T> => {
    for (let i = 0; i < 600; i++) {
      const found = find();
      if (found) return found;
      await pause();
    }
    throw new Error(`timed out in Firefox: ${what}`);
  };

  const tabOf = (id: number): Anything => tabTracker.getTab(id);
  const toolboxOf = (id: number): Anything => gDevTools.getToolboxForTab(tabOf(id));
  const views = (type: string): Anything[] => [...extension.views].filter((view) => view.viewType === type);

  const findBrowser = (view: View | 'page', tabId: number): Anything => {
    if (view === 'page') return tabOf(tabId).linkedBrowser;
    if (view === 'background') return views('background')[0]?.xulBrowser;
    if (view === 'popup') return views('popup').find((v) => !v.unloaded && v.xulBrowser?.isConnected)?.xulBrowser;
    const type = view === 'panel' ? 'devtools_panel' : 'devtools_page';
    return views(type).find((v) => v.devToolsToolbox && v.devToolsToolbox === toolboxOf(tabId))?.xulBrowser;
  };

  /** Runs source text in the process of a page, with the page's own globals (`content`) or with the process's privileges. */
  const runIn = (browser: Anything, source: string, privileged: boolean): Promise<unknown> => {
    const manager = browser.messageManager;
    const key = `qamera-test:${Math.random()}`;
    const text = `(async () => JSON.stringify(await ${source}))()`;
    const run = privileged
      ? text
      : `Cu.evalInSandbox(${JSON.stringify(text)}, new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false, sameZoneAs: content }))`;
    const script = `(async () => { let answer; try { answer = { value: await ${run} }; } catch (e) { answer = { error: String(e) }; }
      sendAsyncMessage(${JSON.stringify(key)}, answer); })()`;
    return new Promise((resolve, reject) => {
      // A page that is left or closed never answers.
      const asked = browser.browsingContext?.currentWindowGlobal?.innerWindowId;
      const gone = window.setInterval(() => {
        if (!browser.isConnected || browser.browsingContext?.currentWindowGlobal?.innerWindowId !== asked)
          finish({ error: 'the page is gone' });
      }, 200);
      const finish = (answer: { value?: string; error?: string }): void => {
        window.clearInterval(gone);
        manager.removeMessageListener(key, listener);
        if (answer.error === undefined) resolve(answer.value === undefined ? null : JSON.parse(answer.value));
        else reject(new Error(answer.error));
      };
      const listener = (message: Anything): void => finish(message.data);
      manager.addMessageListener(key, listener);
      manager.loadFrameScript(`data:,${encodeURIComponent(script)}`, false);
    });
  };

  const input = `const { event } = ChromeUtils.importESModule('chrome://remote/content/shared/webdriver/Event.sys.mjs');`;

  const snapshot = async (browsingContext: Anything, width: number, height: number): Promise<string> => {
    const picture = await browsingContext.currentWindowGlobal.drawSnapshot(new window.DOMRect(0, 0, width, height), 1, 'white');
    const canvas = window.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };

  return {
    firstTab: (): number => tabTracker.getId(window.gBrowser.selectedTab),
    baseUrl: (): string => extension.policy.getURL(''),
    addTab(): number {
      const principal = Services.scriptSecurityManager.getSystemPrincipal();
      const tab = window.gBrowser.addTab('about:blank', { triggeringPrincipal: principal });
      window.gBrowser.selectedTab = tab;
      return tabTracker.getId(tab);
    },
    resizePage(id: number, width: number | null): void {
      tabOf(id).linkedBrowser.style.maxWidth = width === null ? '' : `${width}px`;
    },
    selectTab(id: number): void {
      window.gBrowser.selectedTab = tabOf(id);
    },

    /** Asks instead of listening: progress listeners get lost when the load moves the tab to another process. */
    async go(id: number, url: string): Promise<void> {
      const browser = tabOf(id).linkedBrowser;
      const shown = (): Anything => browser.browsingContext?.currentWindowGlobal;
      const [start, before] = [browser.currentURI.specIgnoringRef, shown()?.innerWindowId];
      const isSameDocument = url.includes('#') && url.split('#')[0] === start;
      const principal = Services.scriptSecurityManager.getSystemPrincipal();
      browser.loadURI(Services.io.newURI(url), { triggeringPrincipal: principal });
      if (isSameDocument) await poll(() => browser.currentURI.spec === url, url);
      else await poll(() => shown() && shown().innerWindowId !== before && !shown().isInitialDocument, `${url} to open`);
      await poll(() => !browser.webProgress.isLoadingDocument, `${url} to load`);
      const { spec } = shown().documentURI;
      if (/^about:(neterror|certerror|httpsonlyerror)/.test(spec)) throw new Error(`${url}: not loaded, ${spec.slice(0, 120)}`);
    },

    async evaluate(view: View | 'page', tabId: number, source: string): Promise<unknown> {
      return runIn(await poll(() => findBrowser(view, tabId), `${view} page`), source, false);
    },
    /**
     * Finds the element (`find`: source text) and presses the mouse there in one script of its page: with a message between
     * the two, what came up meanwhile moved it from under the press. Answers false where it is not there or has moved before the mouse
     * was released, throws where it is covered; nothing is pressed then.
     */
    async click(view: View | 'page', tabId: number, find: string, selector: string, byX: number, byY: number): Promise<boolean> {
      const send = (type: string, [dx, dy] = [0, 0]): string =>
        `await event.synthesizeMouseAtPoint(at.x + ${dx}, at.y + ${dy}, ${type}, content);`;
      const source = `(async () => {
        ${input}
        const { document } = content, find = ${find}, selector = ${JSON.stringify(selector)};
        let at = find(selector);
        if (!at) return false;
        ${send(`{ type: 'mousemove' }`)}
        at = find(selector);
        if (!at) return false;
        const top = document.elementFromPoint(at.x, at.y);
        if (!document.querySelector(selector).contains(top)) throw new Error('covered by ' + top?.cloneNode().outerHTML);
        let isMissed = false;
        const hear = (event) => (isMissed = !event.composedPath().includes(document.querySelector(selector)));
        content.addEventListener('click', hear, { capture: true, once: true });
        ${send(`{ type: 'mousedown', button: 0, clickCount: 1 }`)}
        ${byX === 0 && byY === 0 ? '' : send(`{ type: 'mousemove', buttons: 1 }`, [byX, byY])}
        ${send(`{ type: 'mouseup', button: 0, clickCount: 1 }`, [byX, byY])}
        content.removeEventListener('click', hear, { capture: true });
        return ${byX !== 0 || byY !== 0} || !isMissed;
      })()`;
      return (await runIn(await poll(() => findBrowser(view, tabId), `${view} page`), source, true)) === true;
    },
    async key(view: View, tabId: number, key: string): Promise<void> {
      const data = { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, printable: key.length === 1 };
      await runIn(
        findBrowser(view, tabId),
        `(async () => { ${input} content.focus(); event.sendSingleKey(${JSON.stringify(data)}, content); })()`,
        true,
      );
    },

    async openPanel(id: number, hostType: string): Promise<void> {
      const toolbox = toolboxOf(id) ?? (await gDevTools.showToolboxForTab(tabOf(id), { toolId: 'options', hostType }));
      const tool = await poll(
        () => toolbox.getAdditionalTools().find((t: Anything) => t.extensionId === extensionId),
        'panel tab',
      );
      await toolbox.selectTool(tool.id);
      await poll(() => findBrowser('panel', id), 'panel page');
    },
    closePanel: async (id: number): Promise<void> => void (await toolboxOf(id)?.destroy()),
    async dock(id: number, hostType: string, size: number | null): Promise<void> {
      const toolbox = toolboxOf(id);
      if (toolbox.hostType !== hostType) await toolbox.switchHost(hostType);
      const frame = toolbox.win.docShell.chromeEventHandler;
      if (size !== null && hostType === 'window') frame.documentGlobal?.resizeTo(size, 900);
      else if (size !== null) frame.style[hostType === 'bottom' ? 'height' : 'width'] = `${size}px`;
      await poll(() => findBrowser('panel', id), 'panel page');
    },
    toolboxPicture(id: number): Promise<string> {
      const { win } = toolboxOf(id);
      return snapshot(win.browsingContext, win.innerWidth, win.innerHeight);
    },
    async picture(of: View | 'page', tabId: number): Promise<string> {
      const browser = findBrowser(of, tabId);
      const height = of === 'page' ? await runIn(browser, 'content.document.documentElement.scrollHeight', true) : null;
      return snapshot(browser.browsingContext, browser.clientWidth, height === null ? browser.clientHeight : Number(height));
    },
    setPreference(name: string, value: string | boolean | number): void {
      if (typeof value === 'string') Services.prefs.setStringPref(name, value);
      else if (typeof value === 'number') Services.prefs.setIntPref(name, value);
      else Services.prefs.setBoolPref(name, value);
    },

    async startBackground(): Promise<void> {
      if (extension.backgroundState !== 'running') await extension.wakeupBackground();
      await poll(() => extension.backgroundState === 'running' && views('background').length > 0, 'background start');
    },
    /** Whether it is gone: an event that comes while it ends keeps it, and one right after it starts a new one. */
    async stopBackground(): Promise<boolean> {
      await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
      return extension.backgroundState === 'stopped';
    },
    backgroundState: (): string => extension.backgroundState,

    async openPopup(): Promise<void> {
      if (findBrowser('popup', 0)) return;
      // A popup hangs on the active window only, and undocked DevTools is one of its own.
      window.focus();
      await poll(() => Services.focus.activeWindow === window, 'window in front');
      await browserActionFor(extension).openPopup(window, false);
      // It opens as a sliver and grows to the size of its content.
      await poll(() => findBrowser('popup', 0)?.clientWidth > 50, 'popup page');
    },
    async closePopup(): Promise<void> {
      findBrowser('popup', 0)?.closest('panel')?.hidePopup();
      await poll(() => !findBrowser('popup', 0), 'popup closed');
    },
    badge(tabId: number): { text: string; color: [number, number, number, number] } {
      const { badgeText, badgeBackgroundColor } = browserActionFor(extension).action.getContextData(tabOf(tabId));
      return { text: badgeText ?? '', color: [...badgeBackgroundColor] as [number, number, number, number] };
    },

    /** What about:debugging lists under the extension, and the errors and warnings that name one of its files. */
    complaints(): string[] {
      const ours = (message: Anything): boolean =>
        message instanceof Ci.nsIScriptError && String(message.sourceName).startsWith(extension.policy.getURL(''));
      const said = Services.console.getMessageArray().filter(ours);
      return [...extension.warnings, ...extension.errors, ...said].map(String);
    },

    async changePermissions(change: 'add' | 'remove', origins: string[]): Promise<void> {
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      await ExtensionPermissions[change](extensionId, { origins, permissions: [] }, extension);
    },
  };
}
