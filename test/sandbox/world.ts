// Everything of the sandbox that changes and is not about HTTP: credits, content, jobs, orders, idempotency. A reset makes a new one.
import type { EpochMs } from '../../src/core/units.ts';
import { Ledger } from './credits.ts';
import type { Answer } from './exchange.ts';
import { seedContent } from './external/content.ts';
import type { Content, PendingContent } from './external/content.ts';
import { ACCOUNTS } from './keys.ts';
import type { PluginJob, PluginOrder } from './plugin/job-store.ts';
import { Refusal } from './refusal.ts';
import { isOver, statusOf } from './work.ts';
import type { Pace, Work } from './work.ts';

export interface World {
  pace: Pace;
  /** A new id, unique in this world, shaped like a UUID: `00000000-0000-4000-8000-00000000002a`. */
  newId(): string;
  ledger(account: string): Ledger;
  content: Map<string, Content>;
  /** External orders under way; their records enter the lists when they end. */
  pending: PendingContent[];
  jobs: Map<string, PluginJob>;
  orders: Map<string, PluginOrder>;
  /** Registered images and packshots by installation and external_ref. */
  registered: Map<string, Record<string, string>>;
  /** Finished answers by installation and Idempotency-Key. */
  replays: Map<string, { fingerprint: string; answer: Answer }>;
}

export function createWorld(pace: Pace): World {
  let count = 0;
  const ledgers = new Map(ACCOUNTS.map(({ id, credits }) => [id, new Ledger(credits)]));
  return {
    pace,
    newId: () => `00000000-0000-4000-8000-${(count += 1).toString(16).padStart(12, '0')}`,
    ledger: (account) => {
      const found = ledgers.get(account);
      if (!found) throw new Error(`no account ${account}`);
      return found;
    },
    content: new Map(ACCOUNTS.map(({ id }) => [id, seedContent()])),
    pending: [],
    jobs: new Map(),
    orders: new Map(),
    registered: new Map(),
    replays: new Map(),
  };
}

/** Takes `amount` out of the account's available balance, or refuses with 402 before any work starts. Returns the reservation's id. */
export function reserveCredits(world: World, account: string, amount: number): string {
  const ledger = world.ledger(account);
  const id = world.newId();
  if (ledger.reserve(id, amount)) return id;
  throw new Refusal(402, 'quota_exceeded', `Insufficient credits. Required: ${amount}, available: ${ledger.available}.`);
}

/** Settles or refunds work that has ended by now; true when this very call closed it as completed. */
export function closeWork(world: World, work: Work & { account: string; reservationId: string }, now: EpochMs): boolean {
  const status = statusOf(work, world.pace, now);
  if (!isOver(status) || work.closedAt !== null) return false;
  work.closedAt = now;
  const ledger = world.ledger(work.account);
  if (status === 'completed') ledger.settle(work.reservationId);
  else ledger.refund(work.reservationId);
  return status === 'completed';
}
