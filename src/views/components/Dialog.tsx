// A modal dialog that exists only while it is open.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { label } from '../speak.ts';
import { Icon } from './Icon.tsx';

interface Props {
  name: string;
  testId: string;
  class?: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ name, testId, class: more = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  // With its first frame: an Escape that is pressed as soon as it is there finds it open.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // Before Chromium's own listener in the page, which hands Escape to DevTools (it opens the drawer); from fields too.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.current?.close();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <dialog
      ref={dialog}
      class={more === '' ? 'sheet' : `sheet ${more}`}
      aria-labelledby={title}
      data-testid={testId}
      onClose={onClose}
    >
      <div class="sheet-line">
        <h2 id={title}>{name}</h2>
        <button type="button" class="bare" aria-label={label('dialog.close')} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
