// What a screen reader hears of the countdowns: one polite sentence when a wait begins, at ten seconds, and at its end.
import type { EpochMs } from '../core/units.ts';
import type { Phrase } from '../words/phrase.ts';

export interface Wait {
  ref: string;
  /** The key as shown. */
  shown: string;
  notBefore: EpochMs;
}
/** What was said last of each wait; plain values, replaced at each step. */
export type Said = ReadonlyMap<string, { notBefore: EpochMs; stage: Stage }>;
type Stage = 'start' | 'soon' | 'over';

const SOON_MS = 10_000;
/** An end that moved by less is the same wait. */
const SAME_MS = 1_500;
/** A wait that ended before anybody listened is no news. */
const NEWS_MS = 3_000;

/** What to say at `now`, at most one sentence, of the wait that ends first; and what has been said by then. */
export function announce(said: Said, waits: readonly Wait[], now: EpochMs): { said: Said; says: Phrase | null } {
  const next = new Map(said);
  let says: Phrase | null = null;
  for (const wait of waits.toSorted((a, b) => a.notBefore - b.notBefore)) {
    const before = said.get(wait.ref);
    const isSame = before !== undefined && Math.abs(before.notBefore - wait.notBefore) < SAME_MS;
    const stage = stageAt(wait.notBefore, now);
    if (isSame && before.stage === stage) continue;
    next.set(wait.ref, { notBefore: wait.notBefore, stage });
    if (!isSame && stage === 'over') continue;
    if (isSame && stage === 'over' && now - wait.notBefore > NEWS_MS) continue;
    says ??= phraseOf(wait, stage, now);
  }
  return { said: next, says };
}

const stageAt = (notBefore: EpochMs, now: EpochMs): Stage =>
  notBefore <= now ? 'over' : notBefore - now <= SOON_MS ? 'soon' : 'start';

function phraseOf({ shown, notBefore }: Wait, stage: Stage, now: EpochMs): Phrase {
  if (stage === 'over') return { id: 'announce.over', values: { key: shown } };
  return { id: 'announce.wait', values: { key: shown, seconds: Math.ceil((notBefore - now) / 1_000) } };
}
