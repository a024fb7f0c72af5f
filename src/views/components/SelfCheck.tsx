// The empty list says why it is empty, line by line, each with the button that mends it.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { useFocusAfter } from './focus-after.ts';
import { PassingButton } from './PassingButton.tsx';

interface Props {
  model: Model;
  /** In the popup, which has its own title and its own line about the site. */
  isSmall?: boolean;
  onDemo?: () => void;
}

export function SelfCheck({ model, isSmall = false, onDemo }: Props) {
  const self = useRef<HTMLDivElement>(null);
  // The first failure takes its place.
  useFocusAfter(self, '.row[tabindex="0"]', '.list');
  return (
    <div ref={self} class="empty" tabIndex={-1} data-testid="empty">
      {isSmall ? null : <h2>{label('empty.title')}</h2>}
      <ul>
        <Line
          isGood={model.connected.value}
          text={model.connected.value ? label('empty.recording') : label('panel.disconnected')}
        />
        {isSmall || model.tabId === null ? null : <SiteCheck model={model} />}
        <CallsCheck model={model} />
        <OthersLine model={model} />
      </ul>
      {onDemo ? (
        <p>
          {label('demo.offer')}{' '}
          <button type="button" data-testid="demo-start" onClick={onDemo}>
            {label('demo.start')}
          </button>
        </p>
      ) : null}
    </div>
  );
}

function SiteCheck({ model }: { model: Model }) {
  const site = model.site.value;
  if (site === null) return <Line isGood text={label('empty.host.unknown')} />;
  const isWatched = model.siteGranted.value === true;
  return (
    <Line
      isGood={isWatched}
      isWatched={isWatched}
      text={speak({ id: isWatched ? 'empty.host.yes' : 'empty.host.no', values: { site } })}
    >
      {isWatched ? null : (
        <PassingButton next={['.empty']} onClick={() => model.openOptions(site)}>
          {label('site.watch')}
        </PassingButton>
      )}
    </Line>
  );
}

function CallsCheck({ model }: { model: Model }) {
  const calls = model.tally.value?.calls ?? 0;
  const pending = model.pending.value.length;
  if (pending > 0) return <Line isGood text={speak({ id: 'empty.pending', values: { count: pending } })} />;
  if (calls > 0) return <Line isGood text={speak({ id: 'empty.calls.some', values: { count: calls } })} />;
  return (
    <Line isGood={false} text={label('empty.calls.none')}>
      <button type="button" onClick={() => model.openOptions(null)}>
        {label('empty.add-base')}
      </button>
    </Line>
  );
}

function OthersLine({ model }: { model: Model }) {
  const others = model.failuresElsewhere.value;
  if (others === 0) return null;
  return (
    <Line isGood text={speak({ id: 'empty.others', values: { count: others } })}>
      <button type="button" onClick={() => (model.scope.value = 'all')}>
        {label('empty.show-all')}
      </button>
    </Line>
  );
}

interface LineProps {
  isGood: boolean;
  text: string;
  /** On the line of the site alone. */
  isWatched?: boolean;
  children?: ComponentChildren;
}

function Line({ isGood, text, isWatched, children }: LineProps) {
  return (
    <li data-good={isGood} data-testid={isWatched === undefined ? undefined : 'site'} data-watched={isWatched}>
      <span aria-hidden="true">{isGood ? '✓' : '!'}</span> <span>{text}</span> {children}
    </li>
  );
}
