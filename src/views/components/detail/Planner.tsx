// "n calls are waiting": when each of them may go, as a table, a plot, and text to copy.
import { useComputed, useSignal } from '@preact/signals';
import type { KeyRecord } from '../../../core/ledger.ts';
import { nextSafe } from '../../../core/rate-window.ts';
import type { EpochMs } from '../../../core/units.ts';
import { copyText } from '../../copy.ts';
import { countdown, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { type Point, Timeline } from '../pictures/Timeline.tsx';

const MOST = 500;
/** Lines of the table; the plot and the copy have all. */
const LISTED = 8;

interface Props {
  record: KeyRecord;
  /** The end of the failed call's own wait: calls like it go no sooner. */
  notBefore: EpochMs | null;
  model: Model;
}

export function Planner({ record, notBefore, model }: Props) {
  const count = useSignal(3);
  const isCopied = useSignal(false);
  const now = model.now.value;
  const slots = useComputed(() => {
    const from = Math.max(model.now.value, notBefore ?? 0, record.hold?.notBefore ?? 0);
    return nextSafe(record.window, { now: from, count: count.value, random: () => record.dice }).notBefore;
  });
  const last = slots.value.at(-1) ?? now;
  const span = Math.max(1_000, last - now);
  const copy = (): void => {
    const lines = slots.value.map((at, place) => `${place + 1}\t${new Date(at).toISOString()}\t${waitText(at, now)}`);
    isCopied.value = copyText(lines.join('\n'));
  };
  return (
    <details class="planner" data-testid="planner">
      <summary>{label('planner.title')}</summary>
      <label>
        {label('planner.count')}{' '}
        <input
          type="number"
          min={1}
          max={MOST}
          data-testid="planner-count"
          value={count.value}
          onInput={({ currentTarget }) => {
            const typed = Math.floor(Number(currentTarget.value));
            if (typed >= 1 && typed <= MOST) count.value = typed;
            isCopied.value = false;
          }}
        />
      </label>
      <p>{planText(count.value, record.shown, countdown(last, now))}</p>
      <Timeline
        label={label('planner.plot')}
        points={slots.value.map((at, place) => pointOf(at, place, now, span))}
        none={label('timeline.none')}
        ends={[label('planner.now'), timeOfDay(last)]}
        height={22}
      />
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">{label('planner.call')}</th>
            <th scope="col">{label('planner.at')}</th>
            <th scope="col">{label('planner.in')}</th>
          </tr>
        </thead>
        <tbody>
          {slots.value.slice(0, LISTED).map((at, place) => (
            <tr key={place}>
              <td>{place + 1}</td>
              <td>{timeOfDay(at, true)}</td>
              <td>{waitText(at, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {slots.value.length > LISTED ? (
        <p class="quiet">{speak({ id: 'planner.more', values: { count: slots.value.length - LISTED } })}</p>
      ) : null}
      <button type="button" onClick={copy}>
        {label('planner.copy')}
      </button>
      <span role="status" class="quiet">
        {isCopied.value ? label('copy.done') : ''}
      </span>
    </details>
  );
}

const planText = (count: number, key: string, time: string | null): string =>
  time === null
    ? speak({ id: 'planner.says.now', values: { count, key } })
    : speak({ id: 'planner.says', values: { count, key, time } });

const waitText = (at: EpochMs, now: EpochMs): string => countdown(at, now) ?? label('planner.now');

const pointOf = (at: EpochMs, place: number, now: EpochMs, span: number): Point => ({
  at: (at - now) / span,
  tone: 'slot',
  says: speak({ id: 'planner.slot', values: { place: place + 1, at: timeOfDay(at, true), time: waitText(at, now) } }),
});
