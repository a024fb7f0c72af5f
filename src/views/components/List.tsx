// The list of failed calls. Only the rows in view are in the DOM; new rows never move what the reader looks at.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '../../core/rows.ts';
import type { Model } from '../model.ts';
import { label } from '../speak.ts';
import { ListRow } from './ListRow.tsx';

/** The CSS says the same: `--row-height`. */
const ROW_HEIGHT = 28;
/** Rows drawn beyond each edge, so that a quick scroll shows no gap. */
const MARGIN = 6;

export function List({ model }: { model: Model }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const rows = model.rows.value;
  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_HEIGHT) + MARGIN);

  const measure = (): void => {
    const element = scroller.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  useStillView(scroller, rows);

  return (
    <div class="list" ref={scroller} onScroll={measure} onKeyDown={(event) => moveSelection(event, model)}>
      <table role="grid" aria-label={label('panel.list')} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" class="c-status">
              {label('column.status')}
            </th>
            <th scope="col" class="c-method">
              {label('column.method')}
            </th>
            <th scope="col" class="c-path">
              {label('column.path')}
            </th>
            <th scope="col" class="c-what">
              {label('column.what')}
            </th>
            <th scope="col" class="c-retry">
              {label('column.retry')}
            </th>
            <th scope="col" class="c-time">
              {label('column.time')}
            </th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, last).map((row, place) => (
            <ListRow key={row.id} row={row} index={first + place} model={model} />
          ))}
          <Gap rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="gap" role="presentation">
      <td colSpan={6} style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  );
}

/** Newest rows come at the top: when the reader has scrolled away from it, what they see stays where it is. */
function useStillView(scroller: { current: HTMLDivElement | null }, rows: readonly Row[]): void {
  const anchor = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const top = element.scrollTop;
    if (anchor.current !== null && top > 0) {
      const place = rows.findIndex(({ id }) => id === anchor.current);
      if (place >= 0) element.scrollTop = place * ROW_HEIGHT + (top % ROW_HEIGHT);
    }
    const remember = (): void => void (anchor.current = rows[Math.floor(element.scrollTop / ROW_HEIGHT)]?.id ?? null);
    remember();
    element.addEventListener('scroll', remember);
    return () => element.removeEventListener('scroll', remember);
  }, [rows, scroller]);
}

/** Arrow keys, Home and End move the selection; the selected row has the focus. */
function moveSelection(event: KeyboardEvent, model: Model): void {
  const rows = model.rows.value;
  const at = rows.findIndex(({ id }) => id === model.selectedId.value);
  const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key === 'Escape') model.selectedId.value = null;
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  const row = rows[Math.min(rows.length - 1, Math.max(0, place))];
  if (row) model.selectedId.value = row.id;
}
