// The main job in the real DevTools of both browsers, over real HTTP: calls fail in a page, the panel explains them.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers, readWhen } from './lens.ts';

/** A key of which no other test spends the minute. */
const spare = (place: number): string => {
  const key = SPARE_KEYS.external[place];
  if (!key) throw new Error('no such spare key');
  return keyText(key);
};

inBothBrowsers('statuses', {}, (lens) => {
  /** Waits until so many failures stand in storage, each seen by both sources: what counts twice has done so by then. */
  const pairedWhen = (count: number): Promise<string[]> =>
    readWhen(
      `${count} failures, each seen by both sources`,
      async () =>
        Object.entries(await lens().records())
          .filter(([key]) => key.startsWith('entry:'))
          .map(([, entry]) => (entry as { observation: { source: string } }).observation.source),
      (sources) => expect(sources).toEqual(Array(count).fill('both')),
    );

  it('explains every status of the seed document', async () => {
    const { browser, sandbox } = lens();
    await browser.grant(['https://shop.example/*']);
    await browser.go(SHOP);
    await lens().openPanel();
    const good = keyText(KEYS.good);
    const order = { config: { product: { id: 'prd-1001' } }, count: 5 };
    const startedAt = Date.now();
    expect(await lens().call('/products', { key: good })).toBe(200);
    await lens().call('/packshots/register-ideas', { method: 'POST', key: good, body: {} });
    await lens().call('/products');
    await lens().call('/packshots/register-ideas', { method: 'POST', key: keyText(KEYS.almostEmpty), body: order });
    await lens().call('/packshots/register-ideas', { method: 'POST', key: keyText(KEYS.readOnly), body: order });
    await lens().call('/packshots/register-ideas', {
      method: 'POST',
      key: good,
      body: { config: { product: { id: 'prd-9999' } } },
    });
    for (const status of [500, 502, 503] as const) {
      sandbox.setFault({ status, body: 'documented', times: 1 });
      await lens().call('/models', { key: good });
    }
    for (let n = 0; n < 61; n++) await lens().call('/sceneries', { key: spare(0) });

    // In Chromium the bodies come later than the rows, and with them the words.
    await readWhen(
      'nine failed calls, explained',
      () => lens().rows(),
      (rows) => {
        expect(rows).toHaveLength(9);
        const said = Object.fromEntries(rows.map((row) => [row.status, row]));
        expect(Object.keys(said).toSorted()).toEqual(['400', '401', '402', '403', '404', '429', '500', '502', '503']);
        expect(said['400']).toMatchObject({ category: 'bad-request', verdict: 'fix-first', notBefore: null });
        expect(said['400']?.text).toContain('config.product.id');
        expect(said['401']).toMatchObject({ category: 'unauthorized', verdict: 'fix-first' });
        expect(said['402']).toMatchObject({ category: 'insufficient-credits', verdict: 'fix-first' });
        expect(said['402']?.text).toContain('3 short');
        expect(said['403']).toMatchObject({ category: 'missing-scope', verdict: 'fix-first' });
        expect(said['403']?.text).toContain('content.register');
        expect(said['404']).toMatchObject({ category: 'not-found', verdict: 'fix-first' });
        expect(said['429']).toMatchObject({ category: 'rate-limited', verdict: 'retry' });
        expect(said['500']).toMatchObject({ category: 'server-error', verdict: 'retry' });
        expect(said['502']).toMatchObject({ category: 'upstream-error', verdict: 'retry' });
        expect(said['503']).toMatchObject({ category: 'no-generator', verdict: 'retry' });
        for (const status of ['429', '500', '502', '503']) expect(said[status]?.notBefore).toBeGreaterThan(startedAt);
      },
    );
  });

  it('says of the selected call what happened, why, what to do, and shows the redacted exchange', async () => {
    const { browser } = lens();
    await lens().openRow('[role=row][data-status="402"]');
    await readWhen(
      'the detail',
      () =>
        browser.panel(() => ({
          response: document.querySelector('[data-testid=response-body]')?.textContent,
          request: document.querySelector('[data-testid=request-body]')?.textContent,
          detail: document.querySelector<HTMLElement>('[data-testid=detail]')?.innerText,
        })),
      ({ detail, response, request }) => {
        expect(detail).toContain('5');
        expect(JSON.parse(response ?? '')).toEqual({ error: 'Insufficient credits. Required: 5, available: 2.' });
        expect(request).toContain('prd-1001');
        expect(detail).toContain(`mk_live_${KEYS.almostEmpty.keyId}.***`);
      },
    );
  });

  it('holds no secret anywhere: not in storage, not in the panel', async () => {
    const text = JSON.stringify(await lens().records()) + (await lens().browser.panel(() => document.documentElement.outerHTML));
    for (const { secret } of Object.values(KEYS)) expect(text).not.toContain(secret);
    expect(text).toContain(`mk_live_${KEYS.good.keyId}.***`);
  });

  it('merges repeats of a failure into one row, and counts each call once', async () => {
    await lens().clear();
    for (let n = 0; n < 4; n++) await lens().call('/products', { key: keyText(KEYS.revoked) });
    await pairedWhen(4);
    const [row] = await lens().rowsWhen('one row of four', (rows) => rows.length === 1 && rows[0]?.count === 4);
    expect(row).toMatchObject({ status: '401', category: 'unauthorized' });
  });

  it('the same burst seen by both sources stands once: 70 concurrent identical calls', async () => {
    await lens().clear();
    const answers = await lens().browser.page(async (key) => {
      const all = Array.from({ length: 70 }, () =>
        fetch('https://app.qamera.ai/api/external/videos', { headers: { 'X-Api-Key': key } }),
      );
      const done = await Promise.all(all);
      await Promise.all(done.map((response) => response.text()));
      return done.map(({ status }) => status);
    }, spare(1));
    expect(answers.filter((status) => status === 429)).toHaveLength(10);
    await pairedWhen(10);
    const [row, ...others] = await lens().rowsWhen('one row of ten', (rows) => rows[0]?.count === 10);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ status: '429', category: 'rate-limited', verdict: 'retry' });
  });

  it('follows the DevTools theme while open', async () => {
    const ground = (): Promise<string> => lens().browser.panel(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await lens().browser.setTheme('dark');
    await until(async () => (await ground()) !== light, 'a dark panel');
    await lens().browser.setTheme('light');
    await until(async () => (await ground()) === light, 'a light panel again');
  });
});
