import { expect, it } from 'vitest';
import type { Change } from '../../src/core/ledger.ts';
import { receive } from '../../src/core/pipeline.ts';
import type { FreeGet } from '../../src/core/send-again.ts';
import { MemoryLedger } from '../../src/core/ledger.ts';
import type { Again } from '../../src/views/again-model.ts';
import { createModel } from '../../src/views/model.ts';
import { external } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';
import { anOutside } from '../support/outside.ts';

/** A model whose background takes calls in, and whose page notes what it is asked to send. */
async function aPanel(said: Awaited<ReturnType<Again>> = 'sent') {
  const sent: FreeGet[] = [];
  const ledger = new MemoryLedger();
  const again: Again = async (request) => {
    sent.push(request);
    return said;
  };
  const outside = anOutside({ again });
  const model = createModel(outside);
  const stop = await model.start();
  const take = (observation: Parameters<typeof receive>[1]): void => {
    const changes: Change[] = receive(ledger, observation, { now: outside.now(), dice: 0, limit: 60 });
    for (const change of changes) ledger.apply(change);
    outside.store(...changes);
    outside.pass(200);
  };
  const fail = (status: number, parts: Parameters<typeof anObservation>[0] = {}): void =>
    take(external(status, 'x', { startedAt: outside.now(), ...parts }));
  const row = () => {
    const found = model.allRows.value[0];
    if (!found) throw new Error('no row');
    return found;
  };
  return { model, outside, sent, take, fail, row, stop, step: () => model.again.state.value };
}
/** What is promised has happened. */
const settled = () => Promise.resolve().then(() => undefined);

it('sends at once and tells of the success', async () => {
  const { model, outside, sent, fail, take, row, step } = await aPanel();
  fail(404);
  await model.again.send(row());
  expect(sent).toMatchObject([{ url: 'https://app.qamera.ai/api/external/products', page: 'https://shop.example' }]);
  expect(step()?.step).toBe('sent');
  take(anObservation({ startedAt: outside.now() }));
  expect(step()).toMatchObject({ step: 'worked', status: 200 });
});

it('tells of another failure, which need not be the same', async () => {
  const { model, fail, row, step } = await aPanel();
  fail(404);
  const first = row();
  await model.again.send(first);
  expect(step()).toMatchObject({ step: 'sent', call: first.latest.call });
  fail(401);
  expect(step()).toMatchObject({ step: 'failed', entry: { observation: { status: 401 } } });
});

it('a call that was under way before is not taken for it', async () => {
  const { model, outside, fail, take, row, step } = await aPanel();
  fail(404);
  const early = outside.now() - 100;
  outside.pass(500);
  await model.again.send(row());
  take(anObservation({ startedAt: early, endedAt: outside.now() }));
  expect(step()?.step).toBe('sent');
});

it('armed, it waits for zero, and longer when the wait has grown', async () => {
  const { model, outside, sent, fail, row, step } = await aPanel();
  fail(503);
  const { notBefore } = model.planOf(row());
  expect(notBefore).toBeGreaterThan(outside.now());
  model.again.arm(row());
  expect(step()?.step).toBe('armed');
  outside.pass((notBefore ?? 0) - outside.now() - 1_000);
  fail(503);
  const grown = model.planOf(row()).notBefore ?? 0;
  expect(grown).toBeGreaterThan(notBefore ?? 0);
  outside.pass((notBefore ?? 0) - outside.now() + 10);
  await settled();
  expect(sent).toEqual([]);
  outside.pass(grown - outside.now() + 10);
  await settled();
  expect(sent).toHaveLength(1);
  expect(step()?.step).toBe('sent');
});

it('cancelled, nothing is sent', async () => {
  const { model, outside, sent, fail, row, step } = await aPanel();
  fail(503);
  model.again.arm(row());
  model.again.cancel();
  outside.pass(600_000);
  await settled();
  expect(sent).toEqual([]);
  expect(step()).toBeNull();
});

it('cleared while it waits, nothing is sent', async () => {
  const { model, outside, sent, fail, row } = await aPanel();
  fail(503);
  const { id } = row().latest.observation;
  model.again.arm(row());
  outside.store({ room: 'entry', id, value: undefined });
  outside.pass(600_000);
  await settled();
  expect(sent).toEqual([]);
});

it('armed, it goes although a body that came late has moved the failure to another row', async () => {
  const { model, outside, sent, fail, row } = await aPanel();
  fail(503);
  const { id, latest } = row();
  model.again.arm(row());
  const diagnosis = { ...latest.diagnosis, category: 'server-error' as const };
  outside.store({ room: 'entry', id: latest.observation.id, value: { ...latest, diagnosis } });
  outside.pass(600_000);
  await settled();
  expect(row().id).not.toBe(id);
  expect(sent).toHaveLength(1);
});

it.each([
  ['a paid POST', { method: 'POST', path: '/packshots/register-ideas' }],
  ['an unknown GET', { path: '/balance' }],
  ['a call of another tab', { tabId: 7 }],
  ['a masked address', { url: 'https://app.qamera.ai/api/external/products?token=***' }],
])('%s is refused, not only its button', async (_, parts) => {
  const { model, outside, sent, fail, row, step } = await aPanel();
  model.scope.value = 'all';
  fail(503, parts);
  await model.again.send(row());
  model.again.arm(row());
  outside.pass(600_000);
  await settled();
  expect(sent).toEqual([]);
  expect(step()).toBeNull();
});

it('says why nothing was sent, and that no answer was seen', async () => {
  const { model, fail, row, step } = await aPanel('no-key');
  fail(404);
  await model.again.send(row());
  expect(step()).toMatchObject({ step: 'not-sent', why: 'no-key' });
  const other = await aPanel();
  other.fail(404);
  await other.model.again.send(other.row());
  other.outside.pass(60_000);
  expect(other.step()?.step).toBe('no-answer');
});
