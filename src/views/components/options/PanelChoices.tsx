// How the panel looks and speaks.
import { type ThemeChoice, THEMES } from '../../../core/preferences.ts';
import { label } from '../../speak.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import type { OptionsProps } from './Options.tsx';

export function PanelChoices({ preferences, savePreferences }: OptionsProps) {
  const { theme, language } = preferences.value;
  return (
    <section>
      <h2>{label('options.panel')}</h2>
      <LanguageSelect value={language} onChoice={(chosen) => void savePreferences({ language: chosen })} />
      <label>
        {label('options.theme')}
        <select
          data-testid="theme"
          value={theme}
          onChange={({ currentTarget }) => void savePreferences({ theme: themeFrom(currentTarget.value) })}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {label(`options.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

const themeFrom = (value: string): ThemeChoice => THEMES.find((one) => one === value) ?? 'auto';
