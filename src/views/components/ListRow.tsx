// One row of the list. `data-*` are the contract with outside tools (design section 4): status, category, verdict, not-before.
import { useEffect, useRef } from 'preact/hooks';
import type { Row } from '../../core/rows.ts';
import { speak, label } from '../speak.ts';
import { timeOfDay } from '../format.ts';
import type { Model } from '../model.ts';
import { Countdown } from './Countdown.tsx';

export function ListRow({ row, index, model }: { row: Row; index: number; model: Model }) {
  const { observation, diagnosis } = row.latest;
  const plan = model.planOf(row);
  const isSelected = model.selectedId.value === row.id;
  const self = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (!isSelected || !self.current) return;
    self.current.focus({ preventScroll: true });
    self.current.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const isFirstStop = model.selectedId.value === null && index === 0;
  const query = observation.query.length > 0 ? `?${observation.query.map((pair) => pair.join('=')).join('&')}` : '';
  return (
    // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- the contract with outside tools is the attribute itself
    <tr
      ref={self}
      role="row"
      class="row"
      tabIndex={isSelected || isFirstStop ? 0 : -1}
      aria-selected={isSelected}
      aria-rowindex={index + 2}
      data-status={observation.status ?? 0}
      data-category={diagnosis.category}
      data-verdict={plan.verdict}
      data-not-before={plan.notBefore === null ? undefined : Math.ceil(plan.notBefore)}
      data-count={row.count}
      onClick={() => (model.selectedId.value = row.id)}
      onFocus={() => (model.selectedId.value = row.id)}
    >
      <td class="c-status">
        <span class={`status tone-${toneOf(observation.status)}`}>{observation.status ?? label('row.failed')}</span>
        {row.count > 1 ? (
          <span class="times" title={timesTitle(row)}>
            {speak({ id: 'row.times', values: { count: row.count } })}
          </span>
        ) : null}
      </td>
      <td class="c-method">{observation.method}</td>
      <td class="c-path" title={observation.url}>
        <bdi>{observation.path + query}</bdi>
      </td>
      <td class="c-what">{speak(diagnosis.what)}</td>
      <td class="c-retry">
        <Countdown plan={plan} now={model.now} />
      </td>
      <td class="c-time" title={timeOfDay(row.lastAt, true)}>
        {timeOfDay(row.lastAt)}
      </td>
    </tr>
  );
}

const timesTitle = ({ count, firstAt, lastAt }: Row): string =>
  speak({ id: 'row.times.title', values: { count, first: timeOfDay(firstAt, true), last: timeOfDay(lastAt, true) } });

export const toneOf = (status: number | null): string =>
  status === null ? 'broken' : status === 429 ? 'limited' : status >= 500 ? 'broken' : status >= 400 ? 'refused' : 'other';
