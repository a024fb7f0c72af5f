// A button that opens a short list of buttons. The platform's popover: light dismiss, Escape and the top layer come with it.
import { type ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../Icon.tsx';

interface Props {
  name: string;
  title: string;
  testId: string;
  isBare?: boolean;
  children: ComponentChildren;
}

export function Menu({ name, title, testId, isBare = false, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button ref={button} type="button" class={isBare ? 'bare' : ''} popovertarget={id} title={title} data-testid={testId}>
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
        onToggle={({ newState }: { newState?: string }) => newState === 'open' && place(list.current, button.current)}
        onKeyDown={(event: KeyboardEvent) => move(event, list.current)}
        onClick={({ target }) => target instanceof Element && target.closest('button') && list.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}

/** Under the button, inside the window; the first choice gets the focus. */
function place(list: HTMLElement | null, button: HTMLElement | null): void {
  if (!list || !button) return;
  const { left, bottom, top } = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const x = Math.max(4, Math.min(left, innerWidth - width - 4));
  const y = bottom + height + 4 <= innerHeight ? bottom + 2 : Math.max(4, top - height - 2);
  list.style.left = `${x}px`;
  list.style.top = `${y}px`;
  list.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
}

function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || !list) return;
  const buttons = [...list.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = buttons.findIndex((one) => one === document.activeElement);
  buttons.at((at + by + buttons.length) % buttons.length)?.focus();
  event.preventDefault();
}
