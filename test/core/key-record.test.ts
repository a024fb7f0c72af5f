import { describe, expect, it } from 'vitest';
import { keyRefOf } from '../../src/core/key-record.ts';
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
