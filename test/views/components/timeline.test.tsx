// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Point, Timeline } from '../../../src/views/components/pictures/Timeline.tsx';

const points: Point[] = [
  { at: 0.1, tone: 'good', says: 'first' },
  { at: 0.9, tone: 'limited', says: 'second' },
];
const part = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);
const said = (): string | undefined => part('.timeline-says')?.textContent ?? undefined;

const pointerAt = (clientX: number, selector = '.timeline') =>
  act(() => void part(selector)?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX })));
async function pressed(key: string, on: EventTarget = document.body): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  await act(() => void on.dispatchEvent(event));
  return event;
}

/** What this DOM lacks. */
HTMLElement.prototype.showPopover = () => undefined;
beforeEach(async () => {
  await act(() => render(<Timeline label="calls" points={points} none="none" />, document.body));
  const line = part('.timeline');
  if (line) line.getBoundingClientRect = () => new DOMRect(0, 0, 100, 24);
});
afterEach(() => render(null, document.body));

it('Escape takes away what is read out, wherever the focus is, and goes no further', async () => {
  const others: string[] = [];
  const listener = ({ key }: KeyboardEvent): void => void others.push(key);
  document.addEventListener('keydown', listener, { capture: true });
  await pointerAt(12);
  expect(said()).toBe('first');
  expect((await pressed('x')).defaultPrevented).toBe(false);
  expect(said()).toBe('first');
  expect((await pressed('Escape')).defaultPrevented).toBe(true);
  expect(said()).toBeUndefined();
  expect((await pressed('Escape')).defaultPrevented).toBe(false);
  expect(others).toEqual(['x', 'Escape']);
  document.removeEventListener('keydown', listener, { capture: true });
});

it('what keys picked goes by Escape too, and can be picked again', async () => {
  const line = part('.timeline')!;
  await pressed('End', line);
  expect(said()).toBe('second');
  await pressed('Escape', line);
  expect(said()).toBeUndefined();
  expect(line.getAttribute('aria-valuetext')).toBe('none');
  await pressed('Home', line);
  expect(said()).toBe('first');
});

it('what is read out stays while the pointer is over it, and follows the pointer on the line', async () => {
  await pointerAt(12);
  await pointerAt(95, '.timeline-says');
  expect(said()).toBe('first');
  await pointerAt(95);
  expect(said()).toBe('second');
  await act(() => void part('.timeline')?.dispatchEvent(new PointerEvent('pointerleave')));
  expect(said()).toBeUndefined();
});
