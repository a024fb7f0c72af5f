// The badge while a key is blocked: seconds that are true, over a stopped background too; and the word at zero, for those who asked.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, KEYS, SPARE_KEYS, keyText, startSandbox } from '../sandbox/sandbox.ts';
import { type BrowserUnderTest, launch, until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

type Where = { browser: BrowserUnderTest; sandbox: Sandbox };

/** When a block ends, at the earliest and at the latest: the page may have stood still around its call. */
interface End {
  from: number;
  to: number;
}

/** One call that is refused for so many seconds; gives when the block ends. */
async function refuse({ browser, sandbox }: Where, key: string, seconds: number): Promise<End> {
  sandbox.setFault({ status: 429, body: 'documented', retryAfter: { seconds }, times: 1 });
  const url = `${sandbox.url}/api/external/products`;
  const { sentAt, endedAt } = await browser.page(
    async (address, value) => {
      const before = Date.now();
      await fetch(address, { headers: { 'X-Api-Key': value } }).then((answer) => answer.text());
      return { sentAt: before, endedAt: Date.now() };
    },
    url,
    key,
  );
  return { from: sentAt + seconds * 1_000, to: endedAt + seconds * 1_000 };
}

const badgeWhen = (browser: BrowserUnderTest, text: string, what: string): Promise<true> =>
  until(async () => {
    const shown = (await browser.badge()).text;
    if (shown === text) return true as const;
    throw new Error(`the badge says “${shown}”`);
  }, what);

/** The seconds on the badge against those left, read from just before to just after; null: it shows none. */
async function reading(
  browser: BrowserUnderTest,
  { from, to }: End,
): Promise<{ shown: number; most: number; least: number } | null> {
  const before = Date.now();
  const shown = /^(\d+)s$/.exec((await browser.badge()).text)?.[1];
  // The block ends somewhat before what the page saw, and a loaded machine paints late.
  return shown === undefined
    ? null
    : { shown: Number(shown), most: Math.ceil((to - before) / 1_000) + 1, least: Math.ceil((from - Date.now()) / 1_000) - 1 };
}

inBothBrowsers('the badge of a blocked key', {}, (lens) => {
  it('counts down each second, truly, then counts failures again', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    const end = await refuse(lens(), keyText(KEYS.good), 12);
    /** Seconds that were true: those of a machine that stands still are read again. */
    const seen = new Set<number>();
    await until(async () => {
      const read = await reading(browser, end);
      if (read) {
        expect(read.shown).toBeLessThanOrEqual(read.most);
        expect(read.shown).toBeGreaterThanOrEqual(read.least);
        seen.add(read.shown);
      }
      return (await browser.badge()).text === '1';
    }, 'one failure, after the block');
    expect(Date.now()).toBeGreaterThanOrEqual(end.from - 1_000);
    expect(seen.size).toBeGreaterThanOrEqual(3);
  });

  it('goes on by itself when the background is stopped under it', async () => {
    const { browser } = lens();
    const end = await refuse(lens(), keyText(SPARE_KEYS.external[0]!), 20);
    await until(() => reading(browser, end), 'seconds');
    await browser.stopBackground();
    // Firefox says that it stops: no seconds stay behind. Chromium does not; there the alarm sets them right.
    if (browser.name === 'firefox')
      await until(async () => {
        if ((await browser.badge()).text === '2') return true;
        // An alarm wakes it after some seconds; should they have gone by unread, it is stopped once more.
        if ((await browser.backgroundState()) === 'running') await browser.stopBackground();
        return false;
      }, 'the count, while nobody ticks');
    await until(async () => {
      const read = await reading(browser, end);
      const isTrue = read !== null && read.shown <= 15 && read.shown >= read.least && read.shown <= read.most;
      const state = await browser.backgroundState();
      if (isTrue && state === 'running') return true;
      throw new Error(JSON.stringify({ ...read, state }));
    }, 'true seconds again, from a background that runs');
    await badgeWhen(browser, '2', 'two failures, after the block');
  });

  it('shows a sign that stays true for a wait of minutes', async () => {
    const { browser } = lens();
    await refuse(lens(), keyText(SPARE_KEYS.external[1]!), 300);
    await badgeWhen(browser, '>1m', 'the sign');
    await browser.stopBackground();
    expect((await browser.badge()).text).toBe('>1m');
  });
});

/** Nobody can answer Chromium's question without a display, so there the permission is one of the install. */
function buildWithNotifications(name: 'chromium' | 'firefox'): { dir: string; remove: () => void } {
  if (name === 'firefox') return { dir: resolve('dist/firefox'), remove: () => undefined };
  const dir = mkdtempSync(join(tmpdir(), 'lens-notices-'));
  cpSync(resolve('dist/chromium'), dir, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { permissions: string[] };
  manifest.permissions.push('notifications');
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, optional_permissions: [] }));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

interface Notifying {
  notifications: {
    getAll(): Promise<object>;
    onClosed: { addListener(callback: (id: string) => void): void };
    /** Chromium's event, as its own code fires it. */
    onClicked: { dispatch(id: string): void };
  };
}
/** Ids of what was shown. Without a display Firefox closes a notification at once, so there it is the closing that is heard. */
const listen = (browser: BrowserUnderTest): Promise<null> =>
  browser.background(() => {
    const page = globalThis as unknown as { browser: Notifying; document?: { title: string } };
    // The title outlives one question of the driver; a worker has none, and keeps its notifications.
    if (page.document)
      page.browser.notifications.onClosed.addListener((id) => {
        if (page.document) page.document.title += `|${id}`;
      });
    return null;
  });
const shownIn = (browser: BrowserUnderTest): Promise<string[]> =>
  browser.background(async () => {
    const page = globalThis as unknown as { chrome: Notifying; document?: { title: string } };
    if (page.document)
      return page.document.title
        .split('|')

        .filter(Boolean);
    return Object.keys(await page.chrome.notifications.getAll());
  });

describe.each(['chromium', 'firefox'] as const)('the word at zero (%s)', (name) => {
  let at: Where;
  let build: ReturnType<typeof buildWithNotifications>;
  beforeAll(async () => {
    build = buildWithNotifications(name);
    const sandbox = await startSandbox({});
    at = { sandbox, browser: await launch(name, { extensionDir: build.dir }) };
  });
  afterAll(async () => {
    await at.browser.close();
    await at.sandbox.close();
    build.remove();
  });

  it('is off until it is switched on in the options', async () => {
    const { browser, sandbox } = at;
    await browser.go(sandbox.playgroundUrl);
    const options = await browser.newTab(`${browser.extensionUrl}src/options/index.html`);
    const isOn = () => browser.page(() => document.querySelector<HTMLInputElement>('[data-testid=notices]')?.checked);
    await readWhen('the switch', isOn, (on) => expect(on).toBe(name === 'chromium'));
    if (name === 'firefox') {
      await browser.answerPrompts([]);
      await browser.clickPage('[data-testid=notices]');
      await until(isOn, 'switched on');
    }
    await browser.switchTab(options - 1);
  });

  it('comes once for a block, however many calls it refused, and carries no secret', async () => {
    const { browser, sandbox } = at;
    await listen(browser);
    const key = keyText(KEYS.good);
    for (let call = 0; call < 3; call++) await refuse(at, key, 4);
    await badgeWhen(browser, '3', 'the block is over');
    const word = `safe ${await browser.tabId()} ${new URL(sandbox.url).host} ${KEYS.good.keyId}`;
    await readWhen(
      'the word',
      () => shownIn(browser),
      (shown) => expect(shown).toEqual([word]),
    );
    // Each badge that is drawn looks for blocks that are over: a second word would come with the first of these two, or before.
    for (const count of ['4', '5']) {
      await browser.page((url) => fetch(url).then((answer) => answer.text()), `${sandbox.url}/api/external/products`);
      await badgeWhen(browser, count, 'one more failure');
    }
    expect(await shownIn(browser)).toEqual([word]);
  });

  it('a click on it brings the tab to the front', async () => {
    const { browser } = at;
    // Firefox has taken it away by itself, see above.
    if (name === 'firefox') return;
    const [id = ''] = await shownIn(browser);
    const tab = await browser.tabId();
    await browser.newTab('about:blank');
    await until(async () => (await browser.tabId()) !== tab, 'another tab in front');
    await browser.background((clicked) => {
      (globalThis as unknown as { chrome: Notifying }).chrome.notifications.onClicked.dispatch(clicked);
    }, id);
    await until(async () => (await browser.tabId()) === tab, 'the tab in front');
    await until(async () => (await shownIn(browser)).length === 0, 'the word is gone');
  });
});
