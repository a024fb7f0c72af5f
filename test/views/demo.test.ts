import { expect, it } from 'vitest';
import { demoOutside } from '../../src/views/demo/demo-outside.ts';
import { demoCalls } from '../../src/views/demo/traffic.ts';
import { createModel } from '../../src/views/model.ts';
import { anOutside } from '../support/outside.ts';

const played = async () => {
  const outside = anOutside();
  const model = createModel(demoOutside(outside));
  const stop = await model.start();
  for (let ms = 0; ms <= 10_000; ms += 100) outside.pass(100);
  return { outside, model, stop };
};

it('plays failures of every kind that the seed document names through the real pipeline', async () => {
  const { model } = await played();
  const shown = model.allRows.value.map(({ latest }) => `${latest.observation.status} ${latest.diagnosis.category}`);
  expect([...new Set(shown)].toSorted()).toEqual([
    '400 bad-request',
    '401 unauthorized',
    '402 insufficient-credits',
    '404 not-found',
    '429 rate-limited',
    '502 upstream-error',
    '503 no-generator',
  ]);
  const busy = model.keys.value.find(({ shown: key }) => key.includes('demo0001'));
  expect(busy?.hold?.notBefore).toBeGreaterThan(model.now.value + 40_000);
});

it('tells the background nothing, keeps nothing, and shows no secret', async () => {
  const { outside, model } = await played();
  await model.clear();
  outside.pass(200);
  expect(model.allRows.value).toEqual([]);
  expect(outside.told).toEqual([]);
  const { model: again } = await played();
  expect(JSON.stringify(again.allRows.value)).not.toContain('not-a-secret');
});

it('stops when it is left', async () => {
  const outside = anOutside();
  const model = createModel(demoOutside(outside));
  const stop = await model.start();
  outside.pass(1_000);
  const shown = model.allRows.value.length;
  expect(shown).toBeGreaterThan(0);
  stop();
  for (let ms = 0; ms < 10_000; ms += 500) outside.pass(500);
  expect(model.allRows.value).toHaveLength(shown);
});

it('is in order of time', () => {
  expect(demoCalls.map(({ at }) => at)).toEqual(demoCalls.map(({ at }) => at).toSorted((a, b) => a - b));
});
