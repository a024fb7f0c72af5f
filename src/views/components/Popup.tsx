// The popup: this tab's failures by category, the next safe retry of each key, whether the site is watched, how to open the panel.
import { severityOf, summarise } from '../../core/summary.ts';
import { countdown } from '../format.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';

interface Props {
  model: Model;
  /** Both must be called straight from a click: the browser asks the user. */
  watch(site: string): void;
  unwatch(site: string): void;
}

export function Popup({ model, watch, unwatch }: Props) {
  const { total, categories } = summarise(model.allRows.value.flatMap(({ entries }) => entries));
  const others = model.failuresElsewhere.value;
  return (
    <main class="popup">
      <h1>{total === 0 ? label('popup.none') : speak({ id: 'popup.failures', values: { count: total } })}</h1>
      {others > 0 ? <p class="quiet">{speak({ id: 'popup.others', values: { count: others } })}</p> : null}
      <ul class="categories">
        {categories.map(({ category, count, verdict }) => (
          <li key={category} data-category={category} data-count={count}>
            <span class={`dot severity-${severityOf(verdict)}`} aria-hidden="true" />
            <span>{label(`category.${category}`)}</span>
            <span class="quiet">{label(`verdict.${verdict}`)}</span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      <Keys model={model} />
      <Site model={model} watch={watch} unwatch={unwatch} />
      <p class="quiet how">{label('popup.how')}</p>
      <button type="button" onClick={() => model.openOptions(null)}>
        {label('popup.options')}
      </button>
    </main>
  );
}

/** Each key's soonest safe retry: the hold on it, or the earliest of the failures that wait on their own. */
function Keys({ model }: { model: Model }) {
  const now = model.now.value;
  const waits = model.retryByKey.value.filter(({ notBefore }) => now - notBefore < 60_000);
  if (waits.length === 0) return null;
  return (
    <section>
      <h2>{label('popup.keys')}</h2>
      <ul class="waits">
        {waits.map(({ ref, shown, notBefore }) => {
          const time = countdown(notBefore, now);
          return (
            <li key={ref} data-key={ref} data-not-before={Math.ceil(notBefore)} data-open={time === null}>
              <code>{shown}</code>
              <span role="timer" aria-live="off">
                {time === null ? label('when.now') : speak({ id: 'when.in', values: { time } })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Site({ model, watch, unwatch }: Props) {
  const site = model.site.value;
  const isWatched = model.siteGranted.value;
  if (site === null || isWatched === null) return <p class="quiet">{label('popup.unknown-site')}</p>;
  return (
    <p class="site" data-watched={isWatched}>
      {speak({ id: isWatched ? 'popup.watching' : 'popup.not-watching', values: { site } })}{' '}
      {isWatched ? (
        model.canUnwatch.value ? (
          <button type="button" data-testid="unwatch" onClick={() => unwatch(site)}>
            {label('site.unwatch')}
          </button>
        ) : null
      ) : (
        <button type="button" data-testid="watch" onClick={() => watch(site)}>
          {label('site.watch')}
        </button>
      )}
    </p>
  );
}
