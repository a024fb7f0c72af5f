import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/core/diagnosis.ts';
import { withRateEvidence } from '../../src/core/rate-evidence.ts';
import { type RateWindow, emptyWindow, observe } from '../../src/core/rate-window.ts';

const T = 1_000_000;
const documented: Cause[] = [
  { says: { id: 'cause.rate-60-unseen' }, evidence: 'unseen' },
  { says: { id: 'cause.rate-shared-unseen' }, evidence: 'unseen' },
];
/** So many admitted calls, 100 ms apart, then one refused. */
function after(admitted: number): { window: RateWindow; now: number } {
  let window = emptyWindow();
  for (let n = 0; n < admitted; n++) window = observe(window, { sentAt: T + n * 100, receivedAt: T + n * 100 + 20, status: 200 });
  const now = T + admitted * 100 + 20;
  return { window: observe(window, { sentAt: now - 20, receivedAt: now, status: 429 }), now };
}

describe('withRateEvidence', () => {
  it('names the own calls where they used the budget up', () => {
    const { window, now } = after(60);
    expect(withRateEvidence(documented, 'rate-limited', window, now)).toEqual([
      { says: { id: 'cause.rate-seen', values: { seen: 60, limit: 60 } }, evidence: 'seen', where: 'calls of this key' },
    ]);
  });
  it('names others where too few were seen, and keeps what the documents say', () => {
    const { window, now } = after(5);
    const [first, ...rest] = withRateEvidence(documented, 'rate-limited', window, now);
    expect(first).toMatchObject({
      says: { id: 'cause.rate-elsewhere', values: { seen: 5, limit: 60, atLeast: 55 } },
      evidence: 'seen',
    });
    expect(rest).toEqual(documented);
  });
  it('leaves other categories and unknown keys alone', () => {
    const { window, now } = after(60);
    expect(withRateEvidence(documented, 'concurrency-limited', window, now)).toEqual(documented);
    expect(withRateEvidence(documented, 'rate-limited', null, now)).toEqual(documented);
  });
});
