// Keeps each tab's badge true: told of changes, it repaints the tabs they touch, once per burst.
import type { Change, Ledger } from '../core/ledger.ts';
import type { Severity } from '../core/summary.ts';
import { unseenIn } from '../core/unseen.ts';

type Show = (tabId: number | null, count: number, worst: Severity | null) => Promise<void>;

export class BadgeKeeper {
  private readonly ledger: Ledger;
  private readonly show: Show;
  private readonly soon: (callback: () => void) => void;
  private readonly dirty = new Set<number | null>();
  private readonly tabOf = new Map<string, number | null>();

  constructor(ledger: Ledger, show: Show, soon: (callback: () => void) => void) {
    this.ledger = ledger;
    this.show = show;
    this.soon = soon;
    for (const { observation } of ledger.all('entry')) this.tabOf.set(observation.id, observation.tabId);
  }

  note(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.room === 'seen') this.refresh(change.id === 'null' ? null : Number(change.id));
      if (change.room !== 'entry') continue;
      if (change.value) this.tabOf.set(change.id, change.value.observation.tabId);
      const tabId = this.tabOf.get(change.id);
      if (!change.value) this.tabOf.delete(change.id);
      if (tabId !== undefined) this.refresh(tabId);
    }
  }

  refresh(tabId: number | null): void {
    if (this.dirty.size === 0) this.soon(() => this.paint());
    this.dirty.add(tabId);
  }

  private paint(): void {
    for (const tabId of this.dirty) {
      const { count, worst } = unseenIn(this.ledger, tabId);
      void this.show(tabId, count, worst);
    }
    this.dirty.clear();
  }
}
