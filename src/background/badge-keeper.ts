// Keeps each tab's badge true: told of changes, it repaints the tabs they touch, once per burst; while a key is blocked it counts down.
import { type BadgeLook, COUNTED_MS, type TabState, type Unseen, badgeLook, soonestEnd, tabStates } from '../core/badge.ts';
import type { Change, Ledger } from '../core/ledger.ts';
import type { DurationMs, EpochMs } from '../core/units.ts';

export interface BadgeParts {
  ledger: Ledger;
  show(tabId: number | null, look: BadgeLook): Promise<void>;
  now(): EpochMs;
  after(delay: DurationMs, callback: () => void): () => void;
  /** Wakes the background if it was stopped by then; null: no need. */
  wakeAt(at: EpochMs | null): void;
  /** A block may have ended. */
  onOver(): void;
}

const BURST_MS: DurationMs = 80;
/** A background that was stopped while it counted is woken so soon: its badge would stand still. */
const STOPPED_MS: DurationMs = 3_000;
/** A timer that comes just before a full second would show the second before. */
const PAST_MS: DurationMs = 5;

export class BadgeKeeper {
  private readonly parts: BadgeParts;
  private readonly dirtyTabs = new Set<number | null>();
  private readonly dirtyKeys = new Set<string>();
  private readonly tabOf = new Map<string, number | null>();
  /** Tabs that have had a colour of their own: no browser takes it back. */
  private readonly coloured = new Set<number>();
  /** Tabs whose badge counts down, and until when. */
  private readonly waits = new Map<number | null, { until: EpochMs; unseen: Unseen }>();
  private isPlanned = false;
  private stopTicking: (() => void) | null = null;

  constructor(parts: BadgeParts) {
    this.parts = parts;
    for (const { observation } of parts.ledger.all('entry')) this.tabOf.set(observation.id, observation.tabId);
    // A badge may stand as it stood when the background was stopped.
    for (const { ref, hold } of parts.ledger.all('key')) if (hold) this.refreshKey(ref);
  }

  note(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.room === 'seen') this.refresh(change.id === 'null' ? null : Number(change.id));
      if (change.room === 'key') this.refreshKey(change.id);
      if (change.room !== 'entry') continue;
      if (change.value) this.tabOf.set(change.id, change.value.observation.tabId);
      const tabId = this.tabOf.get(change.id);
      if (!change.value) this.tabOf.delete(change.id);
      if (tabId !== undefined) this.refresh(tabId);
    }
  }

  refresh(tabId: number | null): void {
    this.dirtyTabs.add(tabId);
    this.plan();
  }
  private refreshKey(ref: string): void {
    this.dirtyKeys.add(ref);
    this.plan();
  }
  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    this.parts.after(BURST_MS, () => this.paint());
  }

  /** Nobody counts from now on: no badge may go on showing seconds. */
  sleep(): void {
    this.stopTicking?.();
    const now = this.parts.now();
    for (const [tabId, { until, unseen }] of this.waits)
      if (until - now <= COUNTED_MS) void this.parts.show(tabId, badgeLook(unseen, null, now));
  }

  private paint(): void {
    this.isPlanned = false;
    const { ledger } = this.parts;
    const now = this.parts.now();
    const states = tabStates(ledger);
    for (const [tabId, { refs }] of states) if ([...refs].some((ref) => this.dirtyKeys.has(ref))) this.dirtyTabs.add(tabId);
    // Failures of no tab count for every tab.
    if (this.dirtyTabs.has(null)) for (const tabId of [...states.keys(), ...this.coloured]) this.dirtyTabs.add(tabId);
    for (const tabId of this.dirtyTabs) {
      const state = states.get(tabId);
      const until = state ? soonestEnd(ledger, state.refs, now) : null;
      if (state && until !== null) this.waits.set(tabId, { until, unseen: state });
      else this.waits.delete(tabId);
      if (state && tabId !== null) this.coloured.add(tabId);
      void this.parts.show(tabId, state ? badgeLook(state, until, now) : this.withoutBadge(tabId, states.get(null), now));
    }
    this.dirtyTabs.clear();
    this.dirtyKeys.clear();
    this.schedule(now);
    this.parts.onOver();
  }

  /** The badge of no tab stands there then, in its own colour. */
  private withoutBadge(tabId: number | null, tabless: TabState | undefined, now: EpochMs): BadgeLook {
    if (tabId === null || !tabless || !this.coloured.has(tabId)) return { text: '', tone: null };
    const { tone } = badgeLook(tabless, soonestEnd(this.parts.ledger, tabless.refs, now), now);
    return { text: '', tone };
  }

  /** Each second while it counts, and when the alarm says that it stopped counting or has to begin. */
  tick(): void {
    const now = this.parts.now();
    for (const [tabId, { until, unseen }] of this.waits) {
      if (until <= now) this.refresh(tabId);
      else void this.parts.show(tabId, badgeLook(unseen, until, now));
    }
    this.schedule(now);
  }

  /**
   * The next second of whichever tab comes first. Showing it is what keeps the background awake; for long waits it may sleep.
   * `now` is the instant that was just shown: a clock read again may have gone past a second, which nobody would show then.
   */
  private schedule(now: EpochMs): void {
    this.stopTicking?.();
    this.stopTicking = null;
    const left = [...this.waits.values()].map(({ until }) => until - now).filter((ms) => ms > 0);
    if (left.length === 0) return this.parts.wakeAt(null);
    const counted = left.filter((ms) => ms <= COUNTED_MS);
    if (counted.length === 0) return this.parts.wakeAt(now + Math.min(...left) - COUNTED_MS);
    this.parts.wakeAt(now + STOPPED_MS);
    const next = Math.min(...counted.map((ms) => ms % 1_000 || 1_000));
    this.stopTicking = this.parts.after(next + PAST_MS, () => this.tick());
  }
}
