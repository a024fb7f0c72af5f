// What is kept of a session, and for how long. Alone of the options this is a draft until its button is pressed: an arrow key on a closed
// select chooses at once, and a choice that keeps less lets failures go which nothing brings back.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { KEEP_FAILURES, KEEP_MINUTES, type Keep } from '../../../core/settings.ts';
import { label, speak } from '../../speak.ts';
import type { OptionsProps } from './Options.tsx';

export function Kept({ settings, save }: OptionsProps) {
  const draft = useSignal<Partial<Keep>>({});
  const isSaved = useSignal(false);
  const { keep } = settings.value;
  const chosen = { ...keep, ...draft.value };
  // Saved here or elsewhere: from now on the selects show that.
  useEffect(() => void (draft.value = {}), [keep.failures, keep.minutes]);
  const choose = (part: Partial<Keep>): void => {
    draft.value = { ...draft.value, ...part };
    isSaved.value = false;
  };
  const apply = async (): Promise<void> => {
    await save({ ...settings.value, keep: chosen });
    isSaved.value = true;
  };
  return (
    <section>
      <h2>{label('options.kept')}</h2>
      <p>{label('options.kept.why')}</p>
      <label>
        {label('options.kept.failures')}
        <select
          data-testid="keep-failures"
          value={String(chosen.failures)}
          onChange={({ currentTarget }) => choose({ failures: Number(currentTarget.value) })}
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
          value={String(chosen.minutes)}
          onChange={({ currentTarget }) => choose({ minutes: minutesFrom(currentTarget.value) })}
        >
          {KEEP_MINUTES.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {minutes === null ? label('options.kept.session') : speak({ id: 'options.kept.for', values: { minutes } })}
            </option>
          ))}
        </select>
      </label>
      <p class="apply">
        <button type="button" data-testid="keep-apply" onClick={() => void apply()}>
          {label('options.kept.apply')}
        </button>
        <span role="status" data-testid="keep-says">
          {says(keep, chosen, isSaved.value)}
        </span>
      </p>
      <p class="quiet">{label('options.kept.stays')}</p>
    </section>
  );
}

function says(keep: Keep, chosen: Keep, isSaved: boolean): string {
  if (keepsLess(chosen, keep)) return label('options.kept.less');
  if (chosen.failures !== keep.failures || chosen.minutes !== keep.minutes) return label('options.kept.unsaved');
  return isSaved ? label('options.kept.saved') : '';
}

const keepsLess = (a: Keep, b: Keep): boolean => a.failures < b.failures || (a.minutes ?? Infinity) < (b.minutes ?? Infinity);

const minutesFrom = (value: string): number | null => KEEP_MINUTES.find((one) => String(one) === value) ?? null;
