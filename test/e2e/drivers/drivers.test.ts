// Guards the drivers themselves: each reaches into a browser's internals, which a new browser version may change. Runs on the
// built extension, and asks nothing of it but that its pages open.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserUnderTest, launch, until } from './browser.ts';

const isReady = (): boolean => document.documentElement.hasAttribute('data-ready');
/** Width and height in the header of a PNG file. */
const pngSize = (file: string): [number, number] => {
  const bytes = readFileSync(file);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};
const listens = (): void => {
  const seen = window as { clicks?: boolean[]; keys?: string[] };
  seen.clicks = [];
  seen.keys = [];
  document.addEventListener('click', (event) => seen.clicks?.push(event.isTrusted), { capture: true });
  document.addEventListener('keydown', (event) => seen.keys?.push(event.key), { capture: true });
};
const clicks = (): boolean[] => (window as { clicks?: boolean[] }).clicks ?? [];
const keys = (): string[] => (window as { keys?: string[] }).keys ?? [];
const prefersDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;

describe.each(['chromium', 'firefox'] as const)('%s driver', (name) => {
  let browser: BrowserUnderTest;
  let server: Server;
  const pictures = mkdtempSync(join(tmpdir(), 'qamera-pictures-'));

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(request.url?.startsWith('/api/') ? 404 : 200, {
        'content-type': 'text/html',
        'access-control-allow-origin': '*',
      });
      response.end(`<title>${request.headers.host}</title><p style="height: 3000px">Tall</p><button>Call</button>`);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const hosts = { 'app.qamera.ai': port, 'shop.example': port };
    browser = await launch(name, { extensionDir: join(process.cwd(), 'dist', name), hosts, theme: 'light' });
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
    server.closeAllConnections();
    rmSync(pictures, { recursive: true, force: true });
  });

  test('serves https hosts locally and refuses all others', async () => {
    await browser.go('https://shop.example/');
    expect(await browser.page(() => document.title)).toBe('shop.example');
    expect(await browser.page(() => fetch('https://app.qamera.ai/').then((r) => r.status))).toBe(200);
    expect(await browser.page(() => fetch('https://example.com/').then(String, () => 'refused'))).toBe('refused');
  });

  test('clicks in the page are trusted and scroll to their target', async () => {
    await browser.page(listens);
    await browser.clickPage('button');
    expect(await until(() => browser.page(clicks), 'click in the page')).toEqual([true]);
  });

  test('opens DevTools at the panel; clicks and keys reach it', async () => {
    await browser.openPanel();
    await until(() => browser.panel(isReady), 'panel ready');
    await browser.panel(listens);
    await browser.panelClick('body');
    expect(await until(async () => (await browser.panel(clicks))[0], 'click in the panel')).toBe(true);
    await browser.panelKey('ArrowDown');
    expect(await until(async () => (await browser.panel(keys))[0], 'key in the panel')).toBe('ArrowDown');
  });

  test('changes the theme of DevTools while it is open', async () => {
    await browser.setTheme('dark');
    expect(await until(() => browser.panel(prefersDark), 'dark panel')).toBe(true);
    await browser.setTheme('light');
    expect(await until(async () => !(await browser.panel(prefersDark)), 'light panel')).toBe(true);
  });

  test('docks narrow and wide, and takes pictures', async () => {
    const size = (): Promise<[number, number]> => browser.panel(() => [innerWidth, innerHeight]);
    await browser.dock('right', 320);
    expect(Math.abs((await size())[0] - 320)).toBeLessThanOrEqual(1);
    await browser.dock('bottom', 400);
    expect(await until(async () => Math.abs((await size())[1] - 370) <= 10, '400 pixels high')).toBe(true);
    await browser.dock('undocked', 320);
    expect((await size())[0]).toBe(320);
    await browser.dock('undocked');
    const file = join(pictures, 'panel.png');
    await browser.screenshot(file);
    expect(pngSize(file)[0]).toBe(1280);
  });

  test('stops the background, and starts it for a question', async () => {
    await browser.stopBackground();
    expect(await browser.backgroundState()).toBe('stopped');
    expect((await browser.badge()).color).toHaveLength(4);
    expect(await browser.backgroundState()).toBe('stopped');
    expect(await browser.background(() => 6 * 7)).toBe(42);
    expect(await browser.backgroundState()).toBe('running');
  });

  test('opens the real popup, and takes its picture', async () => {
    expect(await browser.popup(() => location.href)).toBe(`${browser.extensionUrl}src/popup/index.html`);
    const file = join(pictures, 'popup.png');
    await browser.screenshot(file, 'popup');
    expect(pngSize(file)[0]).toBeGreaterThan(200);
    await browser.closePopup();
  });

  test('grants and takes back a host permission', async () => {
    const origins = ['https://shop.example/*'];
    const granted = (): Promise<boolean> =>
      browser.background(() => chrome.permissions.contains({ origins: ['https://shop.example/*'] }));
    expect(await granted()).toBe(false);
    await browser.grant(origins);
    expect(await granted()).toBe(true);
    await browser.revoke(origins);
    expect(await granted()).toBe(false);
  });

  test('keeps tabs and their DevTools apart', async () => {
    const first = await browser.tabId();
    expect(await browser.newTab('https://app.qamera.ai/')).toBe(1);
    const second = await browser.tabId();
    expect(second).not.toBe(first);
    await browser.openPanel();
    expect(await browser.panel(() => chrome.devtools.inspectedWindow.tabId)).toBe(second);
    await browser.switchTab(0);
    expect(await browser.panel(() => chrome.devtools.inspectedWindow.tabId)).toBe(first);
  });
});

declare const chrome: {
  permissions: { contains(wanted: { origins: string[] }): Promise<boolean> };
  devtools: { inspectedWindow: { tabId: number } };
};
