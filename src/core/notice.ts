// "Safe to retry now", said once when a key's block has ended: which blocks are over and were not told yet, and in which words.
import { mendedAt } from './call-record.ts';
import type { NoticePhrase } from '../words/notices.ts';
import type { Entry, KeyRecord, Ledger } from './ledger.ts';
import type { DurationMs, EpochMs } from './units.ts';

export interface Notice {
  ref: string;
  /** When the block ended; with `ref` it names the block. */
  notBefore: EpochMs;
  /** Where the call came from; null: from no tab. */
  tabId: number | null;
  says: NoticePhrase;
}

/** What was safe for longer is no news: the browser slept, or the computer did. */
const NEWS_MS: DurationMs = 60_000;
/** Refusals whose own wait ended within the last window before the block's end are part of the block. */
const BLOCK_MS: DurationMs = 60_000;
const PATH_LENGTH = 80;

/**
 * Blocks that have ended and nobody was told of. One for each block, however many calls it refused: after the word, slots free one by one
 * and each new call holds the key again for a moment, so only a refusal that came since begins another block. None where all came through.
 */
export function noticesDue(ledger: Ledger, now: EpochMs): Notice[] {
  return [...ledger.all('key')].flatMap((record) => {
    const end = record.hold?.notBefore ?? null;
    if (end === null || end > now || now - end >= NEWS_MS) return [];
    const refused = [...ledger.all('entry')].filter((entry) => isHeldBy(record.ref, end, entry) && isNews(ledger, entry));
    const latest = refused.at(-1);
    return latest ? [noticeOf(record, end, latest, refused)] : [];
  });
}

const isHeldBy = (ref: string, end: EpochMs, { keyRef, diagnosis: { category, retry } }: Entry): boolean =>
  keyRef === ref && category === 'rate-limited' && retry.verdict === 'retry' && (retry.notBefore ?? 0) > end - BLOCK_MS;

/** Refused since the last word about this key, and not sent again with success meanwhile. */
function isNews(ledger: Ledger, { call, keyRef, observation }: Entry): boolean {
  const at = observation.endedAt ?? observation.startedAt;
  const told = keyRef === null ? undefined : ledger.get('notice', keyRef);
  return at > (told ?? 0) && mendedAt(ledger.get('call', call), observation) === null;
}

function noticeOf({ ref, keyId }: KeyRecord, notBefore: EpochMs, { observation }: Entry, refused: readonly Entry[]): Notice {
  const values = {
    method: observation.method,
    path: observation.path.slice(0, PATH_LENGTH),
    key: `…${keyId.slice(-4)}`,
    more: new Set(refused.map(({ call }) => call)).size - 1,
  };
  return { ref, notBefore, tabId: observation.tabId, says: { id: 'notice.safe', values } };
}
