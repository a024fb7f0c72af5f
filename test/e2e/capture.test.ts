// What is seen, from where, and what survives: granted and other sites, workers and frames, a stopped background, navigation, clearing.
import { expect, it } from 'vitest';
import type { Observation } from '../../src/core/observation.ts';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { type Lens, SHOP, inBothBrowsers, readWhen } from './lens.ts';

const API = 'https://app.qamera.ai/api/external';
const revoked = keyText(KEYS.revoked);

async function sourcesOf(lens: Lens): Promise<string[]> {
  const entries = Object.entries(await lens.records()).filter(([key]) => key.startsWith('entry:'));
  return entries.map(([, entry]) => (entry as { observation: { source: string } }).observation.source).toSorted();
}

inBothBrowsers('capture', { pace: { polls: 3, ms: 5_000 } }, (lens, browserName) => {
  it('works on a site that is not granted, from devtools alone, and says so', async () => {
    await lens().browser.go(SHOP);
    await lens().openPanel();
    await lens().call('/products', { key: revoked });
    await lens().rowsWhen('the call', ([row]) => row?.status === '401');
    expect(await sourcesOf(lens())).toEqual(['devtools']);
    const line = (): Promise<string | undefined> =>
      lens().browser.panel(() => document.querySelector<HTMLElement>('[data-testid=site]')?.dataset['watched']);
    await until(async () => (await line()) === 'false', 'the line says that the site is not watched');
  });

  it('asks for the site by a click on the page that the panel opens, and takes it back there', async () => {
    const { browser } = lens();
    await browser.newTab(`${browser.extensionUrl}src/options/index.html?watch=${encodeURIComponent('https://shop.example')}`);
    await browser.answerPrompts(['https://shop.example/*']);
    await browser.clickPage('[data-testid=watch]');
    const has = (): Promise<boolean> => browser.page(() => document.querySelector('[data-testid=unwatch]') !== null);
    await until(has, 'granted');
    await browser.clickPage('[data-testid=ask] [data-testid=unwatch]');
    await until(async () => !(await has()), 'taken back');
    await browser.switchTab(0);
  });

  it('sees the site from both sources once it is granted, and counts nothing twice', async () => {
    await lens().clear();
    await lens().browser.grant(['https://shop.example/*']);
    await until(
      () => lens().browser.panel(() => document.querySelector<HTMLElement>('[data-testid=site]')?.dataset['watched'] === 'true'),
      'the line says that the site is watched',
    );
    await lens().call('/products', { key: revoked });
    await until(async () => (await sourcesOf(lens())).join() === 'both', 'one call, both sources');
    await lens().rowsWhen('counted once', (rows) => rows.length === 1 && rows[0]?.count === 1);
  });

  it.runIf(browserName === 'firefox')('a call that another extension holds before it goes out is one call', async () => {
    await lens().clear();
    // Longer than what a standstill explains.
    const heldMs = 2_000;
    // Our own background plays the other extension: only Firefox lets one hold a call.
    await lens().browser.background((ms) => {
      const { browser } = globalThis as unknown as {
        browser: { webRequest: { onBeforeRequest: { addListener(listener: unknown, filter: object, extra: string[]): void } } };
      };
      const hold = (): Promise<object> => new Promise((resolve) => setTimeout(() => resolve({}), ms));
      browser.webRequest.onBeforeRequest.addListener(hold, { urls: ['*://*/*api/external/held*'] }, ['blocking']);
    }, heldMs);
    await lens().call('/held', { key: revoked });
    const held = await readWhen(
      'the held call',
      async () =>
        Object.entries(await lens().records()).flatMap(([key, entry]) =>
          key.startsWith('entry:') ? [(entry as { observation: Observation }).observation] : [],
        ),
      (seen) => expect(seen.map(({ source }) => source)).toEqual(['both']),
    );
    expect((held[0]?.sentAt ?? 0) - (held[0]?.startedAt ?? 0)).toBeGreaterThanOrEqual(heldMs - 10);
    await lens().rowsWhen('counted once', (rows) => rows.length === 1 && rows[0]?.count === 1);
  });

  it('sees the calls of workers and iframes', async () => {
    await lens().clear();
    await lens().browser.page(
      async (url, key) => {
        const code = `fetch('${url}/models', { headers: { 'X-Api-Key': '${key}' } }).then((r) => r.text()).finally(() => postMessage(1))`;
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
        const frame = document.body.appendChild(document.createElement('iframe'));
        const inner = frame.contentWindow as (Window & typeof globalThis) | null;
        await inner?.fetch(`${url}/sceneries`, { headers: { 'X-Api-Key': key } }).then((answer) => answer.text());
      },
      API,
      revoked,
    );
    await readWhen(
      'the worker and the frame',
      async () => (await lens().rows()).map(({ text }) => /models|sceneries/.exec(text)?.[0]),
      (paths) => expect(paths.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['models', 'sceneries']),
    );
  });

  /** The service worker of the current page sends a call. */
  const callByWorker = (path: string): Promise<void> =>
    lens().browser.page(
      async (url, key) => {
        const registration = await navigator.serviceWorker.register('/service-worker.js');
        await navigator.serviceWorker.ready;
        const { port1, port2 } = new MessageChannel();
        const done = new Promise((resolve) => port1.addEventListener('message', resolve, { once: true }));
        port1.start();
        registration.active?.postMessage({ url, headers: { 'X-Api-Key': key } }, [port2]);
        await done;
      },
      API + path,
      revoked,
    );

  let workersTab = 0;
  it('sees the calls of a service worker, which belong to no tab', async () => {
    await lens().clear();
    workersTab = await lens().browser.newTab(lens().sandbox.playgroundUrl);
    await callByWorker('/presets');
    await lens().browser.switchTab(0);
    const [row] = await lens().rowsWhen('the call of the service worker', (rows) => rows.length === 1);
    expect(row).toMatchObject({ status: '401', count: 1 });
    expect(row?.text).toContain('presets');
    const tabs = Object.entries(await lens().records()).filter(([key]) => key.startsWith('entry:'));
    expect(tabs.map(([, entry]) => (entry as { observation: { tabId: number | null } }).observation.tabId)).toEqual([null]);
  });

  it('counts them once where the DevTools of the page tell of them too, and clears them there', async () => {
    const { browser } = lens();
    await browser.switchTab(workersTab);
    await lens().openPanel();
    await lens().clear();
    await callByWorker('/presets');
    expect(await lens().call(`${API}/models`, { key: revoked })).toBe(401);
    // Firefox's devtools tell nothing of a worker.
    const sources = browserName === 'chromium' ? ['both', 'both'] : ['both', 'web-request'];
    await readWhen(
      'both calls, and who told of them',
      () => sourcesOf(lens()),
      (seen) => expect(seen).toEqual(sources),
    );
    const rows = await lens().rowsWhen('both calls', (shown) => shown.length >= 2);
    expect(rows.map(({ status, count }) => [status, count])).toEqual([
      ['401', 1],
      ['401', 1],
    ]);
    await browser.panelClick('[data-testid=clear]');
    await lens().rowsWhen('none', (shown) => shown.length === 0);
    await browser.closePanel();
    await browser.switchTab(0);
  });

  it('tells preflights apart: a POST that needs one is one call', async () => {
    await lens().clear();
    await lens().call('/packshots/register-ideas', { method: 'POST', key: keyText(KEYS.good), body: '{"config": {,}' });
    // Devtools tells later than the network: a preflight of its own would stand there by then.
    await until(async () => (await sourcesOf(lens())).join() === 'both', 'one call, both sources');
    const [row, ...others] = await lens().rowsWhen('the call', (rows) => rows.length > 0);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ status: '400', count: 1 });
    const preflights = lens()
      .sandbox.log()
      .filter(({ preflight, path }) => preflight && path.includes('packshots'));
    expect(preflights.length).toBeGreaterThan(0);
  });

  it('shows the true status of an answer that CORS hides from the page, DevTools open or closed', async () => {
    const key = SPARE_KEYS.external[7]!;
    const paid = { method: 'POST', key: keyText(key), body: { config: { product: { id: 'prd-1001' } } } };
    for (const panel of ['open', 'closed']) {
      if (panel === 'closed') await lens().browser.closePanel();
      else await lens().clear();
      const id = lens().sandbox.setFault({ status: 503, body: 'documented', corsOff: true, keyId: key.keyId });
      expect(await lens().call('/packshots/register-ideas', paid)).toBe(0);
      lens().sandbox.clearFaults(id);
      if (panel === 'closed') await lens().openPanel();
      const seen = { status: '503', category: 'no-generator', verdict: 'check-first', count: panel === 'open' ? 1 : 2 };
      await readWhen(
        `503, DevTools ${panel}`,
        () => lens().rows(),
        (rows) => expect(rows).toEqual([expect.objectContaining(seen)]),
      );
    }
  });

  it('says that a call was never sent where its preflight was refused, DevTools open or closed', async () => {
    for (const panel of ['open', 'closed']) {
      if (panel === 'closed') await lens().browser.closePanel();
      else await lens().clear();
      const id = lens().sandbox.setFault({ refusePreflight: true });
      expect(await lens().call('/videos', { method: 'POST', key: keyText(KEYS.good), body: {} })).toBe(0);
      lens().sandbox.clearFaults(id);
      if (panel === 'closed') await lens().openPanel();
      const seen = { status: '0', category: 'cors-blocked', verdict: 'fix-first', count: panel === 'open' ? 1 : 2 };
      await readWhen(
        `refused, DevTools ${panel}`,
        () => lens().rows(),
        (rows) => expect(rows).toEqual([expect.objectContaining(seen)]),
      );
    }
  });

  it('says what happened when the connection was cut: a paid POST is checked first', async () => {
    await lens().clear();
    const key = SPARE_KEYS.external[5]!;
    const id = lens().sandbox.setFault({ cut: 'before-headers', keyId: key.keyId });
    expect(
      await lens().call('/packshots/register-ideas', {
        method: 'POST',
        key: keyText(key),
        body: { config: { product: { id: 'prd-1001' } } },
      }),
    ).toBe(0);
    const seen = { status: '0', category: 'network', verdict: 'check-first' };
    await readWhen(
      'the cut call',
      () => lens().rows(),
      (rows) => expect(rows).toEqual([expect.objectContaining(seen)]),
    );
    lens().sandbox.clearFaults(id);
  });

  it('shows hostile text as text', async () => {
    await lens().clear();
    const message = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    lens().sandbox.setFault({ status: 400, body: 'documented', message, times: 1 });
    await lens().call('/products', { key: keyText(KEYS.good) });
    await lens().rowsWhen('the call', (rows) => rows.length === 1);
    await lens().openRow('[role=row][data-status="400"]');
    await until(() => lens().browser.panel((text) => document.body.innerText.includes(text), message), 'the message as text');
    expect(
      await lens().browser.panel(() => document.querySelectorAll('[data-testid=detail] img, [data-testid=detail] script').length),
    ).toBe(0);
  });

  it('survives the background being stopped: rows, countdown and a call that was under way', async () => {
    await lens().clear();
    const key = SPARE_KEYS.external[6]!;
    lens().sandbox.setFault({ status: 503, body: 'documented', keyId: key.keyId, times: 1 });
    await lens().call('/products', { key: keyText(key) });
    const [before] = await lens().rowsWhen('the call', (rows) => rows[0]?.status === '503' && rows[0].notBefore !== null);
    // Long enough that it is still under way when the background is stopped, on a machine that stands still for seconds too.
    lens().sandbox.setFault({ status: 500, body: 'documented', delayMs: 10_000, keyId: key.keyId, times: 1 });
    const slow = lens().call('/models', { key: keyText(key) });
    await until(
      () =>
        lens()
          .sandbox.log()
          .some(({ path, keyId }) => path.includes('/models') && keyId === key.keyId),
      'the slow call arrived',
    );
    await until(
      async () => Object.keys(await lens().records()).some((name) => name.startsWith('flight:')),
      'it is stored as under way',
    );
    // Resolves once it is gone; the next event may start a new one at any moment.
    await lens().browser.stopBackground();
    const [after] = await lens().rows();
    expect(after).toEqual({ ...before, text: after?.text });
    expect(await slow).toBe(500);
    const rows = await lens().rowsWhen('the slow call, received by a new background', (shown) =>
      shown.some(({ status }) => status === '500'),
    );
    expect(rows).toHaveLength(2);
    expect(rows.every(({ count }) => count === 1)).toBe(true);
    const took = Object.values(await lens().records()).flatMap((record) => {
      const { observation } = record as { observation?: { status: number; startedAt: number; endedAt: number } };
      return observation?.status === 500 ? [observation.endedAt - observation.startedAt] : [];
    });
    expect(took[0]).toBeGreaterThan(9_900);
    // Where devtools told its end first, the flight waits for the echo of the network.
    await readWhen(
      'nothing is under way',
      async () => Object.keys(await lens().records()).filter((name) => name.startsWith('flight:')),
      (flights) => expect(flights).toEqual([]),
    );
  });

  it('a burst that wakes a stopped background is complete', async () => {
    await lens().clear();
    await lens().browser.stopBackground();
    await lens().browser.page(
      async (url, key) => {
        const all = Array.from({ length: 20 }, (_, n) =>
          fetch(`${url}/products/${n}`, { headers: { 'X-Api-Key': key } }).then((answer) => answer.text()),
        );
        await Promise.all(all);
      },
      API,
      revoked,
    );
    await lens().rowsWhen('twenty rows', (rows) => rows.length === 20);
  });

  it('keeps to this tab, shows all on request; a navigation clears this tab unless the log is preserved', async () => {
    const { browser } = lens();
    await lens().clear();
    await lens().call('/products', { key: revoked });
    await lens().rowsWhen('here', (rows) => rows.length === 1);
    await browser.newTab(SHOP);
    await lens().call('/models', { key: revoked });
    await until(async () => (await browser.badge()).text === '1', 'the badge of the second tab');
    await browser.switchTab(0);
    await lens().rowsWhen('only those of this tab', (rows) => rows.length === 1);
    await browser.panelClick('[data-testid=scope-all]');
    await lens().rowsWhen('both tabs', (rows) => rows.length === 2);
    // Again, now that the panel is sure to know of the other tab's.
    await browser.panelClick('[data-testid=scope-tab]');
    await lens().rowsWhen('only those of this tab', (rows) => rows.length === 1);

    await lens().preserve(true);
    await browser.go(SHOP);
    await lens().call('/videos', { key: revoked });
    await lens().rowsWhen('kept over the navigation', (rows) => rows.length === 2);
    await lens().preserve(false);
    await browser.go(SHOP);
    await lens().rowsWhen('cleared by the navigation', (rows) => rows.length === 0);
    await browser.panelClick('[data-testid=scope-all]');
    await lens().rowsWhen('the other tab is untouched', (rows) => rows.length === 1);
  });
});
