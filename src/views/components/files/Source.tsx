// What the panel shows: the live records (or their demo), or the file that is open. A panel of its own for each file, so that nothing of
// one stays in the other.
import type { Desk, OpenFile } from '../../files/desk.ts';
import { DeskContext } from '../../files/desk-context.ts';
import type { Model, Outside } from '../../model.ts';
import { Panel } from '../Panel.tsx';
import { PanelApp } from '../PanelApp.tsx';

export function Source({ live, desk, outside }: { live: Model; desk: Desk; outside: Outside }) {
  const open = desk.open.value;
  return (
    <DeskContext.Provider value={desk}>
      {open === null ? <PanelApp model={live} outside={outside} /> : <Panel key={keyOf(open)} model={open.model} />}
    </DeskContext.Provider>
  );
}

let opened = 0;
const keys = new WeakMap<OpenFile, string>();
function keyOf(open: OpenFile): string {
  let key = keys.get(open);
  if (key === undefined) keys.set(open, (key = `file-${++opened}`));
  return key;
}
