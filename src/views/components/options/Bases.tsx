// Base URLs of self-hosted APIs and proxies: added, with the permission their calls need, each with its live test.
import { useSignal } from '@preact/signals';
import { parseBaseUrl } from '../../../core/settings.ts';
import type { BaseUrl } from '../../../core/surface.ts';
import { label } from '../../speak.ts';
import { BaseLine } from './BaseLine.tsx';
import type { OptionsProps } from './Options.tsx';

type Problem = 'options.bases.bad' | 'options.bases.known' | 'options.bases.refused';

export function Bases(props: OptionsProps) {
  const { settings, save, watch } = props;
  const typed = useSignal('');
  const surface = useSignal<BaseUrl['surface']>('external');
  const problem = useSignal<Problem | null>(null);
  const { added } = settings.value;
  const add = (): void => {
    const url = parseBaseUrl(typed.value);
    if (url === null) return void (problem.value = 'options.bases.bad');
    if (added.some((base) => base.url === url)) return void (problem.value = 'options.bases.known');
    // The permission first: the browser takes the question only straight from the click.
    void watch(new URL(url).origin).then((granted) => (problem.value = granted ? null : 'options.bases.refused'));
    void save({ ...settings.value, added: [...added, { url, surface: surface.value }] });
    typed.value = '';
  };
  return (
    <section>
      <h2 id="bases" tabIndex={-1}>
        {label('options.bases')}
      </h2>
      <p>{label('options.bases.why')}</p>
      <p class="quiet">{label('options.bases.built-in')}</p>
      <ul class="bases">
        {added.map((base) => (
          <BaseLine key={base.url} {...props} base={base} />
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label>
          {label('options.bases.url')}
          <input
            data-testid="base-url"
            value={typed.value}
            placeholder="http://localhost:5173/api/external"
            onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
          />
        </label>
        <label>
          {label('options.bases.surface')}
          <select
            value={surface.value}
            onChange={({ currentTarget }) => (surface.value = currentTarget.value === 'plugin' ? 'plugin' : 'external')}
          >
            <option value="external">{label('options.bases.external')}</option>
            <option value="plugin">{label('options.bases.plugin')}</option>
          </select>
        </label>
        <button type="submit" data-testid="add-base">
          {label('options.bases.add')}
        </button>
      </form>
      {problem.value === null ? null : <p role="alert">{label(problem.value)}</p>}
    </section>
  );
}
