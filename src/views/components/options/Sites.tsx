// Watched sites: the question that the panel sends here, and the list of those granted.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { covers } from '../../../core/grants.ts';
import { label, speak } from '../../speak.ts';
import { useFocusAfter } from '../focus-after.ts';
import { PassingButton } from '../PassingButton.tsx';
import type { OptionsProps } from './Options.tsx';

const ASK = ['#ask'];

export function Ask({ site, sites, watch, unwatch }: OptionsProps & { site: string }) {
  const refused = useSignal(false);
  const isWatched = covers(sites.value, site);
  return (
    <section class="ask" data-testid="ask">
      <h2 id="ask" tabIndex={-1}>
        {speak({ id: 'options.watch.ask', values: { site } })}
      </h2>
      <p>{label('options.watch.why')}</p>
      {isWatched ? (
        <>
          <p role="status">{speak({ id: 'options.watch.done', values: { site } })}</p>
          <PassingButton
            next={ASK}
            data-testid="unwatch"
            onClick={() => sites.value.filter((pattern) => covers([pattern], site)).forEach(unwatch)}
          >
            {label('site.unwatch')}
          </PassingButton>
        </>
      ) : (
        <PassingButton
          next={ASK}
          class="primary"
          data-testid="watch"
          onClick={() => void watch(site).then((granted) => (refused.value = !granted))}
        >
          {label('site.watch')}
        </PassingButton>
      )}
      {refused.value && !isWatched ? <p role="status">{speak({ id: 'options.watch.refused', values: { site } })}</p> : null}
    </section>
  );
}

export function Sites({ sites, unwatch }: OptionsProps) {
  return (
    <section>
      <h2 id="sites" tabIndex={-1}>
        {label('options.sites')}
      </h2>
      <p>{label('options.sites.why')}</p>
      {sites.value.length === 0 ? <p class="quiet">{label('options.sites.none')}</p> : null}
      <ul class="bases">
        {sites.value.map((pattern) => (
          <Watched key={pattern} pattern={pattern} unwatch={unwatch} />
        ))}
      </ul>
    </section>
  );
}

function Watched({ pattern, unwatch }: { pattern: string } & Pick<OptionsProps, 'unwatch'>) {
  const self = useRef<HTMLLIElement>(null);
  // Not to the next site: a second press would take that one back too.
  useFocusAfter(self, '#sites');
  return (
    <li ref={self}>
      <code>{pattern}</code>
      <button type="button" onClick={() => unwatch(pattern)}>
        {label('site.unwatch')}
      </button>
    </li>
  );
}
