// The keys, all of them, and the switch that turns the single ones off.
import { useEffect, useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { label } from '../speak.ts';
import { Icon } from './Icon.tsx';
import { Keys } from './Keys.tsx';
import { LanguageSelect } from './options/LanguageSelect.tsx';

export function Help({ model, onClose }: { model: Model; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <header>
        <h2 id="help-title">{label('help.title')}</h2>
        <button type="button" class="bare" aria-label={label('help.close')} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {SHORTCUTS.map(({ keys, act }) => (
          <div key={act}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{label(`help.${act}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Keys keys={['ArrowLeft', 'ArrowRight']} />
          </dt>
          <dd>{label('help.plot')}</dd>
        </div>
      </dl>
      <label class="check">
        <input
          type="checkbox"
          data-testid="single-keys"
          checked={model.preferences.value.singleKeys}
          onChange={({ currentTarget }) => model.savePreferences({ singleKeys: currentTarget.checked })}
        />
        {label('help.single')}
      </label>
      <LanguageSelect value={model.preferences.value.language} onChoice={(language) => model.savePreferences({ language })} />
      <h3>{label('help.filter')}</h3>
      <p>{label('help.filter.says')}</p>
      <pre tabIndex={0} role="region" aria-label={label('help.filter')}>
        {label('help.filter.examples')}
      </pre>
    </dialog>
  );
}
