// @vitest-environment happy-dom
// Escape in the panel: what it does where, and that it does not fall through to Chromium, which opens the drawer of DevTools.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { Dialog } from '../../../src/views/components/Dialog.tsx';
import { Panel } from '../../../src/views/components/Panel.tsx';
import { createModel } from '../../../src/views/model.ts';
import { aKeyRecord, anEntry } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

/** What this DOM lacks. */
HTMLElement.prototype.showPopover = () => undefined;
afterEach(() => render(null, document.body));

const part = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
/** Escape where the focus is; true: nobody after the panel gets it. */
async function escape(): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  await act(() => void (document.activeElement ?? document.body).dispatchEvent(event));
  return event.defaultPrevented;
}

/** A blocked key, and its failed call in the detail. */
async function theDetail() {
  const outside = anOutside();
  const model = createModel(outside);
  await model.start();
  await act(() => render(<Panel model={model} />, document.body));
  const entry = anEntry({}, { id: 'a' });
  const key = aKeyRecord({ lastAt: outside.now() }, outside.now() + 20_000);
  await act(() => {
    outside.store({ room: 'key', id: key.ref, value: key }, entryChange(entry));
    outside.pass(200);
  });
  await act(() => part('.row').click());
  return model;
}

it('leaves a field for the part that it stands in; only the next one closes the detail', async () => {
  const model = await theDetail();
  await act(() => part('[data-testid=planner-count]').focus());
  expect(await escape()).toBe(true);
  expect(document.activeElement).toBe(part('.detail'));
  expect(model.selected.value).not.toBeNull();
  expect(await escape()).toBe(true);
  expect(model.selected.value).toBeNull();
});

it('leaves a choice in the toolbar for the list', async () => {
  const model = await theDetail();
  await act(() => model.savePreferences({ saved: ['status:429'] }));
  await act(() => part('[data-testid=saved]').focus());
  expect(await escape()).toBe(true);
  expect(document.activeElement).toBe(part('.row'));
});

it('the search field has its own', async () => {
  const model = await theDetail();
  await act(() => void (model.query.value = 'get'));
  await act(() => part('.search').focus());
  expect(await escape()).toBe(true);
  expect(model.query.value).toBe('');
  expect(document.activeElement).toBe(part('.search'));
});

it('a field in a dialog stays where it is: the dialog has Escape', async () => {
  await theDetail();
  const dialog = document.createElement('dialog');
  const field = dialog.appendChild(document.createElement('textarea'));
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  expect(await escape()).toBe(false);
  expect(document.activeElement).toBe(field);
  dialog.remove();
});

it('takes away what a line reads out before it closes the detail', async () => {
  const model = await theDetail();
  const line = part('.detail .timeline');
  await act(() => void line.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true })));
  expect(document.querySelector('.timeline-says')).not.toBeNull();
  expect(await escape()).toBe(true);
  expect(document.querySelector('.timeline-says')).toBeNull();
  expect(model.selected.value).not.toBeNull();
  expect(await escape()).toBe(true);
  expect(model.selected.value).toBeNull();
});

it('a dialog is open as soon as it is there: an Escape in between would be lost', async () => {
  await theDetail();
  part('[data-testid=help]').click();
  for (let turns = 0; document.querySelector('dialog') === null && turns < 100; turns++) await Promise.resolve();
  expect(document.querySelector('dialog')?.open).toBe(true);
  await escape();
  expect(document.querySelector('dialog')).toBeNull();
  render(
    <Dialog name="Any" testId="any" onClose={() => undefined}>
      Anything
    </Dialog>,
    document.body,
  );
  expect(document.querySelector('dialog')?.open).toBe(true);
});
