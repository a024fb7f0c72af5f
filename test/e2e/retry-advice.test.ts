// What the panel says of retrying beside the countdown: the budget before it is spent, a plan for several calls, code to copy, the page's own
// retrying, an outage that is one thing.
import { expect, it } from 'vitest';
import { KEYS, SPARE_KEYS, keyText } from '../sandbox/sandbox.ts';
import { SNIPPET_LANGUAGES } from '../../src/snippets/snippet.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

inBothBrowsers('retry advice', {}, (lens) => {
  const inPanel = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => lens().browser.panel(fn, ...args);
  const api = (path: string): string => `${lens().sandbox.url}/api/external${path}`;
  const textOf = (selector: string) =>
    inPanel((where) => document.querySelector<HTMLElement>(where)?.innerText.replaceAll(/\s+/g, ' ') ?? '', selector);
  /** The page sends as many calls at once. */
  const burst = (count: number, key: string): Promise<number[]> =>
    lens().browser.page(
      (calls, url, apiKey) =>
        Promise.all(
          Array.from({ length: calls }, async () => {
            const answer = await fetch(url, { headers: { 'X-Api-Key': apiKey } });
            await answer.text();
            return answer.status;
          }),
        ),
      count,
      api('/products'),
      key,
    );

  it('warns before the budget is spent; then plans several calls, and gives code that keeps to it', async () => {
    const { browser, sandbox } = lens();
    const { keyId } = SPARE_KEYS.external[21]!;
    const key = keyText(SPARE_KEYS.external[21]!);
    await browser.go(sandbox.playgroundUrl);
    await lens().openPanel();
    const gauge = () =>
      inPanel((id) => {
        const line = document.querySelector<HTMLElement>(`.key[data-key="${id}"]`);
        return { level: line?.dataset['level'], text: line?.innerText.replaceAll(/\s+/g, ' ') ?? '' };
      }, keyId);
    expect(await burst(52, key)).not.toContain(429);
    await readWhen('a budget that is nearly spent', gauge, ({ level, text }) => {
      expect(level).toBe('high');
      expect(text).toContain('52/60');
    });
    expect(await burst(12, key)).toContain(429);
    await readWhen('a budget that is spent', gauge, ({ level, text }) => {
      expect(level).toBe('blocked');
      expect(text).toMatch(/60\/60.*next call in 0:/);
    });

    await lens().openRow('[role=row][data-status="429"]');
    const plan = () =>
      inPanel(() => {
        const field = document.querySelector<HTMLInputElement>('[data-testid=planner-count]');
        if (field && field.value !== '5') {
          field.value = '5';
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return [...document.querySelectorAll('[data-testid=planner] tbody tr')].map((row) =>
          [...row.children].map((cell) => cell.textContent),
        );
      });
    const waits = await readWhen('a plan for five calls', plan, (rows) => expect(rows).toHaveLength(5));
    expect(waits.map(([place]) => place)).toEqual(['1', '2', '3', '4', '5']);
    const instants = waits.map(([, at]) => at ?? '');
    expect(instants.every((at) => /\d\d:\d\d:\d\d/.test(at))).toBe(true);
    expect(instants.toSorted()).toEqual(instants);

    await browser.panelClick('[data-testid=backoff] summary');
    const marks = {
      typescript: 'interface KeyState',
      javascript: 'const BASE',
      python: 'def qamera',
      php: '<?php',
      bash: 'curl',
    };
    for (const language of SNIPPET_LANGUAGES) {
      await inPanel((chosen) => {
        const select = document.querySelector<HTMLSelectElement>('[data-testid=backoff-language]');
        if (!select) return;
        select.value = chosen;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }, language);
      await readWhen(
        `the client in ${language}`,
        () => textOf('[data-testid=backoff] pre'),
        (code) => {
          expect(code).toContain(marks[language]);
          expect(code).toContain(api(''));
          expect(code).not.toContain(key);
        },
      );
    }
  });

  it('names the page’s own retrying of what cannot succeed, with its tries', async () => {
    await lens().clear();
    for (let tries = 0; tries < 4; tries++) await lens().call(api('/nowhere'), { key: keyText(KEYS.good) });
    await lens().rowsWhen('four tries in one row', ([row]) => row?.count === 4);
    await lens().openRow('[role=row][data-status="404"]');
    await readWhen(
      'what its retrying looks like',
      () => textOf('[data-testid=detail]'),
      (text) => {
        expect(text).toMatch(/Looks like a retry of what cannot succeed: 4 tries/);
      },
    );
  });

  it('an outage is one thing: its numbers in one line, an instant before which none of its calls may go, and it ends by itself', async () => {
    const { sandbox } = lens();
    const key = keyText(KEYS.good);
    const paths = ['/products', '/models', '/sceneries'];
    await lens().clear();
    for (const path of paths) sandbox.setFault({ status: 503, path: `/api/external${path}`, times: 1 });
    for (const path of paths) expect(await lens().call(api(path), { key })).toBe(503);
    await readWhen(
      'the outage',
      () => textOf('[data-testid=incident]'),
      (text) => expect(text).toContain('3 of 3'),
    );
    // The call that showed the outage has the shared instant; none before it may go sooner (a later one of its own is kept).
    await lens().rowsWhen('three rows of which none may go before the shared instant', (rows) => {
      const shared = rows.find(({ text }) => text.includes('/sceneries'))?.notBefore ?? null;
      return rows.length === 3 && shared !== null && rows.every(({ notBefore }) => notBefore !== null && notBefore >= shared);
    });
    for (const path of paths) expect(await lens().call(api(path), { key })).toBe(200);
    await readWhen(
      'no outage',
      () => textOf('[data-testid=incident]'),
      (text) => expect(text).toBe(''),
    );
  });
});
