// Each button of the playground leads to the right row, verdict and countdown in the real panel.
import { describe, expect, it } from 'vitest';
import { inBothBrowsers } from './lens.ts';

interface Playground {
  playground: { scenes: string[]; run(id: string): Promise<void> };
}
type Expected = [status: number, category: string, verdict: string];

/** What each button's failure is; a scene that ends well has none. Several rows of the same kind count as one line here. */
const SCENES: Record<string, Expected | null> = {
  'ext-200': null,
  'ext-400': [400, 'bad-request', 'fix-first'],
  'ext-401': [401, 'unauthorized', 'fix-first'],
  'ext-402': [402, 'insufficient-credits', 'fix-first'],
  'ext-403': [403, 'missing-scope', 'fix-first'],
  'ext-404': [404, 'not-found', 'fix-first'],
  'ext-429': [429, 'rate-limited', 'retry'],
  'ext-500': [500, 'server-error', 'retry'],
  'ext-502': [502, 'upstream-error', 'retry'],
  'ext-503': [503, 'no-generator', 'retry'],
  'burst-70': [429, 'rate-limited', 'retry'],
  'outage-503': [503, 'no-generator', 'retry'],
  'paid-502': [502, 'upstream-error', 'check-first'],
  'ext-405-html': [405, 'bad-request', 'fix-first'],
  'ext-413-html': [413, 'too-large', 'fix-first'],
  'ext-504-html': [504, 'timeout', 'check-first'],
  'ext-500-empty': [500, 'server-error', 'retry'],
  'ext-502-text': [502, 'upstream-error', 'retry'],
  'ext-502-broken-json': [502, 'upstream-error', 'retry'],
  'ext-429-seconds': [429, 'rate-limited', 'retry'],
  'ext-429-date': [429, 'rate-limited', 'retry'],
  'ext-login-200': [200, 'unexpected-body', 'fix-first'],
  'ext-login-redirect': [302, 'unexpected-body', 'fix-first'],
  'ext-cut': [0, 'network', 'retry'],
  'ext-cut-body': [200, 'network', 'retry'],
  'ext-cut-paid': [0, 'network', 'check-first'],
  'ext-aborted': [0, 'aborted', 'retry'],
  'ext-timeout': [0, 'aborted', 'retry'],
  'ext-cors': [200, 'cors-blocked', 'fix-first'],
  'ext-cors-503': [503, 'no-generator', 'retry'],
  'ext-preflight': [0, 'cors-blocked', 'fix-first'],
  'plg-200': null,
  'plg-400-invalid-input': [400, 'bad-request', 'fix-first'],
  'plg-401-unauthorized': [401, 'unauthorized', 'fix-first'],
  'plg-402-quota-exceeded': [402, 'insufficient-credits', 'fix-first'],
  'plg-403-forbidden': [403, 'missing-scope', 'fix-first'],
  'plg-404-not-found': [404, 'not-found', 'fix-first'],
  'plg-409-idempotency-conflict': [409, 'conflict', 'fix-first'],
  'plg-409-job-not-cancelable': [409, 'conflict', 'fix-first'],
  'plg-410-output-unavailable': [410, 'gone', 'fix-first'],
  'plg-422-content-policy': [422, 'content-policy', 'fix-first'],
  'plg-429-rate-limit': [429, 'rate-limited', 'retry'],
  'plg-429-concurrency': [429, 'concurrency-limited', 'retry'],
  'plg-502-generation-failed': [502, 'upstream-error', 'retry'],
  'plg-503-internal-error': [503, 'server-error', 'retry'],
  'plg-207-batch': [207, 'insufficient-credits', 'fix-first'],
  'plg-job-failed': [200, 'job-failed', 'fix-first'],
};

/** The scene pressed after one that leaves no row. */
const MARK = 'ext-401';

inBothBrowsers('playground', {}, (lens) => {
  const press = (id: string): Promise<null> =>
    lens().browser.page((scene) => (globalThis as unknown as Playground).playground.run(scene).then(() => null), id);

  describe('its buttons', () => {
    it('are those that are expected here', async () => {
      const { browser, sandbox } = lens();
      await browser.go(sandbox.playgroundUrl);
      await lens().openPanel();
      const scenes = await browser.page(() => (globalThis as unknown as Playground).playground.scenes);
      expect(scenes).toEqual(Object.keys(SCENES));
      for (const id of scenes)
        expect(await browser.page((one) => document.querySelectorAll(`[data-scene="${one}"]`).length, id)).toBe(1);
    });

    it.each(Object.entries(SCENES))('%s', async (id, expected) => {
      await lens().clear();
      const pressedAt = Date.now();
      await press(id);
      // A success leaves no row: the row of a failure that was sent after it stands alone.
      if (expected === null) await press(MARK);
      const wanted = expected ?? (SCENES[MARK] as Expected);
      const [status, category, verdict] = wanted;
      const rows = await lens().rowsWhen(
        wanted.join(' '),
        (shown) =>
          shown.length > 0 &&
          shown.every((row) => row.status === String(status) && row.category === category && row.verdict === verdict),
      );
      for (const { notBefore } of rows) {
        if (verdict === 'fix-first') expect(notBefore).toBeNull();
        else expect(notBefore).toBeGreaterThanOrEqual(pressedAt);
      }
    });
  });
});
