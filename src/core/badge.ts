// What a tab's badge says: seconds while a key of its refused calls is blocked, else how many failures nobody has looked at yet.
import type { Change, Ledger } from './ledger.ts';
import { type Severity, severityOf, worse } from './summary.ts';
import type { DurationMs, EpochMs } from './units.ts';

/** Failures nobody has looked at. */
export interface Unseen {
  count: number;
  worst: Severity | null;
}
export interface TabState extends Unseen {
  /** Keys of the tab's calls that a wait helps. */
  refs: ReadonlySet<string>;
}
export interface BadgeLook {
  /** '' takes the badge away. */
  text: string;
  tone: Severity | null;
}

/** Longer waits are not counted down: the background would have to stay awake for them. */
export const COUNTED_MS: DurationMs = 90_000;

/**
 * Every tab with failures (null: calls without a tab), in one look at the journal, which is bounded. Failures of no tab count for each
 * tab, as in its list; a tab without failures of its own shows the badge of `null`.
 */
export function tabStates(ledger: Ledger): Map<number | null, TabState> {
  const states = new Map<number | null, TabState & { refs: Set<string> }>();
  for (const { seq, keyRef, observation, diagnosis } of ledger.all('entry')) {
    let state = states.get(observation.tabId);
    if (!state) states.set(observation.tabId, (state = { count: 0, worst: null, refs: new Set() }));
    if (keyRef !== null && diagnosis.retry.verdict === 'retry') state.refs.add(keyRef);
    if (seq <= (ledger.get('seen', String(observation.tabId)) ?? 0)) continue;
    state.count++;
    state.worst = worse(state.worst, severityOf(diagnosis.retry.verdict));
  }
  const tabless = states.get(null);
  for (const [tabId, state] of states) {
    if (tabId === null || !tabless) continue;
    for (const ref of tabless.refs) state.refs.add(ref);
    state.count += tabless.count;
    if (tabless.worst) state.worst = worse(state.worst, tabless.worst);
  }
  return states;
}

/** Somebody looked at this tab's failures, and so at those of no tab, which every tab shows. */
export function looked(ledger: Ledger, tabId: number): Change[] {
  const upTo = (ledger.get('tally')?.nextSeq ?? 1) - 1;
  const ids = [String(tabId), String(null)].filter((id) => ledger.get('seen', id) !== upTo);
  return ids.map((id) => ({ room: 'seen', id, value: upTo }));
}

/** The soonest end of the blocks that lie on these keys: the next moment at which something can be done. Null: none is blocked. */
export function soonestEnd(ledger: Ledger, refs: Iterable<string>, now: EpochMs): EpochMs | null {
  const ends = [...refs].flatMap((ref) => ledger.get('key', ref)?.hold?.notBefore ?? []).filter((end) => end > now);
  return ends.length > 0 ? Math.min(...ends) : null;
}

/**
 * The unit sets seconds apart from a count. A long wait shows a sign that stays true while nobody counts.
 * @example badgeLook({ count: 3, worst: 'fix' }, 17_200, 0) // { text: '18s', tone: 'waits' }
 */
export function badgeLook({ count, worst }: Unseen, until: EpochMs | null, now: EpochMs): BadgeLook {
  if (until !== null && until > now)
    return { text: until - now > COUNTED_MS ? '>1m' : `${Math.ceil((until - now) / 1_000)}s`, tone: 'waits' };
  return { text: count === 0 ? '' : count > 999 ? '999+' : String(count), tone: worst };
}
