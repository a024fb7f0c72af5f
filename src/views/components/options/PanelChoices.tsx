// How the panel looks and which keys it listens to.
import { type ThemeChoice, THEMES } from '../../../core/preferences.ts';
import { SHORTCUTS } from '../../shortcuts.ts';
import { label } from '../../speak.ts';
import { Keys } from '../Keys.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import type { OptionsProps } from './Options.tsx';

export function PanelChoices({ preferences, savePreferences }: OptionsProps) {
  const { theme, language, singleKeys } = preferences.value;
  return (
    <section>
      <h2>{label('options.panel')}</h2>
      <LanguageSelect value={language} onChoice={(chosen) => void savePreferences({ ...preferences.value, language: chosen })} />
      <label>
        {label('options.theme')}
        <select
          data-testid="theme"
          value={theme}
          onChange={({ currentTarget }) => void savePreferences({ ...preferences.value, theme: themeFrom(currentTarget.value) })}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {label(`options.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          data-testid="single-keys"
          checked={singleKeys}
          onChange={({ currentTarget }) => void savePreferences({ ...preferences.value, singleKeys: currentTarget.checked })}
        />
        {label('help.single')}
      </label>
      <details>
        <summary>{label('help.title')}</summary>
        <dl class="shortcuts">
          {SHORTCUTS.map(({ keys, act }) => (
            <div key={act}>
              <dt>
                <Keys keys={keys} />
              </dt>
              <dd>{label(`help.${act}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

const themeFrom = (value: string): ThemeChoice => THEMES.find((one) => one === value) ?? 'auto';
