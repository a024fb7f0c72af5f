// What a key's first block can teach of the documented log, and what it can't.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyWindow, nextSafe, observe } from '../../../src/core/rate-window.ts';
import { serverOf, type Server } from '../../bench/retry/servers.ts';

const T = 1_790_000_000_000;
const ANSWER = 40;
const readings = (): Server[] =>
  (['sliding log', 'sliding log, refused count'] as const).map((kind) =>
    serverOf(kind, { limit: 60, windowMs: 60_000, phase: 0, edgeCounts: true }),
  );
const opensAt = (server: Server, from: number): number => {
  let at = from;
  while (!server.peek(at)) at += 5;
  return at;
};
/** A burst, then a storm that ends before the first place frees: gaps in ms. */
const STORM = fc.record({
  burst: fc.array(fc.integer({ min: 5, max: 40 }), { minLength: 60, maxLength: 70 }),
  storm: fc.array(fc.integer({ min: 50, max: 200 }), { minLength: 1, maxLength: 250, size: 'max' }),
});

it('storms: both readings of the log give the same answers, and the zero is the first instant that neither refuses', () => {
  let apart = 0;
  fc.assert(
    fc.property(STORM, ({ burst, storm }) => {
      const servers = readings();
      let window = emptyWindow();
      let now = T;
      for (const gap of [...burst, ...storm]) {
        if (now + gap > T + 59_000) break;
        now += gap;
        const [plain, counting] = servers.map((server) => server.take(now));
        // Nothing that a client is told differs: no plan can know which of the two it talks to.
        expect(plain).toBe(counting);
        window = observe(window, { sentAt: now, receivedAt: now + ANSWER, status: plain ? 200 : 429 });
      }
      const asked = now + ANSWER;
      const [zero = NaN] = nextSafe(window, { now: asked, random: () => 0 }).notBefore;
      const [early = NaN, late = NaN] = servers.map((server) => opensAt(server, asked));
      expect(zero).toBeGreaterThan(late - 5);
      // Not asked again after the last answer: a call may still be taken for one under way, which moves the zero by a call's gap.
      expect(zero - late).toBeLessThanOrEqual(1000);
      if (late - early > 5000) apart++;
    }),
    { numRuns: 30, seed: 29 },
  );
  // Who went at the earlier instant would be refused, in so many of the 30, by a limiter that gives the very same answers.
  expect(apart).toBeGreaterThan(10);
});
