import { expect, it } from 'vitest';
import { emptied, takeToken, tokensAt, type Tokens } from '../../../src/core/limiters/token-bucket.ts';

const RATE = { limit: 60, windowMs: 60_000 };
const T = 1_790_000_000_000;

it('keeps the true level between its bounds, whenever within its round trip a call arrived', () => {
  let tokens: Tokens | null = null;
  let level = 60;
  let last = T;
  for (let i = 0; i < 400; i++) {
    const sentAt = T + i * 90;
    const arrivedAt = sentAt + ((i * 37) % 80);
    level = Math.min(60, level + (arrivedAt - last) / 1000);
    last = arrivedAt;
    const call = { sentAt, receivedAt: sentAt + 80, sure: true };
    const isIn = level >= 1;
    if (isIn) level -= 1;
    tokens = isIn ? takeToken(tokens, call, RATE) : emptied(tokens, call, RATE);
    const then = Math.min(60, level + (call.receivedAt - last) / 1000);
    const { least, most } = tokensAt(tokens, call.receivedAt, RATE);
    expect(least).toBeLessThanOrEqual(then + 1e-9);
    expect(most).toBeGreaterThanOrEqual(then - 1e-9);
  }
});

it('holds less than one token after a refusal, whoever took them', () => {
  const tokens = emptied(null, { sentAt: T, receivedAt: T + 100 }, RATE);
  expect(tokensAt(tokens, T + 100, RATE).most).toBeLessThanOrEqual(1.1 + 1e-9);
});

it('does not take from a refused bucket the call that went before the refusal', () => {
  const refused = emptied(null, { sentAt: T, receivedAt: T + 100 }, RATE);
  const late = takeToken(refused, { sentAt: T - 50, receivedAt: T + 120, sure: true }, RATE);
  expect(late.most).toBeGreaterThan(1);
});
