// The desk over a scripted world: what is shown instead of the live list, what is said when nothing can be, what goes out.
import { describe, expect, it } from 'vitest';
import { readHar } from '../../../src/core/analyze-har.ts';
import { createDesk, type FilesOutside, type ReadResult, type ReadStep } from '../../../src/views/files/desk.ts';
import { createModel } from '../../../src/views/model.ts';
import { fixture } from '../../exports/recordings.ts';
import { anEntry } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function aDesk() {
  const outside = anOutside({}, [entryChange(anEntry({}, { id: 'live1', path: '/live' }))]);
  const live = createModel(outside);
  await live.start();
  const readings: { tell: (step: ReadStep) => void; answer: (result: ReadResult) => void; isCancelled: boolean }[] = [];
  const saved: { name: string; mime: string; text: string }[] = [];
  const files: FilesOutside = {
    read: (_file, _options, tell) => {
      const reading = { tell, answer: (_result: ReadResult): void => undefined, isCancelled: false };
      const result = new Promise<ReadResult>((resolve) => (reading.answer = resolve));
      readings.push(reading);
      return { result, cancel: () => void (reading.isCancelled = true) };
    },
    save: (name, mime, text) => void saved.push({ name, mime, text }),
    loadSalt: async () => 'salt',
    now: () => Date.UTC(2026, 2, 1, 14, 5, 9),
    versions: { lens: '0.1.0', browser: 'test' },
  };
  const desk = createDesk({ live, outside, files });
  const open = async (name: string, result: ReadResult): Promise<void> => {
    void desk.openFile(new File([], name));
    readings.at(-1)?.answer(result);
    await settled();
  };
  return { outside, live, desk, readings, saved, open };
}
const chrome = (): ReadResult => ({ kind: 'read', reading: readHar(fixture('chrome')) });

describe('a file', () => {
  it('is listed by a model of its own, whose clock stands; live goes on beside it', async () => {
    const { outside, live, desk, open } = await aDesk();
    await open('shop.har', chrome());
    const file = desk.open.value;
    expect(file).toMatchObject({ kind: 'file', name: 'shop.har' });
    expect(file?.model.list.rows.value).toHaveLength(4);
    const before = file?.model.now.value;
    outside.store(entryChange(anEntry({ seq: 2 }, { id: 'live2', path: '/other' })));
    outside.pass(5_000);
    expect(file?.model.now.value).toBe(before);
    expect(file?.model.list.rows.value).toHaveLength(4);
    expect(live.list.rows.value).toHaveLength(2);
    desk.close();
    expect(desk.open.value).toBeNull();
  });

  it('neither clears nor marks what is live, and leaves the last filter alone', async () => {
    const { outside, desk, open } = await aDesk();
    outside.kept.preferences = { ...outside.kept.preferences, query: 'status:429' };
    await open('shop.har', chrome());
    const model = desk.open.value?.model;
    expect(model?.query.value).toBe('');
    await model?.clear();
    model?.looked();
    model?.savePreferences({ saved: ['status:400'], query: 'status:400' });
    await settled();
    expect(outside.told).toEqual([]);
    expect(outside.kept.preferences).toMatchObject({ saved: ['status:400'], query: 'status:429' });
    model?.openOptions(null);
    expect(outside.told).toEqual([{ ask: 'open-options', watch: null }]);
  });

  it('keeps the plans of the report: no hold of a live key lies on them', async () => {
    const { desk, open } = await aDesk();
    const result = chrome();
    await open('shop.har', result);
    const model = desk.open.value?.model;
    const rows = model?.list.rows.value ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => model?.planOf(row))).toEqual(rows.map(({ latest }) => latest.diagnosis.retry));
  });

  it('that cannot be read, or holds nothing of the API, says so and changes nothing', async () => {
    const { desk, open } = await aDesk();
    await open('a.har', { kind: 'failed', why: { id: 'files.unreadable' } });
    expect(desk.problem.value).toEqual({ name: 'a.har', why: [{ id: 'files.unreadable' }] });
    await open('b.har', { kind: 'read', reading: readHar('<html>') });
    expect(desk.problem.value).toEqual({ name: 'b.har', why: [{ id: 'har.markup' }] });
    expect(desk.open.value).toBeNull();
    await open('c.har', chrome());
    expect(desk.problem.value).toBeNull();
  });

  it('without failures is shown, since its calls are an answer too', async () => {
    const { desk, open } = await aDesk();
    const reading = { ...readHar(fixture('chrome')), failures: [] };
    await open('fine.har', { kind: 'read', reading });
    expect(desk.open.value?.model.list.rows.value).toEqual([]);
  });

  it('tells how far it is, and a cancelled or overtaken one never comes back', async () => {
    const { desk, readings } = await aDesk();
    void desk.openFile(new File([], 'a.har'));
    readings[0]?.tell({ step: 'reading', share: 0.4 });
    expect(desk.busy.value).toEqual({ name: 'a.har', step: { step: 'reading', share: 0.4 } });
    void desk.openFile(new File([], 'b.har'));
    expect(readings[0]?.isCancelled).toBe(true);
    readings[0]?.tell({ step: 'parsing' });
    readings[0]?.answer(chrome());
    await settled();
    expect(desk.busy.value?.name).toBe('b.har');
    desk.cancel();
    readings[1]?.answer(chrome());
    await settled();
    expect(readings[1]?.isCancelled).toBe(true);
    expect(desk.busy.value).toBeNull();
    expect(desk.open.value).toBeNull();
  });
});

describe('a paste', () => {
  it('is recognised as it is typed, then shown like a file of one call', async () => {
    const { desk } = await aDesk();
    expect(desk.tryPaste('hello')).toMatchObject({ entry: null, notes: [{ id: 'paste.unrecognised' }] });
    const { entry, notes } = desk.tryPaste('HTTP/1.1 404 Not Found\n\n{"error":"Product not found."}');
    expect(entry?.diagnosis.category).toBe('not-found');
    if (entry) await desk.showPaste(entry, notes);
    expect(desk.open.value?.kind).toBe('paste');
    expect(desk.open.value?.model.list.rows.value).toHaveLength(1);
  });
});

describe('exports', () => {
  it('are of what is listed: the filter counts, and the index of the file stays', async () => {
    const { desk, saved, open } = await aDesk();
    await open('shop.har', chrome());
    const model = desk.open.value?.model;
    if (!model) throw new Error('no file');
    model.query.value = 'status:429';
    expect(desk.save(model, 'report')).toBe('shop.qamera.report.json');
    const report = JSON.parse(saved[0]?.text ?? '') as { findings: { entry: number; status: number }[] };
    expect(report.findings).toMatchObject([{ entry: 2, status: 429 }]);
    model.query.value = '';
    expect(desk.recording(model).failures.map(({ index }) => index)).toEqual([1, 2, 4, 5]);
  });
  it('of the live list carry its time in their name', async () => {
    const { live, desk, saved } = await aDesk();
    expect(desk.save(live, 'csv')).toBe('qamera-errors-2026-03-01T14-05-09Z.csv');
    expect(saved[0]).toMatchObject({ mime: 'text/csv' });
    expect(saved[0]?.text).toContain('/live');
  });
});
