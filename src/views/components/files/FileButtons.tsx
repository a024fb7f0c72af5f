// Toolbar buttons of the offline side: open a HAR, paste a call, export what is listed.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useDesk } from '../../files/desk-context.ts';
import type { Model } from '../../model.ts';
import { label } from '../../speak.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { PasteDialog } from './PasteDialog.tsx';

export function FileButtons({ model }: { model: Model }) {
  const desk = useDesk();
  const isPasting = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  if (!desk) return <div class="files" />;
  const onChosen = (): void => {
    const file = input.current?.files?.[0];
    if (file) void desk.openFile(file);
    // The same file may be chosen again.
    if (input.current) input.current.value = '';
  };
  return (
    <div class="files">
      <input
        ref={input}
        type="file"
        hidden
        accept=".har,.json,application/json"
        aria-label={label('files.input')}
        data-testid="file-input"
        onChange={onChosen}
      />
      <button type="button" title={label('files.open.title')} data-testid="open-har" onClick={() => input.current?.click()}>
        {label('files.open')}
      </button>
      <button type="button" title={label('files.paste.title')} data-testid="paste" onClick={() => (isPasting.value = true)}>
        {label('files.paste')}
      </button>
      <ExportMenu model={model} desk={desk} />
      {isPasting.value ? <PasteDialog desk={desk} onClose={() => (isPasting.value = false)} /> : null}
    </div>
  );
}
