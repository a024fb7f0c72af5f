// The list: which rows, in which order, what is selected. While the reader reads (scrolled away, or a row selected) the order is held:
// what is new waits on top, what repeats stays where it is.
import { type ReadonlySignal, type Signal, batch, computed, effect, signal, untracked } from '@preact/signals';
import type { RetryPlan } from '../core/diagnosis.ts';
import type { Observation } from '../core/observation.ts';
import type { Row } from '../core/rows.ts';
import type { EpochMs } from '../core/units.ts';
import { type Subject, isTimed, matches, parseFilter } from './filter.ts';
import { NEWEST_FIRST, type Sort, compareRows } from '../core/sort.ts';
import { subjectOfCall, subjectOfRow } from './subject.ts';

interface Sources {
  /** Rows of the scope, in no order. */
  allRows: ReadonlySignal<Row[]>;
  /** Calls of the scope under way. */
  pending: ReadonlySignal<Observation[]>;
  now: ReadonlySignal<EpochMs>;
  scope: ReadonlySignal<unknown>;
  query: Signal<string>;
  planOf: (row: Row) => RetryPlan;
  /** The row that goes by this id now: what is drawn may be a tenth of a second old. */
  idNow: (id: string) => string;
}

export function createListModel({ allRows, pending, now, scope, query, planOf, idNow }: Sources) {
  const sort = signal<Sort>(NEWEST_FIRST);
  const selectedId = signal<string | null>(null);
  /** Places of the rows whose order is held; null: the list is free to move. */
  const held = signal<ReadonlyMap<string, number> | null>(null);
  const terms = computed(() => parseFilter(query.value));
  const subjects = computed<Map<Row, Subject>>(() => new Map(allRows.value.map((row) => [row, subjectOfRow(row, planOf(row))])));

  const sorted = computed<Row[]>(() => {
    // Only a filter that speaks of waiting changes its mind as time passes.
    const at = isTimed(terms.value) ? now.value : now.peek();
    const found =
      terms.value.length === 0
        ? allRows.value
        : [...subjects.value].flatMap(([row, subject]) => (matches(subject, terms.value, at) ? [row] : []));
    return found.toSorted(compareRows(sort.value, planOf));
  });
  const rows = computed<Row[]>(() => (held.value === null ? sorted.value : inHeldOrder(sorted.value, held.value)));
  /** Rows that came since the order is held. */
  const freshCount = computed<number>(() =>
    held.value === null ? 0 : rows.value.filter(({ id }) => !held.value?.has(id)).length,
  );
  /** Calls under way; listed when the filter asks for them. */
  const pendingRows = computed<Observation[]>(() =>
    terms.value.some(({ name, isNegated }) => name === 'is' && !isNegated)
      ? pending.value.filter((call) => matches(subjectOfCall(call), terms.value, now.peek()))
      : [],
  );

  const hold = (): void => void (held.value ??= placesOf(untracked(() => rows.value)));
  /** What is new takes its place in the order; with a selection the list is held again at once. */
  const settle = (): void =>
    batch(() => {
      held.value = null;
      if (selectedId.peek() !== null) hold();
    });
  /** Picked by the reader and not shown as such yet; `focus`: with the focus, which who types in the filter keeps. */
  let picked: { id: string; focus: boolean } | null = null;
  const select = (id: string | null, focus = true): void =>
    batch(() => {
      if (id !== null) hold();
      selectedId.value = id === null ? null : idNow(id);
      picked = selectedId.value === null ? null : { id: selectedId.value, focus };
    });
  /** What the row that has just been drawn as selected is to do about it, once: a row that only comes back does nothing. */
  const takePicked = (id: string): { focus: boolean } | null => {
    if (picked?.id !== id) return null;
    const { focus } = picked;
    picked = null;
    return { focus };
  };
  /** The selection moved by so many rows; from nowhere it starts at the near end. */
  const step = (by: number, focus = true): void => {
    const shown = rows.peek();
    const at = shown.findIndex(({ id }) => id === selectedId.peek());
    const place = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    const row = shown[place];
    if (row) select(row.id, focus);
  };
  /** A row got another name: the body of its call came, and with it the message that rows are told apart by. It is the same row. */
  const renamed = (from: string, to: string): void =>
    batch(() => {
      if (selectedId.peek() === from) selectedId.value = to;
      if (picked?.id === from) picked = { ...picked, id: to };
      const place = held.peek()?.get(from);
      if (held.peek() && place !== undefined && !held.peek()?.has(to)) held.value = new Map(held.peek()).set(to, place);
    });
  /** Another question gives another order, at once. */
  const stop = effect(() => {
    void [query.value, sort.value, scope.value];
    untracked(() => held.value && (held.value = placesOf(sorted.value)));
  });

  return {
    sort,
    terms,
    subjects,
    rows,
    freshCount,
    pendingRows,
    selectedId,
    held,
    hold,
    settle,
    select,
    takePicked,
    step,
    renamed,
    stop,
  };
}

const placesOf = (rows: readonly Row[]): Map<string, number> => new Map(rows.map(({ id }, place) => [id, place]));

function inHeldOrder(rows: readonly Row[], places: ReadonlyMap<string, number>): Row[] {
  const fresh = rows.filter(({ id }) => !places.has(id));
  const known = rows.filter(({ id }) => places.has(id));
  return [...fresh, ...known.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))];
}
