// The list of failed calls. Only the rows near the view are in the DOM; new rows never move what the reader looks at.
import { useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '../../../core/rows.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { Icon } from '../Icon.tsx';
import { Header } from './Header.tsx';
import { ListRow } from './ListRow.tsx';
import { PendingRow } from './PendingRow.tsx';
import { revealRow } from './reveal.ts';
import { useFocusAfter } from '../focus-after.ts';
import { useStillView } from './still-view.ts';

/** Rows kept in the DOM beyond each edge: a quick scroll shows no gap, and tools that read the list see more than a screen. */
const MARGIN = 30;

export function List({ model }: { model: Model }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600, rowHeight: 26 });
  const { list } = model;
  const rows = list.rows.value;
  const selected = list.selectedId.value;

  const measure = (): void => {
    const element = scroller.current;
    if (!element) return;
    const rowHeight = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-height')) || 26;
    setView({ top: element.scrollTop, height: element.clientHeight, rowHeight });
  };
  const onScroll = (): void => {
    still.remember();
    measure();
    if ((scroller.current?.scrollTop ?? 0) > 1) list.hold();
    else list.settle();
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  const still = useStillView(scroller, rows, view.rowHeight, list.held);
  useKeptFocus(scroller);
  useFocusAfter(scroller, '.empty');
  useSignalEffect(() => {
    // Another order or another question is read from its beginning, or from the row that is selected.
    void [list.sort.value, model.query.value, model.scope.value];
    still.forget();
    scroller.current?.scrollTo({ top: 0 });
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>('[aria-selected="true"]');
      if (row) revealRow(row);
    });
  });
  const toTop = (): void => {
    still.forget();
    scroller.current?.scrollTo({ top: 0 });
    list.settle();
    // The pill goes away with what it was for: the focus it had stays in the list.
    scroller.current?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus({ preventScroll: true });
  };

  const selectedPlace = selected === null ? -1 : rows.findIndex(({ id }) => id === selected);
  return (
    <div class="list-frame">
      {list.freshCount.value > 0 && view.top > 1 ? (
        <button type="button" class="fresh" data-testid="fresh" onClick={toTop}>
          <Icon name="up" />
          {speak({ id: 'list.fresh', values: { count: list.freshCount.value } })}
        </button>
      ) : null}
      <div
        class="list"
        ref={scroller}
        tabIndex={-1}
        onScroll={onScroll}
        onKeyDown={(event) => onKey(event, model, Math.floor(view.height / view.rowHeight) - 1)}
      >
        <table role="grid" aria-label={label('panel.list')} aria-rowcount={rows.length + 1}>
          <Header model={model} />
          <tbody>
            {list.pendingRows.value.slice(0, 50).map((call) => (
              <PendingRow key={call.id} call={call} now={model.now} />
            ))}
            {pieces(rows, selectedPlace, view).map((piece) =>
              'gap' in piece ? (
                <Gap key={piece.key} height={piece.gap * view.rowHeight} />
              ) : (
                <ListRow
                  key={piece.row.id}
                  row={piece.row}
                  index={piece.index}
                  isSelected={piece.index === selectedPlace}
                  isStop={selectedPlace < 0 ? piece.index === 0 : piece.index === selectedPlace}
                  model={model}
                />
              ),
            )}
            {still.tail > 0 ? <Gap key="tail" height={still.tail} /> : null}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** One cell: a span over columns that a narrow list hides would keep their room. */
function Gap({ height }: { height: number }) {
  return (
    <tr class="gap" aria-hidden="true">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

type Piece = { gap: number; key: string } | { row: Row; index: number };

/** The rows near the view, and the selected one wherever it is (it holds the focus), with gaps for what is left out. */
function pieces(rows: readonly Row[], selected: number, view: { top: number; height: number; rowHeight: number }): Piece[] {
  const first = Math.max(0, Math.floor(view.top / view.rowHeight) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / view.rowHeight) + MARGIN);
  const spans: [number, number][] = [[Math.min(first, last), last]];
  if (selected >= 0 && selected < first) spans.unshift([selected, selected + 1]);
  if (selected >= last) spans.push([selected, selected + 1]);
  const found: Piece[] = [];
  let end = 0;
  for (const [place, [from, to]] of spans.entries()) {
    if (from > end) found.push({ gap: from - end, key: `gap-${place}` });
    for (let index = from; index < to; index++) found.push({ row: rows[index]!, index });
    end = to;
  }
  if (end < rows.length) found.push({ gap: rows.length - end, key: 'gap-end' });
  return found;
}

/** When the row that has the focus goes away (cleared, filtered out), the focus stays in the list. */
function useKeptFocus(scroller: { current: HTMLDivElement | null }): void {
  // Before the rows are drawn anew.
  const had = scroller.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (!had || document.activeElement !== document.body) return;
    // The selected row may only have got another name.
    const selected = scroller.current?.querySelector<HTMLElement>('.row[aria-selected="true"]') ?? scroller.current;
    selected?.focus({ preventScroll: true });
  });
}

/** Arrow keys, Page Up and Down, Home and End move the selection, which has the focus; Enter and Space take what has it. */
function onKey(event: KeyboardEvent, model: Model, page: number): void {
  const { list } = model;
  if (event.target instanceof HTMLButtonElement) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    if (list.selectedId.value === null) list.step(1);
    else if (event.key === 'Enter') document.querySelector<HTMLElement>('.detail')?.focus();
    return;
  }
  const far = list.rows.value.length;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -far, End: far }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  list.step(by);
}
