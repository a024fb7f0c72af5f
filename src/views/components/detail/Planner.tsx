// "n calls are waiting": when each of them may go, as a table, a plot, and text to copy.
import { useComputed, useSignal } from '@preact/signals';
import type { KeyRecord } from '../../../core/ledger.ts';
import { PLAN_LIMIT, type Slot, freePlaces, planAsText, planSlots } from '../../../core/planner.ts';
import type { EpochMs } from '../../../core/units.ts';
import { copyText } from '../../copy.ts';
import { countdown, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { type Point, Timeline } from '../pictures/Timeline.tsx';

/** Lines of the table; the plot and the copy have all. */
const LISTED = 8;

interface Props {
  record: KeyRecord;
  /** The end of the failed call's own wait: calls like it go no sooner. */
  notBefore: EpochMs | null;
  /** Open from the start. */
  opens: boolean;
  model: Model;
}

export function Planner({ record, notBefore, opens, model }: Props) {
  const isOpen = useSignal(opens);
  const count = useSignal(3);
  const isCopied = useSignal(false);
  const now = model.now.value;
  const from = Math.max(now, notBefore ?? 0, record.hold?.notBefore ?? 0);
  const random = (): number => record.dice;
  const plan = useComputed(() =>
    isOpen.value ? planSlots(record.window, { now: Math.max(from, model.now.value), count: count.value, random }) : null,
  );
  const slots = plan.value?.slots ?? [];
  const last = slots.at(-1)?.notBefore ?? now;
  const copy = (): void => {
    if (plan.value) isCopied.value = copyText(planAsText(plan.value, model.now.value, (at) => new Date(at).toISOString()));
  };
  return (
    <details
      class="planner"
      data-testid="planner"
      open={isOpen.value}
      onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
    >
      <summary>{label('planner.title')}</summary>
      <label>
        {label('planner.count')}{' '}
        <input
          type="number"
          min={1}
          max={PLAN_LIMIT}
          data-testid="planner-count"
          value={count.value}
          onInput={({ currentTarget }) => {
            const typed = Math.floor(Number(currentTarget.value));
            if (typed >= 1 && typed <= PLAN_LIMIT) count.value = typed;
            isCopied.value = false;
          }}
        />
      </label>
      <p>{planText(count.value, record.shown, countdown(last, now))}</p>
      <SlotsPlot slots={slots} now={now} />
      {isOpen.value ? <FreePlot record={record} now={now} /> : null}
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">{label('planner.call')}</th>
            <th scope="col">{label('planner.at')}</th>
            <th scope="col">{label('planner.in')}</th>
          </tr>
        </thead>
        <tbody>
          {slots.slice(0, LISTED).map(({ place, notBefore: at }) => (
            <tr key={place}>
              <td>{place}</td>
              <td>{timeOfDay(at, true)}</td>
              <td>{waitText(at, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {slots.length > LISTED ? (
        <p class="quiet">{speak({ id: 'planner.more', values: { count: slots.length - LISTED } })}</p>
      ) : null}
      {plan.value ? (
        <p class="quiet">{speak({ id: 'planner.steady', values: { seconds: plan.value.steadyGapMs / 1_000 } })}</p>
      ) : null}
      <button type="button" data-testid="planner-copy" onClick={copy}>
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

function SlotsPlot({ slots, now }: { slots: readonly Slot[]; now: EpochMs }) {
  const last = slots.at(-1)?.notBefore ?? now;
  const span = Math.max(1_000, last - now);
  const points = slots.map(({ place, notBefore: at }): Point => ({
    at: (at - now) / span,
    tone: 'slot',
    says: speak({ id: 'planner.slot', values: { place, at: timeOfDay(at, true), time: waitText(at, now) } }),
  }));
  const ends = [label('planner.now'), timeOfDay(last)] as const;
  return <Timeline label={label('planner.plot')} points={points} none={label('timeline.none')} ends={ends} height={18} />;
}

/** How many calls may have gone by each moment of the next minute: a stair that never falls. */
function FreePlot({ record, now }: { record: KeyRecord; now: EpochMs }) {
  const { limit, windowMs } = record.window;
  const points = freePlaces(record.window, { now }).map(({ at, free }): Point => ({
    at: (at - now) / windowMs,
    tone: free > 0 ? 'good' : 'quiet',
    says: speak({ id: 'planner.free', values: { free, at: timeOfDay(at), time: waitText(at, now) } }),
    tall: Math.max(0.06, free / limit),
  }));
  const ends = [label('planner.now'), timeOfDay(now + windowMs)] as const;
  return (
    <div class="free-plot">
      <p class="quiet">{label('planner.free.title')}</p>
      <Timeline label={label('planner.free.title')} points={points} none={label('timeline.none')} ends={ends} height={30} />
    </div>
  );
}
