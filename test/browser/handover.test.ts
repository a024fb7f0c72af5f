// The devtools page's observations reach a background that comes and goes: in order, none lost, nothing waiting for a call that may never come.
import { expect, it } from 'vitest';
import { createHandover } from '../../src/browser/handover.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { Command, Reply } from '../../src/messages/contract.ts';
import { anObservation } from '../support/observations.ts';

/** A background that answers when it is told to. */
function aBackground() {
  const messages: string[][] = [];
  const answers: ((reply: Reply) => void)[] = [];
  const timers: { delay: number; callback: () => void }[] = [];
  const extension = { isThere: true };
  const handOver = createHandover({
    tell: (command: Command) => {
      messages.push((command as { observations: Observation[] }).observations.map(({ id }) => id));
      return new Promise((resolve) => answers.push(resolve));
    },
    after: (delay, callback) => void timers.push({ delay, callback }),
    isConnected: () => extension.isThere,
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    messages,
    timers,
    remove: () => void (extension.isThere = false),
    see: (id: string) => handOver(anObservation({ id })),
    answer: async (reply: Reply) => {
      answers.shift()?.(reply);
      await turn();
    },
    ring: async () => {
      timers.shift()?.callback();
      await turn();
    },
  };
}
const LOST: Reply = { ok: false, error: 'The message channel closed before a response was received' };

it('sends the first at once, and what comes meanwhile as one next message', async () => {
  const { see, answer, messages } = aBackground();
  see('a');
  see('b');
  see('c');
  expect(messages).toEqual([['a']]);
  await answer({ ok: true });
  await answer({ ok: true });
  expect(messages).toEqual([['a'], ['b', 'c']]);
});

it('sends a message again whose background was stopped under it, with nothing else to wake it', async () => {
  const { see, answer, ring, messages, timers } = aBackground();
  see('a');
  see('b');
  await answer(LOST);
  expect(messages).toEqual([['a']]);
  await ring();
  expect(messages).toEqual([['a'], ['a', 'b']]);
  await answer({ ok: true });
  expect(timers).toEqual([]);
});

it('gives a background that does not answer some tries, longer apart each time, and then rests until the next call', async () => {
  const { see, answer, ring, messages, timers } = aBackground();
  const pauses: number[] = [];
  see('a');
  for (let tries = 0; tries < 10; tries++) {
    await answer(LOST);
    if (timers.length === 0) break;
    pauses.push(timers[0]!.delay);
    await ring();
  }
  expect(pauses.length).toBeGreaterThan(2);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const before = messages.length;
  see('b');
  expect(messages.slice(before)).toEqual([['a', 'b']]);
});

it('sends nothing more once the extension was updated or removed, whatever is seen', async () => {
  const { see, answer, ring, remove, messages, timers } = aBackground();
  see('a');
  see('b');
  remove();
  await answer(LOST);
  expect(timers).toEqual([]);
  see('c');
  see('d');
  await ring();
  expect(messages).toEqual([['a']]);
});

it('lets go at a pause that ends after the extension was removed', async () => {
  const { see, answer, ring, remove, messages, timers } = aBackground();
  see('a');
  await answer(LOST);
  remove();
  await ring();
  expect(messages).toEqual([['a']]);
  expect(timers).toEqual([]);
});

it('keeps the newest 500 for a background that stays away', async () => {
  const { see, answer, ring, messages } = aBackground();
  const ids = Array.from({ length: 700 }, (_, place) => `o${place}`);
  ids.forEach(see);
  await answer(LOST);
  await ring();
  expect(messages.at(-1)).toEqual(ids.slice(-500));
  const more = ids.map((id) => `${id}+`);
  more.forEach(see);
  await answer({ ok: true });
  expect(messages.at(-1)).toEqual(more.slice(-500));
});

it.each(Array.from({ length: 8 }, (_, turns) => turns))(
  'keeps nothing back that comes %i turns after an answer',
  async (turns) => {
    const { see, answer, messages } = aBackground();
    see('a');
    const answered = answer({ ok: true });
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    see('b');
    await answered;
    expect(messages).toEqual([['a'], ['b']]);
  },
);
