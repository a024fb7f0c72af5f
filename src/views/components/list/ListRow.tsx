// One row of the list. `data-*` are the contract with outside tools (design section 4): status, category, verdict, not-before.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Row } from '../../../core/rows.ts';
import { duration, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { speakOf } from '../../said.ts';
import { label, speak } from '../../speak.ts';
import { Age } from './Age.tsx';
import { Countdown } from './Countdown.tsx';
import { Endpoint } from './Endpoint.tsx';
import { revealRow } from './reveal.ts';

interface Props {
  row: Row;
  index: number;
  isSelected: boolean;
  /** Where Tab enters the list. */
  isStop: boolean;
  model: Model;
}

/** Causes that say again what the sentence before them says: where the answer itself gave it. */
const REPEATS: ReadonlySet<string> = new Set([
  'cause.answer-names-field',
  'cause.answer-names-scope',
  'cause.answer-names-credits',
  'cause.answer-says',
  'cause.not-the-api',
]);

export function ListRow({ row, index, isSelected, isStop, model }: Props) {
  const { observation, diagnosis } = row.latest;
  const plan = model.planOf(row);
  const self = useRef<HTMLTableRowElement>(null);
  const isPicked = useRef(false);
  // The focus at once, before anything else may take it; into view when the detail has taken its room.
  useLayoutEffect(() => {
    const picked = isSelected ? model.list.takePicked(row.id) : null;
    isPicked.current = picked !== null;
    if (picked?.focus) self.current?.focus({ preventScroll: true });
  }, [isSelected]);
  useEffect(() => {
    if (isPicked.current && self.current) revealRow(self.current);
    isPicked.current = false;
  }, [isSelected]);
  // What the documents alone say stays in the detail, where it is marked so.
  const cause = diagnosis.causes.find(({ evidence, says }) => evidence === 'seen' && !REPEATS.has(says.id));
  const what = speakOf(row.latest, diagnosis.what);
  const why = cause === undefined ? null : speakOf(row.latest, cause.says);
  return (
    // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- the contract with outside tools is the attribute itself
    <tr
      ref={self}
      role="row"
      class="row"
      tabIndex={isStop ? 0 : -1}
      aria-selected={isSelected}
      aria-rowindex={index + 2}
      data-id={row.latest.observation.id}
      data-status={observation.status ?? 0}
      data-category={diagnosis.category}
      data-verdict={plan.verdict}
      data-not-before={plan.notBefore === null ? undefined : Math.ceil(plan.notBefore)}
      data-count={row.count}
      onClick={() => model.list.select(row.id)}
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
        <Endpoint observation={observation} />
      </td>
      <td class="c-what" title={[what, why].filter(Boolean).join(' ')}>
        <span class="where">
          {observation.method} <Endpoint observation={observation} />
          <span class="where-age">
            <Age at={row.lastAt} now={model.now} isShort />
          </span>
        </span>
        <span class="says">
          {what}
          {why === null ? null : <span class="cause-line"> {why}</span>}
        </span>
      </td>
      <td class="c-retry">
        <Countdown
          plan={plan}
          now={model.now}
          since={observation.endedAt ?? observation.startedAt}
          isMended={model.mendedAt(row) !== null}
        />
      </td>
      <td class="c-took">{observation.endedAt === null ? '–' : duration(observation.endedAt - observation.startedAt)}</td>
      <td class="c-first">{row.count > 1 ? timeOfDay(row.firstAt, true) : ''}</td>
      <td class="c-time">{timeOfDay(row.lastAt, true)}</td>
      <td class="c-age" title={row.count > 1 ? timesTitle(row) : timeOfDay(row.lastAt, true)}>
        <Age at={row.lastAt} now={model.now} />
      </td>
    </tr>
  );
}

const timesTitle = ({ count, firstAt, lastAt }: Row): string =>
  speak({ id: 'row.times.title', values: { count, first: timeOfDay(firstAt, true), last: timeOfDay(lastAt, true) } });

export const toneOf = (status: number | null): 'broken' | 'limited' | 'refused' | 'other' =>
  status === null ? 'broken' : status === 429 ? 'limited' : status >= 500 ? 'broken' : status >= 400 ? 'refused' : 'other';
