import { describe, expect, it } from 'vitest';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { receive, revise } from '../../src/core/pipeline.ts';
import { answered, PAID, PAID_PLUGIN } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

const PLUGIN = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;
const AT = { now: 1_000_100, dice: 0.5, limit: 60 };

class Walk {
  readonly ledger = new MemoryLedger();
  take(observation: Observation, step = receive): Change[] {
    const changes = step(this.ledger, observation, AT);
    for (const change of changes) this.ledger.apply(change);
    return changes;
  }
  readonly revise = (observation: Observation): Change[] => this.take(observation, revise);
}
const mute = (observation: Observation): Observation => ({
  ...observation,
  responseBody: { text: null, truncated: false, missing: 'not-read' },
});
const order = (id: string, creditsReserved = 5): Observation =>
  answered(200, { orderId: 'o1', batchId: 'b1', createdRecordIds: ['r1'], creditsReserved }, { ...PAID, id });
const job = (id: string, status: string, more: Partial<Observation> = {}): Observation =>
  answered(200, { id: 'j1', status, error: null }, { ...PLUGIN, path: '/jobs/j1', id, ...more });

it('a refusal that overtakes own calls of the key: they are counted, nobody else is accused', () => {
  const walk = new Walk();
  for (let nth = 0; nth < 60; nth++) {
    const value = anObservation({ id: `f${nth}`, startedAt: AT.now - 90, endedAt: null, status: null });
    walk.ledger.apply({ room: 'flight', id: `f${nth}`, value });
  }
  walk.take(answered(429, { error: 'Rate limit exceeded' }, { id: 'w1', startedAt: AT.now - 50, endedAt: AT.now }));
  const [entry] = walk.ledger.all('entry');
  expect(entry?.diagnosis.causes[0]?.says).toMatchObject({ id: 'cause.rate-seen', values: { seen: 60 } });
  expect(entry?.diagnosis.retry.notes.map(({ id }) => id)).not.toContain('retry.note.elsewhere');
});

describe('credits', () => {
  it('an answer whose body comes later is told once, in the place of "told nothing"', () => {
    const walk = new Walk();
    walk.take(mute(order('w1')));
    expect(walk.ledger.get('credits')).toMatchObject([{ reserved: 0, orders: 0, untold: 1 }]);
    walk.revise(order('w1'));
    expect(walk.ledger.get('credits')).toMatchObject([{ reserved: 5, orders: 1, untold: 0 }]);
    expect(walk.revise(order('w1'))).toEqual([]);
    expect(walk.ledger.get('credits')).toMatchObject([{ reserved: 5, orders: 1, untold: 0 }]);
  });
  it('a body that never comes stays untold, however often it is told', () => {
    const walk = new Walk();
    walk.take(mute(order('w1')));
    expect(walk.revise(mute(order('w1')))).toEqual([]);
    expect(walk.ledger.get('credits')).toMatchObject([{ untold: 1 }]);
  });
  it('a 402 leaves its numbers; one that was read late does not replace a newer one', () => {
    const walk = new Walk();
    const short = (id: string, required: number, startedAt: number): Observation =>
      answered(
        402,
        { error: `Insufficient credits. Required: ${required}, available: 2.` },
        { ...PAID, id, startedAt, endedAt: startedAt + 5 },
      );
    walk.take(mute(short('w1', 5, 1000)));
    expect(walk.ledger.get('credits')).toBeUndefined();
    walk.take(short('w2', 7, 2000));
    walk.revise(short('w1', 5, 1000));
    expect(walk.ledger.get('credits')).toMatchObject([{ short: { required: 7, available: 2, at: 2005 } }]);
  });
});

describe('a 429 in the form of another', () => {
  it.each([
    ['HTML', '<html>slow down</html>'],
    ['JSON', '{"message":"Too Many Requests"}'],
    ['text', 'Too many requests, please try again later.'],
  ])('%s: nothing is said of the key, or of calls made elsewhere', (_, text) => {
    const walk = new Walk();
    walk.take(answered(429, text, { id: 'w1' }));
    const { causes, retry } = walk.ledger.get('entry', 'w1')!.diagnosis;
    expect(retry.notBefore).toBeGreaterThan(AT.now);
    expect(JSON.stringify([causes, retry.notes])).not.toMatch(/elsewhere|keyless|rate-seen/);
  });
});

describe('a Plugin 429 whose code is not read', () => {
  const refused = (id: string, text: string | null, startedAt: number): Observation =>
    answered(429, text ?? '', { ...PAID_PLUGIN, id, startedAt, endedAt: startedAt + 50 });
  it('waits for the later of what the two codes ask, and accuses nobody', () => {
    const walk = new Walk();
    for (let nth = 0; nth < 9; nth++) walk.take(refused(`w${nth}`, null, 1_000_000 + nth * 1_000));
    const { what, causes, retry } = walk.ledger.get('entry', 'w8')!.diagnosis;
    expect(what.id).toBe('what.plugin-429');
    expect(causes.map(({ says }) => says.id)).toContain('cause.concurrency-perhaps-unseen');
    expect(JSON.stringify([causes, retry.notes])).not.toContain('elsewhere');
    // Nine in a row: the backoff of the cap on jobs has outgrown a whole window.
    expect(retry).toMatchObject({ basis: 'backoff', verdict: 'retry' });
    expect(retry.notBefore).toBeGreaterThan(1_008_000 + 60_000);
  });
});

describe('jobs', () => {
  it('successes and failures alike are followed, each answer once', () => {
    const walk = new Walk();
    walk.take(answered(200, { order_id: 'o1', subjects: [{ job_ids: ['j1'] }] }, { ...PAID_PLUGIN, id: 'p' }));
    walk.take(mute(job('w1', 'in_progress')));
    expect([...walk.ledger.all('job')][0]?.polls).toBe(0);
    walk.revise(job('w1', 'in_progress'));
    walk.revise(job('w1', 'in_progress'));
    walk.take(job('w2', 'failed'));
    expect([...walk.ledger.all('job')]).toMatchObject([{ id: 'j1', polls: 2, state: 'failed', startedBy: 'p' }]);
    expect(walk.ledger.size('entry')).toBe(1);
  });
  it('what concerns neither job nor credits leaves no trace of it', () => {
    const walk = new Walk();
    const rooms = walk.take(answered(200, { products: [] }, {})).map(({ room }) => room);
    for (const room of ['job', 'credits', 'told']) expect(rooms).not.toContain(room);
  });
  it('remembers a bounded number of calls', () => {
    const walk = new Walk();
    for (let n = 0; n < 200; n++) walk.take(job(`w${n}`, 'pending'));
    expect([...walk.ledger.all('job')][0]?.polls).toBe(200);
    expect(walk.ledger.get('told')?.length).toBeLessThan(100);
  });
});

describe('where a key works', () => {
  const refused = answered(401, { error: { code: 'unauthorized', message_i18n: { en: 'No.' } } }, { ...PLUGIN, path: '/me' });
  const causesOf = (walk: Walk): [string, string][] =>
    [...walk.ledger.all('entry')].at(-1)?.diagnosis.causes.map(({ says, evidence }) => [says.id, evidence]) ?? [];

  it('a key that worked on External is seen to be an ordinary one on Plugin', () => {
    const walk = new Walk();
    walk.take(anObservation());
    walk.take({ ...refused, id: 'w2' });
    expect(causesOf(walk)[0]).toEqual(['cause.key-ordinary', 'seen']);
    expect(causesOf(walk).map(([id]) => id)).not.toContain('cause.key-ordinary-unseen');
  });
  it.each([
    ['nothing else was seen', []],
    ['the External call failed', [answered(403, { error: 'x' }, {})]],
    ['another key worked', [anObservation({ key: { ...anObservation().key, keyId: 'other' } })]],
    ['it came from the cache', [anObservation({ fromCache: true })]],
    ['it works on Plugin too', [anObservation(), anObservation({ ...PLUGIN, path: '/models' })]],
  ])('not where %s', (_, before) => {
    const walk = new Walk();
    for (const one of before) walk.take(one);
    walk.take({ ...refused, id: 'w2' });
    expect(causesOf(walk).map(([id]) => id)).not.toContain('cause.key-ordinary');
  });
  it('is still known when the body comes', () => {
    const walk = new Walk();
    walk.take(anObservation());
    walk.take(mute({ ...refused, id: 'w2' }));
    walk.revise({ ...refused, id: 'w2' });
    expect(causesOf(walk)[0]).toEqual(['cause.key-ordinary', 'seen']);
  });
});

describe('the journal', () => {
  it('a body that shows a failure in a success makes an entry, and counts no second call', () => {
    const walk = new Walk();
    const failed = answered(
      200,
      { id: 'j1', status: 'failed', error: { code: 'generation_failed' } },
      { ...PLUGIN, path: '/jobs/j1', id: 'w1' },
    );
    walk.take(mute(failed));
    expect(walk.ledger.size('entry')).toBe(0);
    walk.revise(failed);
    expect([...walk.ledger.all('entry')]).toMatchObject([{ diagnosis: { category: 'job-failed' } }]);
    expect(walk.ledger.get('tally')?.calls).toBe(1);
  });
  it('takes no preflight', () => {
    const walk = new Walk();
    expect(walk.take(anObservation({ preflight: true }))).toEqual([]);
    expect(walk.revise(anObservation({ preflight: true }))).toEqual([]);
  });
});
