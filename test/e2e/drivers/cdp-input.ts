// Trusted mouse and key input over the DevTools protocol.
import type { Session } from './cdp.ts';
import type { Point } from './source.ts';

/**
 * A left click at a point of the session's viewport, in CSS pixels. The mouse moves there first, until `feelsMouse` says that the
 * element under test feels it: a frame that has just been shown does not get its input at once, and a covered element never does.
 * `by`: where the mouse is moved before it is released.
 */
export async function clickPoint(
  session: Session,
  find: () => Promise<Point>,
  feelsMouse: () => Promise<boolean>,
  by: Point = { x: 0, y: 0 },
): Promise<void> {
  let point = await find();
  await feelsMouse();
  for (let i = 0; ; i++) {
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: point.x + (i % 2), y: point.y });
    if (await feelsMouse()) break;
    if (i === 100) throw new Error('the element to click is covered by another one, or keeps moving');
    await new Promise((resolve) => setTimeout(resolve, 50));
    point = await find();
  }
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', button: 'left', clickCount: 1, ...point });
  const end = { x: point.x + by.x, y: point.y + by.y };
  if (by.x !== 0 || by.y !== 0)
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', button: 'left', buttons: 1, ...end });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', button: 'left', clickCount: 1, ...end });
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
