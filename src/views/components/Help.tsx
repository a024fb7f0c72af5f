// The keys, all of them, and the switch that turns the single ones off.
import type { Model } from '../model.ts';
import { label } from '../speak.ts';
import { Check } from './Check.tsx';
import { Dialog } from './Dialog.tsx';
import { LanguageSelect } from './options/LanguageSelect.tsx';
import { ShortcutList } from './ShortcutList.tsx';

export function Help({ model, onClose }: { model: Model; onClose: () => void }) {
  return (
    <Dialog name={label('help.title')} testId="help-dialog" class="help" onClose={onClose}>
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
    </Dialog>
  );
}
