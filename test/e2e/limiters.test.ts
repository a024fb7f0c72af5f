// The countdown's zero against real limiters: a real page bursts, and sends its next call at the instant the panel shows.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LimiterKind, type Sandbox, SPARE_KEYS, keyText, startSandbox } from '../sandbox/sandbox.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers } from './lens.ts';

const KINDS = [
  'sliding-log',
  'sliding-log-counting-refused',
  'sliding-counter',
  'fixed-window',
  'token-bucket',
] as const satisfies readonly LimiterKind[];
/** One path each, so that their rows can be told apart; all wait at the same time. */
const PATHS = ['/products', '/models', '/sceneries', '/packshots', '/videos'];

inBothBrowsers('the next safe retry', {}, (lens) => {
  const sandboxes: Sandbox[] = [];
  beforeAll(async () => {
    for (const limiter of KINDS) sandboxes.push(await startSandbox({ limiter }));
  });
  afterAll(async () => {
    for (const sandbox of sandboxes) await sandbox.close();
  });

  it('is safe by every kind of limiter, and the panel then says so', async () => {
    const { browser } = lens();
    await browser.go(lens().sandbox.playgroundUrl);
    await lens().openPanel();
    const key = keyText(SPARE_KEYS.external[20]!);
    const targets = KINDS.map((kind, place) => ({
      kind,
      url: `${sandboxes[place]!.url}/api/external${PATHS[place]}`,
      path: PATHS[place]!,
    }));
    for (const { url } of targets) {
      const isRefused = await browser.page(
        async (address, apiKey) => {
          const send = async (): Promise<number> => {
            const answer = await fetch(address, { headers: { 'X-Api-Key': apiKey } });
            await answer.text();
            return answer.status;
          };
          // A burst that meets the turn of the minute is split between two fixed windows, and neither is full: then another.
          for (let bursts = 0; bursts < 3; bursts++) {
            const statuses = await Promise.all(Array.from({ length: 70 }, send));
            if (statuses.includes(429)) return true;
          }
          return false;
        },
        url,
        key,
      );
      expect(isRefused).toBe(true);
    }
    await lens().rowsWhen(
      'a row for each limiter',
      (rows) => rows.length === KINDS.length && rows.every(({ notBefore }) => notBefore !== null),
    );

    /** Reads the row's instant as a person would, up to the moment it has come, then sends. */
    const sendAtZero = async ({ kind, url, path }: (typeof targets)[number]): Promise<[LimiterKind, number]> => {
      await until(
        async () => {
          const row = (await lens().rows()).find(({ text }) => text.includes(path));
          return row?.notBefore !== undefined && row.notBefore !== null && row.notBefore <= Date.now();
        },
        `zero of ${kind}`,
        125_000,
      );
      const status = await browser.page(
        async (address, apiKey) => (await fetch(address, { headers: { 'X-Api-Key': apiKey } })).status,
        url,
        key,
      );
      return [kind, status];
    };
    expect(await Promise.all(targets.map(sendAtZero))).toEqual(KINDS.map((kind) => [kind, 200]));
    await lens().rowsWhen('each worked since', (rows) => rows.every(({ text }) => text.includes('worked since')));
  }, 180_000);
});
