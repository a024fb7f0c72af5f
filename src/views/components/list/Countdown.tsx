// The time left until an instant, in words and as a bar that shrinks; only rows that wait tick with the clock.
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { RetryPlan } from '../../../core/diagnosis.ts';
import type { EpochMs } from '../../../core/units.ts';
import { useOpenFile } from '../../files/desk-context.ts';
import { countdown, shareLeft } from '../../format.ts';
import { label, speak } from '../../speak.ts';
import { PastRetry } from '../files/PastRetry.tsx';

/** What the plan says now: `in 0:17`, `safe to retry now`, `fix first`, … */
export function retryText({ verdict, notBefore }: RetryPlan, now: EpochMs): string {
  const time = notBefore === null ? null : countdown(notBefore, now);
  if (verdict === 'retry') return time === null ? label('when.now') : speak({ id: 'when.in', values: { time } });
  if (verdict === 'check-first' && time !== null) return speak({ id: 'when.check-in', values: { time } });
  return label(`verdict.${verdict}`);
}

interface Props {
  plan: RetryPlan;
  now: ReadonlySignal<EpochMs>;
  /** When the wait began: what the bar is measured against. Left out: no bar. */
  since?: EpochMs;
  /** The same call has worked since: there is nothing to wait for. */
  isMended?: boolean;
}

export function Countdown({ plan, now, since, isMended = false }: Props) {
  const isPast = useOpenFile() !== null;
  const { verdict, notBefore } = plan;
  if (isPast && since !== undefined) return <PastRetry plan={plan} failedAt={since} />;
  if (isMended)
    return (
      <span class="verdict verdict-retry" data-open="true">
        {label('when.mended')}
      </span>
    );
  const isOver = notBefore === null || notBefore <= now.peek();
  // A wait that is over asks the clock no more.
  const text = retryText(plan, isOver ? now.peek() : now.value);
  const isOpen = verdict === 'retry' && isOver;
  return (
    <span class={`verdict verdict-${verdict}`} data-open={isOpen}>
      <span role="timer" aria-live="off">
        {text}
      </span>
      {since !== undefined && notBefore !== null && !isOver ? <Bar from={since} until={notBefore} now={now} /> : null}
    </span>
  );
}

function Bar({ from, until, now }: { from: EpochMs; until: EpochMs; now: ReadonlySignal<EpochMs> }) {
  const share = useComputed(() => shareLeft(from, until, now.value));
  return (
    <span class="wait-bar" aria-hidden="true">
      <span style={{ width: `${Math.round(share.value * 100)}%` }} />
    </span>
  );
}
