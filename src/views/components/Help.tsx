// The keys, all of them, and the switch that turns the single ones off.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { label } from '../speak.ts';
import { Check } from './Check.tsx';
import { Icon } from './Icon.tsx';
import { LanguageSelect } from './options/LanguageSelect.tsx';
import { ShortcutList } from './ShortcutList.tsx';

export function Help({ model, onClose }: { model: Model; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <header>
        <h2 id="help-title">{label('help.title')}</h2>
        <button type="button" class="bare" aria-label={label('help.close')} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <ShortcutList chosen={model.preferences.value.keys} />
      <Check
        testId="single-keys"
        label={label('help.single')}
        isOn={model.preferences.value.singleKeys}
        onChange={(singleKeys) => model.savePreferences({ singleKeys })}
      />
      <button type="button" class="link" data-testid="change-keys" onClick={() => model.openOptions(null)}>
        {label('help.change')}
      </button>
      <LanguageSelect value={model.preferences.value.language} onChoice={(language) => model.savePreferences({ language })} />
      <h3>{label('help.filter')}</h3>
      <p>{label('help.filter.says')}</p>
      <pre tabIndex={0} role="region" aria-label={label('help.filter')}>
        {label('help.filter.examples')}
      </pre>
    </dialog>
  );
}
