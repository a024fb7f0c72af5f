// What the panel shows: the live records, or the file that is open. A panel of its own for each, so that nothing of one stays in the other.
import type { Desk } from '../../files/desk.ts';
import { DeskContext } from '../../files/desk-context.ts';
import type { Model } from '../../model.ts';
import { Panel } from '../Panel.tsx';

export function Source({ live, desk }: { live: Model; desk: Desk }) {
  const open = desk.open.value;
  return (
    <DeskContext.Provider value={desk}>
      <Panel key={open === null ? 'live' : keyOf(open)} model={open?.model ?? live} />
    </DeskContext.Provider>
  );
}

let opened = 0;
const keys = new WeakMap<object, string>();
function keyOf(open: object): string {
  let key = keys.get(open);
  if (key === undefined) keys.set(open, (key = `file-${++opened}`));
  return key;
}
