// The panel's last line, where nothing that comes and goes can move the list: counts, calls under way, the site.
import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { has, toggled } from '../filter.ts';
import { age } from '../format.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { useFocusAfter } from './focus-after.ts';
import { SiteLine } from './SiteLine.tsx';

export function Footer({ model }: { model: Model }) {
  const rows = model.list.rows.value;
  const failures = rows.reduce((sum, { count }) => sum + count, 0);
  const dropped = model.tally.value?.dropped ?? 0;
  return (
    <footer>
      <span class="counts" data-testid="counts">
        {speak({ id: 'panel.counts', values: { rows: rows.length, failures } })}
      </span>
      <Pending model={model} />
      {dropped > 0 ? <span class="quiet">{speak({ id: 'panel.dropped', values: { count: dropped } })}</span> : null}
      {model.siteGranted.value === true ? <SiteLine model={model} /> : null}
    </footer>
  );
}

/** How many are under way and since when the oldest is; a press lists them. */
function Pending({ model }: { model: Model }) {
  const pending = model.pending.value;
  const oldest = useComputed(() => {
    const first = model.pending.value.reduce((least, { startedAt }) => Math.min(least, startedAt), Infinity);
    return Number.isFinite(first) ? age(first, model.now.value) : '';
  });
  const isOn = has(model.list.terms.value, 'is', 'pending');
  return pending.length === 0 && !isOn ? null : <PendingButton model={model} isOn={isOn} age={oldest.value} />;
}

function PendingButton({ model, isOn, age: oldest }: { model: Model; isOn: boolean; age: string }) {
  const self = useRef<HTMLButtonElement>(null);
  useFocusAfter(self, '.row[tabindex="0"]', '.empty');
  const pending = model.pending.value;
  return (
    <button
      ref={self}
      type="button"
      class="link"
      data-testid="pending-count"
      aria-pressed={isOn}
      onClick={() => (model.query.value = toggled(model.query.value, 'is', 'pending'))}
    >
      {pending.length === 0
        ? label('panel.pending.none')
        : speak({ id: 'panel.pending', values: { count: pending.length, age: oldest } })}
    </button>
  );
}
