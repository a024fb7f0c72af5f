import { describe, expect, it } from 'vitest';
import { advise, holdOf, holdOfOutage, planOfKey, planUnder, type AdviceInput } from '../../src/core/advise.ts';
import type { Classification, RetryPlan, Verdict } from '../../src/core/diagnosis.ts';
import { emptyIncident, noteOutcome, outageAt } from '../../src/core/incident.ts';
import { emptyWindow, observe, type RateWindow } from '../../src/core/rate-window.ts';
import { anObservation } from '../support/observations.ts';

const T = 1_790_000_000_000;
const said = { id: 'retry.note.grown', values: { failures: 1 } } as const;
function aClassification(verdict: Verdict, parts: Partial<Classification> = {}): Classification {
  return {
    category: 'rate-limited',
    entry: 'external-429',
    what: said,
    causes: [],
    do: [],
    facts: {},
    documented: { status: 'surface', source: 'error-codes' },
    repeat: { verdict, reason: said },
    wait: null,
    alarms: [],
    ...parts,
  };
}
function fullWindow(): RateWindow {
  let window = emptyWindow();
  for (let i = 0; i < 60; i++) window = observe(window, { sentAt: T + i * 20, receivedAt: T + i * 20 + 80, status: 200 });
  return observe(window, { sentAt: T + 1300, receivedAt: T + 1400, status: 429 });
}
const advised = (parts: Partial<AdviceInput>): RetryPlan =>
  advise({
    observation: anObservation({ status: 429, startedAt: T + 1300, endedAt: T + 1400 }),
    classification: aClassification('retry'),
    window: fullWindow(),
    attempts: [],
    incident: emptyIncident(),
    now: T + 1400,
    dice: 0,
    ...parts,
  });
const unavailable = aClassification('retry', { category: 'no-generator', wait: { minMs: 30_000, maxMs: 60_000 } });
const a503 = anObservation({
  status: 503,
  startedAt: T,
  endedAt: T + 1000,
  url: 'https://app.qamera.ai/api/external/models',
  path: '/models',
});

/** The same, the refusal carrying a Retry-After. */
function refusedWith(value: string): RateWindow {
  let window = emptyWindow();
  for (let i = 0; i < 60; i++) window = observe(window, { sentAt: T + i * 20, receivedAt: T + i * 20 + 80, status: 200 });
  return observe(window, { sentAt: T + 1300, receivedAt: T + 1400, status: 429, headers: [['retry-after', value]] });
}

describe('where no wait helps', () => {
  it.each(['fix-first', 'ask-support', 'none'] as const)('%s has no instant', (verdict) => {
    expect(advised({ classification: aClassification(verdict) })).toMatchObject({ verdict, notBefore: null, basis: null });
  });

  it('check-first carries the earliest instant and where to look', () => {
    const classification = aClassification('check-first', {
      ...unavailable,
      repeat: { verdict: 'check-first', reason: said, lookIn: '/models' },
    });
    expect(advised({ observation: a503, classification })).toMatchObject({
      lookIn: '/models',
      notBefore: T + 31_000,
      verdict: 'check-first',
    });
  });
});

describe('the order of the bases', () => {
  const withHeaders = (responseHeaders: [string, string][]) =>
    anObservation({ status: 429, startedAt: T + 1300, endedAt: T + 1400, responseHeaders });

  it('Retry-After before RateLimit before the window', () => {
    const both = withHeaders([
      ['retry-after', '20'],
      ['ratelimit', '"m";r=0;t=40'],
    ]);
    expect(advised({ observation: both })).toMatchObject({ basis: 'retry-after', notBefore: T + 21_400 });
    expect(advised({ observation: withHeaders([['ratelimit', '"m";r=0;t=40']]) })).toMatchObject({
      basis: 'rate-limit-header',
      notBefore: T + 41_400,
    });
    const plan = advised({});
    expect(plan.basis).toBe('rate-window');
    expect(plan.notBefore).toBeGreaterThanOrEqual(T + 60_000);
  });

  it('falls past an unreadable header', () => {
    expect(advised({ observation: withHeaders([['retry-after', 'soon']]) }).basis).toBe('rate-window');
  });

  it.each(['0', 'Sun, 06 Nov 1994 08:49:37 GMT', '-5', 'soon', '40000000'])(
    'Retry-After %s names no time ahead: the window counts, and it is said',
    (value) => {
      const plan = advised({ observation: withHeaders([['retry-after', value]]), window: refusedWith(value) });
      expect(plan).toMatchObject({ basis: 'rate-window', notes: [{ id: 'retry.note.unused', values: { header: value } }] });
      expect(plan.notBefore).toBeGreaterThan(T + 50_000);
    },
  );

  it('says so when header and window disagree', () => {
    const plan = advised({ observation: withHeaders([['retry-after', '5']]) });
    expect(plan.notes).toContainEqual({ id: 'retry.note.disagree', values: { header: 5, window: expect.any(Number) } });
  });

  it('uses the documented wait, then a backoff, without a window', () => {
    expect(advised({ observation: a503, classification: unavailable, dice: 0.5 })).toMatchObject({
      basis: 'documented-wait',
      notBefore: T + 46_000,
    });
    expect(advised({ window: null })).toMatchObject({
      basis: 'documented-wait',
      notBefore: T + 1400 + 60_000,
      notes: [{ id: 'retry.note.keyless' }],
    });
  });

  it('grows the wait with failures of the same call, and says so', () => {
    const plan = advised({ observation: a503, classification: unavailable, attempts: [T - 90_000, T - 40_000] });
    expect(plan.notBefore).toBe(T + 1000 + 120_000);
    expect(plan.notes).toEqual([{ id: 'retry.note.grown', values: { failures: 3 } }]);
  });
});

describe('an outage is one wait', () => {
  const paths = ['/models', '/products', '/sceneries', '/packshots'];
  const outage = paths.reduce((state, path, i) => {
    const observation = anObservation({
      status: 503,
      path,
      url: `https://app.qamera.ai/api/external${path}`,
      endedAt: T + i * 100,
    });
    return noteOutcome(state, observation, { now: T });
  }, emptyIncident());

  it('gives every call of it the same instant, whatever its dice', () => {
    const incident = noteOutcome(outage, a503, { now: T + 1400 });
    const instants = [0.1, 0.9].map(
      (dice) => advised({ observation: a503, classification: unavailable, incident, dice }).notBefore,
    );
    expect(instants[0]).toBe(instants[1]);
    expect(instants[0]).toBe(holdOfOutage(outageAt(incident, T + 1400), 'external', T + 1400)?.notBefore);
    expect(instants[0]).toBeGreaterThanOrEqual(T + 30_300);
  });

  it('waits as long as the body asks for where that says more than the status', () => {
    const calls = paths.map((path, i) =>
      anObservation({ status: 500, path, url: `https://app.qamera.ai/api/external${path}`, endedAt: T + i * 100 }),
    );
    const incident = calls.reduce((state, call) => noteOutcome(state, call, { now: T }), emptyIncident());
    const observation = calls.at(-1)!;
    // A relay's own 500 around the API's 503.
    const plan = advised({ observation, classification: unavailable, incident });
    expect(plan.notBefore).toBeGreaterThanOrEqual(T + 30_300);
    expect(plan.basis).toBe('documented-wait');
  });

  it('names the wait that binds: a 504, which no page gives one, waits for the 503 before it', () => {
    const observation = anObservation({ status: 504, endedAt: T + 500 });
    const incident = noteOutcome(outage, observation, { now: T + 500 });
    const plan = advised({ observation, classification: { ...unavailable, wait: null }, incident });
    expect(plan.notBefore).toBeGreaterThanOrEqual(T + 30_300);
    expect(plan.basis).toBe('documented-wait');
  });
});

describe('the hold of a key', () => {
  it('lies on a full window, and is gone when a place is free', () => {
    const hold = holdOf(fullWindow(), T + 1400, 0);
    expect(hold).toMatchObject({ basis: 'rate-window', elsewhere: 0, notes: [] });
    expect(holdOf(fullWindow(), hold?.notBefore ?? 0, 0)).toBeNull();
    expect(JSON.parse(JSON.stringify(hold))).toEqual(hold);
  });

  it('says of a call that waits for its key that it does', () => {
    const hold = holdOf(fullWindow(), T + 1400, 0);
    const plan = advised({ observation: a503, classification: unavailable });
    expect(planOfKey(plan, hold, T + 1400).notes.map(({ id }) => id)).toContain('retry.note.key');
    expect(planOfKey(plan, null, T + 1400)).toBe(plan);
    // A refused call waits for its key anyway.
    const refused: RetryPlan = { ...plan, basis: 'rate-window', notBefore: T };
    expect(planOfKey(refused, hold, T + 1400).notes.map(({ id }) => id)).not.toContain('retry.note.key');
  });

  it('moves a plan up, never down, and leaves one without an instant alone', () => {
    const hold = holdOf(fullWindow(), T + 1400, 0);
    const plan = advised({ observation: a503, classification: unavailable });
    expect(planUnder(plan, hold, T + 1400)).toMatchObject({ notBefore: hold?.notBefore, basis: 'rate-window', verdict: 'retry' });
    const later = { ...plan, notBefore: T + 300_000 };
    expect(planUnder(later, hold, T + 1400)).toBe(later);
    const fix = advised({ classification: aClassification('fix-first') });
    expect([planUnder(fix, hold, T + 1400), planUnder(plan, null, T), planUnder(plan, hold, T + 900_000)]).toEqual([
      fix,
      plan,
      plan,
    ]);
  });
});
