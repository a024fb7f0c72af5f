// One Idempotency-Key, two bodies: the second one must never be called safe to repeat, live or from a file.
import { describe, expect, it } from 'vitest';
import { analyzeHar } from '../../src/core/analyze-har.ts';
import { USES_KEPT } from '../../src/core/idempotency.ts';
import { type Entry, MemoryLedger } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { LOST_KEPT } from '../../src/core/lost-call.ts';
import { receive, revise } from '../../src/core/pipeline.ts';
import { answered, failed, PAID_PLUGIN, plugin } from '../catalogue/cases.ts';

type Parts = Partial<Observation>;
const KEY = 'mk_live_7f3a2b1c.***';
const sent = (body: string | null, parts: Parts = {}): Parts => {
  const { bodyDigest: _, ...rest } = { ...PAID_PLUGIN, bodyDigest: '' };
  return {
    ...rest,
    requestHeaders: [
      ['x-api-key', KEY],
      ['idempotency-key', 'order-7'],
    ],
    ...(body === null ? {} : { bodyDigest: body }),
    ...parts,
  };
};
const at = (startedAt: number, endedAt = startedAt + 50): Parts => ({ startedAt, endedAt });

class Walk {
  readonly ledger = new MemoryLedger();
  take(observation: Observation, step = receive): void {
    const circumstances = { now: observation.endedAt ?? observation.startedAt, dice: 0.5, limit: 60 };
    for (const change of step(this.ledger, observation, circumstances)) this.ledger.apply(change);
  }
  entry(id: string): Entry | undefined {
    return this.ledger.get('entry', id);
  }
  verdict = (id: string): string | undefined => this.entry(id)?.diagnosis.retry.verdict;
  causes = (id: string): string[] => this.entry(id)?.diagnosis.causes.map(({ says }) => says.id) ?? [];
}
const LOST: Record<string, (parts: Parts) => Observation> = {
  '500': (parts) => answered(500, '', parts),
  '502': (parts) => answered(502, { error: { code: 'generation_failed' } }, parts),
  '503': (parts) => answered(503, '', parts),
  '504': (parts) => answered(504, '<html>', parts),
  cut: (parts) => failed('cut', 'net::ERR_CONNECTION_RESET', parts),
  timeout: (parts) => failed('timeout', 'net::ERR_TIMED_OUT', parts),
  aborted: (parts) => failed('aborted', 'net::ERR_ABORTED', parts),
};
const FIRST: Record<string, (parts: Parts) => Observation> = {
  ...LOST,
  '201': (parts) => answered(201, { order_id: 'o1' }, parts),
  '429': (parts) => plugin(429, 'rate_limit_exceeded', 'Slow.', parts),
  '400': (parts) => plugin(400, 'invalid_input', 'No.', parts),
};

describe.each(Object.entries(FIRST))('first call %s', (_, first) => {
  it.each(Object.entries(LOST))('then another body under the same key, %s: look first', (_name, then) => {
    const walk = new Walk();
    walk.take(first(sent('A', { id: 'a', ...at(1_000) })));
    walk.take(then(sent('B', { id: 'b', ...at(13_000) })));
    expect(walk.verdict('b')).toBe('check-first');
    expect(walk.entry('b')?.diagnosis.causes).toContainEqual({
      says: { id: 'cause.idempotency-key-reused', values: { seconds: 12, call: 'POST /jobs' } },
      evidence: 'seen',
      where: 'header Idempotency-Key',
    });
  });
  it('then refused for now: the key is what to change', () => {
    const walk = new Walk();
    walk.take(first(sent('A', { id: 'a', ...at(1_000) })));
    walk.take(plugin(429, 'rate_limit_exceeded', 'Slow.', sent('B', { id: 'b', ...at(2_000) })));
    expect(walk.entry('b')?.diagnosis.retry.reason.id).toBe('repeat.key-reused');
  });
  it.each([
    ['the same body', sent('A')],
    ['a body that is not seen', sent(null)],
    ['another key', sent('B', { requestHeaders: [['idempotency-key', 'order-8']] })],
    ['another API key', sent('B', { key: { ...answered(200, '').key, keyId: 'other' } })],
    ['another host', sent('B', { base: 'https://shop.example/api/v1/plugin' })],
  ])('then %s: nothing is claimed', (_name, parts) => {
    const walk = new Walk();
    walk.take(first(sent('A', { id: 'a', ...at(1_000) })));
    walk.take(answered(502, '', { ...parts, id: 'b', ...at(2_000) }));
    expect([walk.verdict('b'), walk.causes('b').includes('cause.idempotency-key-reused')]).toEqual(['retry', false]);
  });
});

describe('what is no earlier use', () => {
  const then = (first: Observation): Walk => {
    const walk = new Walk();
    walk.take(first);
    walk.take(answered(502, '', sent('B', { id: 'b', ...at(2_000) })));
    return walk;
  };
  it.each([
    ['a call that never left', failed('dns', 'net::ERR_NAME_NOT_RESOLVED', sent('A', at(1_000)))],
    ['a refused preflight', failed('preflight', 'net::ERR_FAILED', sent('A', at(1_000)))],
    ['a call whose key the API knew with another body', plugin(409, 'idempotency_conflict', 'No.', sent('A', at(1_000)))],
    ['a body that was not seen', answered(201, {}, sent(null, at(1_000)))],
    ['a call to the External API', answered(201, {}, sent('A', { ...at(1_000), surface: 'external' }))],
    ['a read', answered(200, {}, sent('A', { ...at(1_000), method: 'GET' }))],
  ])('%s', (_, first) => {
    expect(then(first).verdict('b')).toBe('retry');
  });
  it('two values that were masked may be two keys', () => {
    const masked = { requestHeaders: [['idempotency-key', '***']] as [string, string][] };
    const walk = new Walk();
    walk.take(answered(201, {}, sent('A', { ...masked, ...at(1_000) })));
    walk.take(answered(502, '', sent('B', { ...masked, id: 'b', ...at(2_000) })));
    expect(walk.causes('b')).not.toContain('cause.idempotency-key-reused');
  });
});

describe('order', () => {
  it('a call that began later but ended first is told again once the earlier one has ended', () => {
    const walk = new Walk();
    walk.take(answered(502, '', sent('B', { id: 'b', ...at(2_000, 2_100) })));
    expect(walk.verdict('b')).toBe('retry');
    walk.take(answered(502, '', sent('A', { id: 'a', ...at(1_000, 5_000) })));
    expect([walk.verdict('a'), walk.verdict('b')]).toEqual(['retry', 'check-first']);
    expect(walk.ledger.size('entry')).toBe(2);
  });
  it('a call still under way counts', () => {
    const walk = new Walk();
    const { endedAt: _, ...open } = answered(200, '', sent('A', { id: 'a', ...at(1_000) }));
    walk.ledger.apply({ room: 'flight', id: 'f', value: { ...open, endedAt: null, status: null } });
    walk.take(answered(502, '', sent('B', { id: 'b', ...at(2_000) })));
    expect(walk.verdict('b')).toBe('check-first');
  });
  it('a body that is seen later still tells', () => {
    const walk = new Walk();
    walk.take(answered(201, {}, sent('A', { id: 'a', ...at(1_000) })));
    walk.take(answered(502, '', sent(null, { id: 'b', ...at(2_000) })));
    expect(walk.verdict('b')).toBe('retry');
    walk.take(answered(502, '', sent('B', { id: 'b', ...at(2_000) })), revise);
    expect(walk.verdict('b')).toBe('check-first');
  });
  it('two bodies are no attempts of one call', () => {
    const walk = new Walk();
    for (const [id, body, start] of [
      ['a', 'A', 1_000],
      ['b', 'B', 2_000],
      ['c', 'A', 3_000],
    ] as const)
      walk.take(answered(502, '', sent(body, { id, ...at(start) })));
    const notes = (id: string) => walk.entry(id)?.diagnosis.retry.notes;
    expect(walk.entry('b')?.call).not.toBe(walk.entry('a')?.call);
    expect(walk.entry('c')?.call).toBe(walk.entry('a')?.call);
    expect(notes('b')).toEqual([]);
    expect(notes('c')).toEqual([{ id: 'retry.note.grown', values: { failures: 2 } }]);
  });
  it('remembers a bounded number of keys', () => {
    const walk = new Walk();
    for (let n = 0; n < USES_KEPT + 20; n++)
      walk.take(answered(201, {}, sent('A', { ...at(n), requestHeaders: [['idempotency-key', `k${n}`]] })));
    expect(walk.ledger.size('idempotency')).toBe(USES_KEPT);
  });
});

describe('the same body under a fresh key', () => {
  const under = (key: string, parts: Parts): Parts => sent('A', { requestHeaders: [['idempotency-key', key]], ...parts });
  it.each(
    Object.entries(LOST).flatMap(([one, first]) => Object.entries(LOST).map(([two, then]) => [one, two, first, then] as const)),
  )('after %s, then %s: the first may have been carried out, so look first', (_one, _two, first, then) => {
    const walk = new Walk();
    walk.take(first(under('k1', { id: 'a', ...at(1_000) })));
    walk.take(then(under('k2', { id: 'b', ...at(7_000) })));
    expect([walk.verdict('a'), walk.verdict('b')]).toEqual(['retry', 'check-first']);
    expect(walk.entry('b')?.diagnosis.causes).toContainEqual({
      says: { id: 'cause.idempotency-key-fresh', values: { seconds: 6, call: 'POST /jobs' } },
      evidence: 'seen',
      where: 'header Idempotency-Key',
    });
    expect(walk.entry('b')?.diagnosis.do.map(({ says }) => says.id)).toContain('do.keep-key-for-repeats');
  });
  it('a third key is no better; the first one again is', () => {
    const walk = new Walk();
    for (const [nth, key] of ['k1', 'k2', 'k3', 'k1'].entries())
      walk.take(answered(502, '', under(key, { id: `c${nth}`, ...at(1_000 + nth * 1_000) })));
    expect([0, 1, 2, 3].map((nth) => walk.verdict(`c${nth}`))).toEqual(['retry', 'check-first', 'check-first', 'retry']);
  });
  it.each([
    ['came through', answered(201, {}, under('k1', at(1_000)))],
    ['came through at its repeat', null],
    ['was refused', plugin(429, 'rate_limit_exceeded', 'Slow.', under('k1', at(1_000)))],
    ['never left', failed('dns', 'net::ERR_NAME_NOT_RESOLVED', under('k1', at(1_000)))],
    ['had another body', answered(502, '', { ...under('k1', at(1_000)), bodyDigest: 'B' })],
    ['went elsewhere', answered(502, '', { ...under('k1', at(1_000)), path: '/jobs/batch' })],
  ])('nothing is said where the first %s', (_, first) => {
    const walk = new Walk();
    if (first) walk.take(first);
    else for (const status of [502, 201]) walk.take(answered(status, {}, under('k1', at(1_000))));
    walk.take(answered(502, '', under('k2', { id: 'b', ...at(7_000) })));
    expect([walk.verdict('b'), walk.causes('b').includes('cause.idempotency-key-fresh')]).toEqual(['retry', false]);
  });
  it('remembers a bounded number of calls', () => {
    const walk = new Walk();
    for (let n = 0; n < LOST_KEPT + 20; n++) walk.take(answered(502, '', { ...under('k', at(n)), bodyDigest: `b${n}` }));
    expect(walk.ledger.size('lost')).toBe(LOST_KEPT);
  });
});

describe('in a HAR', () => {
  const call = (seconds: number, text: string, status: number, took = 20) => ({
    startedDateTime: new Date(Date.UTC(2026, 2, 1, 12, 0, seconds)).toISOString(),
    time: took,
    request: {
      method: 'POST',
      url: 'https://qamera.ai/api/v1/plugin/jobs',
      headers: [
        { name: 'X-Api-Key', value: 'mk_live_7f3a2b1c.hunter2hunter2' },
        { name: 'Idempotency-Key', value: 'order-7' },
        { name: 'Content-Type', value: 'application/json' },
      ],
      postData: { mimeType: 'application/json', text },
    },
    response: { status, headers: [], content: { text: status < 400 ? '{"order_id":"o1"}' : '' } },
  });
  const shortOf = (...entries: unknown[]) =>
    analyzeHar({ log: { entries } }).findings.map(({ entry, verdict, causes }) => [entry, verdict, causes[0]?.text ?? '']);
  const SAID = 'POST /jobs sent the same Idempotency-Key 4 s before with another body: this one it does not protect.';
  it('the second body is not called safe, a repeat of the first is', () => {
    expect(
      shortOf(
        call(0, '{"subjects":[{"a":1}]}', 201),
        call(4, '{"subjects":[{"a":2}]}', 502),
        call(8, '{ "subjects": [ {"a": 1} ] }', 502),
      ),
    ).toMatchObject([
      [1, 'check-first', SAID],
      [2, 'retry', expect.not.stringContaining('Idempotency-Key') as string],
    ]);
  });
  it('the order of starting counts, whatever ended first', () => {
    expect(shortOf(call(4, '{"subjects":[{"a":2}]}', 502), call(0, '{"subjects":[{"a":1}]}', 504, 60_000))).toMatchObject([
      [0, 'check-first', SAID],
      [1, 'retry', expect.any(String) as string],
    ]);
  });
});
