// Text to the clipboard. DevTools refuses `navigator.clipboard` to the pages inside it, so the old way is the one that works in all views.

/** Copies; false when the browser did not let it. Call it from a click or a key. */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'off-screen';
  field.setAttribute('aria-hidden', 'true');
  const focused = document.activeElement;
  // All but an open dialog is inert.
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isDone;
}
