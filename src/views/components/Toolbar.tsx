// The panel's first line: what is recorded, clear, whose failures, what is kept, the filter.
import type { Model, Scope } from '../model.ts';
import { label, speak } from '../speak.ts';

export function Toolbar({ model }: { model: Model }) {
  const isConnected = model.connected.value;
  return (
    <div class="toolbar" role="toolbar" aria-label={label('panel.title')}>
      <span class="recording" data-on={isConnected}>
        {label('panel.recording')}
      </span>
      <button type="button" onClick={() => void model.clear()} data-testid="clear">
        {label('panel.clear')}
      </button>
      <ScopeSwitch model={model} />
      <label class="check" title={label('panel.preserve.title')}>
        <input
          type="checkbox"
          data-testid="preserve"
          checked={model.settings.value?.preserveLog ?? false}
          onChange={({ currentTarget }) => void model.saveSettings({ preserveLog: currentTarget.checked })}
        />
        {label('panel.preserve')}
      </label>
      <input
        class="search"
        type="search"
        data-testid="search"
        placeholder={label('panel.search')}
        aria-label={label('panel.search.label')}
        value={model.query.value}
        onInput={({ currentTarget }) => (model.query.value = currentTarget.value)}
      />
      <Counts model={model} />
      <button type="button" onClick={() => model.openOptions(null)}>
        {label('panel.options')}
      </button>
    </div>
  );
}

const SCOPES: readonly [Scope, 'panel.this-tab' | 'panel.all-tabs'][] = [
  ['tab', 'panel.this-tab'],
  ['all', 'panel.all-tabs'],
];

function ScopeSwitch({ model }: { model: Model }) {
  return (
    <div class="switch" role="group" aria-label={label('panel.scope')}>
      {SCOPES.map(([scope, name]) => (
        <button
          key={scope}
          type="button"
          data-testid={`scope-${scope}`}
          aria-pressed={model.scope.value === scope}
          onClick={() => (model.scope.value = scope)}
        >
          {label(name)}
        </button>
      ))}
    </div>
  );
}

function Counts({ model }: { model: Model }) {
  const rows = model.rows.value;
  const failures = rows.reduce((sum, { count }) => sum + count, 0);
  const pending = model.pending.value.length;
  return (
    <span class="counts" data-testid="counts">
      {speak({ id: 'panel.counts', values: { rows: rows.length, failures, pending } })}
    </span>
  );
}
