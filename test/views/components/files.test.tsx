// @vitest-environment happy-dom
// What the panel says of files, on the screen and to a screen reader, and where the focus goes when a line of it goes away.
import { readFileSync } from 'node:fs';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readHar } from '../../../src/core/analyze-har.ts';
import { Source } from '../../../src/views/components/files/Source.tsx';
import { type ReadResult, type ReadStep, createDesk } from '../../../src/views/files/desk.ts';
import { createModel } from '../../../src/views/model.ts';
import { anEntry } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const find = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid=${id}]`);
const said = (id: string): string => find(id)?.textContent ?? '';
/** As a key does it: the button has the focus first. */
const press = (selector: string): Promise<void> =>
  act(async () => {
    const button = document.querySelector<HTMLElement>(selector);
    button?.focus();
    expect(document.activeElement).toBe(button);
    button?.click();
    await turn();
  });

let canCopy = true;
beforeEach(() => {
  canCopy = true;
  // What this DOM lacks.
  document.execCommand = () => canCopy;
  HTMLElement.prototype.hidePopover = () => undefined;
});
afterEach(() => render(null, document.body));

async function thePanel() {
  const outside = anOutside({}, [entryChange(anEntry({}, { id: 'live', path: '/live' }))]);
  const live = createModel(outside);
  await live.start();
  const readings: { tell: (step: ReadStep) => void; answer: (result: ReadResult) => void }[] = [];
  const desk = createDesk({
    live,
    outside,
    files: {
      read: (_file, _options, tell) => ({
        result: new Promise((answer) => readings.push({ tell, answer })),
        cancel: () => undefined,
      }),
      save: () => undefined,
      loadSalt: async () => 'salt',
      now: () => Date.UTC(2026, 2, 1),
      versions: { lens: '0.1.0', browser: 'test' },
    },
  });
  await act(() => render(<Source live={live} desk={desk} outside={outside} />, document.body));
  return {
    choose: () => act(() => void desk.openFile(new File([], 'shop.har'))),
    tell: (step: ReadStep) => act(() => readings.at(-1)?.tell(step)),
    answer: (result: ReadResult) =>
      act(async () => {
        readings.at(-1)?.answer(result);
        await turn();
      }),
  };
}
const HAR: ReadResult = { kind: 'read', reading: readHar(readFileSync('test/fixtures/har/chrome.har', 'utf8')) };
const UNREADABLE: ReadResult = { kind: 'failed', why: { id: 'files.unreadable' } };

it('speaks when a file is read and when it was, and not at each percent', async () => {
  const { choose, tell, answer } = await thePanel();
  const status = find('file-says');
  expect([status?.getAttribute('role'), status?.textContent]).toEqual(['status', '']);
  await choose();
  expect(said('file-says')).toBe('Reading shop.har');
  await tell({ step: 'reading', share: 0.5 });
  expect(said('file-busy')).toContain('Reading shop.har: 50%');
  await tell({ step: 'diagnosing' });
  expect(said('file-says')).toBe('Reading shop.har');
  await answer(HAR);
  expect(said('file-says')).toBe('File: shop.har, 4 failures in 5 API calls');
  await press('[data-testid=file-close]');
  expect(said('file-says')).toBe('');
});

it('each line is a part of the page with a name of its own', async () => {
  const { choose, answer } = await thePanel();
  const named = (id: string): (string | null | undefined)[] => [find(id)?.localName, find(id)?.getAttribute('aria-label')];
  await choose();
  expect(named('file-busy')).toEqual(['section', 'File that is being read']);
  await answer(UNREADABLE);
  expect(named('file-problem')).toEqual(['section', 'File that was not opened']);
  await choose();
  await answer(HAR);
  expect(named('file-line')).toEqual(['section', 'HAR file']);
  await act(() => {
    const over = Object.assign(new Event('dragover'), { dataTransfer: { types: ['Files'] } });
    window.dispatchEvent(over);
  });
  expect(named('drop')).toEqual(['section', 'Open HAR']);
});

it('gives the focus of a line that goes away to “Open HAR”', async () => {
  const { choose, answer } = await thePanel();
  const isAtOpener = (): boolean => document.activeElement !== null && document.activeElement === find('open-har');
  await choose();
  await press('[data-testid=file-cancel]');
  expect([find('file-busy'), isAtOpener()]).toEqual([null, true]);
  await choose();
  await answer(UNREADABLE);
  await press('[data-testid=file-problem] button');
  expect([find('file-problem'), isAtOpener()]).toEqual([null, true]);
  await choose();
  await act(() => find('file-cancel')?.focus());
  await answer(HAR);
  expect([find('file-busy'), isAtOpener()]).toEqual([null, true]);
  await press('[data-testid=file-close]');
  expect([find('file-line'), isAtOpener()]).toEqual([null, true]);
});

it('the focus on “Open HAR”, or anywhere in the panel that a file takes the place of, is there in the panel of the file', async () => {
  const { choose, answer } = await thePanel();
  const isAtOpener = (): boolean => document.activeElement !== null && document.activeElement === find('open-har');
  await act(() => find('open-har')?.focus());
  await choose();
  await answer(HAR);
  expect([find('file-line') !== null, isAtOpener()]).toEqual([true, true]);
  await act(() => document.querySelector<HTMLElement>('.row')?.focus());
  await choose();
  await answer(HAR);
  expect(isAtOpener()).toBe(true);
});

it('shows beside “Export” what came of it, a refusal too, until the next press', async () => {
  await thePanel();
  const shown = (): [string, boolean] => [said('export-says'), find('export-says')?.className !== 'off-screen'];
  expect(shown()).toEqual(['', false]);
  await press('[data-testid=copy-csv]');
  expect(shown()).toEqual(['Copied: Table (CSV)', true]);
  await press('[data-testid=export]');
  expect(shown()).toEqual(['', false]);
  canCopy = false;
  await press('[data-testid=copy-csv]');
  expect(shown()).toEqual(['The browser did not let the text into the clipboard.', true]);
  await act(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' })));
  expect(shown()).toEqual(['', false]);
  await press('[data-testid=export-csv]');
  expect(shown()).toEqual(['Saved qamera-errors-2026-03-01T00-00-00Z.csv', true]);
});
