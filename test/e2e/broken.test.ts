// What breaks around us: a permission taken back, odd and huge bodies.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers, readWhen } from './lens.ts';

const revoked = keyText(KEYS.revoked);

inBothBrowsers('when things break', {}, (lens) => {
  const watched = (): Promise<string | undefined> =>
    lens().browser.panel(() => document.querySelector<HTMLElement>('[data-testid=site]')?.dataset['watched']);

  it('a permission taken back while the panel is open: it says so and goes on from devtools', async () => {
    const { browser } = lens();
    await browser.grant(['https://shop.example/*']);
    await browser.go(SHOP);
    await lens().openPanel();
    await until(async () => (await watched()) === 'true', 'watched');
    await browser.revoke(['https://shop.example/*']);
    await until(async () => (await watched()) === 'false', 'not watched any more');
    await lens().call('/products', { key: revoked });
    await lens().rowsWhen('the call, from devtools', (rows) => rows.length === 1 && rows[0]?.count === 1);
    await browser.grant(['https://shop.example/*']);
  });

  it.each([
    ['an empty body', { status: 500, body: 'empty' }],
    ['HTML', { status: 502, body: 'html' }],
    ['broken JSON', { status: 503, body: 'broken-json' }],
    ['five megabytes', { status: 500, body: 'documented', padMb: 5 }],
  ] as const)('%s in the answer', async (_, fault) => {
    await lens().clear();
    const key = SPARE_KEYS.external[9]!;
    const id = lens().sandbox.setFault({ ...fault, keyId: key.keyId });
    await lens().call('/products', { key: keyText(key) });
    lens().sandbox.clearFaults(id);
    const seen = { status: String(fault.status), verdict: 'retry', count: 1 };
    await readWhen(
      'one row',
      () => lens().rows(),
      (rows) => expect(rows).toEqual([expect.objectContaining(seen)]),
    );
  });

  it('a huge and deep request body', async () => {
    await lens().clear();
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await lens().call('/packshots/register-ideas', { method: 'POST', key: keyText(KEYS.good), body: deep });
    await lens().rowsWhen('one row', (rows) => rows.length === 1 && rows[0]?.status === '400');
  });
});
