// A retry plan of a file, stated as the past it is: "safe 35 s after the failure", never a countdown.
import type { RetryPlan } from '../../core/diagnosis.ts';
import type { EpochMs } from '../../core/units.ts';
import { age, duration } from '../format.ts';
import { label, speak } from '../speak.ts';

/** `failedAt`: when the answer, or the lack of one, was there. */
export function pastText({ verdict, notBefore }: RetryPlan, failedAt: EpochMs): string {
  const waitMs = notBefore === null ? 0 : Math.max(0, notBefore - failedAt);
  const whole = Math.ceil(waitMs / 1_000) * 1_000;
  const time = waitMs < 1_000 ? duration(waitMs) : whole < 60_000 ? age(0, whole) : duration(whole);
  if (verdict === 'retry') return waitMs === 0 ? label('files.past.at-once') : speak({ id: 'files.past.at', values: { time } });
  if (verdict === 'check-first' && waitMs > 0) return speak({ id: 'files.past.check', values: { time } });
  return label(`verdict.${verdict}`);
}
