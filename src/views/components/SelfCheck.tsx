// The empty list says why it is empty, line by line, each with the button that mends it.
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';

export function SelfCheck({ model }: { model: Model }) {
  const site = model.site.value;
  const calls = model.tally.value?.calls ?? 0;
  const others = model.failuresElsewhere.value;
  return (
    <div class="empty" data-testid="empty">
      <h2>{label('empty.title')}</h2>
      <ul>
        <Line
          isGood={model.connected.value}
          text={model.connected.value ? label('empty.recording') : label('panel.disconnected')}
        />
        {site === null ? (
          <Line isGood text={label('empty.host.unknown')} />
        ) : (
          <Line
            isGood={model.siteGranted.value === true}
            text={speak({ id: model.siteGranted.value ? 'empty.host.yes' : 'empty.host.no', values: { site } })}
          >
            {model.siteGranted.value === false ? (
              <button type="button" onClick={() => model.openOptions(site)}>
                {label('site.watch')}
              </button>
            ) : null}
          </Line>
        )}
        <Line
          isGood={calls > 0}
          text={calls > 0 ? speak({ id: 'empty.calls.some', values: { count: calls } }) : label('empty.calls.none')}
        >
          {calls === 0 ? (
            <button type="button" onClick={() => model.openOptions(null)}>
              {label('empty.add-base')}
            </button>
          ) : null}
        </Line>
        {others > 0 ? (
          <Line isGood text={speak({ id: 'empty.others', values: { count: others } })}>
            <button type="button" onClick={() => (model.scope.value = 'all')}>
              {label('empty.show-all')}
            </button>
          </Line>
        ) : null}
      </ul>
    </div>
  );
}

function Line({ isGood, text, children }: { isGood: boolean; text: string; children?: preact.ComponentChildren }) {
  return (
    <li data-good={isGood}>
      <span aria-hidden="true">{isGood ? '✓' : '!'}</span> <span>{text}</span> {children}
    </li>
  );
}
