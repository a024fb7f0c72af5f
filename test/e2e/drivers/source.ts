// Turns a function and its arguments into source text for another process.

/** Expression that calls `fn` with JSON arguments; `__name` is what TypeScript runners may leave in function source. */
export function callSource(fn: string | ((...args: never[]) => unknown), args: unknown[]): string {
  const list = args.map((arg) => (arg === undefined ? 'undefined' : JSON.stringify(arg))).join(', ');
  return `(() => { const __name = (f) => f; return (${String(fn)})(${list}); })()`;
}

export interface Point {
  x: number;
  y: number;
}

/** Whether the mouse is over an element. Runs in the page. */
export function isHovered(selector: string): boolean {
  return document.querySelector(selector)?.matches(':hover') ?? false;
}

/** The middle of an element as the page sees it, once it is in view; null while it is absent or has no size. Runs in the page. */
export function elementPoint(selector: string): Point | null {
  const element = document.querySelector(selector);
  if (!element) return null;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return null;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
