import { expect, it } from 'vitest';
import { type Said, type Wait, announce } from '../../src/views/announce.ts';

const wait = (notBefore: number, ref = 'k'): Wait => ({ ref, shown: `key ${ref}`, notBefore });

/** What is said while the clock runs second by second. */
function heard(waits: (now: number) => Wait[], from: number, until: number): string[] {
  let said: Said = new Map();
  const sentences: string[] = [];
  for (let now = from; now <= until; now += 1_000) {
    const next = announce(said, waits(now), now);
    said = next.said;
    if (next.says) sentences.push(`${now / 1_000}: ${next.says.id}`);
  }
  return sentences;
}

it('speaks at the start, at ten seconds and at zero, and at no other second', () => {
  expect(heard(() => [wait(30_000)], 0, 40_000)).toEqual(['0: announce.wait', '20: announce.wait', '30: announce.over']);
});

it('a short wait is said once and at its end', () => {
  expect(heard(() => [wait(5_000)], 0, 8_000)).toEqual(['0: announce.wait', '5: announce.over']);
});

it('a wait that was over before anybody listened is no news', () => {
  expect(heard(() => [wait(-1_000)], 0, 3_000)).toEqual([]);
});

it('a wait that moves is a new one; a shift of a moment is not', () => {
  expect(heard((now) => [wait(now < 5_000 ? 30_000 : 60_000)], 0, 6_000)).toEqual(['0: announce.wait', '5: announce.wait']);
  expect(heard((now) => [wait(30_000 + (now % 2_000) / 4)], 0, 6_000)).toEqual(['0: announce.wait']);
});

it('with many keys one sentence a second is spoken, of the soonest', () => {
  const { says } = announce(new Map(), [wait(60_000, 'b'), wait(20_000, 'a')], 0);
  expect(says).toEqual({ id: 'announce.wait', values: { key: 'key a', seconds: 20 } });
  expect(heard(() => [wait(60_000, 'b'), wait(20_000, 'a')], 0, 5_000)).toEqual(['0: announce.wait']);
});
