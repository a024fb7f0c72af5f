import { expect, it } from 'vitest';
import { gauge } from '../../src/core/forecast.ts';
import { emptyWindow, observe, type RateWindow } from '../../src/core/rate-window.ts';

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
