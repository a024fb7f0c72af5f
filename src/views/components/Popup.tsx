// The popup: this tab's failures by category, the next safe retry of each key, whether the site is watched, how to open the panel.
import { type Summary, severityOf, summarise } from '../../core/summary.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { Announcer } from './Announcer.tsx';
import { IncidentLine } from './IncidentLine.tsx';
import { PopupKeys } from './keys/PopupKeys.tsx';
import { PassingButton } from './PassingButton.tsx';
import { SelfCheck } from './SelfCheck.tsx';

interface Props {
  model: Model;
  /** Both must be called straight from a click: the browser asks the user. */
  watch: (site: string) => void;
  unwatch: (site: string) => void;
}

/** Kinds of failure listed before the reader asks for all: what to do about the site stays in view. */
const KINDS = 8;

export function Popup({ model, watch, unwatch }: Props) {
  const { total, categories } = summarise(model.allRows.value.flatMap(({ entries }) => entries));
  const others = model.failuresElsewhere.value;
  return (
    <main class="popup">
      <h1>{total === 0 ? label('popup.none') : speak({ id: 'popup.failures', values: { count: total } })}</h1>
      {others > 0 ? <p class="quiet">{speak({ id: 'popup.others', values: { count: others } })}</p> : null}
      <IncidentLine model={model} />
      <PopupKeys model={model} />
      {total === 0 ? (
        <SelfCheck model={model} isSmall />
      ) : (
        <>
          <Categories categories={categories.slice(0, KINDS)} />
          {categories.length > KINDS ? (
            <details>
              <summary>{speak({ id: 'popup.more-kinds', values: { count: categories.length - KINDS } })}</summary>
              <Categories categories={categories.slice(KINDS)} />
            </details>
          ) : null}
        </>
      )}
      <Site model={model} watch={watch} unwatch={unwatch} />
      <p class="quiet how">{label('popup.how')}</p>
      <button type="button" data-testid="options" onClick={() => model.openOptions(null)}>
        {label('popup.options')}
      </button>
      <Announcer model={model} />
    </main>
  );
}

function Categories({ categories }: { categories: Summary['categories'] }) {
  return (
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
  );
}

const SITE = ['.site'];

function Site({ model, watch, unwatch }: Props) {
  const site = model.site.value;
  const isWatched = model.siteGranted.value;
  if (site === null || isWatched === null) return <p class="quiet">{label('popup.unknown-site')}</p>;
  return (
    <div class="site" tabIndex={-1} data-watched={isWatched}>
      <span>{speak({ id: isWatched ? 'popup.watching' : 'popup.not-watching', values: { site } })}</span>{' '}
      {isWatched ? (
        model.canUnwatch.value ? (
          <PassingButton next={SITE} data-testid="unwatch" onClick={() => unwatch(site)}>
            {label('site.unwatch')}
          </PassingButton>
        ) : null
      ) : (
        <PassingButton next={SITE} class="primary" data-testid="watch" onClick={() => watch(site)}>
          {label('site.watch')}
        </PassingButton>
      )}
    </div>
  );
}
