// A button that goes away once its press has worked: its focus goes to what tells so, never to a button that would undo it.
import type { ButtonHTMLAttributes } from 'preact';
import { useRef } from 'preact/hooks';
import { useFocusAfter } from './focus-after.ts';

interface Props extends ButtonHTMLAttributes {
  /** Selectors of what may take the focus, the best first. */
  next: readonly string[];
}

export function PassingButton({ next, ...button }: Props) {
  const self = useRef<HTMLButtonElement>(null);
  useFocusAfter(self, ...next);
  return <button ref={self} type="button" {...button} />;
}
