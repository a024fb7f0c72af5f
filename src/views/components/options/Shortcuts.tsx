// The panel's keys: each single one changed by pressing another, or given up; a key that is taken is refused by name.
import { useSignal } from '@preact/signals';
import { type Act, keyOf, remapped, singleKey } from '../../../core/shortcuts.ts';
import type { Phrase } from '../../../words/phrase.ts';
import { label, speak } from '../../speak.ts';
import { Check } from '../Check.tsx';
import { ShortcutList } from '../ShortcutList.tsx';
import type { OptionsProps } from './Options.tsx';

export function Shortcuts({ preferences, savePreferences }: OptionsProps) {
  const says = useSignal<Phrase | null>(null);
  /** The act that waits for its new key. */
  const waiting = useSignal<Act | null>(null);
  const { keys: chosen, singleKeys } = preferences.value;
  const take = (act: Act, key: string): void => {
    const next = remapped(chosen, act, key);
    const name = label(`help.${act}`);
    if ('takenBy' in next)
      return void (says.value = { id: 'shortcut.taken', values: { key, by: label(`help.${next.takenBy}`) } });
    says.value = key === '' ? { id: 'shortcut.gone', values: { name } } : { id: 'shortcut.done', values: { name, key } };
    waiting.value = null;
    void savePreferences({ keys: next.chosen });
  };
  const onKeyDown = (event: KeyboardEvent, act: Act): void => {
    if (waiting.value !== act || event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return;
    if (event.key === 'Shift') return;
    event.preventDefault();
    if (event.key === 'Escape') {
      waiting.value = null;
      says.value = null;
      return;
    }
    const key = event.key === 'Backspace' || event.key === 'Delete' ? '' : singleKey(event.key);
    if (key === null) says.value = { id: 'shortcut.bad' };
    else take(act, key);
  };
  const begin = (act: Act): void => {
    waiting.value = waiting.value === act ? null : act;
    says.value = waiting.value === null ? null : { id: 'shortcut.press', values: { name: label(`help.${act}`) } };
  };
  return (
    <section>
      <h2>{label('shortcut.title')}</h2>
      <p>{label('shortcut.why')}</p>
      <Check
        testId="single-keys"
        label={label('help.single')}
        isOn={singleKeys}
        onChange={(isOn) => void savePreferences({ singleKeys: isOn })}
      />
      <ShortcutList
        chosen={chosen}
        after={(act) =>
          keyOf(act, {}) === null ? null : (
            <button
              type="button"
              data-testid={`key-${act}`}
              disabled={!singleKeys}
              aria-pressed={waiting.value === act}
              aria-label={speak({ id: 'shortcut.change-of', values: { name: label(`help.${act}`) } })}
              onClick={() => begin(act)}
              onKeyDown={(event) => onKeyDown(event, act)}
              onBlur={() => waiting.value === act && (waiting.value = null)}
            >
              {label(waiting.value === act ? 'shortcut.waits' : 'shortcut.change')}
            </button>
          )
        }
      />
      <p role="status" data-testid="keys-say">
        {says.value === null ? '' : speak(says.value)}
      </p>
      <button
        type="button"
        data-testid="keys-reset"
        disabled={Object.keys(chosen).length === 0}
        onClick={() => {
          says.value = { id: 'shortcut.reset.done' };
          void savePreferences({ keys: {} });
        }}
      >
        {label('shortcut.reset')}
      </button>
    </section>
  );
}
