// A part of the page that goes away takes the focus with it: then the focus goes to what stands in its place.
import { useLayoutEffect } from 'preact/hooks';

/** `next`: the selectors of what may take the focus, the best first; the first that is there gets it. */
export function useFocusAfter(part: { current: HTMLElement | null }, ...next: readonly string[]): void {
  useLayoutEffect(() => {
    const element = part.current;
    // Asked as it goes, while it still stands in the page: no event tells of a focus that moves while DevTools has that of the window.
    return () => {
      if (element?.contains(document.activeElement)) queueMicrotask(() => focusIfLost(next));
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
