// Options: base URLs, calls a minute, watched sites. Each thing explained in one line; saved as it is changed.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { type Settings, parseBaseUrl, parseLimit } from '../../core/settings.ts';
import { covers } from '../../core/grants.ts';
import type { BaseUrl } from '../../core/surface.ts';
import { label, speak } from '../speak.ts';

interface Props {
  settings: ReadonlySignal<Settings>;
  /** Match patterns that the user granted. */
  sites: ReadonlySignal<string[]>;
  /** An origin that the panel asks to watch. */
  asked: string | null;
  save: (settings: Settings) => Promise<void>;
  /** Straight from a click: the browser asks the user. */
  watch: (origin: string) => Promise<boolean>;
  unwatch: (pattern: string) => void;
}

export function Options(props: Props) {
  return (
    <main class="options">
      <h1>{label('options.title')}</h1>
      {props.asked === null ? null : <Ask {...props} site={props.asked} />}
      <Bases {...props} />
      <Limit {...props} />
      <Sites {...props} />
    </main>
  );
}

function Ask({ site, sites, watch, unwatch }: Props & { site: string }) {
  const refused = useSignal(false);
  const isWatched = covers(sites.value, site);
  return (
    <section class="ask" data-testid="ask">
      <h2>{speak({ id: 'options.watch.ask', values: { site } })}</h2>
      <p>{label('options.watch.why')}</p>
      {isWatched ? (
        <>
          <p role="status">{speak({ id: 'options.watch.done', values: { site } })}</p>
          <button
            type="button"
            data-testid="unwatch"
            onClick={() => sites.value.filter((pattern) => covers([pattern], site)).forEach(unwatch)}
          >
            {label('site.unwatch')}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="primary"
          data-testid="watch"
          onClick={() => void watch(site).then((granted) => (refused.value = !granted))}
        >
          {label('site.watch')}
        </button>
      )}
      {refused.value && !isWatched ? <p role="status">{speak({ id: 'options.watch.refused', values: { site } })}</p> : null}
    </section>
  );
}

function Bases({ settings, save, watch }: Props) {
  const typed = useSignal('');
  const surface = useSignal<BaseUrl['surface']>('external');
  const problem = useSignal<string | null>(null);
  const { added } = settings.value;
  const add = (): void => {
    const url = parseBaseUrl(typed.value);
    if (url === null) return void (problem.value = label('options.bases.bad'));
    if (added.some((base) => base.url === url)) return void (problem.value = label('options.bases.known'));
    // The permission first: the browser takes the question only straight from the click.
    void watch(new URL(url).origin).then((granted) => (problem.value = granted ? null : label('options.bases.refused')));
    void save({ ...settings.value, added: [...added, { url, surface: surface.value }] });
    typed.value = '';
  };
  return (
    <section>
      <h2>{label('options.bases')}</h2>
      <p>{label('options.bases.why')}</p>
      <p class="quiet">{label('options.bases.built-in')}</p>
      <ul class="bases">
        {added.map((base) => (
          <li key={base.url}>
            <code>{base.url}</code> <span class="quiet">{label(`options.bases.${base.surface}`)}</span>
            <button
              type="button"
              aria-label={speak({ id: 'options.bases.remove', values: { url: base.url } })}
              onClick={() => void save({ ...settings.value, added: added.filter(({ url }) => url !== base.url) })}
            >
              ✕
            </button>
          </li>
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
      {problem.value === null ? null : <p role="alert">{problem.value}</p>}
    </section>
  );
}

function Limit({ settings, save }: Props) {
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

function Sites({ sites, unwatch }: Props) {
  return (
    <section>
      <h2>{label('options.sites')}</h2>
      <p>{label('options.sites.why')}</p>
      {sites.value.length === 0 ? <p class="quiet">{label('options.sites.none')}</p> : null}
      <ul class="bases">
        {sites.value.map((pattern) => (
          <li key={pattern}>
            <code>{pattern}</code>
            <button type="button" onClick={() => unwatch(pattern)}>
              {label('site.unwatch')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
