// "Tell me when a key is free again": the browser's permission is the switch, so that what is shown is always what is.
import { useSignal } from '@preact/signals';
import { label } from '../../speak.ts';
import { Check } from '../Check.tsx';
import type { OptionsProps } from './Options.tsx';

export function Notices({ notices, switchNotices }: OptionsProps) {
  const isRefused = useSignal(false);
  return (
    <section>
      <h2>{label('options.notice')}</h2>
      <p>{label('options.notice.why')}</p>
      <Check
        testId="notices"
        label={label('options.notice.on')}
        isOn={notices.value}
        onChange={(isOn) => {
          // A refusal leaves the permission, and so the signal, as it was: the box goes back by drawing it anew.
          isRefused.value = false;
          void switchNotices(isOn).then((isDone) => (isRefused.value = isOn && !isDone));
        }}
      />
      <p role="status">{isRefused.value ? label('options.notice.refused') : ''}</p>
    </section>
  );
}
