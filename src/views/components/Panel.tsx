// The panel: toolbar, keys, list, detail.
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { Detail } from './Detail.tsx';
import { KeyStrip } from './KeyStrip.tsx';
import { List } from './List.tsx';
import { SelfCheck } from './SelfCheck.tsx';
import { SiteLine } from './SiteLine.tsx';
import { Toolbar } from './Toolbar.tsx';

export function Panel({ model }: { model: Model }) {
  const dropped = model.tally.value?.dropped ?? 0;
  return (
    <div class="panel" data-has-detail={model.selected.value !== null}>
      <Toolbar model={model} />
      {model.connected.value ? (
        <SiteLine model={model} />
      ) : (
        <p class="banner" role="alert">
          {label('panel.disconnected')}
        </p>
      )}
      <KeyStrip model={model} />
      {dropped > 0 ? <p class="banner">{speak({ id: 'panel.dropped', values: { count: dropped } })}</p> : null}
      <main>
        <Content model={model} />
        {model.selected.value === null ? null : <Detail row={model.selected.value} model={model} />}
      </main>
    </div>
  );
}

function Content({ model }: { model: Model }) {
  if (model.rows.value.length > 0) return <List model={model} />;
  if (!model.ready.value) return <div class="empty" />;
  if (model.allRows.value.length === 0) return <SelfCheck model={model} />;
  return (
    <div class="empty">
      <p>{label('panel.no-match')}</p>
      <button type="button" onClick={() => (model.query.value = '')}>
        {label('panel.filter-off')}
      </button>
    </div>
  );
}
