// "Would this call be seen?" An address in, the base it belongs to and whether its host is granted out. Nothing is sent.
import { useSignal } from '@preact/signals';
import { covers } from '../../../core/grants.ts';
import { surfaceOf } from '../../../core/surface.ts';
import { label, speak } from '../../speak.ts';
import type { OptionsProps } from './Options.tsx';

export function TryAddress({ settings, sites, ownHosts, watch }: OptionsProps) {
  const typed = useSignal('');
  const address = typed.value.trim();
  const found = address === '' ? null : surfaceOf(address, settings.value.added);
  const isGranted = found !== null && covers([...ownHosts, ...sites.value], new URL(found.base).origin);
  return (
    <section>
      <h2>{label('options.try')}</h2>
      <p id="try-why">{label('options.try.why')}</p>
      <input
        data-testid="try-address"
        class="long"
        aria-label={label('options.try')}
        aria-describedby="try-why"
        placeholder="https://app.qamera.ai/api/external/products"
        value={typed.value}
        onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
      />
      <p role="status" data-testid="try-answer" data-good={found !== null && isGranted}>
        {address === ''
          ? ''
          : found === null
            ? label('options.try.no')
            : speak({
                id: isGranted ? 'options.try.yes' : 'options.try.not-granted',
                values: { api: label(`options.bases.${found.surface}`), path: found.path, host: new URL(found.base).host },
              })}
      </p>
      {found === null || isGranted ? null : (
        <button type="button" onClick={() => void watch(new URL(found.base).origin)}>
          {label('options.bases.ask')}
        </button>
      )}
    </section>
  );
}
