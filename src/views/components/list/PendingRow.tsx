// A call under way, shown when the filter asks for it. Not a failure: it has no row role, and nothing to select.
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Observation } from '../../../core/observation.ts';
import type { EpochMs } from '../../../core/units.ts';
import { age, timeOfDay } from '../../format.ts';
import { label } from '../../speak.ts';
import { Endpoint } from './Endpoint.tsx';

export function PendingRow({ call, now }: { call: Observation; now: ReadonlySignal<EpochMs> }) {
  const took = useComputed(() => age(call.startedAt, now.value));
  return (
    <tr class="pending" data-testid="pending">
      <td class="c-status">
        <span class="status tone-other">{label('row.pending')}</span>
      </td>
      <td class="c-method">{call.method}</td>
      <td class="c-path" title={call.url}>
        <Endpoint observation={call} />
      </td>
      <td class="c-what">
        <span class="where">
          {call.method} <Endpoint observation={call} />
        </span>
        <span class="says">{label('row.pending.says')}</span>
      </td>
      <td class="c-retry" />
      <td class="c-took">{took}</td>
      <td class="c-first" />
      <td class="c-time">{timeOfDay(call.startedAt, true)}</td>
      <td class="c-age" />
    </tr>
  );
}
