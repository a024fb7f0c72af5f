// Tells the user when a blocked key is free again: looks for blocks that have ended, says each once, and follows a click to the tab.
import { type Notice, noticesDue } from '../core/notice.ts';
import type { Change, Ledger } from '../core/ledger.ts';
import type { EpochMs } from '../core/units.ts';
import type { NoticePhrase } from '../words/notices.ts';

export interface NotifierParts {
  ledger: Ledger;
  commit(changes: Change[]): void;
  now(): EpochMs;
  isOpen(tabId: number): Promise<boolean>;
  say(phrase: NoticePhrase): Promise<string>;
  show(id: string, text: string): Promise<void>;
}

export class Notifier {
  private readonly parts: NotifierParts;
  constructor(parts: NotifierParts) {
    this.parts = parts;
  }

  /** Remembered before it is shown: better told never than twice. */
  look(): void {
    const due = noticesDue(this.parts.ledger, this.parts.now());
    if (due.length === 0) return;
    this.parts.commit(due.map(({ ref, notBefore }) => ({ room: 'notice', id: ref, value: notBefore })));
    for (const notice of due) void this.tell(notice);
  }

  private async tell({ ref, tabId, says }: Notice): Promise<void> {
    if (tabId !== null && !(await this.parts.isOpen(tabId))) return;
    await this.parts.show(noticeId(tabId, ref), await this.parts.say(says));
  }
}

/** One for each key and tab: a newer word takes the older one's place. The id outlives the background. */
const noticeId = (tabId: number | null, ref: string): string => `safe ${tabId ?? '-'} ${ref}`;

/** The tab that a notification is about; null: none, or not ours. */
export function tabOfNotice(id: string): number | null {
  const found = /^safe (\d+) /.exec(id)?.[1];
  return found === undefined ? null : Number(found);
}
