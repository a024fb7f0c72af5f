// The time left until an instant, in words; ticks with the clock signal and touches nothing else.
import type { ReadonlySignal } from '@preact/signals';
import type { RetryPlan } from '../../core/diagnosis.ts';
import type { EpochMs } from '../../core/units.ts';
import { countdown } from '../format.ts';
import { label, speak } from '../speak.ts';

/** What the plan says now: `in 0:17`, `safe to retry now`, `fix first`, … */
export function retryText({ verdict, notBefore }: RetryPlan, now: EpochMs): string {
  const time = notBefore === null ? null : countdown(notBefore, now);
  if (verdict === 'retry') return time === null ? label('when.now') : speak({ id: 'when.in', values: { time } });
  if (verdict === 'check-first' && time !== null) return speak({ id: 'when.check-in', values: { time } });
  return label(`verdict.${verdict}`);
}

export function Countdown({ plan, now }: { plan: RetryPlan; now: ReadonlySignal<EpochMs> }) {
  const isOpen = plan.verdict === 'retry' && (plan.notBefore === null || plan.notBefore <= now.value);
  return (
    <span class={`verdict verdict-${plan.verdict}`} data-open={isOpen} role="timer" aria-live="off">
      {retryText(plan, now.value)}
    </span>
  );
}
