// Keeps the journal to what the user wants kept: told of changes, it lets go what is too many, and later what grows too old.
import { expired, nextExpiry } from '../core/journal.ts';
import type { Change, Ledger } from '../core/ledger.ts';
import type { Keep } from '../core/settings.ts';
import type { DurationMs, EpochMs } from '../core/units.ts';

export interface JournalKeeperParts {
  ledger: Ledger;
  commit: (changes: Change[]) => void;
  keep: () => Keep;
  now: () => EpochMs;
  after: (delay: DurationMs, callback: () => void) => () => void;
  /** Wakes the background if it was stopped by then; null: no need. */
  wakeAt: (at: EpochMs | null) => void;
}

/** Ages are counted in minutes: nobody notices that a failure stays so much longer, and a burst is let go at once. */
const ROUGHLY_MS: DurationMs = 5_000;

export class JournalKeeper {
  private readonly parts: JournalKeeperParts;
  /** When the timer that stands goes off. */
  private due: EpochMs | null = null;
  private cancel: (() => void) | null = null;

  constructor(parts: JournalKeeperParts) {
    this.parts = parts;
  }

  note(changes: readonly Change[]): void {
    const hasGrown = changes.some(({ room, value }) => value !== undefined && (room === 'entry' || room === 'worked'));
    const { ledger, keep } = this.parts;
    if (hasGrown && (ledger.size('entry') > keep().failures || (this.due === null && keep().minutes !== null))) this.tidy();
  }

  /** Lets go what is due, and plans for what will be. Call it at the start, when the user's wish changes, and when an alarm wakes. */
  tidy(): void {
    const { ledger, commit, keep, now, after, wakeAt } = this.parts;
    const changes = expired(ledger, keep(), now());
    if (changes.length > 0) commit(changes);
    this.cancel?.();
    this.cancel = null;
    const next = nextExpiry(ledger, keep());
    this.due = next === null ? null : Math.max(next, now()) + ROUGHLY_MS;
    wakeAt(this.due);
    if (this.due !== null) this.cancel = after(this.due - now(), () => this.tidy());
  }
}
