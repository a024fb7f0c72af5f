// A file whose calls all went well.
import type { OpenFile } from '../../files/desk.ts';
import { label, speak } from '../../speak.ts';

export function FileEmpty({ open }: { open: OpenFile }) {
  return (
    <div class="empty" tabIndex={-1} data-testid="file-empty">
      <h2>{label('files.none')}</h2>
      <p>{speak({ id: 'har.no-failures', values: { calls: open.reading.calls } })}</p>
    </div>
  );
}
