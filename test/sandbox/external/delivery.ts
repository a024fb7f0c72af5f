// How generated records enter the content lists: when their order has ended well, by polls of the list or by time.
import type { EpochMs } from '../../../src/core/units.ts';
import { closeWork } from '../world.ts';
import type { World } from '../world.ts';
import type { Plural } from './content.ts';

/** Moves the records of orders that have ended into their lists. `polled` names the list that is being read: reading is a poll. */
export function deliverContent(world: World, now: EpochMs, polled?: { account: string; plural: Plural }): void {
  for (const order of world.pending) {
    if (polled && order.account === polled.account && order.plural === polled.plural) order.polls += 1;
    if (closeWork(world, order, now)) world.content.get(order.account)?.[order.plural].unshift(...order.records);
  }
  world.pending = world.pending.filter((order) => order.closedAt === null);
}
