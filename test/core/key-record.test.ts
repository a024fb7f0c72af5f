import { describe, expect, it } from 'vitest';
import { keyRefOf, limitBasisOf } from '../../src/core/key-record.ts';
import { type Change, MemoryLedger } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { receive, revise } from '../../src/core/pipeline.ts';
import { gauge } from '../../src/core/forecast.ts';
import { anObservation } from '../support/observations.ts';

const plugin429 = anObservation({
  id: 'p',
  method: 'POST',
  base: 'https://qamera.ai/api/v1/plugin',
  url: 'https://qamera.ai/api/v1/plugin/jobs',
  path: '/jobs',
  surface: 'plugin',
  status: 429,
});
const told = (code: string): Observation => ({
  ...plugin429,
  responseBody: {
    text: JSON.stringify({ error: { code, message_i18n: { en: 'No.' }, retryable: true } }),
    truncated: false,
    missing: null,
  },
});
const circumstances = { now: plugin429.endedAt ?? 0, dice: 0.5, limit: 60 };
function walked(...steps: ((ledger: MemoryLedger) => Change[])[]): MemoryLedger {
  const ledger = new MemoryLedger();
  for (const step of steps) for (const change of step(ledger)) ledger.apply(change);
  return ledger;
}
const blockedUntil = (ledger: MemoryLedger): number | null => {
  const record = ledger.get('key', keyRefOf(plugin429) ?? '');
  return record ? gauge(record.window, circumstances.now).blockedUntil : null;
};

const at = (nth: number): Pick<Observation, 'id' | 'startedAt' | 'endedAt'> => ({
  id: `p${nth}`,
  startedAt: 1_000_000 + nth * 1_000,
  endedAt: 1_000_050 + nth * 1_000,
});
const recordIn = (ledger: MemoryLedger) => ledger.get('key', keyRefOf(plugin429) ?? '');
const later = { ...circumstances, now: 1_010_000 };

describe('several 429s whose bodies come later', () => {
  const NTHS = [0, 1, 2, 3, 4];
  const refused = NTHS.map((nth) => (ledger: MemoryLedger) => receive(ledger, { ...plugin429, ...at(nth) }, later));
  const body = (nth: number, code: string) => (ledger: MemoryLedger) => revise(ledger, { ...told(code), ...at(nth) }, later);
  const statuses = (ledger: MemoryLedger) => recordIn(ledger)?.window.calls.map(([, , status]) => status);

  it.each([
    ['in their order', NTHS],
    ['the other way round', NTHS.toReversed()],
    ['mixed', [2, 0, 4, 1, 3]],
  ])('are all taken out when they were about jobs, read %s', (_, order) => {
    const after = walked(...refused, ...order.map((nth) => body(nth, 'concurrency_limit_exceeded')));
    expect(statuses(after)).toEqual([0, 0, 0, 0, 0]);
    expect(recordIn(after)).toMatchObject({ hold: null, doubt: null });
  });
  it('leave those in that were about the budget, and calls that ended in between', () => {
    const between = anObservation({ ...plugin429, ...at(9), startedAt: 1_002_500, endedAt: 1_002_600, status: 200 });
    const after = walked(
      ...refused.slice(0, 3),
      (ledger) => receive(ledger, between, later),
      ...refused.slice(3),
      body(0, 'concurrency_limit_exceeded'),
      body(3, 'concurrency_limit_exceeded'),
      body(1, 'rate_limit_exceeded'),
    );
    expect(statuses(after)).toEqual([0, 429, 429, 200, 0, 429]);
    expect(recordIn(after)?.doubt?.since.map(({ id }) => id)).toEqual(['p2', 'p9', 'p3', 'p4']);
  });
  it('keep a bounded doubt where bodies never come', () => {
    const many = Array.from(
      { length: 150 },
      (_, nth) => (ledger: MemoryLedger) => receive(ledger, { ...plugin429, ...at(nth) }, later),
    );
    expect(recordIn(walked(...many))?.doubt?.since).toHaveLength(60);
  });
  it('drop the instant that such a refusal announced', () => {
    const header: Partial<Observation> = { responseHeaders: [['retry-after', '40']] };
    const held = walked((ledger) => receive(ledger, { ...plugin429, ...header }, circumstances));
    expect(recordIn(held)?.hold?.basis).toBe('retry-after');
    const after = walked(
      (ledger) => receive(ledger, { ...plugin429, ...header }, circumstances),
      (ledger) => revise(ledger, { ...told('concurrency_limit_exceeded'), ...header }, circumstances),
    );
    expect(recordIn(after)?.hold).toBeNull();
  });
});

describe('the limit that GET /me names', () => {
  const me = (limit: unknown, more: Partial<Observation> = {}): Observation =>
    anObservation({
      ...plugin429,
      id: 'me',
      method: 'GET',
      url: 'https://qamera.ai/api/v1/plugin/me',
      path: '/me',
      status: 200,
      responseBody: { text: JSON.stringify({ rate_limit_per_min: limit }), truncated: false, missing: null },
      ...more,
    });
  const shortOf = (ledger: MemoryLedger) => {
    const record = recordIn(ledger);
    return record && [record.window.limit, limitBasisOf(record)];
  };
  it("is the key's from then on", () => {
    expect(shortOf(walked((ledger) => receive(ledger, me(120), circumstances)))).toEqual([120, 'account']);
    expect(shortOf(walked((ledger) => receive(ledger, me(60), circumstances)))).toEqual([60, 'account']);
  });
  it('counts too when its body is read late, and once', () => {
    const mute = me(120, { responseBody: { text: null, truncated: false, missing: 'not-read' } });
    const after = walked(
      (ledger) => receive(ledger, mute, circumstances),
      (ledger) => revise(ledger, me(120), circumstances),
    );
    expect(shortOf(after)).toEqual([120, 'account']);
    expect(recordIn(after)?.window.calls).toHaveLength(1);
    expect(revise(after, me(120), circumstances)).toEqual([]);
  });
  it('gives way to what the user set', () => {
    const set = { ...circumstances, limit: 90 };
    expect(shortOf(walked((ledger) => receive(ledger, me(120), set)))).toEqual([90, 'option']);
  });
  it('gives way when the user sets one later, and so does what the user takes back', () => {
    const next = (nth: number, limit: number) => (ledger: MemoryLedger) =>
      receive(ledger, anObservation({ ...plugin429, ...at(nth), status: 200 }), { ...later, limit });
    const account = (ledger: MemoryLedger) => receive(ledger, me(120), circumstances);
    expect(shortOf(walked(account, next(1, 90)))).toEqual([90, 'option']);
    expect(shortOf(walked(next(1, 60), next(2, 90)))).toEqual([90, 'option']);
    expect(shortOf(walked(next(1, 90), next(2, 60)))).toEqual([60, 'documented']);
    expect(shortOf(walked(account, next(1, 60)))).toEqual([120, 'account']);
  });
  it.each([0, -5, 1.5, '120', null, 1e9])('is not read from %j', (limit) => {
    expect(shortOf(walked((ledger) => receive(ledger, me(limit), circumstances)))).toEqual([60, 'documented']);
  });
  it('is not read from another call, or a failed one', () => {
    for (const more of [{ path: '/products' }, { status: 500 }, { surface: 'external' as const }])
      expect(shortOf(walked((ledger) => receive(ledger, me(120, more), circumstances)))?.[0]).toBe(60);
  });
  it('a header of an answer is told apart', () => {
    const headed = anObservation({ ...plugin429, status: 200, responseHeaders: [['x-ratelimit-limit', '80']] });
    expect(shortOf(walked((ledger) => receive(ledger, headed, circumstances)))).toEqual([80, 'header']);
  });
});

describe('a 429 whose body comes later', () => {
  it('holds the key until the body says that it was about jobs running at once', () => {
    const before = walked((ledger) => receive(ledger, plugin429, circumstances));
    expect(blockedUntil(before)).not.toBeNull();
    expect(before.get('key', keyRefOf(plugin429) ?? '')?.hold).not.toBeNull();
    const after = walked(
      (ledger) => receive(ledger, plugin429, circumstances),
      (ledger) => revise(ledger, told('concurrency_limit_exceeded'), circumstances),
    );
    expect(blockedUntil(after)).toBeNull();
    expect(after.get('key', keyRefOf(plugin429) ?? '')).toMatchObject({ hold: null, doubt: null });
  });

  it('goes on holding it when the body says that the budget is spent', () => {
    const after = walked(
      (ledger) => receive(ledger, plugin429, circumstances),
      (ledger) => revise(ledger, told('rate_limit_exceeded'), circumstances),
    );
    expect(blockedUntil(after)).not.toBeNull();
    expect(after.get('key', keyRefOf(plugin429) ?? '')?.doubt).toBeNull();
  });
});
