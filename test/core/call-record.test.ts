import { expect, it } from 'vitest';
import { mendedAt, noteCall } from '../../src/core/call-record.ts';
import type { Verdict } from '../../src/core/diagnosis.ts';
import { MemoryLedger } from '../../src/core/ledger.ts';
import type { CallRecord } from '../../src/core/ledger.ts';
import { anObservation } from '../support/observations.ts';

/** Ends of one call, each a second after the one before. */
function after(...ends: [Verdict, string?][]): CallRecord {
  const ledger = new MemoryLedger();
  let last: CallRecord | undefined;
  ends.forEach(([verdict, bodyDigest], second) => {
    const observation = anObservation({ endedAt: second * 1000, ...(bodyDigest !== undefined && { bodyDigest }) });
    const { record, changes } = noteCall(ledger, observation, { call: 'POST /x', verdict, now: 0 });
    for (const change of changes) ledger.apply(change);
    last = record;
  });
  return last!;
}

it('failures that a wait may mend are one run, and a success ends it', () => {
  expect(after(['retry'], ['check-first']).failedAt).toEqual([0, 1000]);
  expect(after(['retry'], ['none'])).toMatchObject({ failedAt: [], success: { endedAt: 1000 } });
});

it('a refusal that only a change mends is no attempt of the run', () => {
  expect(after(['fix-first'], ['fix-first'], ['retry']).failedAt).toEqual([2000]);
  expect(after(['none'], ['fix-first']).success?.endedAt).toBe(0);
});

it('another body is another call; where a body was not seen, nothing is concluded', () => {
  expect(after(['retry', 'a'], ['retry', 'b']).failedAt).toEqual([1000]);
  expect(after(['retry', 'a'], ['retry', 'a']).failedAt).toEqual([0, 1000]);
  expect(after(['retry', 'a'], ['retry']).failedAt).toEqual([0, 1000]);
});

it.each([
  ['sent after it', {}, { sentAt: 200, endedAt: 300 }, 300],
  ['sent beside it, slower', {}, { sentAt: 50, endedAt: 900 }, null],
  ['none', {}, null, null],
  ['a POST with the same body', { method: 'POST', bodyDigest: 'a' }, { sentAt: 200, endedAt: 300, bodyDigest: 'a' }, 300],
  ['a POST with another body', { method: 'POST', bodyDigest: 'a' }, { sentAt: 200, endedAt: 300, bodyDigest: 'b' }, null],
  ['a POST whose body was not seen', { method: 'POST' }, { sentAt: 200, endedAt: 300 }, null],
] as const)('a failure is mended by a success: %s', (_, parts, success, expected) => {
  const failed = anObservation({ startedAt: 0, endedAt: 100, method: 'GET', ...parts });
  expect(mendedAt({ call: 'x', failedAt: [], success, lastAt: 0 }, failed)).toBe(expected);
});
