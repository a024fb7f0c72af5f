// Our extension in Chromium, from outside its pages: the service worker, badges, host permissions.
import { until } from './browser.ts';
import type { Connection, Session } from './cdp.ts';
import { callSource } from './source.ts';

export class ChromiumExtension {
  readonly id: string;
  readonly url: string;
  readonly #connection: Connection;
  /** A page of the extension that is in no tab strip: reads badges, starts the worker. Its document runs none of our code. */
  readonly #desk: Session;

  private constructor(connection: Connection, id: string, url: string, desk: Session) {
    this.#connection = connection;
    this.id = id;
    this.url = url;
    this.#desk = desk;
  }

  /** Loads the unpacked extension; answers once its worker runs. */
  static async load(connection: Connection, folder: string): Promise<ChromiumExtension> {
    // Without developer mode Chromium keeps no list of what it holds against an extension.
    await onExtensionsPage(connection, (page) =>
      page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })'),
    );
    const { id } = await connection.call('Extensions.loadUnpacked', { path: folder });
    const url = `chrome-extension://${id}/`;
    const extension = new ChromiumExtension(connection, id, url, await hiddenPage(connection, `${url}manifest.json`));
    await until(() => extension.background(() => true), 'extension worker');
    return extension;
  }

  /** The id that the extension APIs use for the tab in front. */
  activeTabId(): Promise<number> {
    return this.#desk.evaluate<number>(`chrome.tabs.query({active: true, windowType: 'normal'}).then((tabs) => tabs[0].id)`);
  }

  async #worker(): Promise<string | undefined> {
    const targets = await this.#connection.targets();
    return targets.find((t) => t.type === 'service_worker' && t.url.startsWith(this.url))?.targetId;
  }

  async backgroundState(): Promise<'running' | 'stopped'> {
    return (await this.#worker()) ? 'running' : 'stopped';
  }

  /** Attached only for the call: a debugger that stays attached would keep the worker from going idle. */
  async background<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    if (!(await this.#worker())) {
      await this.#desk.send('ServiceWorker.enable');
      await this.#desk.send('ServiceWorker.startWorker', { scopeURL: this.url });
      await until(() => this.#worker(), 'extension worker started');
    }
    const session = await this.#connection.attach((await this.#worker()) as string);
    try {
      // A worker is listed before it has its APIs; one that is new is activated once its script has run to its end.
      await until(
        () => session.evaluate(`Boolean(globalThis.chrome?.storage) && registration.active?.state === 'activated'`),
        'extension worker with its APIs',
      );
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

  badge(tabId: number): Promise<{ text: string; color: [number, number, number, number] }> {
    const tab = `{tabId: ${tabId}}`;
    return this.#desk.evaluate(`Promise.all([chrome.action.getBadgeText(${tab}), chrome.action.getBadgeBackgroundColor(${tab})])
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
    await onExtensionsPage(this.#connection, async (page) => {
      for (const origin of origins) {
        await page.evaluate(`chrome.developerPrivate.${call}('${this.id}', ${JSON.stringify(origin)})`);
      }
    });
  }

  /** What the extensions page would list as errors and warnings. */
  complaints(): Promise<unknown[]> {
    return onExtensionsPage(this.#connection, (page) =>
      page.evaluate(`chrome.developerPrivate.getExtensionInfo('${this.id}').then(
        ({ manifestErrors, runtimeErrors, runtimeWarnings }) => [...manifestErrors, ...runtimeErrors, ...runtimeWarnings])`),
    );
  }
}

async function onExtensionsPage<R>(connection: Connection, use: (page: Session) => Promise<R>): Promise<R> {
  const page = await hiddenPage(connection, 'chrome://extensions/');
  try {
    return await use(page);
  } finally {
    const { targetInfo } = await page.send('Target.getTargetInfo');
    await connection.call('Target.closeTarget', { targetId: targetInfo.targetId });
  }
}

async function hiddenPage(connection: Connection, url: string): Promise<Session> {
  const { targetId } = await connection.call('Target.createTarget', { url, hidden: true });
  const session = await connection.attach(targetId);
  await until(
    () => session.evaluate<boolean>(`location.href.startsWith(${JSON.stringify(url)}) && document.readyState === 'complete'`),
    url,
  );
  return session;
}
