// What was seen of the account's credits in this session: a lower bound, and it says why.
import type { CreditsTally } from '../../../core/credits.ts';
import { timeOfDay } from '../../format.ts';
import { speak } from '../../speak.ts';

export function CreditsLine({ tally }: { tally: CreditsTally }) {
  const { reserved, orders, untold, since, balance } = tally;
  if (orders === 0 && untold === 0 && balance === null) return null;
  return (
    <p class="quiet" data-testid="credits">
      {orders > 0 ? `${speak({ id: 'credits.reserved', values: { credits: reserved, orders, since: timeOfDay(since) } })} ` : ''}
      {untold > 0 ? `${speak({ id: 'credits.untold', values: { count: untold } })} ` : ''}
      {balance === null ? '' : speak({ id: 'credits.balance', values: { credits: balance.credits, at: timeOfDay(balance.at) } })}
    </p>
  );
}
