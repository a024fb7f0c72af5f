// The panel's keys as they are now, a line each: in the help, and as the head of each choice in the options.
import type { ComponentChildren } from 'preact';
import { type Act, type ChosenKeys, SHORTCUTS, keysOf } from '../../core/shortcuts.ts';
import { label } from '../speak.ts';
import { Keys } from './Keys.tsx';

interface Props {
  chosen: ChosenKeys;
  /** What stands after the name of each. */
  after?: (act: Act) => ComponentChildren;
}

export function ShortcutList({ chosen, after }: Props) {
  return (
    <dl class="shortcuts">
      {SHORTCUTS.map(({ act }) => {
        const keys = keysOf(act, chosen);
        return (
          <div key={act} data-act={act}>
            <dt>{keys.length > 0 ? <Keys keys={keys} /> : <span class="quiet">{label('shortcut.none')}</span>}</dt>
            <dd>
              <span>{label(`help.${act}`)}</span>
              {after?.(act)}
            </dd>
          </div>
        );
      })}
      <div>
        <dt>
          <Keys keys={['ArrowLeft', 'ArrowRight']} />
        </dt>
        <dd>{label('help.plot')}</dd>
      </div>
    </dl>
  );
}
