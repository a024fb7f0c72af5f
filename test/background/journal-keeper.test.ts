import { expect, it } from 'vitest';
import { JournalKeeper } from '../../src/background/journal-keeper.ts';
import { append, counted, emptyTally } from '../../src/core/journal.ts';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import { DEFAULT_SETTINGS, type Keep } from '../../src/core/settings.ts';
import { anEntry } from '../support/observations.ts';

const MINUTE = 60_000;

/** A background in small: what it stores is noted, a clock that only the test moves, one timer and one alarm. */
function aKeeper(keep: Keep) {
  const ledger = new MemoryLedger();
  ledger.apply({ room: 'tally', id: '', value: emptyTally(0) });
  const state = { now: 0, keep, alarm: null as number | null, timer: null as { at: number; run: () => void } | null };
  const commit = (changes: readonly Change[]): void => {
    for (const change of changes) ledger.apply(change);
    keeper.note(changes);
  };
  const keeper: JournalKeeper = new JournalKeeper({
    ledger,
    commit,
    keep: () => state.keep,
    now: () => state.now,
    after: (delay, run) => {
      state.timer = { at: state.now + delay, run };
      return () => (state.timer = null);
    },
    wakeAt: (at) => (state.alarm = at),
  });
  return {
    state,
    keeper,
    fail: (id: string) => commit(append(ledger, counted(ledger, state.now), anEntry({}, { id, startedAt: state.now }))),
    ids: () => [...ledger.all('entry')].map(({ observation }) => observation.id),
  };
}

it('keeps the newest, as many as the user wants', () => {
  const { fail, ids, state, keeper } = aKeeper({ failures: 3, minutes: null });
  for (const id of ['a', 'b', 'c', 'd', 'e']) fail(id);
  expect(ids()).toEqual(['c', 'd', 'e']);
  expect(state.timer).toBeNull();
  state.keep = { failures: 1, minutes: null };
  keeper.tidy();
  expect(ids()).toEqual(['e']);
});

it('lets go what grows too old, by its own timer, and asks to be woken for it', () => {
  const { fail, ids, state } = aKeeper({ failures: 100, minutes: 15 });
  fail('a');
  state.now = 10 * MINUTE;
  fail('b');
  expect(state.alarm).toBeGreaterThanOrEqual(15 * MINUTE);
  expect(state.alarm).toBeLessThan(16 * MINUTE);
  expect(state.timer?.at).toBe(state.alarm);
  state.now = state.timer!.at;
  state.timer!.run();
  expect(ids()).toEqual(['b']);
  state.now = state.timer!.at;
  expect(state.now).toBeGreaterThanOrEqual(25 * MINUTE);
  state.timer!.run();
  expect(ids()).toEqual([]);
  expect([state.timer, state.alarm]).toEqual([null, null]);
});

it('plans nothing while nothing ages', () => {
  const { fail, state } = aKeeper(DEFAULT_SETTINGS.keep);
  fail('a');
  expect([state.timer, state.alarm]).toEqual([null, null]);
});
