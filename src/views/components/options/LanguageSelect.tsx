// Which language to speak. Each is named in itself, so that whoever cannot read this page finds the way out.
import { LANGUAGES, LANGUAGE_NAMES, type LanguageChoice, languageChoiceFrom } from '../../../words/languages.ts';
import { label } from '../../speak.ts';

export function LanguageSelect({ value, onChoice }: { value: LanguageChoice; onChoice: (language: LanguageChoice) => void }) {
  return (
    <label>
      {label('options.language')}{' '}
      <select
        data-testid="language"
        value={value}
        onChange={({ currentTarget }) => onChoice(languageChoiceFrom(currentTarget.value))}
      >
        <option value="auto">{label('options.language.auto')}</option>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
