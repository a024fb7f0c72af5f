// What the list shows: failures of the same call with the same answer are one row with a count.
import type { Entry } from './ledger.ts';
import type { EpochMs } from './units.ts';

export interface Row {
  id: string;
  /** The failure seen last: what the row says is said of this one. */
  latest: Entry;
  count: number;
  firstAt: EpochMs;
  lastAt: EpochMs;
  /** Entries merged in it, oldest first; shared and grown in place, a new Row tells that it changed. */
  entries: Entry[];
}

/**
 * Same tab, same call, same answer. Where something is to be mended the server's message counts: two reasons for a 400 are two rows.
 * Where waiting mends it the message does not: in a burst some bodies come late or never, and the row would stand twice.
 */
export function rowIdOf({ observation, diagnosis, call }: Entry): string {
  const { category, facts, retry } = diagnosis;
  const reason = retry.verdict === 'fix-first' ? (facts.message ?? '') : '';
  const answer = [observation.status ?? '-', observation.failure?.kind ?? '-', category, reason];
  return [observation.tabId ?? '-', call, ...answer].join('\n');
}

/** Rows kept up to date entry by entry, so that one event never costs a look at the whole journal. */
export class RowIndex {
  private readonly rows = new Map<string, Row>();
  private readonly rowOf = new Map<string, string>();

  /** A new entry, or a new state of one (its body came later: it may change rows). Gives the row it now stands in. */
  put(entry: Entry): Row {
    const { id } = entry.observation;
    const rowId = rowIdOf(entry);
    const entries = this.rows.get(rowId)?.entries ?? [];
    if (this.rowOf.get(id) === rowId) entries[placeOf(entries, entry.seq)] = entry;
    else {
      this.remove(id);
      entries.splice(placeOf(entries, entry.seq), 0, entry);
      this.rowOf.set(id, rowId);
    }
    return this.store(rowId, entries);
  }

  remove(entryId: string): void {
    const rowId = this.rowOf.get(entryId);
    if (rowId === undefined) return;
    this.rowOf.delete(entryId);
    const rest = (this.rows.get(rowId)?.entries ?? []).filter(({ observation }) => observation.id !== entryId);
    if (rest.length === 0) this.rows.delete(rowId);
    else this.store(rowId, rest);
  }

  get(rowId: string): Row | undefined {
    return this.rows.get(rowId);
  }
  /** The row an entry stands in. */
  rowIdOf(entryId: string): string | undefined {
    return this.rowOf.get(entryId);
  }
  all(): Row[] {
    return [...this.rows.values()];
  }

  private store(rowId: string, entries: Entry[]): Row {
    const latest = entries[entries.length - 1]!;
    const row: Row = {
      id: rowId,
      latest,
      count: entries.length,
      firstAt: entries[0]!.observation.startedAt,
      lastAt: latest.observation.startedAt,
      entries,
    };
    this.rows.set(rowId, row);
    return row;
  }
}

/** Where the entry with this seq stands or belongs. Entries come in order but for late bodies, so it is near the end. */
function placeOf(entries: readonly Entry[], seq: number): number {
  let place = entries.length;
  while (place > 0 && entries[place - 1]!.seq >= seq) place--;
  return place;
}
