// The writer behind the background's memory: what stands in storage, in what order, and what happens when the quota is reached.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionWriter, followLedger, loadLedger } from '../../src/browser/session-store.ts';
import { emptyTally, makeRoom } from '../../src/core/journal.ts';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import { anEntry } from '../support/observations.ts';

type Stored = Record<string, unknown>;
type Listener = (changes: Record<string, { newValue?: unknown }>, area: string) => void;

/** storage.session of a browser: bounded, all or nothing, and a write takes until `done`. */
const disk = vi.hoisted(() => ({
  stored: {} as Stored,
  quota: Infinity,
  sets: [] as string[][],
  removes: [] as string[][],
  /** While set, a write waits for it. */
  gate: null as Promise<void> | null,
  listeners: new Set<Listener>(),
}));
vi.mock('../../src/browser/api.ts', () => ({
  browser: {
    storage: {
      session: {
        get: async () => structuredClone(disk.stored),
        set: async (items: Stored) => {
          disk.sets.push(Object.keys(items));
          await disk.gate;
          const next = { ...disk.stored, ...structuredClone(items) };
          if (JSON.stringify(next).length > disk.quota)
            throw new Error('Session storage quota bytes exceeded. Values were not stored.');
          disk.stored = next;
        },
        remove: async (keys: string[]) => {
          disk.removes.push(keys);
          for (const key of keys) delete disk.stored[key];
        },
      },
      onChanged: {
        addListener: (listener: Listener) => disk.listeners.add(listener),
        removeListener: (listener: Listener) => disk.listeners.delete(listener),
      },
    },
  },
}));

beforeEach(() => Object.assign(disk, { stored: {}, quota: Infinity, sets: [], removes: [], gate: null }));

/** The background in small: a ledger, and a writer that lets the older half of the journal go when it is full. */
function aBackground(ledger = new MemoryLedger()) {
  const state = { fulls: 0 };
  const writer: SessionWriter = new SessionWriter(ledger, () => {
    state.fulls++;
    commit(makeRoom(ledger));
  });
  const commit = (changes: readonly Change[]): void => {
    for (const change of changes) ledger.apply(change);
    writer.write(changes);
  };
  return { ledger, writer, commit, state };
}
const tally = (value = emptyTally(0)): Change => ({ room: 'tally', id: '', value });
const failure = (seq: number, size = 10): Change => {
  const entry = anEntry({ seq }, { id: `e${seq}`, responseBody: { text: 'x'.repeat(size), truncated: false, missing: null } });
  return { room: 'entry', id: entry.observation.id, value: entry };
};
const gone = (id: string): Change => ({ room: 'entry', id, value: undefined });
const entriesIn = (stored: Stored): string[] => Object.keys(stored).filter((key) => key.startsWith('entry:'));

describe('writing', () => {
  it('gathers what belongs together, and what comes while a write is under way', async () => {
    const { writer, commit } = aBackground();
    let open = (): void => undefined;
    disk.gate = new Promise((resolve) => (open = resolve));
    commit([failure(1)]);
    commit([tally()]);
    await vi.waitUntil(() => disk.sets.length === 1);
    commit([failure(2)]);
    commit([failure(3), gone('e2')]);
    open();
    await writer.settled();
    expect(disk.sets).toEqual([['entry:e1', 'tally'], ['entry:e3']]);
    expect(disk.removes).toEqual([]);
    expect(Object.keys(disk.stored)).toEqual(['entry:e1', 'tally', 'entry:e3']);
  });

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'forgets no record that comes %i turns after a write',
    async (turns) => {
      const { commit } = aBackground();
      let open = (): void => undefined;
      disk.gate = new Promise((resolve) => (open = resolve));
      commit([failure(1)]);
      await vi.waitUntil(() => disk.sets.length === 1);
      open();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      commit([failure(2)]);
      // Nobody writes after it: what waits for a next write would wait for ever.
      await vi.waitFor(() => expect(entriesIn(disk.stored)).toEqual(['entry:e1', 'entry:e2']));
    },
  );

  it('takes away what an earlier life of the background stored', async () => {
    const first = aBackground();
    first.commit([failure(1), failure(2), tally()]);
    await first.writer.settled();
    const { ledger, writer, commit } = aBackground(await loadLedger());
    expect(ledger.size('entry')).toBe(2);
    commit([gone('e1')]);
    await writer.settled();
    expect(disk.removes).toEqual([['entry:e1']]);
    expect(entriesIn(disk.stored)).toEqual(['entry:e2']);
  });
});

describe('at the quota', () => {
  it('lets the older half of the journal go, counts it, and stores the rest', async () => {
    const { writer, commit, ledger, state } = aBackground();
    commit([tally()]);
    disk.quota = 40_000;
    for (let seq = 1; seq <= 30; seq++) {
      commit([failure(seq, 2_000)]);
      await writer.settled();
    }
    expect(state.fulls).toBeGreaterThan(0);
    const kept = entriesIn(disk.stored);
    expect(kept.at(-1)).toBe('entry:e30');
    expect(kept).toEqual([...ledger.all('entry')].map(({ observation }) => `entry:${observation.id}`));
    // The newest in a row: it is the oldest that went, and no other.
    const first = 31 - kept.length;
    expect(kept).toEqual(kept.map((_, place) => `entry:e${first + place}`));
    expect(disk.stored['tally']).toMatchObject({ dropped: 30 - kept.length });
    expect(await loadLedger().then((loaded) => loaded.size('entry'))).toBe(kept.length);
  });

  it('a burst that is itself too large is cut until it fits', async () => {
    const { writer, commit, ledger, state } = aBackground();
    disk.quota = 20_000;
    commit([tally(), ...Array.from({ length: 20 }, (_, place) => failure(place + 1, 2_000))]);
    await writer.settled();
    expect(state.fulls).toBeGreaterThan(1);
    expect(entriesIn(disk.stored).at(-1)).toBe('entry:e20');
    expect(disk.stored['tally']).toMatchObject({ dropped: 20 - ledger.size('entry') });
  });

  it('stops asking when nothing helps, and stores all that waited once there is room', async () => {
    const { writer, commit } = aBackground();
    disk.quota = 10;
    commit([tally()]);
    await writer.settled();
    expect(disk.sets.length).toBeLessThan(10);
    expect(disk.stored).toEqual({});
    disk.quota = Infinity;
    commit([failure(2)]);
    await writer.settled();
    expect(Object.keys(disk.stored).toSorted()).toEqual(['entry:e2', 'tally']);
  });
});

describe('reading', () => {
  it('gives entries in order of seq, and leaves what is not ours', async () => {
    disk.stored = { other: 1, 'entry:b': anEntry({ seq: 2 }, { id: 'b' }), 'entry:a': anEntry({ seq: 1 }, { id: 'a' }) };
    const ledger = await loadLedger();
    expect([...ledger.all('entry')].map(({ observation }) => observation.id)).toEqual(['a', 'b']);
  });

  it('follows the session’s changes only, until it is ended', () => {
    const seen: Change[][] = [];
    const stop = followLedger((changes) => seen.push(changes));
    const change = { 'seen:1': { newValue: 4 }, 'seen:2': {}, other: { newValue: 1 } };
    for (const listener of disk.listeners) listener(change, 'session');
    for (const listener of disk.listeners) listener(change, 'local');
    for (const listener of disk.listeners) listener({ other: {} }, 'session');
    expect(seen).toEqual([
      [
        { room: 'seen', id: '1', value: 4 },
        { room: 'seen', id: '2', value: undefined },
      ],
    ]);
    stop();
    expect(disk.listeners.size).toBe(0);
  });
});
