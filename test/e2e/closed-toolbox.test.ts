// What is known of a call beyond its head: bodies of errors while DevTools is closed (Firefox), and jobs and credits once it is open.
import { expect, it } from 'vitest';
import type { CreditsTally } from '../../src/core/credits.ts';
import type { JobLine } from '../../src/core/job-line.ts';
import type { Entry } from '../../src/core/ledger.ts';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { type Lens, SHOP, inBothBrowsers, readWhen } from './lens.ts';

const PLUGIN = 'https://qamera.ai/api/v1/plugin';
const ORDER = { config: { product: { id: 'prd-1001' } }, count: 5 };
const JOB = {
  session_config: { aspect_ratio: '4:5' },
  subjects: [{ packshot_asset_id: 'asset-1', product_ref: 'shop:1', images_count: 1 }],
};

/** The records as the popup reads them: DevTools is not needed. */
const records = ({ browser }: Lens): Promise<Record<string, unknown>> =>
  browser.popup(async () => {
    const { browser: own, chrome } = globalThis as unknown as Record<
      string,
      { storage: { session: { get(keys: null): Promise<Record<string, unknown>> } } } | undefined
    >;
    return (own ?? chrome)!.storage.session.get(null);
  });
const inRoom = <T>(all: Record<string, unknown>, room: string): T[] =>
  Object.entries(all).flatMap(([key, value]) => (key.startsWith(`${room}:`) ? [value as T] : []));
const entries = async (lens: Lens): Promise<Entry[]> =>
  inRoom<Entry>(await records(lens), 'entry').toSorted((a, b) => a.seq - b.seq);

inBothBrowsers('first without DevTools', {}, (lens) => {
  it('tells what the answer says, in Firefox by its body', async () => {
    const { browser, sandbox } = lens();
    await browser.grant(['https://shop.example/*']);
    await browser.go(SHOP);
    await lens().call('/packshots/register-ideas', { method: 'POST', key: keyText(KEYS.almostEmpty), body: ORDER });
    sandbox.setFault({ status: 429, code: 'concurrency_limit_exceeded', times: 1, path: '/api/v1/plugin/jobs' });
    await lens().call(`${PLUGIN}/jobs`, { key: keyText(SPARE_KEYS.plugin[0]!) });
    const isFirefox = browser.name === 'firefox';
    const [short, busy] = await until(async () => {
      const all = await entries(lens());
      if (all.length !== 2) throw new Error(String(all.length));
      const isRead = all.every(({ observation }) => observation.responseBody.text !== null);
      return isRead === isFirefox && all;
    }, 'two failures');
    expect(short?.observation.status).toBe(402);
    expect(short?.diagnosis.facts.creditsShort).toBe(isFirefox ? 3 : undefined);
    if (isFirefox) expect(short?.diagnosis.what.id).toBe('what.credits-short');
    // The status alone says `rate-limited`; that it is another limit stands in the body.
    expect(busy?.diagnosis.category).toBe(isFirefox ? 'concurrency-limited' : 'rate-limited');
    // The popup draws what storage tells some time after it stands there.
    await readWhen(
      'both kinds in the popup',
      () =>
        browser.popup(() =>
          [...document.querySelectorAll<HTMLElement>('[data-category]')].map(({ dataset }) => dataset['category']),
        ),
      (shown) =>
        expect(new Set(shown)).toEqual(new Set([isFirefox ? 'concurrency-limited' : 'rate-limited', 'insufficient-credits'])),
    );
    await browser.closePopup();
  });

  it('keeps nothing from the page: whole bodies, long ones, broken ones, those of slow answers', async () => {
    const { browser, sandbox } = lens();
    const key = keyText(SPARE_KEYS.external[0]!);
    const lengths = async (): Promise<number[]> =>
      browser.page(async (apiKey) => {
        const ask = async (): Promise<number> => {
          const response = await fetch('https://app.qamera.ai/api/external/products', { headers: { 'X-Api-Key': apiKey } });
          return (await response.text().catch(() => 'cut')).length;
        };
        return Promise.all(Array.from({ length: 10 }, ask));
      }, key);
    sandbox.setFault({ status: 500, body: 'documented', keyId: SPARE_KEYS.external[0]!.keyId, times: 10 });
    const plain = new Set(await lengths());
    expect(plain.size).toBe(1);
    sandbox.setFault({ status: 500, body: 'html', padMb: 1, delayMs: 200, keyId: SPARE_KEYS.external[0]!.keyId, times: 10 });
    const long = await lengths();
    expect(new Set(long).size).toBe(1);
    expect(long[0]).toBeGreaterThan(1_000_000);
    const seen = await until(async () => {
      const all = (await entries(lens())).slice(2);
      if (all.length !== 20) throw new Error(String(all.length));
      const isRead = all.every(({ observation }) => observation.responseBody.text !== null);
      return isRead === (browser.name === 'firefox') && all;
    }, 'twenty failures');
    for (const { observation } of seen) expect(observation.responseBody.text?.length ?? 0).toBeLessThan(20_000);
    await browser.closePopup();
  });

  it('leaves the body of an answer unread that the page may not read, so that DevTools can still show it', async () => {
    const key = SPARE_KEYS.external[1]!;
    lens().sandbox.setFault({ status: 503, corsOff: true, keyId: key.keyId });
    expect(await lens().call('/sceneries', { key: keyText(key) })).toBe(0);
    // A body may come after its call: once that of a later one is there, none comes for this one.
    await lens().call('/sceneries', { key: keyText(KEYS.revoked) });
    const refused = await until(async () => {
      const all = await entries(lens());
      const later = all.find(({ observation }) => observation.status === 401);
      const isRead = later && later.observation.responseBody.text !== null;
      return isRead === (lens().browser.name === 'firefox') && all.find(({ observation }) => observation.status === 503);
    }, 'the refused call, and a later one as far as it is read');
    expect(refused.observation.responseBody).toMatchObject({ text: null, missing: 'not-read' });
    await lens().browser.closePopup();
  });

  it('DevTools opened: an async job is one line from its POST to its end, each poll counted once', async () => {
    const { browser } = lens();
    await lens().openPanel();
    await lens().clear();
    const states = await browser.page(
      async (base, key, order) => {
        const headers = { 'X-Api-Key': key, 'Content-Type': 'application/json' };
        const made = await fetch(`${base}/jobs`, { method: 'POST', headers, body: JSON.stringify(order) });
        const { subjects } = (await made.json()) as { subjects: { job_ids: string[] }[] };
        const shown: string[] = [];
        for (let n = 0; n < 3; n++) {
          const polled = await fetch(`${base}/jobs/${subjects[0]?.job_ids[0]}`, { headers });
          shown.push(((await polled.json()) as { status: string }).status);
        }
        return shown;
      },
      PLUGIN,
      keyText(KEYS.plugin),
      JOB,
    );
    expect(states).toEqual(['pending', 'in_progress', 'completed']);
    const [line, ...others] = await until(async () => {
      const lines = inRoom<JobLine>(await lens().records(), 'job');
      if (lines[0]?.polls === 3 && lines[0].startedBy !== null) return lines;
      throw new Error(JSON.stringify(lines));
    }, 'the job with three polls');
    expect(others).toEqual([]);
    expect(line).toMatchObject({ surface: 'plugin', state: 'completed', polls: 3, pollsAfterEnd: 0, keyId: KEYS.plugin.keyId });
    expect(line?.timeline.map(({ state }) => state)).toEqual(states);
    await lens().rowsWhen('no failure', (rows) => rows.length === 0);
  });

  it('counts the credits of an order once, and says what is short', async () => {
    const order = { method: 'POST', key: keyText(KEYS.good), body: ORDER };
    await lens().call('/packshots/register-ideas', order);
    await lens().call('/packshots/register-ideas', order);
    await lens().call('/packshots/register-ideas', { ...order, key: keyText(KEYS.almostEmpty) });
    const tallies = await until(async () => {
      const known = ((await lens().records())['credits'] ?? []) as CreditsTally[];
      const good = known.find(({ keyIds }) => keyIds.includes(KEYS.good.keyId));
      const empty = known.find(({ keyIds }) => keyIds.includes(KEYS.almostEmpty.keyId));
      if (good?.orders === 2 && empty?.short) return { good, empty };
      throw new Error(JSON.stringify(known));
    }, 'the credits');
    expect(tallies.good).toMatchObject({ reserved: 10, orders: 2, untold: 0 });
    expect(tallies.empty.short).toMatchObject({ required: 5, available: 2 });
  });

  it('a key that works on External and is refused on Plugin is the wrong kind of key, seen', async () => {
    await lens().call(`${PLUGIN}/me`, { key: keyText(KEYS.good) });
    await lens().rowsWhen('the refusal', (rows) => rows.some(({ status }) => status === '401'));
    const refused = await until(async () => {
      const all = inRoom<Entry>(await lens().records(), 'entry').find(({ observation }) => observation.status === 401);
      return all?.observation.source === 'both' && all;
    }, 'the refusal, seen by both sources');
    expect(refused.diagnosis.causes[0]).toMatchObject({ evidence: 'seen' });
    expect(refused.observation.responseBody.text).toContain('unauthorized');
  });
});
