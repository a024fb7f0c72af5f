// The panel's first lines: what is recorded, whose failures, what is kept; then the filter and its chips.
import type { Model, Scope } from '../model.ts';
import { label } from '../speak.ts';
import { Check } from './Check.tsx';
import { Chips } from './find/Chips.tsx';
import { FindBar } from './find/FindBar.tsx';
import { useOpenFile } from '../files/desk-context.ts';
import { FileButtons } from './files/FileButtons.tsx';
import { Icon } from './Icon.tsx';

export function Toolbar({ model, onHelp }: { model: Model; onHelp: () => void }) {
  const isFile = useOpenFile() !== null;
  const hasRows = model.allRows.value.length > 0;
  return (
    <header class="top">
      <h1 class="off-screen">{label('panel.title')}</h1>
      <div class="toolbar">
        {isFile ? null : <LiveControls model={model} />}
        <FileButtons model={model} />
        <button
          type="button"
          class="bare"
          data-testid="help"
          aria-label={label('help.title')}
          title={label('help.title')}
          onClick={onHelp}
        >
          <Icon name="help" />
        </button>
        <button
          type="button"
          class="bare"
          data-testid="options"
          aria-label={label('panel.options')}
          title={label('panel.options')}
          onClick={() => model.openOptions(null)}
        >
          <Icon name="gear" />
        </button>
      </div>
      {hasRows || model.query.value !== '' ? (
        <div class="filters">
          <FindBar model={model} />
          <Chips model={model} />
        </div>
      ) : null}
    </header>
  );
}

/** What is recorded, and what is kept of it. */
function LiveControls({ model }: { model: Model }) {
  const isConnected = model.connected.value;
  return (
    <>
      <span class="recording" data-on={isConnected} title={label(isConnected ? 'panel.recording' : 'panel.stopped')}>
        <span class="wide">{label(isConnected ? 'panel.recording' : 'panel.stopped')}</span>
      </span>
      <button
        type="button"
        class="bare"
        onClick={() => void model.clear()}
        data-testid="clear"
        title={label('panel.clear.title')}
      >
        <Icon name="clear" />
        <span class="wide">{label('panel.clear')}</span>
      </button>
      {model.tabId === null ? null : <ScopeSwitch model={model} />}
      <Check
        testId="preserve"
        label={label('panel.preserve')}
        title={label('panel.preserve.title')}
        isOn={model.settings.value?.preserveLog ?? false}
        onChange={(preserveLog) => void model.saveSettings({ preserveLog })}
      />
    </>
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
