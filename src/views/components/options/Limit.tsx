// Calls a minute of a key.
import { useSignal } from '@preact/signals';
import { parseLimit } from '../../../core/settings.ts';
import { label } from '../../speak.ts';
import type { OptionsProps } from './Options.tsx';

export function Limit({ settings, save }: OptionsProps) {
  const isBad = useSignal(false);
  return (
    <section>
      <h2>{label('options.limit')}</h2>
      <p>{label('options.limit.why')}</p>
      <input
        type="number"
        min={1}
        max={10_000}
        aria-label={label('options.limit')}
        value={settings.value.limit}
        onChange={({ currentTarget }) => {
          const limit = parseLimit(currentTarget.value);
          isBad.value = limit === null;
          if (limit !== null) void save({ ...settings.value, limit });
        }}
      />
      {isBad.value ? <p role="alert">{label('options.limit.bad')}</p> : null}
    </section>
  );
}
