// One Idempotency-Key with two bodies, in the real browsers: both sources must name the same body alike, whatever letters stand in it.
import { expect, it } from 'vitest';
import { KEYS, keyText } from '../sandbox/sandbox.ts';
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

inBothBrowsers('the body of a call', {}, (lens) => {
  const body = { subjects: [{ name: 'Żółta łódź 黄色 🛶', quoted: '"\\\n' }] };
  const other = { subjects: [{ name: 'Biała łódź' }] };
  const post = (sent: unknown): Promise<number> =>
    lens().call('https://qamera.ai/api/v1/plugin/jobs', {
      method: 'POST',
      key: keyText(KEYS.plugin),
      headers: { 'Idempotency-Key': 'order-7' },
      body: sent,
    });

  it('is named alike by devtools and by webRequest', async () => {
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

  it('is not called safe to repeat under the key of another', async () => {
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

  it('sent to the base address of the other API is seen, and the address said', async () => {
    await lens().clear();
    await lens().call('https://qamera.ai/api/external/products', { key: keyText(KEYS.revoked) });
    await readWhen(
      'the call',
      async () => (await seenBy(lens())).map(({ causes }) => causes[0]),
      (first) => expect(first).toEqual(['cause.base-other-host']),
    );
  });
});
