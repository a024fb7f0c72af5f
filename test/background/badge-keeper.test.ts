// The badge over time: counts, seconds, sleep and waking, with a clock that is moved by hand.
import { expect, it } from 'vitest';
import { BadgeKeeper } from '../../src/background/badge-keeper.ts';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import type { Severity } from '../../src/core/summary.ts';
import { aKeyRecord, anEntry } from '../support/observations.ts';

const REF = 'app.qamera.ai 7f3a2b1c';

/** `slow`: the clock moves by so much each time it is read, as a real one does. */
function aBadge(ledger = new MemoryLedger(), slow = 0) {
  let at = 1_000_000;
  let timers: { due: number; act: () => void }[] = [];
  const texts = new Map<number | null, string>();
  const tones = new Map<number | null, Severity | null>();
  const state = { woken: null as number | null, overs: 0 };
  const keeper = new BadgeKeeper({
    ledger,
    show: async (tabId, { text, tone }) => {
      texts.set(tabId, text);
      tones.set(tabId, tone);
    },
    now: () => Math.floor((at += slow)),
    after: (delay, act) => {
      const timer = { due: at + delay, act };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
    wakeAt: (when) => (state.woken = when),
    onOver: () => state.overs++,
  });
  const store = (...changes: Change[]): void => {
    for (const change of changes) ledger.apply(change);
    keeper.note(changes);
  };
  /** Moves the clock from timer to timer. */
  const pass = (ms: number): void => {
    const end = at + ms;
    for (;;) {
      const next = timers.toSorted((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      timers = timers.filter((one) => one !== next);
      at = Math.max(at, next.due);
      next.act();
    }
    at = end;
  };
  return { keeper, ledger, store, pass, texts, tones, state, now: () => at, isIdle: () => timers.length === 0 };
}
const failure = (tabId: number | null, seq: number): Change => {
  const entry = anEntry({ seq }, { tabId });
  return { room: 'entry', id: entry.observation.id, value: entry };
};
const blocked = (notBefore: number | null): Change => ({ room: 'key', id: REF, value: aKeyRecord({}, notBefore) });

it('counts down each second on every tab of the key, then counts failures again', () => {
  const { store, pass, texts, state, now, isIdle } = aBadge();
  store(failure(1, 1), failure(2, 2), failure(2, 3), blocked(now() + 3_100));
  pass(80);
  expect([...texts]).toEqual([
    [1, '4s'],
    [2, '4s'],
  ]);
  pass(25);
  expect(texts.get(1)).toBe('3s');
  pass(1_000);
  expect(texts.get(1)).toBe('2s');
  pass(2_000);
  expect(texts.get(1)).toBe('1s');
  const before = state.overs;
  pass(80);
  expect([...texts]).toEqual([
    [1, '1'],
    [2, '2'],
  ]);
  expect(state.overs).toBe(before + 1);
  expect(state.woken).toBeNull();
  expect(isIdle()).toBe(true);
});

it('leaves no second standing when the clock moves while it paints, whatever the fraction', () => {
  for (let fraction = 0; fraction < 1; fraction += 0.1) {
    const { store, pass, texts, now, isIdle } = aBadge(new MemoryLedger(), 0.3);
    const until = now() + 3_000 + fraction;
    store(failure(1, 1), blocked(until));
    pass(100);
    for (let left = 3; left > 0; left--) {
      pass(until - now() - left * 1_000 + 500);
      expect(texts.get(1)).toBe(`${left}s`);
    }
    pass(600);
    expect(texts.get(1)).toBe('1');
    expect(isIdle()).toBe(true);
  }
});

it('a tab whose calls used another key goes on counting failures', () => {
  const { store, pass, texts, now } = aBadge();
  const other = anEntry({ seq: 1, keyRef: 'app.qamera.ai other' }, { tabId: 5 });
  store({ room: 'entry', id: other.observation.id, value: other }, failure(1, 2), blocked(now() + 5_000));
  pass(100);
  expect(texts.get(5)).toBe('1');
  expect(texts.get(1)).toBe('5s');
});

it('a failure of no tab is counted on every tab; one that was cleared shows the badge of no tab, in its colour', () => {
  const { store, pass, texts, tones, now } = aBadge();
  const own = failure(1, 1);
  store(own, failure(2, 2));
  pass(100);
  store(failure(null, 3));
  pass(100);
  expect([...texts]).toEqual([
    [1, '2'],
    [2, '2'],
    [null, '1'],
  ]);
  store({ ...own, value: undefined });
  pass(100);
  expect([texts.get(1), tones.get(1)]).toEqual(['', 'waits']);
  // It goes on in the colour that the badge of no tab has by then.
  const paid = anEntry({ seq: 4 }, { tabId: null });
  const { retry } = paid.diagnosis;
  const risky = { ...paid, diagnosis: { ...paid.diagnosis, retry: { ...retry, verdict: 'check-first' as const } } };
  store({ room: 'entry', id: paid.observation.id, value: risky });
  pass(100);
  expect([texts.get(null), tones.get(null), tones.get(1)]).toEqual(['2', 'risk', 'risk']);
  store(blocked(now() + 20_000));
  pass(100);
  expect([texts.get(null), tones.get(null), tones.get(1)]).toEqual(['20s', 'waits', 'waits']);
});

it('a tab that never had a failure is given no colour', () => {
  const { keeper, store, pass, tones } = aBadge();
  store(failure(null, 1));
  keeper.refresh(5);
  pass(100);
  expect(tones.get(5)).toBeNull();
});

it('seen failures: the seconds stay, after them nothing', () => {
  const { store, pass, texts, now } = aBadge();
  store(failure(1, 1), blocked(now() + 2_000), { room: 'seen', id: '1', value: 1 });
  pass(100);
  expect(texts.get(1)).toBe('2s');
  pass(2_000);
  expect(texts.get(1)).toBe('');
});

it('cleared failures take the seconds with them; a block that ends early does too', () => {
  const { store, pass, texts, now } = aBadge();
  const one = failure(1, 1);
  store(one, failure(2, 2), blocked(now() + 9_000));
  pass(100);
  store({ ...one, value: undefined });
  pass(100);
  expect(texts.get(1)).toBe('');
  expect(texts.get(2)).toBe('9s');
  store(blocked(null));
  pass(100);
  expect(texts.get(2)).toBe('1');
});

it('while it counts an alarm stands ready to wake it, a few seconds ahead', () => {
  const { store, pass, state, now } = aBadge();
  store(failure(1, 1), blocked(now() + 30_000));
  for (let second = 0; second < 20; second++) {
    pass(1_000);
    expect((state.woken ?? 0) - now()).toBeGreaterThan(1_000);
    expect((state.woken ?? 0) - now()).toBeLessThanOrEqual(3_000);
  }
});

it('a long wait shows a sign that is true asleep, and wakes when there is something to count', () => {
  const { keeper, store, pass, texts, state, now, isIdle } = aBadge();
  const until = now() + 600_000;
  store(failure(1, 1), blocked(until));
  pass(80);
  expect(texts.get(1)).toBe('>1m');
  expect(state.woken).toBe(until - 90_000);
  expect(isIdle()).toBe(true);
  pass(until - 90_000 - now());
  keeper.tick();
  expect(texts.get(1)).toBe('90s');
  expect(isIdle()).toBe(false);
});

it('woken after a stop it counts on from the records, or shows the count if the block is over', () => {
  const { ledger, store, now } = aBadge();
  store(failure(1, 1), blocked(now() + 5_000));
  const woken = aBadge(ledger);
  woken.pass(2_500);
  expect(woken.texts.get(1)).toBe('3s');
  ledger.apply(blocked(1_000_000 - 1));
  const late = aBadge(ledger);
  late.pass(100);
  expect(late.texts.get(1)).toBe('1');
});

it('told that it is put to sleep, it leaves no seconds behind', () => {
  const { keeper, store, pass, texts, now, isIdle } = aBadge();
  store(failure(1, 1), failure(1, 2), blocked(now() + 30_000));
  pass(100);
  expect(texts.get(1)).toBe('30s');
  keeper.sleep();
  expect(texts.get(1)).toBe('2');
  expect(isIdle()).toBe(true);
});
