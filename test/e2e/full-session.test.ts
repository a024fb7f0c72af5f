// The session's storage holds 10 MiB in both browsers. Reached for real: the oldest failures go, are counted, and recording goes on.
import { expect, it } from 'vitest';
import { KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

interface Stored {
  storage: { session: { get(keys: null): Promise<Record<string, unknown>>; set(items: object): Promise<void> } };
}
const QUOTA = 10 * 1024 * 1024;
/** What is left beside the ballast: some dozens of failures. */
const ROOM = 200_000;
const CALLS = 120;

inBothBrowsers('a full session', {}, (lens) => {
  /** Of the records only what the test asks for crosses the wire: the ballast stays where it is. */
  const kept = () =>
    lens().browser.background(async () => {
      const { browser, chrome } = globalThis as unknown as { browser?: Stored; chrome: Stored };
      const { ballast: _, ...records } = await (browser ?? chrome).storage.session.get(null);
      const seqs = Object.entries(records)
        .filter(([key]) => key.startsWith('entry:'))
        .map(([, entry]) => (entry as { seq: number }).seq);
      const tally = records['tally'] as { dropped: number; calls: number };
      return { count: seqs.length, least: Math.min(...seqs), most: Math.max(...seqs), ...tally };
    });

  it('refuses what is too much, as the product expects', async () => {
    const { browser } = lens();
    const refused = await browser.background(async (size) => {
      const { browser: own, chrome } = globalThis as unknown as { browser?: Stored; chrome: Stored };
      const { session } = (own ?? chrome).storage;
      const tooMuch = await session.set({ ballast: 'x'.repeat(size + 1) }).then(
        () => null,
        (error: unknown) => String(error),
      );
      return tooMuch;
    }, QUOTA);
    expect(refused).toMatch(/quota/i);
  });

  it('lets the older half go, counted, and keeps the newest; the panel says so', async () => {
    const { browser, sandbox } = lens();
    await browser.go(sandbox.playgroundUrl);
    await browser.background(async (size) => {
      const { browser: own, chrome } = globalThis as unknown as { browser?: Stored; chrome: Stored };
      await (own ?? chrome).storage.session.set({ ballast: 'x'.repeat(size) });
    }, QUOTA - ROOM);
    await browser.page(
      async (url, key, calls) => {
        // Each a path of its own, with a body that is worth storing.
        for (let call = 0; call < calls; call++)
          await fetch(`${url}/api/external/products/${call}?q=${'y'.repeat(600)}`, { headers: { 'X-Api-Key': key } }).then(
            (answer) => answer.text(),
          );
      },
      sandbox.url,
      keyText(KEYS.revoked),
      CALLS,
    );
    // What goes is taken away before what stays is written: between the two the numbers do not agree.
    const state = await readWhen('all calls counted', kept, (now) => {
      expect(now).toMatchObject({ calls: CALLS, most: CALLS });
      expect(now.dropped).toBeGreaterThan(0);
      expect(now.count + now.dropped).toBe(CALLS);
      expect(now.least).toBe(now.dropped + 1);
    });
    await lens().openPanel();
    await until(
      () => browser.panel((count) => document.body.textContent?.includes(String(count)), state.dropped),
      'the panel tells how many were dropped',
    );
    await lens().rowsWhen('what was kept', (rows) => rows.length > 0);
  });

  it('goes on after the background was stopped', async () => {
    const { browser, sandbox } = lens();
    await browser.stopBackground();
    await lens().call(`${sandbox.url}/api/external/after`, { key: keyText(KEYS.revoked) });
    await readWhen('one more', kept, (now) => {
      expect(now.most).toBe(CALLS + 1);
      expect(now.count + now.dropped).toBe(CALLS + 1);
    });
  });
});
