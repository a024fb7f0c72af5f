// Limiter model: token bucket, `limit` tokens at most, refilled evenly, one a call. The level is kept as bounds, call by call.
import type { EpochMs } from '../units.ts';
import type { Rate } from './arrivals.ts';

/** Tokens at `at` if the calls seen so far were taken out as late (`least`) or as early (`most`) as they can have been. Null: full. */
export interface Tokens {
  at: EpochMs;
  least: number;
  most: number;
  /** When the answer of the last refused call was here: a call sent before may have been let in before that refusal. */
  emptyAt: EpochMs;
}

const refill = ({ limit, windowMs }: Rate): number => limit / windowMs;

export function tokensAt(tokens: Tokens | null, at: EpochMs, rate: Rate): { least: number; most: number } {
  if (!tokens) return { least: rate.limit, most: rate.limit };
  const added = (at - tokens.at) * refill(rate);
  return { least: Math.min(rate.limit, tokens.least + added), most: Math.min(rate.limit, tokens.most + Math.max(0, added)) };
}

/** One token less. Calls are given in the order in which they ended; `sure` false when the call may not have reached the limiter. */
export function takeToken(
  tokens: Tokens | null,
  call: { sentAt: EpochMs; receivedAt: EpochMs; sure: boolean },
  rate: Rate,
): Tokens {
  const at = Math.max(call.receivedAt, tokens?.at ?? 0);
  const emptyAt = tokens?.emptyAt ?? 0;
  const { least } = tokensAt(tokens, at, rate);
  // A bucket never seen was full at the most; a call that went before the last refusal is in what that refusal showed.
  const before = tokens ? tokens.most + (at - tokens.at) * refill(rate) : Infinity;
  const after = call.sure && call.sentAt > emptyAt ? before - 1 : before;
  // Taken early, the bucket was below its top for longer: at most what came in since it was sent was not lost at the top.
  const capped = call.sure ? rate.limit - 1 + (at - call.sentAt) * refill(rate) : rate.limit;
  return { at, least: Math.max(0, least - 1), most: Math.max(0, Math.min(rate.limit, after, capped)), emptyAt };
}

/** After a refusal: the bucket held less than one token, whoever took them. */
export function emptied(
  tokens: Tokens | null,
  { sentAt, receivedAt }: { sentAt: EpochMs; receivedAt: EpochMs },
  rate: Rate,
): Tokens {
  const at = Math.max(receivedAt, tokens?.at ?? 0);
  const { least, most } = tokensAt(tokens, at, rate);
  const held = Math.min(most, 1 + (at - sentAt) * refill(rate));
  return { at, least: Math.min(least, held), most: held, emptyAt: receivedAt };
}

/** When the bucket certainly holds a token for the call after `ahead` others. */
export function tokenOpens(tokens: Tokens | null, ahead: number, from: EpochMs, rate: Rate): EpochMs {
  const lacking = 1 + ahead - tokensAt(tokens, from, rate).least;
  return lacking <= 0 ? from : from + Math.ceil(lacking / refill(rate));
}
