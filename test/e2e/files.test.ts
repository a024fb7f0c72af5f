// The offline side in the real DevTools: a HAR opened and dropped, a call pasted, what is listed exported, a call shared.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, it } from 'vitest';
import { analyzeHar } from '../../src/core/analyze-har.ts';
import { REPORT_SCHEMA } from '../../src/core/report-schema.ts';
import { KEYS, keyText } from '../sandbox/sandbox.ts';
import { axeFindings } from './axe.ts';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';

const har = (name: string): string => readFileSync(new URL(`../fixtures/har/${name}.har`, import.meta.url), 'utf8');
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(REPORT_SCHEMA);

const TRANSCRIPT = `$ curl -i -X POST https://app.qamera.ai/api/external/packshots/register-ideas -H 'X-Api-Key: mk_live_7f3a2b1c.S3cr3tS3cr3t' -d '{"count":5}'
HTTP/2 402
content-type: application/json
date: Sun, 01 Mar 2026 12:00:00 GMT

{"error":"Insufficient credits. Required: 5, available: 2."}
`;

inBothBrowsers('files', {}, (lens) => {
  const inPanel = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => lens().browser.panel(fn, ...args);
  const textOf = (selector: string) => inPanel((one) => document.querySelector<HTMLElement>(one)?.innerText ?? '', selector);
  const has = (selector: string) => inPanel((one) => document.querySelector(one) !== null, selector);
  const choose = (name: string, text: string) => lens().chooseFile(name, text);
  const drop = (name: string, text: string) =>
    inPanel(
      (fileName, content) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], fileName));
        for (const type of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      name,
      text,
    );
  /** What the next download would save. */
  const saved = async (selectors: string[]): Promise<{ name: string; text: string }> => {
    await inPanel(() => {
      const page = window as unknown as { saved: { name: string; blob: Blob } | undefined };
      page.saved = undefined;
      let made: Blob | undefined;
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => ((made = blob), create(blob));
      HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
        if (made) page.saved = { name: this.download, blob: made };
      };
    });
    for (const selector of selectors) await lens().browser.panelClick(selector);
    return until(
      () =>
        inPanel(async () => {
          const { saved: file } = window as unknown as { saved?: { name: string; blob: Blob } };
          return file ? { name: file.name, text: await file.blob.text() } : null;
        }),
      'a saved file',
    );
  };
  /** What a click brings to the clipboard. */
  const copied = async (selectors: string[]): Promise<string> => {
    await inPanel(() => {
      const page = window as unknown as { copied: string | undefined };
      page.copied = undefined;
      document.addEventListener(
        'copy',
        () => (page.copied = (document.activeElement as HTMLTextAreaElement | null)?.value ?? ''),
        {
          once: true,
        },
      );
    });
    for (const selector of selectors) await lens().browser.panelClick(selector);
    return until(() => inPanel(() => (window as unknown as { copied?: string }).copied), 'a copied text');
  };

  beforeAll(async () => {
    await lens().browser.go(lens().sandbox.playgroundUrl);
    await lens().openPanel();
  });

  it('opens a HAR in place of the live list, with the diagnoses of analyzeHar, and closes it', async () => {
    const { browser, sandbox } = lens();
    await lens().call(`${sandbox.url}/api/external/products`, { key: keyText(KEYS.revoked) });
    await lens().rowsWhen('a live failure', (rows) => rows.length === 1);
    await choose('shop.har', har('chrome'));
    const rows = await lens().rowsWhen('the failures of the file', (shown) => shown.length === 4);
    const { findings } = analyzeHar(har('chrome'));
    const facts = findings.map(({ status, category, verdict, notBefore }) => ({
      status: String(status ?? 0),
      category,
      verdict,
      notBefore: notBefore === null ? null : Math.ceil(notBefore),
    }));
    for (const fact of facts) expect(rows).toContainEqual(expect.objectContaining(fact));
    expect(await textOf('[data-testid=file-line]')).toMatch(/File: shop\.har, 4 failures in 5 API calls/);
    const text = rows.map((row) => row.text).join('\n');
    expect(text).toMatch(/safe [\d.]+ s after the failure/);
    expect(text).not.toMatch(/safe to retry now|in \d:\d\d/);
    expect(await has('[data-testid=clear]')).toBe(false);
    await browser.screenshot(`artifacts/files-open-${browser.name}.png`);
    expect(await axeFindings(inPanel)).toEqual([]);
    await browser.panelClick('[data-testid=file-close]');
    const [live, ...others] = await lens().rowsWhen('the live list', (shown) => shown.length === 1);
    expect(others).toEqual([]);
    expect(live).toMatchObject({ status: '401' });
  });

  it('shows the detail of a call of a dropped file in the past tense, without a secret', async () => {
    const { browser } = lens();
    await drop('firefox.har', har('firefox'));
    await lens().rowsWhen('the dropped file', (rows) => rows.length === 3);
    await lens().openRow('[role=row][data-status="503"]');
    const detail = await until(() => textOf('[data-testid=detail]'), 'the detail');
    expect(detail).toMatch(/safe [\d.]+ s after the failure/);
    expect(await has('[data-testid=planner]')).toBe(false);
    expect(await inPanel(() => document.documentElement.outerHTML)).not.toContain('S3cr3tS3');
    await browser.panelKey('Escape');
    await browser.panelClick('[data-testid=file-close]');
    await lens().rowsWhen('the live list', (rows) => rows.length === 1);
  });

  it.each([
    ['nothing', '', /empty/i],
    ['a web page', '<!doctype html><html></html>', /web page/i],
    ['half a file', har('chrome').slice(0, 3_000), /ends in the middle/i],
    ['JSON of something else', '{"a":1}', /log\.entries/],
    [
      'other traffic',
      '{"log":{"entries":[{"startedDateTime":"2026-03-01T12:00:00Z","time":1,"request":{"method":"GET","url":"https://x.example/"},"response":{"status":500}}]}}',
      /none to the Qamera API/,
    ],
  ])('says kindly what is wrong with %s', async (_, text, words) => {
    await choose('odd.har', text);
    await readWhen(
      'a reason',
      () => textOf('[data-testid=file-problem]'),
      (says) => expect(says).toMatch(words),
    );
    await lens().rowsWhen('the list as it was', (rows) => rows.length === 1);
  });

  it('stays awake while a large file is read', async () => {
    const { browser } = lens();
    // Built inside the panel: some 60 MB of healthy and failed calls.
    const worst = await inPanel((small) => {
      const log = (JSON.parse(small) as { log: { entries: { response: { content: { text?: string } } }[] } }).log;
      log.entries = log.entries.map((entry) => ({ ...entry, _filler: 'x'.repeat(4_000) }));
      const one = JSON.stringify(log.entries).slice(1, -1);
      const parts = ['{"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":['];
      for (let count = 0; count < 1_200; count++) parts.push(count === 0 ? one : `,${one}`);
      parts.push(']}}');
      const input = document.querySelector<HTMLInputElement>('[data-testid=file-input]');
      const transfer = new DataTransfer();
      transfer.items.add(new File(parts, 'large.har'));
      if (input) input.files = transfer.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
      const page = window as unknown as { worst: number; busy: string };
      page.worst = 0;
      page.busy = '';
      let last = performance.now();
      const beat = setInterval(() => {
        page.worst = Math.max(page.worst, performance.now() - last);
        last = performance.now();
        // Noted here: it may be over before anybody asks.
        page.busy ||= document.querySelector('[data-testid=file-busy]')?.textContent ?? '';
        if (document.querySelector('[data-testid=file-line]')) clearInterval(beat);
      }, 10);
      return page.worst;
    }, har('chrome'));
    expect(worst).toBe(0);
    const busy = await until(() => inPanel(() => (window as unknown as { busy: string }).busy), 'the progress');
    expect(busy).toMatch(/Reading|Parsing|Diagnosing/);
    await until(() => has('[data-testid=file-line]'), 'the large file', 50_000);
    const gap = await inPanel(() => (window as unknown as { worst: number }).worst);
    console.log(`${browser.name}: longest stop of the panel while reading and showing: ${Math.round(gap)} ms`);
    expect(gap).toBeLessThan(1_500);
    await browser.panelClick('[data-testid=file-close]');
  }, 90_000);

  it('diagnoses a pasted transcript, and says what it is while it is typed', async () => {
    const { browser } = lens();
    await browser.panelClick('[data-testid=paste]');
    const type = (text: string) =>
      inPanel((value) => {
        const field = document.querySelector<HTMLTextAreaElement>('[data-testid=paste-text]');
        if (field) field.value = value;
        field?.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
    await until(() => has('[data-testid=paste-text]'), 'the dialog');
    await type('good morning');
    await readWhen(
      'a reason',
      () => textOf('[data-testid=paste-says]'),
      (says) => expect(says).toMatch(/No API answer is recognised/),
    );
    await type(TRANSCRIPT);
    await until(async () => (await textOf('[data-testid=paste-says]')).includes('402'), 'recognised');
    await browser.screenshot(`artifacts/files-paste-${browser.name}.png`);
    expect(await axeFindings(inPanel)).toEqual([]);
    await browser.panelClick('[data-testid=paste-show]');
    const [row] = await lens().rowsWhen('the pasted call', (rows) => rows.length === 1 && rows[0]?.status === '402');
    expect(row).toMatchObject({ category: 'insufficient-credits', verdict: 'fix-first' });
    expect(await textOf('[data-testid=file-line]')).toContain('Pasted call');
    expect(await inPanel(() => document.documentElement.outerHTML)).not.toContain('S3cr3tS3');
  });

  it('copies the call as code and makes a support bundle of it', async () => {
    const { browser } = lens();
    await lens().openRow('[role=row][data-status="402"]');
    await until(() => has('[data-testid=share]'), 'the share buttons');
    const curl = await copied(['[data-testid=copy-as]', '[data-testid=copy-as-curl]']);
    expect(curl).toContain("curl -i 'https://app.qamera.ai/api/external/packshots/register-ideas'");
    expect(curl).toContain('X-Api-Key: $QAMERA_API_KEY');
    expect(await until(() => textOf('[data-testid=share-says]'), 'said')).toContain('Copied: cURL');
    await browser.panelClick('[data-testid=bundle]');
    const preview = await until(() => textOf('[data-testid=bundle-preview]'), 'the preview');
    expect(preview).toContain('2026-03-01T12:00:00.000Z');
    expect(preview).not.toContain('Answer body');
    await browser.screenshot(`artifacts/files-bundle-${browser.name}.png`);
    expect(await axeFindings(inPanel)).toEqual([]);
    await browser.panelClick('[data-testid=bundle-bodies]');
    await until(async () => (await textOf('[data-testid=bundle-preview]')).includes('Answer body'), 'bodies when ticked');
    const bundle = await copied(['[data-testid=bundle-copy]']);
    expect(bundle).toContain('Insufficient credits. Required: 5, available: 2.');
    expect(curl + bundle).not.toContain('S3cr3tS3');
    await browser.panelKey('Escape');
    await until(async () => !(await has('[data-testid=bundle-dialog]')), 'the dialog is gone');
    expect(await has('[data-testid=detail]')).toBe(true);
    await browser.panelKey('Escape');
    await browser.panelClick('[data-testid=file-close]');
  });

  it('exports the report of what is listed', async () => {
    await choose('shop.har', har('chrome'));
    await lens().rowsWhen('the file', (rows) => rows.length === 4);
    await lens().browser.panelClick('[data-testid=export]');
    await until(() => has(':popover-open'), 'the menu');
    expect(await axeFindings(inPanel)).toEqual([]);
    await lens().browser.screenshot(`artifacts/files-export-${lens().browser.name}.png`);
    await lens().browser.panelKey('Escape');
    await until(async () => !(await has(':popover-open')), 'the menu is gone');
    const { name, text } = await saved(['[data-testid=export]', '[data-testid=export-report]']);
    expect(name).toBe('shop.qamera.report.json');
    const report = JSON.parse(text) as Record<string, unknown>;
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report['findings']).toEqual(analyzeHar(har('chrome')).findings);
    const again = await saved(['[data-testid=export]', '[data-testid=export-har]']);
    expect(analyzeHar(again.text).findings.map(({ category }) => category)).toEqual(
      analyzeHar(har('chrome')).findings.map(({ category }) => category),
    );
    await lens().browser.panelClick('[data-testid=file-close]');
    await lens().rowsWhen('the live list', (rows) => rows.length === 1);
    const live = await saved(['[data-testid=export]', '[data-testid=export-report]']);
    validate(JSON.parse(live.text));
    expect(validate.errors).toBeNull();
    expect(live.name).toMatch(/^qamera-errors-\d{4}-\d\d-\d\dT[\d-]+Z\.report\.json$/);
    expect(live.text + again.text + text).not.toMatch(/S3cr3tS3/);
  });
});
