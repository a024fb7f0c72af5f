// Scrolls the list, and nothing but the list, so far that a row is seen. `scrollIntoView` would move the DevTools around the panel too.

/** A row under the header, or beyond the lower edge, is moved to that edge; one that is seen stays. */
export function revealRow(row: HTMLElement): void {
  const list = row.closest<HTMLElement>('.list');
  if (!list) return;
  const header = list.querySelector('thead')?.getBoundingClientRect().height ?? 0;
  const box = row.getBoundingClientRect();
  const view = list.getBoundingClientRect();
  const above = view.top + header - box.top;
  const below = box.bottom - view.bottom;
  if (above > 0) list.scrollTop -= above;
  else if (below > 0) list.scrollTop += below;
}
