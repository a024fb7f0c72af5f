import { expect, it } from 'vitest';
import { gauge } from '../../src/core/forecast.ts';
import { emptyWindow, nextSafe, observe, type RateWindow } from '../../src/core/rate-window.ts';

const T = 1_790_000_000_000;
const paced = (count: number, gap: number): RateWindow =>
  Array.from({ length: count }, (_, i) => T + i * gap).reduce(
    (window, at) => observe(window, { sentAt: at, receivedAt: at + 50, status: 200 }),
    emptyWindow(),
  );

it('shows nothing of an empty window', () => {
  expect(gauge(emptyWindow(), T)).toEqual({
    used: 0,
    limit: 60,
    left: 60,
    fullAt: null,
    blockedUntil: null,
    elsewhere: 0,
    strip: [],
    pacePerMinute: 0,
    warning: false,
  });
});

it('counts what is used and left, and tells when it is full at this pace', () => {
  const shown = gauge(paced(40, 500), T + 20_000);
  expect(shown).toMatchObject({ used: 40, left: 20, blockedUntil: null, pacePerMinute: 120, warning: true });
  // 20 places at 2 a second.
  expect(Math.abs((shown.fullAt ?? 0) - T - 30_000)).toBeLessThan(600);
});

/** Windows begin at 7 s past each minute, and each was hammered until it opened. */
function inFixedWindows(): RateWindow {
  let window = emptyWindow();
  const ask = (from: number, gap: number, count: number, status: number): void => {
    for (let i = 0; i < count; i++) {
      const at = T + from + i * gap;
      window = observe(window, { sentAt: at, receivedAt: at + 100, status });
    }
  };
  ask(8000, 40, 60, 200);
  for (const start of [67_000, 127_000, 187_000]) {
    ask(start - 56_500, 400, 141, 429);
    ask(start + 50, 40, 60, 200);
  }
  return window;
}
/** Refused calls count: full, then hammered every half second, and never let in. */
const hammered = Array.from({ length: 171 }, (_, i) => T + 1300 + i * 500).reduce(
  (window, at) => observe(window, { sentAt: at, receivedAt: at + 50, status: 429 }),
  paced(60, 20),
);

it.each([
  ['where refused calls count', hammered, T + 1300 + 170 * 500 + 50, 62_000],
  ['of a learned fixed window', inFixedWindows(), T + 189_600, 62_000],
])('has as many calls left as the planner lets go at once: %s', (_, window, from, lasts) => {
  for (let now = from; now < from + lasts; now += 500) {
    const { notBefore } = nextSafe(window, { now, count: 60, random: () => 0 });
    const { left, blockedUntil } = gauge(window, now);
    expect(left).toBe(notBefore.filter((at) => at <= now).length);
    expect(left === 0).toBe(blockedUntil !== null);
  }
});

it('waits for no place from a call that took none', () => {
  const add = (window: RateWindow, [from, gap, count]: [number, number, number], status: number): RateWindow =>
    Array.from({ length: count }, (_, i) => T + from + i * gap).reduce(
      (sum, at) => observe(sum, { sentAt: at, receivedAt: at + 50, status }),
      window,
    );
  const seen = add(add(paced(60, 20), [1250, 100, 40], 429), [61_300, 20, 30], 200);
  // Known to be the documented log, in which refused calls do not count.
  const shown = gauge({ ...seen, current: seen.current.replace(/(?<=.)./g, 'x') }, T + 63_500);
  expect(shown).toMatchObject({ left: 30, pacePerMinute: 180, fullAt: T + 73_500 });
});

it('does not warn of a pace that the window can bear', () => {
  expect(gauge(paced(90, 1100), T + 90 * 1100)).toMatchObject({ fullAt: null, warning: false, blockedUntil: null });
});

it('shows the block and the colours of the strip', () => {
  const full = observe(paced(60, 100), { sentAt: T + 6100, receivedAt: T + 6200, status: 429 });
  const shown = gauge(full, T + 7000);
  expect(shown).toMatchObject({ used: 60, left: 0, fullAt: null, warning: false });
  expect(shown.blockedUntil).toBeGreaterThanOrEqual(T + 60_050);
  expect(shown.strip.length).toBe(61);
  expect(shown.strip.at(-1)).toEqual({ at: T + 6100, status: 429 });
  expect(gauge(full, T + 130_000)).toMatchObject({ used: 0, left: 60, blockedUntil: null, strip: [] });
});
