// One base URL with its live test: whether its calls may be seen, and the latest that was.
import { useRef } from 'preact/hooks';
import { covers } from '../../../core/grants.ts';
import type { BaseUrl } from '../../../core/surface.ts';
import { timeOfDay } from '../../format.ts';
import { label, speak } from '../../speak.ts';
import { useFocusAfter } from '../focus-after.ts';
import { Icon } from '../Icon.tsx';
import { PassingButton } from '../PassingButton.tsx';
import type { OptionsProps } from './Options.tsx';

/** What a screen reader is told when it changes. The latest call changes all the time: it is there to be read, and not told. */
const SAYS = { seen: 'options.bases.seen', waits: 'options.bases.waits', refused: 'options.bases.not-granted' } as const;

export function BaseLine({ base, settings, save, watch, sites, ownHosts, lastSeen }: OptionsProps & { base: BaseUrl }) {
  const { origin } = new URL(base.url);
  const isGranted = covers([...ownHosts, ...sites.value], origin);
  const seen = lastSeen(base.url);
  const state = seen ? 'seen' : isGranted ? 'waits' : 'refused';
  const { added } = settings.value;
  const self = useRef<HTMLLIElement>(null);
  // Not to the next entry: a second press would remove that one too.
  useFocusAfter(self, '#bases');
  return (
    <li ref={self}>
      <code>{base.url}</code> <span class="quiet">{label(`options.bases.${base.surface}`)}</span>
      <button
        type="button"
        class="bare"
        aria-label={speak({ id: 'options.bases.remove', values: { url: base.url } })}
        onClick={() => void save({ ...settings.value, added: added.filter(({ url }) => url !== base.url) })}
      >
        <Icon name="close" />
      </button>
      <p class="test" data-testid="base-test" data-state={state}>
        <span role="status">{label(SAYS[state])}</span>{' '}
        {seen
          ? speak({
              id: 'options.bases.latest',
              values: { call: seen.call, status: seen.status ?? label('options.bases.no-answer'), at: timeOfDay(seen.at) },
            })
          : null}{' '}
        {isGranted ? null : (
          <PassingButton next={['#bases']} class="link" data-testid="ask-again" onClick={() => void watch(origin)}>
            {label('options.bases.ask')}
          </PassingButton>
        )}
      </p>
    </li>
  );
}
