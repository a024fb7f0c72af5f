import { describe, expect, it } from 'vitest';
import {
  emptyIncident,
  isPartOf,
  noteOutcome,
  outageAt,
  sharedInstant,
  signatureOf,
  type Incident,
} from '../../src/core/incident.ts';
import type { Observation } from '../../src/core/observation.ts';
import { anObservation } from '../support/observations.ts';

const T = 1_790_000_000_000;
/** `second path status`, one call a word group. */
function calls(...said: [second: number, path: string, status: number][]): Observation[] {
  return said.map(([second, path, status]) =>
    anObservation({
      path,
      url: `https://app.qamera.ai/api/external${path}`,
      status,
      startedAt: T + second * 1000 - 100,
      endedAt: T + second * 1000,
    }),
  );
}
const after = (observations: Observation[]): Incident =>
  observations.reduce((state, one) => noteOutcome(state, one, { now: one.endedAt ?? T }), emptyIncident());
const at = (second: number): number => T + second * 1000;

describe('the service', () => {
  const failing = calls(
    [1, '/products', 200],
    [2, '/products', 503],
    [3, '/models', 503],
    [9, '/sceneries', 502],
    [10, '/models', 503],
  );

  it('is down when several endpoints fail together: numbers and looks', () => {
    expect(outageAt(after(failing), at(11))).toMatchObject({
      kind: 'service',
      failed: 4,
      total: 4,
      endpoints: 3,
      since: at(2),
      lastFailureAt: at(10),
      category: 'no-generator',
      lasts: [
        { category: 'no-generator', at: at(10), rounds: 2 },
        { category: 'upstream-error', at: at(9), rounds: 2 },
      ],
    });
  });

  it('is not down when one endpoint fails, or most calls come through', () => {
    expect(outageAt(after(calls([1, '/models', 503], [2, '/models', 503], [3, '/models', 503])), at(4))).toBeNull();
    const mixed = calls(
      [1, '/a', 500],
      [2, '/b', 500],
      [3, '/c', 200],
      [4, '/c', 200],
      [5, '/d', 500],
      [6, '/c', 200],
      [7, '/c', 200],
    );
    expect(outageAt(after(mixed), at(8))).toBeNull();
  });

  it('takes ids of one endpoint for one endpoint', () => {
    const jobs = ['/jobs/1', '/jobs/2', '/jobs/0a1b2c3d-0000-4000-8000-000000000003'];
    expect(outageAt(after(jobs.flatMap((path, i) => calls([i + 1, path, 500]))), at(5))).toBeNull();
  });

  it('is over after three successes in a row, or by itself after two quiet minutes', () => {
    const recovered = [...failing, ...calls([20, '/a', 200], [21, '/b', 200], [22, '/c', 200])];
    expect(outageAt(after(recovered), at(23))).toBeNull();
    expect(outageAt(after(failing), at(100))).not.toBeNull();
    expect(outageAt(after(failing), at(131))).toBeNull();
  });

  it('lasts until its own shared instant, its beginning and looks unmoved while nothing new fails', () => {
    const slow = after(calls([0, '/a', 503], [10, '/b', 503], [20, '/a', 503], [30, '/b', 503]));
    const first = outageAt(slow, at(31));
    expect(first).toMatchObject({ since: at(0), lasts: [{ at: at(30), rounds: 4 }] });
    const end = sharedInstant(first!, 'external').notBefore;
    expect(end).toBeGreaterThanOrEqual(at(270));
    for (const now of [at(119), at(120), at(131), at(160), end - 1]) expect(outageAt(slow, now)).toEqual(first);
    expect(outageAt(slow, end)).toBeNull();
  });

  it('keeps its beginning through a late success and a late failure, until three successes in a row', () => {
    const slow = calls([0, '/a', 503], [10, '/b', 503], [20, '/a', 503], [30, '/b', 503]);
    const late = [...slow, ...calls([160, '/a', 200])];
    expect(outageAt(after(late), at(161))).toMatchObject({
      since: at(0),
      lasts: [{ at: at(30), rounds: 4 }],
      lastFailureAt: at(30),
    });
    const grown = [...late, ...calls([200, '/a', 503])];
    expect(outageAt(after(grown), at(201))).toMatchObject({
      since: at(0),
      lasts: [{ at: at(200), rounds: 5 }],
      lastFailureAt: at(200),
    });
    const recovered = [...grown, ...calls([210, '/a', 200], [211, '/b', 200], [212, '/a', 200])];
    expect(outageAt(after(recovered), at(213))).toBeNull();
    expect(after([...recovered, ...calls([400, '/a', 200])]).outcomes).toHaveLength(1);
  });

  it('holds to the long wait of a 503 when a 502, which waits for seconds, comes after it', () => {
    const slow = calls([0, '/a', 503], [10, '/b', 503], [20, '/a', 503]);
    const told = sharedInstant(outageAt(after(slow), at(21))!, 'external');
    const mixed = [...slow, ...calls([30, '/c', 502])];
    expect(sharedInstant(outageAt(after(mixed), at(31))!, 'external')).toEqual(told);
  });

  it('keeps its beginning when more calls end than are kept', () => {
    const many = Array.from({ length: 300 }, (_, i) => calls([20 + i / 10, `/${'ab'[i % 2]}`, 503])[0]!);
    const state = after([...calls([0, '/a', 503], [10, '/b', 503]), ...many]);
    expect(outageAt(state, at(60))?.since).toBe(at(0));
    expect(state.outcomes.length).toBeLessThanOrEqual(200);
  });

  it('takes in every 5xx call and no other', () => {
    const outage = outageAt(after(failing), at(11));
    const [failed, fine] = calls([11, '/videos', 500], [11, '/videos', 404]);
    expect([isPartOf(outage, failed!), isPartOf(outage, fine!), isPartOf(null, failed!)]).toEqual([true, false, false]);
  });
});

describe('one payload', () => {
  const mine = calls([1, '/x', 500], [2, '/a', 200], [3, '/x', 500], [4, '/b', 200], [5, '/x', 500], [6, '/a', 200]);

  it('is at fault when it always fails while others come through', () => {
    const outage = outageAt(after(mine), at(7));
    expect(outage).toMatchObject({ kind: 'call', failed: 3, total: 3, signature: signatureOf(mine[0]!) });
    expect([isPartOf(outage, mine[0]!), isPartOf(outage, calls([7, '/y', 500])[0]!)]).toEqual([true, false]);
  });

  it('is not at fault once it came through', () => {
    expect(outageAt(after([...mine, ...calls([7, '/x', 200])]), at(8))).toBeNull();
  });
});

it('leaves out calls without an answer, and stays small', () => {
  const quiet = anObservation({ status: null });
  expect(noteOutcome(emptyIncident(), quiet, { now: T })).toEqual(emptyIncident());
  const many = Array.from({ length: 400 }, (_, i) => calls([i / 10, '/a', 200])[0]!);
  expect(after(many).outcomes.length).toBeLessThanOrEqual(200);
});
