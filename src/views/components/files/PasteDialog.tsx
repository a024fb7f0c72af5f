// "Paste": text in, at once what it is recognised as, or why not; then its diagnosis in list and detail.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from '../../../core/ledger.ts';
import type { Desk } from '../../files/desk.ts';
import { label, speak } from '../../speak.ts';
import { Dialog } from '../Dialog.tsx';

export function PasteDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const text = useSignal('');
  const reading = useComputed(() => (text.value.trim() === '' ? null : desk.tryPaste(text.value)));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const entry = reading.value?.entry ?? null;
  const show = (): void => {
    if (entry === null) return;
    void desk.showPaste(entry, reading.value?.notes ?? []);
    onClose();
  };
  return (
    <Dialog name={label('paste.title')} testId="paste-dialog" onClose={onClose}>
      <label class="stacked">
        {label('paste.label')}
        <textarea
          ref={field}
          rows={10}
          spellcheck={false}
          autocomplete="off"
          data-testid="paste-text"
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
      </label>
      <div role="status" data-testid="paste-says">
        {entry === null ? null : <p>{recognised(entry)}</p>}
        {reading.value?.notes.map((note) => (
          <p key={note.id}>{speak(note)}</p>
        ))}
      </div>
      <p class="quiet">{label('paste.privacy')}</p>
      <div class="sheet-line sheet-end">
        <button type="button" class="primary" disabled={entry === null} data-testid="paste-show" onClick={show}>
          {label('paste.show')}
        </button>
      </div>
    </Dialog>
  );
}

function recognised({ observation, diagnosis }: Entry): string {
  const { method, path, status } = observation;
  const call = method === '?' ? path : `${method} ${path}`;
  return speak({
    id: 'paste.says',
    values: { call, status: String(status ?? label('row.failed')), category: label(`category.${diagnosis.category}`) },
  });
}
