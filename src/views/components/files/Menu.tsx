// A button that opens a short list of buttons. The platform's popover: light dismiss, Escape and the top layer come with it.
import { type ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';

interface Props {
  name: string;
  title: string;
  testId: string;
  children: ComponentChildren;
}

export function Menu({ name, title, testId, children }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Before Chromium's own listener in the page, which hands Escape to DevTools (it opens the drawer).
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !list.current?.matches(':popover-open')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      list.current.hidePopover();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <>
      <button
        type="button"
        popovertarget={id}
        title={title}
        data-testid={testId}
        onClick={({ currentTarget }) => place(list.current, currentTarget)}
      >
        {name}
        <Icon name="down" />
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        class="menu"
        role="group"
        aria-label={name}
        onToggle={({ newState }: { newState?: string }) =>
          newState === 'open' && list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
        }
        onKeyDown={(event: KeyboardEvent) => move(event, list.current)}
        onClick={({ target }) => target instanceof Element && target.closest('button') && list.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}

/** `.menu` is at most this wide. */
const WIDTH = 320;

/** On the side of the button that has more room, before the list opens: nothing jumps. */
function place(list: HTMLElement | null, button: HTMLElement): void {
  if (!list) return;
  const { left, bottom, top } = button.getBoundingClientRect();
  const isBelow = innerHeight - bottom >= top;
  list.style.left = `${Math.max(4, Math.min(left, innerWidth - WIDTH - 4))}px`;
  list.style.top = isBelow ? `${bottom + 2}px` : 'auto';
  list.style.bottom = isBelow ? 'auto' : `${innerHeight - top + 2}px`;
  list.style.maxHeight = `${(isBelow ? innerHeight - bottom : top) - 6}px`;
}

function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || !list) return;
  const buttons = [...list.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = buttons.findIndex((one) => one === document.activeElement);
  buttons.at((at + by + buttons.length) % buttons.length)?.focus();
  event.preventDefault();
}
