import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/core/rows.ts';
import { createModel } from '../../src/views/model.ts';
import { anEntry, anObservation } from '../support/observations.ts';
import { anOutside, entryChange } from '../support/outside.ts';

const failure = (seq: number, path: string, parts: Parameters<typeof anEntry>[1] = {}) =>
  anEntry({ seq, call: path }, { id: `e${seq}`, path, startedAt: 1_000_000 - 100 + seq, ...parts });
const started = async (outside = anOutside()) => {
  const model = createModel(outside);
  const stop = await model.start();
  const paths = (): string[] => model.list.rows.value.map(({ latest }) => latest.observation.path);
  const add = (...entries: ReturnType<typeof failure>[]): void => {
    outside.store(...entries.map(entryChange));
    outside.pass(200);
  };
  return { outside, model, stop, paths, add };
};

describe('the list', () => {
  it('shows newest first, and moves freely while nobody reads', async () => {
    const { paths, add } = await started();
    add(failure(1, '/a'), failure(2, '/b'));
    expect(paths()).toEqual(['/b', '/a']);
    add(failure(3, '/a'));
    expect(paths()).toEqual(['/a', '/b']);
  });

  it('holds its order once a row is selected: repeats stay, new rows wait on top and are counted', async () => {
    const { model, paths, add } = await started();
    add(failure(1, '/a'), failure(2, '/b'), failure(3, '/c'));
    model.list.select(model.list.rows.value[1]?.id ?? '');
    add(failure(4, '/a'), failure(5, '/d'));
    expect(paths()).toEqual(['/d', '/c', '/b', '/a']);
    expect(model.list.rows.value[3]?.count).toBe(2);
    expect(model.list.freshCount.value).toBe(1);
    expect(model.selected.value?.latest.observation.path).toBe('/b');
    model.list.select(null);
    model.list.settle();
    expect(paths()).toEqual(['/d', '/a', '/c', '/b']);
    expect(model.list.freshCount.value).toBe(0);
  });

  it('keeps the selection when the body of the call arrives and gives the row another name', async () => {
    const { model, add } = await started();
    const seen = failure(1, '/a');
    add(seen);
    model.list.select(model.list.rows.value[0]?.id ?? '');
    add({ ...seen, diagnosis: { ...seen.diagnosis, facts: { message: 'Too many requests.' } } });
    expect(model.selected.value?.latest.diagnosis.facts.message).toBe('Too many requests.');
    expect(model.list.freshCount.value).toBe(0);
  });

  it('takes a press on a row that has got another name since it was drawn', async () => {
    const { outside, model, add } = await started();
    let drawn: readonly Row[] = [];
    effect(() => void (drawn = model.list.rows.value));
    const named = (seen: ReturnType<typeof failure>) => {
      const retry = { ...seen.diagnosis.retry, verdict: 'fix-first' as const };
      return { ...seen, diagnosis: { ...seen.diagnosis, retry, facts: { message: 'Product not found.' } } };
    };
    const [first, again] = [failure(1, '/a'), failure(2, '/a')];
    const nameless = { ...named(again), diagnosis: { ...named(again).diagnosis, facts: {} } };
    add(named(first), nameless);
    expect(drawn).toHaveLength(2);
    // Its body comes: it is told in the row of the first one, but the next painting is not due yet.
    outside.store(entryChange(failure(3, '/b')));
    outside.store(entryChange(named(again)));
    const pressed = drawn.find(({ latest }) => latest.seq === 2);
    expect(pressed?.count).toBe(1);
    model.list.select(pressed?.id ?? '');
    outside.pass(200);
    expect(model.selected.value?.count).toBe(2);
  });

  it('steps through the rows and stops at its ends', async () => {
    const { model, paths, add } = await started();
    add(failure(1, '/a'), failure(2, '/b'));
    const at = (): number => paths().indexOf(model.selected.value?.latest.observation.path ?? '');
    model.list.step(1);
    expect(at()).toBe(0);
    model.list.step(5);
    expect(at()).toBe(1);
    model.list.step(-9);
    expect(at()).toBe(0);
  });

  it('lists calls under way only when asked', async () => {
    const { outside, model } = await started();
    outside.store({ room: 'flight', id: 'f1', value: anObservation({ status: null, endedAt: null }) });
    outside.pass(200);
    expect(model.pending.value).toHaveLength(1);
    expect(model.list.pendingRows.value).toHaveLength(0);
    model.query.value = 'is:pending';
    expect(model.list.pendingRows.value).toHaveLength(1);
    model.query.value = 'is:pending path:elsewhere';
    expect(model.list.pendingRows.value).toHaveLength(0);
  });

  it('finds what stands in the body, and lets a wait run out under verdict:wait', async () => {
    const { outside, model, paths, add } = await started();
    const body = { text: '{"error":"Zebra"}', truncated: false, missing: null };
    const held = failure(1, '/a', { responseBody: body });
    add(
      { ...held, diagnosis: { ...held.diagnosis, retry: { ...held.diagnosis.retry, notBefore: 1_005_000 } } },
      failure(2, '/b'),
    );
    model.query.value = 'zebra';
    expect(paths()).toEqual(['/a']);
    model.query.value = 'verdict:wait path:/a';
    expect(paths()).toEqual(['/a']);
    outside.pass(6_000);
    expect(paths()).toEqual([]);
  });
});

it('paints a burst once, and a single call at once', async () => {
  const { outside, model } = await started();
  outside.pass(1_000);
  let paints = 0;
  const stop = model.allRows.subscribe(() => paints++);
  paints = 0;
  outside.store(entryChange(failure(1, '/a')));
  expect(paints).toBe(1);
  for (let seq = 2; seq <= 50; seq++) outside.store(entryChange(failure(seq, `/${seq}`)));
  expect(paints).toBe(1);
  outside.pass(100);
  expect(paints).toBe(2);
  expect(model.list.rows.value).toHaveLength(50);
  stop();
});

it('keeps the last filter after the typing stopped, and starts with it', async () => {
  const outside = anOutside();
  const first = await started(outside);
  first.model.query.value = 'sta';
  first.model.query.value = 'status:429';
  expect(outside.kept.preferences.query).toBe('');
  outside.pass(600);
  expect(outside.kept.preferences.query).toBe('status:429');
  first.stop();
  const second = await started(outside);
  expect(second.model.query.value).toBe('status:429');
});

it('without a tab to inspect it shows all', async () => {
  const { paths, add } = await started(anOutside({ tabId: null }));
  add(failure(1, '/a'), failure(2, '/b', { tabId: 2 }));
  expect(paths()).toEqual(['/b', '/a']);
});

it('counts what other tabs hold and shows it under all tabs', async () => {
  const { model, paths, add } = await started();
  add(failure(1, '/a'), failure(2, '/b', { tabId: 2 }));
  expect(paths()).toEqual(['/a']);
  expect(model.failuresElsewhere.value).toBe(1);
  model.scope.value = 'all';
  expect(paths()).toEqual(['/b', '/a']);
});
