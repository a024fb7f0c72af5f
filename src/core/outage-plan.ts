// An outage is one thing, not forty countdowns: every call that it takes in waits for the same instant.
import { holdOfOutage, planUnder } from './advise.ts';
import type { RetryPlan } from './diagnosis.ts';
import { type Outage, isPartOf } from './incident.ts';
import type { Observation } from './observation.ts';
import type { EpochMs } from './units.ts';

/**
 * A call's plan amid the outage that is on: the later of its own instant and the shared one. A wait that the server itself named
 * (Retry-After, rate-limit headers) is not overruled, nor a call that failed before the outage began.
 */
export function planAmid(plan: RetryPlan, observation: Observation, outage: Outage | null, now: EpochMs): RetryPlan {
  if (!outage || plan.basis === 'retry-after' || plan.basis === 'rate-limit-header') return plan;
  if ((observation.endedAt ?? now) < outage.since || !isPartOf(outage, observation)) return plan;
  return planUnder(plan, holdOfOutage(outage, observation.surface, now), now);
}
