// Credits seen reserved in this session: finished observations in, a lower bound for each account out.
import { matchEndpoint } from './endpoint.ts';
import { answerOf, isFields } from './error-body.ts';
import { idOf } from './facts.ts';
import type { Observation } from './observation.ts';
import type { EpochMs, Json } from './units.ts';

/** What was seen of one account's credits. A lower bound: other programs and unread answers reserve too. Plain JSON. */
export interface CreditsTally {
  /** `<base> <keyId>`, or `<base> account <id>` once GET /me named the account. */
  ref: string;
  base: string;
  account: string | null;
  /** All keys seen for it; an account may have several, they draw on one balance (authentication page). */
  keyIds: string[];
  /** Sum of `creditsReserved` of answers that were read. */
  reserved: number;
  /** Answers summed in `reserved`. */
  orders: number;
  /** Generation calls that succeeded without telling what they reserved: why this is a lower bound. */
  untold: number;
  since: EpochMs;
  /** GET /me, `credits_balance`. */
  balance: { credits: number; at: EpochMs } | null;
  /** The last 402's words, where it had numbers. */
  short: { required: number; available: number; at: EpochMs } | null;
}

export const TALLY_LIMIT = 50;

/** The tallies after one more finished call. Calls without a key, or that tell nothing of credits, leave the same array. */
export function tallyCredits(
  tallies: readonly CreditsTally[],
  observation: Observation,
  short: CreditsTally['short'] = null,
): readonly CreditsTally[] {
  const { key, status, base, preflight } = observation;
  if (key.keyId === null || status === null || preflight) return tallies;
  const seen = creditsIn(observation);
  if (seen === null && short === null) return tallies;
  const old = tallies.find((tally) => tally.base === base && key.keyId !== null && tally.keyIds.includes(key.keyId));
  const tally: CreditsTally = old ?? {
    ref: `${base} ${key.keyId}`,
    base,
    account: null,
    keyIds: [key.keyId],
    reserved: 0,
    orders: 0,
    untold: 0,
    since: observation.startedAt,
    balance: null,
    short: null,
  };
  const next: CreditsTally = {
    ...tally,
    reserved: tally.reserved + (seen?.reserved ?? 0),
    orders: tally.orders + (seen?.reserved === undefined ? 0 : 1),
    untold: tally.untold + (seen?.untold ? 1 : 0),
    since: Math.min(tally.since, observation.startedAt),
    balance:
      seen?.balance === undefined ? tally.balance : { credits: seen.balance, at: observation.endedAt ?? observation.startedAt },
    short: later(short, tally.short),
  };
  const rest = tallies.filter((one) => one !== old);
  return (seen?.account === undefined ? [...rest, next] : joined(rest, { ...next, account: seen.account })).slice(-TALLY_LIMIT);
}

/** The tallies before a call was counted as one that told nothing: its answer is there after all. */
export function withoutUntold(tallies: readonly CreditsTally[], { base, key }: Observation): readonly CreditsTally[] {
  const { keyId } = key;
  const isMeant = (tally: CreditsTally): boolean => keyId !== null && tally.base === base && tally.keyIds.includes(keyId);
  return tallies.map((tally) => (isMeant(tally) ? { ...tally, untold: Math.max(0, tally.untold - 1) } : tally));
}

/** Bodies come in any order: the later words stand. */
const later = (one: CreditsTally['short'], other: CreditsTally['short']): CreditsTally['short'] =>
  one === null || (other !== null && other.at > one.at) ? other : one;

interface CreditsSeen {
  reserved?: number;
  untold?: true;
  balance?: number;
  account?: string;
}

function creditsIn(observation: Observation): CreditsSeen | null {
  const { status, method } = observation;
  if (status === null || status < 200 || status >= 300) return null;
  const { endpoint } = matchEndpoint(observation);
  const answer = answerOf(observation);
  const json = answer.kind === 'json' || answer.kind === 'envelope' ? answer.json : undefined;
  if (method.toUpperCase() === 'POST') {
    const reserved = isFields(json) ? amountOf(json['creditsReserved'] ?? json['credits_reserved']) : null;
    if (reserved !== null) return { reserved };
    return endpoint?.second === 'pays' ? { untold: true } : null;
  }
  if (endpoint?.template !== '/me' || !isFields(json)) return null;
  const balance = amountOf(json['credits_balance']);
  const account = idOf(json['account_id']);
  return balance === null && account === null
    ? null
    : { ...(balance === null ? {} : { balance }), ...(account === null ? {} : { account }) };
}

/** Two keys of one account are one tally. */
function joined(rest: readonly CreditsTally[], tally: CreditsTally): CreditsTally[] {
  const same = rest.find(({ base, account }) => base === tally.base && account === tally.account);
  const ref = `${tally.base} account ${tally.account}`;
  if (!same) return [...rest, { ...tally, ref }];
  const whole: CreditsTally = {
    ...tally,
    ref,
    keyIds: [...new Set([...same.keyIds, ...tally.keyIds])],
    reserved: same.reserved + tally.reserved,
    orders: same.orders + tally.orders,
    untold: same.untold + tally.untold,
    since: Math.min(same.since, tally.since),
    balance: tally.balance ?? same.balance,
    short: later(tally.short, same.short),
  };
  return [...rest.filter((one) => one !== same), whole];
}

const amountOf = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e12 ? value : null;
