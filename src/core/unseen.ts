// Failures nobody has looked at yet, per tab: what the badge counts.
import type { Entry, Ledger } from './ledger.ts';
import { type Severity, severityOf, worse } from './summary.ts';

export interface Unseen {
  count: number;
  worst: Severity | null;
}

/** Of one tab (null: calls without a tab); looks at the journal once, from the newest back is not needed: it is bounded. */
export function unseenIn(ledger: Ledger, tabId: number | null): Unseen {
  const seenUpTo = ledger.get('seen', String(tabId)) ?? 0;
  let unseen: Unseen = { count: 0, worst: null };
  for (const entry of ledger.all('entry'))
    if (entry.seq > seenUpTo && entry.observation.tabId === tabId) unseen = plus(unseen, entry);
  return unseen;
}

export const plus = ({ count, worst }: Unseen, { diagnosis }: Entry): Unseen => ({
  count: count + 1,
  worst: worse(worst, severityOf(diagnosis.retry.verdict)),
});
