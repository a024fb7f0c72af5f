import { describe, expect, it } from 'vitest';
import type { RetryPlan } from '../../src/core/diagnosis.ts';
import { type Incident, emptyIncident, noteOutcome, outageAt } from '../../src/core/incident.ts';
import type { Observation } from '../../src/core/observation.ts';
import { planAmid } from '../../src/core/outage-plan.ts';
import { anObservation } from '../support/observations.ts';

const T = 1_000_000;
const failed = (path: string, at: number): Observation => anObservation({ path, status: 503, startedAt: at, endedAt: at + 50 });
const calls = [
  failed('/products', T),
  failed('/models', T + 6_000),
  failed('/videos', T + 12_000),
  failed('/presets', T + 18_000),
];
const incident = calls.reduce<Incident>((state, call) => noteOutcome(state, call, { now: call.endedAt ?? 0 }), emptyIncident());
const now = T + 19_000;
const plan = (parts: Partial<RetryPlan> = {}): RetryPlan => ({
  verdict: 'retry',
  reason: { id: 'panel.title' },
  notBefore: T + 35_000,
  basis: 'documented-wait',
  confidence: 0.6,
  notes: [],
  ...parts,
});

describe('planAmid', () => {
  const outage = outageAt(incident, now);

  it('gives every call of the outage the same instant, later than the first one alone would have', () => {
    expect(outage?.kind).toBe('service');
    const instants = new Set(calls.map((call) => planAmid(plan(), call, outage, now).notBefore));
    expect(instants.size).toBe(1);
    expect([...instants][0]).toBeGreaterThan(T + 35_000);
  });
  it('keeps that instant until it is reached, however often it is asked', () => {
    const told = planAmid(plan(), calls[0]!, outage, now).notBefore ?? 0;
    const asked = Array.from({ length: 100 }, (_, i) => now + ((told - 1 - now) * i) / 99);
    const instants = asked.map((at) => planAmid(plan(), calls[0]!, outageAt(incident, at), at).notBefore);
    expect(new Set(instants)).toEqual(new Set([told]));
    expect(outageAt(incident, told)).toBeNull();
  });
  it('does not overrule the server’s own word', () => {
    const named = plan({ basis: 'retry-after' });
    expect(planAmid(named, calls[0]!, outage, now)).toBe(named);
  });
  it('leaves alone what can only be fixed, what failed before, other statuses, and all when nothing is on', () => {
    const fixFirst = plan({ verdict: 'fix-first', notBefore: null, basis: null });
    expect(planAmid(fixFirst, calls[0]!, outage, now).notBefore).toBeNull();
    for (const other of [failed('/products', T - 100_000), anObservation({ status: 404, startedAt: T + 1_000 })])
      expect(planAmid(plan(), other, outage, now).notBefore).toBe(T + 35_000);
    expect(planAmid(plan(), calls[0]!, null, now).notBefore).toBe(T + 35_000);
  });
});
