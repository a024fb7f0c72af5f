// Trusted mouse and key input over the DevTools protocol.
import type { Session } from './cdp.ts';
import { until } from './browser.ts';
import { aimAt, aimed, elementPoint, feelsMouse, type Point } from './source.ts';

/** A page, or a frame in one, as the session that sends it input sees it. */
export interface Place {
  session: Session;
  run: <A extends unknown[], R>(fn: (...args: A) => R, ...args: A) => Promise<R>;
  /** Where it lies in the session's viewport; none: it is the viewport. */
  origin?: () => Promise<Point>;
}
const NO_WAY: Point = { x: 0, y: 0 };

/**
 * A left click on the middle of an element. The mouse moves there first, until the element feels it: a frame that has just been shown
 * does not get its input at once, and a covered element never does. An element that moves away before the press is pressed again.
 * `by`: where the mouse is moved before it is released.
 */
export async function clickElement(place: Place, selector: string, by: Point = NO_WAY): Promise<void> {
  for (let tries = 0; ; tries++) {
    const point = await moveTo(place, selector);
    if (await press(place, selector, point, by)) return;
    if (tries === 20) throw new Error(`${selector} keeps moving away from under the mouse`);
  }
}

async function moveTo({ session, run, origin }: Place, selector: string): Promise<Point> {
  const find = async (): Promise<Point> => {
    const { x, y } = await until(() => run(elementPoint, selector), `${selector} to click`);
    const from = (await origin?.()) ?? NO_WAY;
    return { x: from.x + x, y: from.y + y };
  };
  let point = await find();
  await run(feelsMouse, selector);
  for (let i = 0; ; i++) {
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: point.x + (i % 2), y: point.y });
    if (await run(feelsMouse, selector)) return point;
    if (i === 100) throw new Error('the element to click is covered by another one, or keeps moving');
    await new Promise((resolve) => setTimeout(resolve, 50));
    point = await find();
  }
}

/** Whether the element felt it. */
async function press({ session, run }: Place, selector: string, point: Point, by: Point): Promise<boolean> {
  const isDrag = by.x !== 0 || by.y !== 0;
  await run(aimAt, selector, isDrag ? 'pointerdown' : 'click');
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', button: 'left', clickCount: 1, ...point });
  const end = { x: point.x + by.x, y: point.y + by.y };
  if (isDrag) await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', button: 'left', buttons: 1, ...end });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', button: 'left', clickCount: 1, ...end });
  // A page that closes with the press can say nothing any more.
  const came = await until(async () => {
    const now = await run(aimed).catch(() => 'felt' as const);
    return now !== 'waiting' && now;
  }, `${selector} to feel its press`);
  return came === 'felt';
}

const KEY_CODES: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
};

/** Presses and releases a key, by `KeyboardEvent.key`. */
export async function pressKey(session: Session, key: string): Promise<void> {
  const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
  const code = KEY_CODES[key] ?? key.toUpperCase().charCodeAt(0);
  const event = { key, windowsVirtualKeyCode: code, ...(text === undefined ? {} : { text }) };
  await session.send('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
}
