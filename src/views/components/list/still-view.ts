// Keeps what the reader looks at where it is: rows that come above it, and lines that come and go over the list, are scrolled away.
import type { ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '../../../core/rows.ts';

/** The row at the top edge, how much of it is scrolled away, and where on the screen that edge is. */
interface Anchor {
  id: string;
  offset: number;
  edge: number;
  /** The scroll as it was then. */
  top: number;
}

/**
 * While the order is held, the scroll follows the row at the top edge. A short list gets an empty tail to have the room; `tail` is its
 * height. `remember` notes where the reader is, at each scroll and before anything else; `forget` lets the next change move the list.
 */
export function useStillView(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowHeight: number,
  held: ReadonlySignal<unknown>,
): { tail: number; remember: () => void; forget: () => void } {
  const anchor = useRef<Anchor | null>(null);
  const [tail, setTail] = useState(0);
  const isHeld = held.value !== null;
  const remember = (): void => {
    const element = scroller.current;
    const row = element ? rows[Math.floor(element.scrollTop / rowHeight)] : undefined;
    anchor.current =
      element && row
        ? { id: row.id, offset: element.scrollTop % rowHeight, edge: element.getBoundingClientRect().top, top: element.scrollTop }
        : null;
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    /** True when the scroll stands where the anchor wants it. */
    const restore = (): boolean => {
      const known = anchor.current;
      const place = isHeld && known ? rows.findIndex(({ id }) => id === known.id) : -1;
      if (!known || place < 0) {
        if (tail > 0) setTail(0);
        return true;
      }
      // Scrolled meanwhile, and not told yet: what the reader does comes first.
      if (Math.abs(element.scrollTop - known.top) >= 1) return true;
      const moved = element.getBoundingClientRect().top - known.edge;
      const top = Math.max(0, place * rowHeight + known.offset + moved);
      if (Math.abs(top - element.scrollTop) < 1) return true;
      const missing = Math.ceil(top + element.clientHeight - (element.scrollHeight - tail));
      if (missing > tail) {
        setTail(missing);
        return false;
      }
      element.scrollTop = top;
      return true;
    };
    if (restore()) remember();
    const observer = new ResizeObserver(() => restore() && remember());
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows, scroller, rowHeight, isHeld, tail]);
  return { tail, remember, forget: () => void (anchor.current = null) };
}
