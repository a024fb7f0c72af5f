// What is kept of a session, and for how long.
import { KEEP_FAILURES, KEEP_MINUTES } from '../../../core/settings.ts';
import { label, speak } from '../../speak.ts';
import type { OptionsProps } from './Options.tsx';

export function Kept({ settings, save }: OptionsProps) {
  const { keep } = settings.value;
  return (
    <section>
      <h2>{label('options.kept')}</h2>
      <p>{label('options.kept.why')}</p>
      <label>
        {label('options.kept.failures')}
        <select
          data-testid="keep-failures"
          value={String(keep.failures)}
          onChange={({ currentTarget }) =>
            void save({ ...settings.value, keep: { ...keep, failures: Number(currentTarget.value) } })
          }
        >
          {KEEP_FAILURES.map((count) => (
            <option key={count} value={String(count)}>
              {speak({ id: 'options.kept.newest', values: { count } })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {label('options.kept.minutes')}
        <select
          data-testid="keep-minutes"
          value={String(keep.minutes)}
          onChange={({ currentTarget }) =>
            void save({ ...settings.value, keep: { ...keep, minutes: minutesFrom(currentTarget.value) } })
          }
        >
          {KEEP_MINUTES.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {minutes === null ? label('options.kept.session') : speak({ id: 'options.kept.for', values: { minutes } })}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet">{label('options.kept.stays')}</p>
    </section>
  );
}

const minutesFrom = (value: string): number | null => KEEP_MINUTES.find((one) => String(one) === value) ?? null;
