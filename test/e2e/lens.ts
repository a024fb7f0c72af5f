// What every end-to-end test needs: the built extension in a real browser, its panel's rows, and the sandbox answering as app.qamera.ai.
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';
import { type BrowserUnderTest, launch, until } from './drivers/browser.ts';

/** One row as an outside tool reads it: the attributes of design section 4 and the text of its cells. */
export interface ShownRow {
  status: string;
  category: string;
  verdict: string;
  notBefore: number | null;
  count: number;
  text: string;
}

/**
 * Reads until `check` has nothing to object to, and gives what was read: what is on a page, a badge or in storage comes some time after
 * its cause. Fails with the objection and what was read last.
 */
export async function readWhen<T>(what: string, read: () => T | Promise<T>, check: (value: T) => void): Promise<T> {
  const found = await until(async () => {
    const value = await read();
    try {
      check(value);
    } catch (error) {
      const [objection] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw new Error(`${objection}; read: ${JSON.stringify(value)}`, { cause: error });
    }
    return { value };
  }, what);
  return found.value;
}

export class Lens {
  readonly browser: BrowserUnderTest;
  readonly sandbox: Sandbox;
  constructor(browser: BrowserUnderTest, sandbox: Sandbox) {
    this.browser = browser;
    this.sandbox = sandbox;
  }

  async openPanel(): Promise<void> {
    await this.browser.openPanel();
    await until(() => this.browser.panel(() => document.documentElement.hasAttribute('data-ready')), 'the panel is ready');
  }

  rows(): Promise<ShownRow[]> {
    return this.browser.panel(() =>
      [...document.querySelectorAll<HTMLElement>('[role=row][data-status]')].map((row) => ({
        status: row.dataset['status'] ?? '',
        category: row.dataset['category'] ?? '',
        verdict: row.dataset['verdict'] ?? '',
        notBefore: row.dataset['notBefore'] === undefined ? null : Number(row.dataset['notBefore']),
        count: Number(row.dataset['count'] ?? 1),
        text: row.innerText.replace(/\s+/g, ' '),
      })),
    );
  }

  /** Waits until the list shows what is asked, and gives it. */
  rowsWhen(what: string, isThere: (rows: ShownRow[]) => boolean, ms?: number): Promise<ShownRow[]> {
    return until(
      async () => {
        const rows = await this.rows();
        if (isThere(rows)) return rows;
        throw new Error(
          JSON.stringify(rows.map(({ status, category, verdict, count }) => `${status} ${category} ${verdict} x${count}`)),
        );
      },
      what,
      ms,
    );
  }

  /** Opens a row's detail. A line that comes up above the list may move the row from under a click, so it clicks until it is picked. */
  async openRow(selector: string): Promise<void> {
    const isOpen = (): Promise<boolean> =>
      this.browser.panel(
        (row) =>
          document.querySelector(row)?.getAttribute('aria-selected') === 'true' &&
          document.querySelector('[data-testid=detail]') !== null,
        selector,
      );
    await until(async () => {
      if (await isOpen()) return true;
      await this.browser.panelClick(selector);
      return isOpen();
    }, `the detail of ${selector}`);
  }

  /** Takes all failures away and waits for the empty list. */
  async clear(): Promise<void> {
    await this.browser.panelClick('[data-testid=scope-all]');
    await this.browser.panelClick('[data-testid=clear]');
    await this.rowsWhen('the list is empty', (rows) => rows.length === 0);
    await this.browser.panelClick('[data-testid=scope-tab]');
  }

  /** Ticks or unticks "Preserve log", and waits until that is stored: the background hears of it from there, not from the box. */
  async preserve(isOn: boolean): Promise<void> {
    const isSo = async (): Promise<boolean> => {
      const { settings } = (await this.#stored('local')) as { settings?: { preserveLog: boolean } };
      return (settings?.preserveLog ?? false) === isOn;
    };
    if (await isSo()) return;
    await this.browser.panelClick('[data-testid=preserve]');
    await until(isSo, `“Preserve log” ${isOn ? 'on' : 'off'}`);
  }

  /** Hands the panel a file, as the file chooser does. */
  chooseFile(name: string, text: string): Promise<void> {
    return this.browser.panel(
      (fileName, content) => {
        const input = document.querySelector<HTMLInputElement>('[data-testid=file-input]');
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], fileName));
        if (input) input.files = transfer.files;
        input?.dispatchEvent(new Event('change', { bubbles: true }));
      },
      name,
      text,
    );
  }

  /** The records as they stand in storage, by key. */
  records(): Promise<Record<string, unknown>> {
    return this.#stored('session');
  }

  #stored(area: 'session' | 'local'): Promise<Record<string, unknown>> {
    return this.browser.panel(async (where) => {
      const { browser, chrome } = globalThis as unknown as Record<
        string,
        { storage: Record<string, { get(keys: null): Promise<Record<string, unknown>> }> } | undefined
      >;
      return (browser ?? chrome)!.storage[where]!.get(null);
    }, area);
  }

  /** Sends a call from the current page; gives its status, or 0 when the page sees only a failure. */
  call(
    path: string,
    init: { method?: string; key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<number> {
    const { method = 'GET', key, body, headers } = init;
    const sent = {
      ...(key !== undefined && { 'X-Api-Key': key }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    };
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const url = path.startsWith('http') ? path : `https://app.qamera.ai/api/external${path}`;
    return this.browser.page(
      async (address, request) => {
        try {
          const response = await fetch(address, request);
          // Chromium's devtools tell of an answer only when its body has been read.
          await response.text();
          return response.status;
        } catch {
          return 0;
        }
      },
      url,
      { method, headers: sent, ...(text !== undefined && { body: text }) },
    );
  }
}

/** The page that calls the API: `https://shop.example/` serves the playground, its site is not granted at install. */
export const SHOP = 'https://shop.example/';

/** Runs a suite once in each browser, with one browser and one sandbox for all its tests. */
export function inBothBrowsers(
  title: string,
  options: SandboxOptions,
  body: (lens: () => Lens, name: BrowserUnderTest['name']) => void,
): void {
  for (const name of ['chromium', 'firefox'] as const) {
    describe(`${title} (${name})`, () => {
      let lens: Lens | undefined;
      beforeAll(async () => {
        const sandbox = await startSandbox(options);
        const hosts = { 'app.qamera.ai': sandbox.port, 'qamera.ai': sandbox.port, 'shop.example': sandbox.playgroundPort };
        const browser = await launch(name, { extensionDir: resolve('dist', name), hosts });
        lens = new Lens(browser, sandbox);
      });
      afterAll(async () => {
        await lens?.browser.close();
        await lens?.sandbox.close();
      });
      body(() => {
        if (!lens) throw new Error('the browser did not start');
        return lens;
      }, name);
    });
  }
}
