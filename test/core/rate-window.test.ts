import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyWindow, nextSafe, observe, type RateWindow } from '../../src/core/rate-window.ts';
import type { Header } from '../../src/core/units.ts';

const T = 1_790_000_000_000;
const TRIP = 100;
const zero = (): number => 0;
/** Calls sent at these instants after T, answered 100 ms later. */
function after(window: RateWindow, sentAt: readonly number[], status: number, headers?: Header[]): RateWindow {
  return sentAt.reduce(
    (sum, at) => observe(sum, { sentAt: T + at, receivedAt: T + at + TRIP, status, ...(headers && { headers }) }),
    window,
  );
}
const every = (gap: number, count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i * gap);
const zeroOf = (window: RateWindow, at: number): number =>
  (nextSafe(window, { now: T + at, random: zero }).notBefore[0] ?? NaN) - T - at;

describe('a window that is not full', () => {
  it('lets a call go at once, and as many as are left', () => {
    const window = after(emptyWindow(), every(100, 50), 200);
    const { notBefore, basis, elsewhere } = nextSafe(window, { now: T + 6000, count: 11, random: zero });
    expect(notBefore.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => T + 6000));
    expect(notBefore[10]).toBeGreaterThan(T + 60_000);
    expect([basis, elsewhere]).toEqual(['rate-window', 0]);
  });

  it('is not blocked by a burst that fits in, however slow its answers: calls under way are not refused ones', () => {
    const burst = fc.record({
      calls: fc.integer({ min: 1, max: 59 }),
      gap: fc.integer({ min: 0, max: 60 }),
      answer: fc.integer({ min: 5, max: 3000 }),
    });
    fc.assert(
      fc.property(burst, ({ calls, gap, answer }) => {
        let window = emptyWindow();
        for (const at of every(gap, calls)) {
          window = observe(window, { sentAt: T + at, receivedAt: T + at + answer, status: 200 });
          expect(zeroOf(window, at + answer)).toBe(0);
        }
      }),
    );
  });

  it('is already full without a refusal: the 61st call waits until the first has certainly left', () => {
    expect(zeroOf(after(emptyWindow(), every(100, 60), 200), 7000)).toBe(60_000 + TRIP + 2 - 7000);
  });
});

describe('a key that is refused', () => {
  const burst = after(after(emptyWindow(), every(20, 60), 200), every(20, 10, 1200), 429);

  it('waits until the first call has left, whichever of the documented readings holds', () => {
    const wait = zeroOf(burst, 1600);
    expect(wait).toBeGreaterThanOrEqual(60_000 + TRIP - 1600);
    expect(wait).toBeLessThanOrEqual(61_000 - 1600);
  });

  it('claims nobody else when its own calls explain the refusal', () => {
    expect(nextSafe(burst, { now: T + 1600, random: zero }).elsewhere).toBe(0);
  });

  it('learns that refused calls do not count, and then waits for the 60th admitted call alone', () => {
    // Fifty refused calls, then calls let in as places free: with refused calls in the log, they could not have been.
    const learned = after(after(burst, every(20, 40, 1400), 429), every(20, 60, 60_200), 200);
    const full = after(learned, [65_000], 429);
    expect(zeroOf(full, 65_100)).toBe(120_200 + TRIP + 2 - 65_100);
  });

  it('learns that refused calls count when a hammering client is never let in', () => {
    const hammered = after(burst, every(500, 170, 1500), 429);
    // 60th call from the end was sent 29.5 s before the last.
    const last = 1500 + 169 * 500;
    expect(Math.abs(zeroOf(hammered, last + TRIP) - (60_000 - 29_500))).toBeLessThan(1000);
  });

  it('never tells a call to go before the answer to which it waits can have left', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 70, maxLength: 90 }), (gaps) => {
        let at = 0;
        let window = emptyWindow();
        const admitted: number[] = [];
        for (const gap of gaps) {
          at += gap;
          const isFull = admitted.filter((one) => one > at - 60_000).length >= 60;
          if (!isFull) admitted.push(at);
          window = after(window, [at], isFull ? 429 : 200);
        }
        const zeroAt = at + TRIP + zeroOf(window, at + TRIP);
        expect(admitted.filter((one) => one > zeroAt - 60_000).length).toBeLessThan(60);
      }),
      { numRuns: 30 },
    );
  });
});

describe('others on the key', () => {
  const shared = after(after(emptyWindow(), every(400, 45), 200), [18_000], 429);

  it('says how many calls at least were made elsewhere', () => {
    expect(nextSafe(shared, { now: T + 18_100, random: zero }).elsewhere).toBe(15);
  });

  it('waits for more than one place, and is less sure', () => {
    const alone = after(after(emptyWindow(), every(300, 60), 200), [18_000], 429);
    const first = nextSafe(shared, { now: T + 18_100, random: zero });
    expect((first.notBefore[0] ?? 0) - T).toBeGreaterThan(60_000 + TRIP + 400);
    expect((first.notBefore[0] ?? 0) - T).toBeLessThanOrEqual(18_100 + 60_000);
    expect(first.confidence).toBeLessThan(nextSafe(alone, { now: T + 18_100, random: zero }).confidence);
  });

  it('jitters upward only', () => {
    const [low, high] = [0, 0.999].map((dice) => nextSafe(shared, { now: T + 18_100, random: () => dice }).notBefore[0] ?? 0);
    expect(high).toBeGreaterThan(low ?? Infinity);
    expect((high ?? 0) - (low ?? 0)).toBeLessThanOrEqual(250);
  });

  it('does not take calls of ours that are still under way for those of others', () => {
    const fast = after(emptyWindow(), every(5, 58), 200);
    const refused = observe(fast, { sentAt: T + 300, receivedAt: T + 390, status: 429 });
    const late = [290, 295].reduce((sum, at) => observe(sum, { sentAt: T + at, receivedAt: T + 500 + at, status: 200 }), refused);
    expect(nextSafe(refused, { now: T + 390, random: zero }).elsewhere).toBe(0);
    expect(nextSafe(late, { now: T + 800, random: zero }).elsewhere).toBe(0);
    expect(zeroOf(late, 800)).toBeGreaterThan(59_000);
  });
});

describe('other limiters', () => {
  it('learns a raised limit from what is let in', () => {
    const window = after(emptyWindow(), every(50, 130), 200);
    expect(window.limit).toBeGreaterThan(60);
    expect(zeroOf(after(window, every(50, 20, 5000), 200), 6200)).toBeGreaterThanOrEqual(0);
  });

  it('learns a token bucket: a place a second', () => {
    let window = after(emptyWindow(), every(10, 60), 200);
    for (let second = 1; second <= 30; second++) {
      window = after(window, [600 + second * 1000], 200);
      window = after(window, [650 + second * 1000], 429);
    }
    expect(zeroOf(window, 30_800)).toBeLessThanOrEqual(2000);
  });

  it('learns where a fixed window begins', () => {
    // Windows begin at 7 s past: full at 10 s, open at 67 s, full again, open at 127 s.
    let window = after(emptyWindow(), every(40, 60, 8000), 200);
    for (const start of [67_000, 127_000, 187_000]) {
      window = after(window, every(400, Math.floor((start - 100 - (start - 56_600)) / 400), start - 56_500), 429);
      window = after(window, every(40, 60, start + 50), 200);
    }
    window = after(window, [190_000], 429);
    const zeroAt = 190_100 + zeroOf(window, 190_100);
    expect(zeroAt).toBeGreaterThanOrEqual(247_000);
    expect(zeroAt).toBeLessThanOrEqual(249_000);
  });
});

describe('headers', () => {
  const full = after(emptyWindow(), every(20, 60), 200);

  it('Retry-After comes first', () => {
    const window = after(full, [1200], 429, [['retry-after', '17']]);
    expect(nextSafe(window, { now: T + 1400, random: zero })).toMatchObject({
      notBefore: [T + 1300 + 17_000],
      basis: 'retry-after',
    });
  });

  it('of two that were under way together the later instant stands, whichever answer came last', () => {
    const told = after(full, [1200], 429, [['retry-after', '17']]);
    const sooner: Header[] = [['retry-after', '12']];
    expect(zeroOf(after(told, [1250], 429, sooner), 1400)).toBe(16_900);
    // One asked for after that answer was here knows better.
    expect(zeroOf(after(told, [1350], 429, sooner), 1450)).toBe(12_000);
    // A second more or less is the rounding of the header.
    expect(zeroOf(after(told, [1250], 429, [['retry-after', '16']]), 1400)).toBe(15_950);
  });

  it('an instant that is far off does not outlive the calls that were under way with it', () => {
    let window = after(full, [1200], 429, [['retry-after', '3600']]);
    // Two workers whose calls overlap all the time, each refused with the truth.
    for (let at = 1300; at <= 11_300; at += 50) {
      const seconds = String(Math.ceil((30_000 - at) / 1000));
      window = after(window, [at], 429, [['retry-after', seconds]]);
    }
    expect(zeroOf(window, 11_400)).toBeLessThan(60_000);
  });

  it('is not overruled by the window once it has passed, until a call shows whether it was kept', () => {
    const window = after(full, [1200], 429, [['retry-after', '17']]);
    expect(zeroOf(window, 18_400)).toBe(0);
    expect(zeroOf(after(window, [18_400], 429), 18_500)).toBeGreaterThan(40_000);
  });

  it('a call that was let in ends the announcement', () => {
    const window = after(after(emptyWindow(), [0], 429, [['retry-after', '30']]), [5000], 200);
    expect(nextSafe(window, { now: T + 5200, random: zero }).basis).toBe('rate-window');
  });

  it('is no longer trusted alone once a call sent after it was refused', () => {
    const broken = after(after(full, [1200], 429, [['retry-after', '1']]), [2400], 429, [['retry-after', '1']]);
    expect(zeroOf(broken, 2500)).toBeGreaterThan(50_000);
  });

  it('is trusted again where the one before was kept, though a later call was refused', () => {
    const second: Header[] = [['retry-after', '1']];
    const kept = after(after(full, [1300], 429, second), [2500], 200);
    const window = after(kept, [2700], 429, second);
    expect(zeroOf(window, 2800)).toBe(1000);
    // The new one is judged by itself.
    expect(zeroOf(after(window, [3900], 429, second), 4000)).toBeGreaterThan(50_000);
  });

  it('a RateLimit reset holds too, and the limit it names replaces the assumed one', () => {
    const window = after(emptyWindow(), [0], 200, [['ratelimit', 'limit=100, remaining=0, reset=9']]);
    expect(window.limit).toBe(100);
    expect(nextSafe(window, { now: T + 200, random: zero })).toMatchObject({ notBefore: [T + 9100], basis: 'rate-limit-header' });
  });

  it.each<[string, Header[], number]>([
    [
      'the minute among several',
      [
        ['ratelimit-policy', '"burst";q=10;w=1, "minute";q=90;w=60'],
        ['ratelimit', '"burst";r=9;t=1, "minute";r=55;t=40'],
      ],
      90,
    ],
    [
      'a second',
      [
        ['ratelimit-policy', '"burst";q=10;w=1'],
        ['ratelimit', '"burst";r=9;t=1'],
      ],
      60,
    ],
    [
      'a length not told, reset an hour away',
      [
        ['x-ratelimit-limit', '5000'],
        ['x-ratelimit-reset', '3500'],
      ],
      60,
    ],
    [
      'a length not told, reset within the minute',
      [
        ['x-ratelimit-limit', '50'],
        ['x-ratelimit-reset', '60'],
      ],
      50,
    ],
  ])('takes the limit only for its own length of window: %s', (_, headers, limit) => {
    const window = after(emptyWindow(), every(100, 35), 200, headers);
    expect(window.limit).toBe(limit);
    expect(zeroOf(window, 3600)).toBe(0);
  });
});

describe('as a value', () => {
  it('is plain JSON and small, also after a storm', () => {
    let window = after(emptyWindow(), every(10, 60), 200);
    window = after(window, every(6, 3000, 700), 429);
    expect(JSON.parse(JSON.stringify(window))).toEqual(window);
    expect(JSON.stringify(window).length).toBeLessThan(20_000);
  });

  it('takes no answer as neither let in nor refused, but plans as if it counted', () => {
    const window = after(emptyWindow(), every(20, 60), 0);
    expect(zeroOf(window, 2000)).toBeGreaterThan(50_000);
    expect(window.settled).toBe(emptyWindow().settled);
  });

  it('survives any input', () => {
    const instant = fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(NaN, Infinity, -1));
    const call = fc.record({ sentAt: instant, receivedAt: instant, status: fc.constantFrom(200, 429, 500, 0, null, 401) });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 120 }), fc.integer({ min: -3, max: 90 }), (calls, count) => {
        const window = calls.reduce((sum, one) => observe(sum, one), emptyWindow({ limit: 5 }));
        const { notBefore } = nextSafe(window, { now: 200_000, count, random: zero });
        expect(notBefore.length).toBe(Math.max(1, count));
        expect(notBefore.every((at, k) => Number.isFinite(at) && at >= (notBefore[k - 1] ?? 200_000))).toBe(true);
      }),
    );
  });
});
