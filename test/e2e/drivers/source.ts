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

/**
 * Whether the last movement of the mouse went to an element; listens from the first call on. Runs in the page.
 * Not `:hover`, which a page does not show while the window of DevTools is the active one.
 */
export function feelsMouse(selector: string): boolean {
  const seen = window as { qameraMouse?: EventTarget[] };
  if (!seen.qameraMouse) {
    seen.qameraMouse = [];
    document.addEventListener('mousemove', (event) => (seen.qameraMouse = event.composedPath()), { capture: true });
  }
  const element = document.querySelector(selector);
  return element !== null && seen.qameraMouse.includes(element);
}

type Came = 'felt' | 'missed' | 'waiting';
interface Aiming {
  aim: { selector: string; last: 'click' | 'pointerdown' } | null;
  came: Came;
}

/**
 * From now on the page feels presses on this element alone, until that of the type `last` came: what moves under the mouse between the
 * look and the press would be pressed instead. Runs in the page.
 */
export function aimAt(selector: string, last: 'click' | 'pointerdown'): void {
  const seen = window as { qameraAiming?: Aiming };
  const aiming = (seen.qameraAiming ??= (() => {
    const state: Aiming = { aim: null, came: 'waiting' };
    const guard = (event: Event): void => {
      if (!state.aim) return;
      const element = document.querySelector(state.aim.selector);
      const isHit = element !== null && event.composedPath().includes(element);
      if (!isHit) {
        event.stopImmediatePropagation();
        event.preventDefault();
      }
      if (event.type === state.aim.last) {
        state.came = isHit ? 'felt' : 'missed';
        state.aim = null;
      } else if (event.type === 'mouseup') {
        // An element that was replaced under the pressed mouse gets no click: none comes in this turn, then.
        const { aim } = state;
        setTimeout(() => {
          if (state.aim === aim) Object.assign(state, { aim: null, came: 'missed' });
        });
      }
    };
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      window.addEventListener(type, guard, { capture: true });
    return state;
  })());
  Object.assign(aiming, { aim: { selector, last }, came: 'waiting' });
}

/** What came of the press since `aimAt`; a page that has left with it has felt it. Runs in the page. */
export function aimed(): Came {
  return (window as { qameraAiming?: Aiming }).qameraAiming?.came ?? 'felt';
}

/** How many keys the page has felt since this was asked first. Runs in the page. */
export function keysFelt(): number {
  const seen = window as { qameraKeys?: number };
  if (seen.qameraKeys === undefined) {
    seen.qameraKeys = 0;
    const count = (): number => (seen.qameraKeys = (seen.qameraKeys ?? 0) + 1);
    // An open popover takes Escape before the page does, and leaves it the release alone.
    for (const type of ['keydown', 'keyup']) window.addEventListener(type, count, { capture: true });
  }
  return seen.qameraKeys;
}

/** Whether the panel is loaded and as wide as it was asked to be, give or take the splitter. Runs in the panel. */
export function isPanelDocked(side: string, size: number | null): boolean {
  if (document.readyState !== 'complete' || innerWidth === 0) return false;
  return size === null || side === 'bottom' || Math.abs(innerWidth - size) <= 1;
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
