// How long ago; renders anew only when the words change.
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { EpochMs } from '../../../core/units.ts';
import { age } from '../../format.ts';
import { speak } from '../../speak.ts';

export function Age({ at, now }: { at: EpochMs; now: ReadonlySignal<EpochMs> }) {
  const text = useComputed(() => speak({ id: 'time.ago', values: { age: age(at, now.value) } }));
  return <>{text}</>;
}
