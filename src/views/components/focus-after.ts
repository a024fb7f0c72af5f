// A part of the page that goes away takes the focus with it: then the focus goes to what stands in its place.
import { useEffect } from 'preact/hooks';

/** `next`: the selectors of what may take the focus, the best first; the first that is there gets it. */
export function useFocusAfter(part: { current: HTMLElement | null }, ...next: readonly string[]): void {
  useEffect(() => {
    const element = part.current;
    let isWithin = element?.contains(document.activeElement) ?? false;
    const note = ({ target }: FocusEvent): void => void (isWithin = target instanceof Node && element?.contains(target) === true);
    document.addEventListener('focusin', note);
    return () => {
      document.removeEventListener('focusin', note);
      if (isWithin) queueMicrotask(() => focusIfLost(next));
    };
  }, [part]);
}

function focusIfLost(next: readonly string[]): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  for (const selector of next) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found.focus({ preventScroll: true });
  }
}
