// Files may be dropped anywhere on the panel; while one hangs over it, the panel says so.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../../files/desk-context.ts';
import { label } from '../../speak.ts';

export function DropZone() {
  const desk = useDesk();
  const isOver = useSignal(false);
  useEffect(() => {
    if (!desk) return;
    const hasFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      // Without this the browser would open the file in place of the panel.
      event.preventDefault();
      isOver.value = true;
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) isOver.value = false;
    };
    const onDrop = (event: DragEvent): void => {
      isOver.value = false;
      if (!hasFile(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void desk.openFile(file);
    };
    const listeners = { dragover: onOver, dragleave: onLeave, drop: onDrop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name as 'drop', listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name as 'drop', listener);
    };
  }, [desk]);
  return isOver.value ? (
    <section class="drop" aria-label={label('files.open')} data-testid="drop">
      <p>{label('files.drop')}</p>
    </section>
  ) : null;
}
