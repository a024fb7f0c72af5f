// How long ago, `13 s ago`, or where there is no room `13 s`; renders anew only when the words change.
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { EpochMs } from '../../../core/units.ts';
import { age } from '../../format.ts';
import { speak } from '../../speak.ts';

export function Age({ at, now, isShort = false }: { at: EpochMs; now: ReadonlySignal<EpochMs>; isShort?: boolean }) {
  const text = useComputed(() => (isShort ? age(at, now.value) : speak({ id: 'time.ago', values: { age: age(at, now.value) } })));
  return <>{text}</>;
}
