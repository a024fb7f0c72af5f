// "Send again" in the real panel: a free GET goes out once more from the page, now or at zero; nothing else does, and no key is kept.
import { expect, it } from 'vitest';
import { type SandboxKey, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { SHOP, inBothBrowsers, readWhen } from './lens.ts';

const spare = (place: number): SandboxKey => {
  const key = SPARE_KEYS.external[place];
  if (!key) throw new Error('no such spare key');
  return key;
};

inBothBrowsers('send again', {}, (lens) => {
  const arrivals = (key: SandboxKey) =>
    lens()
      .sandbox.log()
      .filter(({ keyId, preflight }) => keyId === key.keyId && !preflight);
  const says = (step: string) =>
    until(
      () =>
        lens().browser.panel((wanted) => {
          const shown = document.querySelector<HTMLElement>('[data-testid=again]');
          return shown?.dataset['step'] === wanted ? shown.innerText : null;
        }, step),
      `the call is ${step}`,
    );
  /** The page's call fails, its detail is open. */
  const failOnce = async (key: SandboxKey, fault: { status: number; retryAfter?: { seconds: number } }) => {
    lens().sandbox.setFault({ ...fault, body: 'documented', keyId: key.keyId, times: 1 });
    expect(await lens().call('/products?statusFilter=all', { key: keyText(key) })).toBe(fault.status);
    await lens().rowsWhen(`the ${fault.status}`, (rows) => rows.some(({ status }) => status === String(fault.status)));
    await lens().openRow(`[role=row][data-status="${fault.status}"]`);
  };

  it('now: the same call with the same key, its answer told, no key kept', async () => {
    const { browser } = lens();
    const key = spare(0);
    await browser.go(SHOP);
    await lens().openPanel();
    await failOnce(key, { status: 404 });
    await browser.panelClick('[data-testid=again-now]');
    expect(await says('worked')).toContain('200. It works now.');
    expect(await axeFindings((fn, ...args) => browser.panel(fn, ...args))).toEqual([]);
    const [first, second, ...more] = arrivals(key);
    expect(more).toEqual([]);
    expect(second).toMatchObject({
      method: 'GET',
      path: first?.path,
      keyId: first?.keyId,
      origin: 'https://shop.example',
      status: 200,
    });
    const kept = JSON.stringify(await lens().records()) + (await browser.panel(() => document.documentElement.outerHTML));
    expect(kept).not.toContain(keyText(key).split('.')[1]);
    await lens().clear();
  });

  it('at zero: not a moment before, and another failure is one more attempt in the list', async () => {
    const { browser, sandbox } = lens();
    const key = spare(1);
    // Time enough to find the button before zero.
    sandbox.setFault({ status: 429, body: 'documented', retryAfter: { seconds: 10 }, keyId: key.keyId, times: 2 });
    expect(await lens().call('/products', { key: keyText(key) })).toBe(429);
    const [row] = await lens().rowsWhen('the 429', (rows) => rows.some(({ status }) => status === '429'));
    await lens().openRow('[role=row][data-status="429"]');
    await browser.panelClick('[data-testid=again-at-zero]');
    expect(await says('armed')).toMatch(/Will be sent in 0:\d\d/);
    expect(await says('failed')).toContain('429, Rate limited');
    const second = arrivals(key)[1];
    // The server's clock is this machine's.
    expect(second?.at).toBeGreaterThanOrEqual(row?.notBefore ?? Infinity);
    await lens().rowsWhen('two attempts', (rows) => rows.some(({ status, count }) => status === '429' && count === 2));
    await lens().clear();
  });

  it('cancelled: nothing is sent', async () => {
    const { browser } = lens();
    const key = spare(2);
    // Time enough to arm it, to look at it and to cancel it before zero.
    await failOnce(key, { status: 503, retryAfter: { seconds: 20 } });
    await browser.panelClick('[data-testid=again-at-zero]');
    await says('armed');
    expect(await axeFindings((fn, ...args) => browser.panel(fn, ...args))).toEqual([]);
    await browser.panelClick('[data-testid=again-cancel]');
    await says('idle');
    // At zero it would be sent: then nothing is left to wait for.
    const atZero = await until(
      () =>
        browser.panel(() => {
          const waits = document.querySelector('[data-testid=again-at-zero], [data-testid=again-cancel]') !== null;
          return waits ? null : document.querySelector<HTMLElement>('[data-testid=again]')?.dataset['step'];
        }),
      'zero',
    );
    expect(atZero).toBe('idle');
    expect(arrivals(key)).toHaveLength(1);
    await lens().clear();
  });

  it('a paid POST has no such button; an address of unknown price says why', async () => {
    const { browser } = lens();
    const key = keyText(spare(3));
    await lens().call('/packshots/register-ideas', { method: 'POST', key, body: {} });
    await lens().rowsWhen('the 400', (rows) => rows.some(({ status }) => status === '400'));
    await lens().openRow('[role=row][data-status="400"]');
    expect(await browser.panel(() => document.querySelector('[data-testid=again]'))).toBeNull();
    await lens().clear();
    await lens().call('/balance', { key });
    await lens().rowsWhen('the 404', (rows) => rows.some(({ status }) => status === '404'));
    await lens().openRow('[role=row][data-status="404"]');
    await readWhen(
      'why it is not offered',
      () =>
        browser.panel(() => ({
          says: document.querySelector('[data-testid=retry]')?.parentElement?.textContent,
          isOffered: document.querySelector('[data-testid=again]') !== null,
        })),
      ({ says: why, isOffered }) => {
        expect(why).toContain('only endpoints that are known to be free');
        expect(isOffered).toBe(false);
      },
    );
    await lens().clear();
  });

  it('without the key in the browser’s log nothing is sent, and it says what to do', async () => {
    const { browser } = lens();
    const key = spare(4);
    await lens().preserve(true);
    await failOnce(key, { status: 404 });
    await browser.go(SHOP);
    await lens().openRow('[role=row][data-status="404"]');
    await browser.panelClick('[data-testid=again-now]');
    expect(await says('not-sent')).toContain('holds no call with this key any more');
    expect(arrivals(key)).toHaveLength(1);
    expect(await lens().call('/models', { key: keyText(key) })).toBe(200);
    const step = () => browser.panel(() => document.querySelector<HTMLElement>('[data-testid=again]')?.dataset['step'] ?? '');
    await until(async () => {
      // Firefox writes a call into its log some time after the page has its answer.
      if ((await step()) === 'not-sent') await browser.panelClick('[data-testid=again-now]');
      return (await step()) === 'worked';
    }, `it works with the key in the log again`);
    await lens().preserve(false);
    await lens().clear();
  });
});
