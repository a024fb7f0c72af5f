// What earlier calls tell of a failure. One Idempotency-Key with two bodies: both sources must name the same body alike, whatever letters
// stand in it. "Why did it work before?": a call that worked, the same one changed, and what is said of the two.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { type Lens, SHOP, inBothBrowsers, readWhen } from './lens.ts';

interface Seen {
  source: string;
  verdict: string;
  causes: string[];
  digest: string | undefined;
}
interface Stored {
  seq: number;
  observation: { source: string; bodyDigest?: string };
  diagnosis: { retry: { verdict: string }; causes: { says: { id: string } }[] };
}

async function seenBy(lens: Lens): Promise<Seen[]> {
  const entries = Object.entries(await lens.records()).flatMap(([key, value]) =>
    key.startsWith('entry:') ? [value as Stored] : [],
  );
  return entries
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ observation: { source, bodyDigest }, diagnosis: { retry, causes } }) => ({
      source,
      verdict: retry.verdict,
      causes: causes.map(({ says }) => says.id),
      digest: bodyDigest,
    }));
}
const seenWhen = async (lens: Lens, what: string, isThere: (seen: Seen[]) => boolean): Promise<Seen[]> =>
  until(async () => {
    const seen = await seenBy(lens);
    if (isThere(seen)) return seen;
    throw new Error(JSON.stringify(seen));
  }, what);

inBothBrowsers('what is known of earlier calls', {}, (lens) => {
  const body = { subjects: [{ name: 'Żółta łódź 黄色 🛶', quoted: '"\\\n' }] };
  const other = { subjects: [{ name: 'Biała łódź' }] };
  const post = (sent: unknown): Promise<number> =>
    lens().call('https://qamera.ai/api/v1/plugin/jobs', {
      method: 'POST',
      key: keyText(KEYS.plugin),
      headers: { 'Idempotency-Key': 'order-7' },
      body: sent,
    });

  it('the body of a call is named alike by devtools and by webRequest', async () => {
    lens().sandbox.setFault({ status: 502, method: 'POST', path: '/api/v1/plugin/jobs' });
    await lens().browser.go(SHOP);
    await lens().openPanel();
    await post(body);
    const [first] = await seenWhen(lens(), 'devtools alone', (seen) => seen.length === 1);
    expect(first?.source).toBe('devtools');
    await lens().browser.grant(['https://shop.example/*']);
    await until(
      () => lens().browser.panel(() => document.querySelector<HTMLElement>('[data-testid=site]')?.dataset['watched'] === 'true'),
      'the line says that the site is watched',
    );
    await post(body);
    const [, second] = await seenWhen(lens(), 'both sources', (seen) => seen[1]?.source === 'both');
    expect(second?.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(second?.digest).toBe(first?.digest);
    expect([first?.verdict, second?.verdict]).toEqual(['retry', 'retry']);
  });

  it('a call is not called safe to repeat under the key of another', async () => {
    await post(other);
    // What the body has to do with it may be told by the second source only.
    await readWhen(
      'the other body',
      () => seenBy(lens()),
      (seen) => {
        expect(seen).toHaveLength(3);
        expect(seen[2]).toMatchObject({
          verdict: 'check-first',
          causes: expect.arrayContaining(['cause.idempotency-key-reused']) as unknown,
        });
      },
    );
    await lens().rowsWhen('a row of its own', (rows) =>
      rows.some(({ verdict, count }) => verdict === 'check-first' && count === 1),
    );
  });

  it('a call sent to the base address of the other API is seen, and the address said', async () => {
    await lens().clear();
    await lens().call('https://qamera.ai/api/external/products', { key: keyText(KEYS.revoked) });
    await readWhen(
      'the call',
      async () => (await seenBy(lens())).map(({ causes }) => causes[0]),
      (first) => expect(first).toEqual(['cause.base-other-host']),
    );
  });

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
  it.each(['watched', 'not watched'])('why it worked before: names what differs, likeliest first: %s', async (how) => {
    const { browser } = lens();
    if (how === 'watched') await browser.grant(['https://shop.example/*']);
    else await browser.revoke(['https://shop.example/*']);
    await browser.go(SHOP);
    await lens().openPanel();
    const spare = SPARE_KEYS.external[how === 'watched' ? 0 : 1];
    if (!spare) throw new Error('no such spare key');
    const key = keyText(spare);
    const order = { config: { product: { id: 'prd-1001' } }, count: 5 };
    expect(await lens().call(IDEAS, { method: 'POST', key, body: order })).toBe(200);
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
