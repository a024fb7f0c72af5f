// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { Split } from '../../../src/views/components/Split.tsx';
import { createModel } from '../../../src/views/model.ts';
import { anOutside } from '../../support/outside.ts';

afterEach(() => render(null, document.body));

async function aSplit() {
  const model = createModel(anOutside());
  await act(() =>
    render(<Split model={model} list={<p class="list-frame">list</p>} detail={<p class="detail">detail</p>} />, document.body),
  );
  const bar = document.querySelector<HTMLElement>('[data-testid=divider]');
  const main = document.querySelector<HTMLElement>('main');
  if (!bar || !main) throw new Error('nothing drawn');
  const press = (key: string, more: KeyboardEventInit = {}) =>
    act(() => void bar.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })));
  return { model, bar, main, press, share: () => main.style.getPropertyValue('--share') };
}

/** Pressed, moved by so many pixels and released: browsers call that a click too. */
function clicked(bar: HTMLElement, by = 0): void {
  const at = (clientX: number) => ({ bubbles: true, button: 0, pointerId: 1, clientX });
  bar.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  if (by !== 0) bar.dispatchEvent(new PointerEvent('pointermove', at(by)));
  bar.dispatchEvent(new PointerEvent('pointerup', at(by)));
  bar.releasePointerCapture(1);
  bar.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
}

it('moves by keys, to both ends, and back to what the design has', async () => {
  const { model, bar, main, press, share } = await aSplit();
  expect(bar.getAttribute('role')).toBe('separator');
  expect(main.dataset['split']).toBeUndefined();
  const start = Number(bar.getAttribute('aria-valuenow'));
  await press('ArrowRight');
  expect(model.preferences.value.split).toEqual({ beside: start + 2, below: null });
  expect([main.dataset['split'], share()]).toEqual(['beside', String(start + 2)]);
  await press('Home');
  expect(share()).toBe(bar.getAttribute('aria-valuemin'));
  await press('End');
  expect(share()).toBe(bar.getAttribute('aria-valuemax'));
  await press('Enter');
  expect(model.preferences.value.split).toEqual({ beside: null, below: null });
  expect(main.dataset['split']).toBeUndefined();
});

it('leaves other keys alone', async () => {
  const { model, press } = await aSplit();
  for (const key of ['ArrowUp', 'ArrowDown', 'j', 'Escape']) await press(key);
  await press('ArrowLeft', { ctrlKey: true });
  expect(model.preferences.value.split).toEqual({ beside: null, below: null });
});

it('a double click brings the design’s share back', async () => {
  const { model, bar, press } = await aSplit();
  await press('End');
  await act(() => void bar.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })));
  expect(model.preferences.value.split.beside).toBeNull();
});

it('a click goes through 30, 50 and 70 %, from wherever the divider stands', async () => {
  const { model, bar, share } = await aSplit();
  const shares: string[] = [];
  for (let i = 0; i < 3; i++) {
    await act(() => clicked(bar));
    shares.push(share());
  }
  // It stood at half.
  expect(shares).toEqual(['70', '30', '50']);
  await act(() => model.savePreferences({ split: { beside: 31.4, below: 60 } }));
  await act(() => clicked(bar));
  expect(model.preferences.value.split).toEqual({ beside: 50, below: 60 });
});

it('a hand that trembles clicks; one that drags does not', async () => {
  const { model, bar } = await aSplit();
  await act(() => clicked(bar, 2));
  expect(model.preferences.value.split.beside).toBe(70);
  const main = bar.parentElement;
  if (main) main.getBoundingClientRect = () => new DOMRect(0, 0, 1_000, 400);
  await act(() => clicked(bar, 440));
  expect(model.preferences.value.split.beside).toBe(44);
  await act(() => clicked(bar));
  expect(model.preferences.value.split.beside).toBe(50);
});

it('the second click of a double click is no step', async () => {
  const { model, bar } = await aSplit();
  const saved: unknown[] = [];
  const save = model.savePreferences;
  model.savePreferences = (changed) => {
    saved.push(changed.split?.beside);
    save(changed);
  };
  for (const detail of [1, 2]) await act(() => void bar.dispatchEvent(new MouseEvent('click', { bubbles: true, detail })));
  await act(() => void bar.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, detail: 2 })));
  expect(saved).toEqual([70, null]);
  expect(model.preferences.value.split.beside).toBeNull();
});

it('the list has all the room while no call is picked', async () => {
  const model = createModel(anOutside());
  model.savePreferences({ split: { beside: 40, below: 40 } });
  await act(() => render(<Split model={model} list={<p>list</p>} detail={null} />, document.body));
  expect(document.querySelector('[data-testid=divider]')).toBeNull();
  expect(document.querySelector('main')?.dataset['split']).toBeUndefined();
});

it('notices a width that changed between its first drawing and when it began to listen', async () => {
  const real = window.matchMedia;
  let looks = 0;
  window.matchMedia = ((query: string) =>
    Object.assign(new EventTarget(), { media: query, matches: looks++ === 0 })) as unknown as typeof real;
  try {
    const { bar } = await aSplit();
    expect(bar.getAttribute('aria-orientation')).toBe('vertical');
  } finally {
    window.matchMedia = real;
  }
});
