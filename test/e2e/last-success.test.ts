// "Why did it work before?" in the real panel: a call that worked, the same one changed, and what is said of the two.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers, readWhen } from './lens.ts';

inBothBrowsers('the last success', {}, (lens) => {
  const told = () =>
    lens().browser.panel(() => {
      const shown = document.querySelector('[data-testid=last-success]');
      const places = [...(shown?.querySelectorAll('li') ?? [])].map((one) => ({
        rank: one.dataset['rank'] ?? '',
        text: one.innerText.replace(/\s+/g, ' '),
      }));
      return { text: shown?.textContent ?? '', places };
    });
  const IDEAS = '/packshots/register-ideas';

  // Watched, both sources tell of the call; not watched, devtools alone.
  it.each(['watched', 'not watched'])('names what differs, likeliest first: %s', async (how) => {
    const { browser } = lens();
    if (how === 'watched') await browser.grant(['https://shop.example/*']);
    else await browser.revoke(['https://shop.example/*']);
    await browser.go(SHOP);
    await lens().openPanel();
    const spare = SPARE_KEYS.external[how === 'watched' ? 0 : 1];
    if (!spare) throw new Error('no such spare key');
    const key = keyText(spare);
    const body = { config: { product: { id: 'prd-1001' } }, count: 5 };
    expect(await lens().call(IDEAS, { method: 'POST', key, body })).toBe(200);
    expect(
      await lens().call(IDEAS, { method: 'POST', key, body: { config: {}, count: 6 }, headers: { Accept: 'text/html' } }),
    ).toBe(400);
    await lens().rowsWhen('the 400', (rows) => rows.some(({ status }) => status === '400'));
    await lens().openRow('[role=row][data-status="400"]');
    // What the answer names is known once its body is told.
    await readWhen('the differences', told, ({ text, places }) => {
      expect(text).toContain('from the last one to this endpoint that worked');
      expect(places.map(({ rank }) => rank)).toEqual(['named', 'changed', 'changed']);
      expect(places[0]?.text).toMatch(/^body config\.product .*Then \{…\} In this call not there$/);
      const rest = places.slice(1).map(({ text: one }) => one);
      expect(rest).toContainEqual(expect.stringMatching(/^body count .*Then 5 In this call 6$/));
      expect(rest).toContainEqual(expect.stringMatching(/^header accept .*In this call text\/html$/));
    });
    expect(await axeFindings((fn, ...args) => browser.panel(fn, ...args))).toEqual([]);
    await lens().clear();
  });

  it('says so when nothing differs, and whose change it is', async () => {
    const { sandbox } = lens();
    const key = keyText(KEYS.good);
    expect(await lens().call('/products', { key })).toBe(200);
    await fetch(`${sandbox.url}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ status: 503, times: 1, path: '/api/external/products' }),
    });
    expect(await lens().call('/products', { key })).toBe(503);
    await lens().rowsWhen('the 503', (rows) => rows.some(({ status }) => status === '503'));
    await lens().openRow('[role=row][data-status="503"]');
    await readWhen('the comparison', told, ({ text, places }) => {
      expect(places).toEqual([]);
      expect(text).toContain('this is the same request as the last one to this endpoint that worked');
      expect(text).toContain('The change seems to be at the server');
    });
    await lens().clear();
  });

  it('keeps no secret of what worked', async () => {
    const key = keyText(KEYS.good);
    const secret = key.slice(key.indexOf('.') + 1);
    expect(await lens().call('/products?statusFilter=all&upload_token=tok-5ecretValue', { key })).toBe(200);
    const records = await until(async () => {
      const all = await lens().records();
      // Of this call, not of the one before.
      const isThere = Object.entries(all).some(
        ([name, worked]) => name.startsWith('worked:external GET /products') && JSON.stringify(worked).includes('statusFilter'),
      );
      return isThere && JSON.stringify(all);
    }, 'the record of the success');
    expect(records).not.toContain(secret);
    expect(records).not.toContain('5ecretValue');
  });
});
