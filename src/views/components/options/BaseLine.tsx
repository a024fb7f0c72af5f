// One base URL with its live test: whether its calls may be seen, and the latest that was.
import { covers } from '../../../core/grants.ts';
import type { BaseUrl } from '../../../core/surface.ts';
import { timeOfDay } from '../../format.ts';
import { label, speak } from '../../speak.ts';
import { Icon } from '../Icon.tsx';
import type { OptionsProps } from './Options.tsx';

export function BaseLine({ base, settings, save, watch, sites, ownHosts, lastSeen }: OptionsProps & { base: BaseUrl }) {
  const { origin } = new URL(base.url);
  const isGranted = covers([...ownHosts, ...sites.value], origin);
  const seen = lastSeen(base.url);
  const { added } = settings.value;
  return (
    <li>
      <code>{base.url}</code> <span class="quiet">{label(`options.bases.${base.surface}`)}</span>
      <button
        type="button"
        class="icon"
        aria-label={speak({ id: 'options.bases.remove', values: { url: base.url } })}
        onClick={() => void save({ ...settings.value, added: added.filter(({ url }) => url !== base.url) })}
      >
        <Icon name="close" />
      </button>
      <p class="test" role="status" data-testid="base-test" data-state={seen ? 'seen' : isGranted ? 'waits' : 'refused'}>
        {seen
          ? speak({
              id: 'options.bases.seen',
              values: { call: seen.call, status: seen.status ?? label('options.bases.no-answer'), at: timeOfDay(seen.at) },
            })
          : label(isGranted ? 'options.bases.waits' : 'options.bases.not-granted')}{' '}
        {isGranted ? null : (
          <button type="button" class="link" data-testid="ask-again" onClick={() => void watch(origin)}>
            {label('options.bases.ask')}
          </button>
        )}
      </p>
    </li>
  );
}
