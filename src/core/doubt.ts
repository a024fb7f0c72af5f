// 429s whose bodies come late: until then each may be no matter of the key's budget (the cap on jobs, a gateway's). The window is kept
// as it was before the first of them, with the calls since, so that any of them can be taken out again. Used by key-record.
import type { Surface } from './observation.ts';
import { observe, type RateWindow, type SeenAnswer } from './rate-window.ts';

export interface Doubt {
  /** The window before the first call that is still in doubt. */
  before: RateWindow;
  /** That call and all after it, in the order in which they ended. */
  since: readonly DoubtCall[];
}
interface DoubtCall {
  id: string;
  surface: Surface;
  answer: SeenAnswer;
  isUnread: boolean;
}

/** Calls kept: bodies come within moments, or never (DevTools closed); older ones count as they were told. */
const CALLS_KEPT = 60;

/** The doubt after one more call; `window`: as it was before this call. */
export function withNext(doubt: Doubt | null, window: RateWindow, call: DoubtCall): Doubt | null {
  if (!doubt && !call.isUnread) return null;
  return settled({ before: doubt?.before ?? window, since: [...(doubt?.since ?? []), call] });
}

/** May the last refusal have been the cap on jobs, which only the Plugin API has? Then it tells nothing of calls made elsewhere. */
export const isLastUndecided = (doubt: Doubt | null): boolean => {
  const last = doubt?.since.findLast(({ answer }) => answer.status === 429);
  return last !== undefined && last.isUnread && last.surface === 'plugin';
};

export const isInDoubt = (doubt: Doubt | null, id: string): boolean =>
  doubt?.since.some((call) => call.isUnread && call.id === id) ?? false;

/** The body of one call in doubt has come: the doubt that is left, and the window with that call as it was. */
export function resolved(doubt: Doubt, id: string, answer: SeenAnswer): { doubt: Doubt | null; window: RateWindow } {
  const since = doubt.since.map((call) => (call.id === id ? { ...call, answer, isUnread: false } : call));
  const window = since.reduce((known, call) => observe(known, call.answer), doubt.before);
  return { doubt: settled({ before: doubt.before, since }), window };
}

/** Calls before the first one in doubt are final. */
function settled({ before, since }: Doubt): Doubt | null {
  const first = since.findIndex(({ isUnread }) => isUnread);
  const surplus = since.length - CALLS_KEPT;
  const final = first < 0 ? since.length : Math.max(first, surplus);
  const left = since.slice(final);
  if (!left.some(({ isUnread }) => isUnread)) return null;
  return { before: since.slice(0, final).reduce((known, call) => observe(known, call.answer), before), since: left };
}
