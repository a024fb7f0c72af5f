// Settings out to a file and in from one.
import { useSignal } from '@preact/signals';
import { label } from '../../speak.ts';
import { readSettingsFile, settingsFile } from '../../settings-file.ts';
import type { OptionsProps } from './Options.tsx';

export function SettingsFile({ settings, preferences, save, savePreferences }: OptionsProps) {
  const says = useSignal<string>('');
  const href = `data:application/json,${encodeURIComponent(settingsFile(settings.value, preferences.value))}`;
  const take = async (file: File | undefined): Promise<void> => {
    const read = file ? readSettingsFile(await file.text()) : null;
    if (read) await Promise.all([save(read.settings), savePreferences(read.preferences)]);
    says.value = label(read ? 'options.file.done' : 'options.file.bad');
  };
  return (
    <section>
      <h2>{label('options.file')}</h2>
      <p>{label('options.file.why')}</p>
      <p>
        <a href={href} download="qamera-error-lens-settings.json" data-testid="export-settings">
          {label('options.file.export')}
        </a>
      </p>
      <label>
        {label('options.file.import')}
        <input
          type="file"
          accept="application/json,.json"
          data-testid="import-settings"
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
        />
      </label>
      <p role="status">{says.value}</p>
    </section>
  );
}
