// A row's retry in a file: what was safe when, in the past tense.
import type { RetryPlan } from '../../../core/diagnosis.ts';
import type { EpochMs } from '../../../core/units.ts';
import { pastText } from '../../files/past.ts';

export function PastRetry({ plan, failedAt }: { plan: RetryPlan; failedAt: EpochMs }) {
  return (
    <span class={`verdict verdict-${plan.verdict}`} data-open={false}>
      {pastText(plan, failedAt)}
    </span>
  );
}
