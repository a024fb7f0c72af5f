// storage.session: where the session's records outlive the background. One writer (the background), any number of readers.
import { type Change, MemoryLedger, ROOMS, fromStorageKey, storageKey } from '../core/ledger.ts';
import { browser } from './api.ts';

/** All records as they stand in storage; entries in order of seq. */
export async function loadLedger(): Promise<MemoryLedger> {
  const stored = await browser.storage.session.get(null);
  const ledger = new MemoryLedger();
  const changes = Object.entries(stored).flatMap(([key, value]) => changeFrom(key, value));
  const seqOf = (change: Change): number => (change.room === 'entry' ? (change.value?.seq ?? 0) : 0);
  for (const change of changes.toSorted((a, b) => seqOf(a) - seqOf(b))) ledger.apply(change);
  return ledger;
}

/** Calls back with every change that the background stores, in order; gives what ends it. */
export function followLedger(callback: (changes: Change[]) => void): () => void {
  const listener = (stored: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area !== 'session') return;
    const changes = Object.entries(stored).flatMap(([key, { newValue }]) => changeFrom(key, newValue));
    if (changes.length > 0) callback(changes);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

const changeFrom = (key: string, value: unknown): Change[] => {
  const place = fromStorageKey(key);
  return place ? [{ ...place, value } as Change] : [];
};

/** Writes behind: at once when idle, and while a write is under way everything that comes is one next write. */
export class SessionWriter {
  private pending = new Map<string, unknown>();
  private writing: Promise<void> | null = null;
  private readonly stored: Set<string>;
  private readonly onFull: () => void;

  /** `onFull`: the quota is reached; the caller lets old records go, the write is tried again with them gone. */
  constructor(ledger: MemoryLedger, onFull: () => void) {
    this.onFull = onFull;
    this.stored = new Set(keysOf(ledger));
  }

  write(changes: readonly Change[]): void {
    for (const { room, id, value } of changes) this.pending.set(storageKey(room, id), value);
    this.writing ??= this.flush();
  }

  /** Resolves when all that was written stands in storage. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async flush(): Promise<void> {
    // One turn of the event loop gathers what belongs together (a call that starts and ends at once is never written as under way).
    await Promise.resolve();
    for (let tries = 0; this.pending.size > 0;) {
      const batch = this.pending;
      this.pending = new Map();
      try {
        await this.store(batch);
        tries = 0;
      } catch {
        for (const [key, value] of batch) if (!this.pending.has(key)) this.pending.set(key, value);
        // Letting go does not help: all of it waits in memory for the next write.
        if (++tries > 5) break;
        this.onFull();
      }
    }
    // In one turn with the last look at `pending`: a write that came between the two would wait for the next one.
    this.writing = null;
  }

  private async store(batch: ReadonlyMap<string, unknown>): Promise<void> {
    const gone = [...batch].filter(([key, value]) => value === undefined && this.stored.has(key)).map(([key]) => key);
    const kept = [...batch].filter(([, value]) => value !== undefined);
    if (gone.length > 0) await browser.storage.session.remove(gone);
    if (kept.length > 0) await browser.storage.session.set(Object.fromEntries(kept));
    for (const key of gone) this.stored.delete(key);
    for (const [key] of kept) this.stored.add(key);
  }
}

function* keysOf(ledger: MemoryLedger): Iterable<string> {
  for (const room of ROOMS) for (const [id] of ledger.entries(room)) yield storageKey(room, id);
}
