// What the views show: a copy of the ledger, followed live, as signals. Everything shown is derived here; components only draw.
import { type ReadonlySignal, type Signal, batch, computed, effect, signal } from '@preact/signals';
import { mendedAt as mendedCallAt } from '../core/call-record.ts';
import { planOfKey } from '../core/advise.ts';
import type { CreditsTally } from '../core/credits.ts';
import type { RetryPlan } from '../core/diagnosis.ts';
import { covers } from '../core/grants.ts';
import { type Outage, isPartOf, outageAt } from '../core/incident.ts';
import { planAmid } from '../core/outage-plan.ts';
import type { JobLine } from '../core/job-line.ts';
import type { Change, Entry, KeyRecord, MemoryLedger, Tally } from '../core/ledger.ts';
import type { Observation } from '../core/observation.ts';
import { type Row, RowIndex } from '../core/rows.ts';
import { successOf } from '../core/last-success.ts';
import type { Settings } from '../core/settings.ts';
import type { EpochMs } from '../core/units.ts';
import type { Command, Reply } from '../messages/contract.ts';
import { type Again, createAgain } from './again-model.ts';
import { createListModel } from './list-model.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../core/preferences.ts';
import { NEWEST_FIRST } from '../core/sort.ts';
import { label } from './speak.ts';

/** Where a model gets its life from: the browser, or a script in a test. */
export interface Outside {
  load(): Promise<MemoryLedger>;
  follow(callback: (changes: Change[]) => void): () => void;
  tell(command: Command): Promise<Reply>;
  loadSettings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  followSettings(callback: (settings: Settings) => void): () => void;
  loadPreferences(): Promise<Preferences>;
  savePreferences(changed: Partial<Preferences>): Promise<void>;
  followPreferences(callback: (changed: Partial<Preferences>) => void): () => void;
  now(): EpochMs;
  everySecond(callback: (now: EpochMs) => void): () => void;
  after(delayMs: number, callback: () => void): () => void;
  isConnected(): boolean;
  /** Match patterns granted at install. */
  ownHosts: readonly string[];
  /** The inspected (or active) tab. */
  tabId: number | null;
  /** Origin of that tab's page, null where it cannot be known; may change with a navigation. */
  site: Signal<string | null>;
  /** How a free call is sent again; null where there is no inspected page. */
  again: Again | null;
}

export type Scope = 'tab' | 'all';

/** A burst is painted ten times a second; a single call at once. */
const PAINT_EVERY_MS = 100;

export function createModel(outside: Outside) {
  let ledger: MemoryLedger | null = null;
  const index = new RowIndex();
  /** Bumped when the ledger has changed: everything derived from it reads this. */
  const version = signal(0);
  const ready = signal(false);
  const connected = signal(true);
  const now = signal(outside.now());
  const scope = signal<Scope>(outside.tabId === null ? 'all' : 'tab');
  const query = signal('');
  const settings = signal<Settings | null>(null);
  const preferences = signal<Preferences>(DEFAULT_PREFERENCES);

  const derive = <T>(read: (from: MemoryLedger) => T, empty: T): ReadonlySignal<T> =>
    computed(() => (version.value >= 0 && ledger ? read(ledger) : empty));

  const keys = derive<KeyRecord[]>((from) => [...from.all('key')].toSorted((a, b) => b.lastAt - a.lastAt), []);
  const tally = derive<Tally | null>((from) => from.get('tally') ?? null, null);
  /** Async work, the latest first. */
  const jobs = derive<JobLine[]>((from) => [...from.all('job')].toSorted((a, b) => b.startedAt - a.startedAt), []);
  const granted = derive<string[]>((from) => from.get('granted') ?? [], []);
  const isInScope = ({ tabId }: Observation): boolean => scope.value === 'all' || tabId === null || tabId === outside.tabId;
  const pending = derive<Observation[]>(
    (from) => [...from.all('flight')].filter((call) => call.endedAt === null && !call.preflight && isInScope(call)),
    [],
  );
  /** Whether the background may see the page's own calls; null while unknown. */
  const siteGranted = computed<boolean | null>(() =>
    outside.site.value === null ? null : covers(granted.value, outside.site.value),
  );
  /** The install's own hosts stay granted: only what the user granted can be taken back. */
  const canUnwatch = computed<boolean>(
    () => siteGranted.value === true && outside.site.value !== null && !covers(outside.ownHosts, outside.site.value),
  );
  const allRows = computed<Row[]>(() =>
    version.value >= 0 ? index.all().filter((row) => isInScope(row.latest.observation)) : [],
  );
  const failuresElsewhere = derive<number>(
    (from) => from.size('entry') - allRows.value.reduce((sum, { count }) => sum + count, 0),
    0,
  );
  /** The row's plan under what holds its key now. */
  const current = computed<Outage | null>(() =>
    version.value >= 0 && ledger ? outageAt(ledger.get('incident') ?? null, now.value) : null,
  );
  const planOf = (row: Row): RetryPlan => {
    const { diagnosis, keyRef } = row.latest;
    const hold = (version.value >= 0 && keyRef !== null && ledger?.get('key', keyRef)?.hold) || null;
    return planAmid(planOfKey(diagnosis.retry, hold, now.peek()), row.latest.observation, current.value, now.peek());
  };
  /** When the row's call came through after all; null: not seen, or not to be taken for mended. */
  const mendedAt = ({ latest: { observation, call, diagnosis } }: Row): EpochMs | null => {
    // A paid call whose outcome is unknown may have been carried out beside the one that worked; a failed job is no call to repeat.
    if (diagnosis.retry.verdict === 'check-first' || diagnosis.category === 'job-failed') return null;
    return version.value >= 0 ? mendedCallAt(ledger?.get('call', call), observation) : null;
  };
  /** What finding and sorting go by: a mended call waits for nothing. */
  const standingPlanOf = (row: Row): RetryPlan => (mendedAt(row) === null ? planOf(row) : { ...planOf(row), notBefore: null });
  /** Names that rows got since they were drawn: who presses one that is on the screen means the row that it has become. */
  const newNames = new Map<string, string>();
  const idNow = (id: string): string => {
    let found = id;
    while (!index.get(found) && newNames.has(found)) found = newNames.get(found)!;
    return found;
  };
  const list = createListModel({ allRows, pending, now, scope, query, planOf: standingPlanOf, idNow });
  const selected = computed<Row | null>(() =>
    version.value >= 0 && list.selectedId.value !== null ? (index.get(list.selectedId.value) ?? null) : null,
  );

  /** The trouble that is on now, with the instant at which all of its calls may be repeated. */
  const outage = computed<{ outage: Outage; notBefore: EpochMs | null } | null>(() => {
    const found = current.value;
    if (!found) return null;
    const instants = allRows.value
      .filter(({ latest }) => isPartOf(found, latest.observation) && latest.observation.startedAt >= found.since - 60_000)
      .flatMap((row) => {
        const { verdict, notBefore } = planOf(row);
        return verdict === 'retry' && notBefore !== null ? notBefore : [];
      });
    return { outage: found, notBefore: instants.length > 0 ? Math.max(...instants) : null };
  });

  /** For each key with failures that a wait helps: when its soonest retry is safe. */
  const retryByKey = computed(() => {
    const soonest = new Map<string, { ref: string; shown: string; notBefore: EpochMs }>();
    for (const row of allRows.value) {
      const { keyRef, observation } = row.latest;
      const { verdict, notBefore } = standingPlanOf(row);
      if (verdict !== 'retry' || notBefore === null) continue;
      const ref = keyRef ?? '';
      const known = soonest.get(ref);
      if (!known || notBefore < known.notBefore)
        soonest.set(ref, { ref, shown: observation.key.shown || label('detail.key.none'), notBefore });
    }
    return [...soonest.values()].toSorted((a, b) => a.notBefore - b.notBefore);
  });

  const apply = (changes: readonly Change[]): void => {
    for (const change of changes) {
      ledger?.apply(change);
      if (change.room !== 'entry') continue;
      const before = index.rowIdOf(change.id);
      if (!change.value) index.remove(change.id);
      else {
        const { id } = index.put(change.value);
        if (before === undefined || before === id || index.get(before)) continue;
        newNames.set(before, id);
        // The name is somebody's again: it leads no further, so that no chain of names comes back to itself.
        newNames.delete(id);
        list.renamed(before, id);
      }
    }
  };
  const repaint = paced(outside, PAINT_EVERY_MS, () => {
    newNames.clear();
    batch(() => void (version.value++, (now.value = outside.now())));
  });

  /** Reads the records and follows them; gives what ends it. What changes while they are read is applied after. */
  const start = async (): Promise<() => void> => {
    const early: Change[] = [];
    const stopFollowing = outside.follow((changes) => {
      if (!ledger) early.push(...changes);
      else {
        apply(changes);
        repaint();
      }
    });
    const [loaded, stored, liked] = await Promise.all([outside.load(), outside.loadSettings(), outside.loadPreferences()]);
    ledger = loaded;
    for (const entry of ledger.all('entry')) index.put(entry);
    apply(early);
    batch(() => {
      settings.value = stored;
      preferences.value = liked;
      query.value = liked.query;
      if (liked.sort) list.sort.value = liked.sort;
      version.value++;
      ready.value = true;
    });
    const stopSettings = outside.followSettings((changed) => (settings.value = changed));
    // Another window's filter stays its own.
    const stopPreferences = outside.followPreferences((changed) => (preferences.value = { ...preferences.peek(), ...changed }));
    const stopKeeping = keepLast();
    const stopAgain = again.follow();
    const stopClock = outside.everySecond((at) => {
      now.value = at;
      connected.value = outside.isConnected();
    });
    return () =>
      [stopFollowing, stopSettings, stopPreferences, stopKeeping, stopAgain, stopClock, list.stop].forEach((stop) => stop());
  };

  const savePreferences = (changed: Partial<Preferences>): void => {
    preferences.value = { ...preferences.peek(), ...changed };
    void outside.savePreferences(changed);
  };
  /** The last filter and order are kept, once the reader has stopped typing. */
  const keepLast = (): (() => void) => {
    let cancel: (() => void) | null = null;
    return effect(() => {
      const last = { query: query.value, sort: list.sort.value };
      cancel?.();
      const { query: keptQuery, sort: keptSort } = preferences.peek();
      if (last.query === keptQuery && last.sort === (keptSort ?? NEWEST_FIRST)) return;
      cancel = outside.after(500, () => savePreferences(last));
    });
  };

  /** When this very call last came through, as far as this session saw. */
  const credits = derive<readonly CreditsTally[]>((from) => from.get('credits') ?? [], []);
  /** What was seen of the credits of the account behind the row's key. */
  const creditsOf = ({ latest: { observation } }: Row): CreditsTally | undefined =>
    credits.value.find(({ base, keyIds }) => base === observation.base && keyIds.includes(observation.key.keyId ?? ''));
  const succeededAt = (row: Row): EpochMs | null =>
    before(row.firstAt, (version.value >= 0 && ledger?.get('call', row.latest.call)?.success?.endedAt) || null);

  /** The failed tries of the row's call since it last came through, whatever their answers, oldest first: what its retrying is judged by. */
  const triesOf = ({ latest: { call, workedAt, observation } }: Row): Entry[] =>
    index
      .all()
      .filter(({ latest }) => latest.call === call && latest.observation.tabId === observation.tabId)
      .flatMap(({ entries }) => entries.filter((entry) => entry.workedAt === workedAt))
      .toSorted((a, b) => a.observation.startedAt - b.observation.startedAt);

  const again = createAgain({
    ...outside,
    version,
    rowOf: (entryId) => {
      const row = index.get(index.rowIdOf(entryId) ?? '');
      return row ? { row, notBefore: planOf(row).notBefore } : null;
    },
    attemptSince: ({ call, observation }, since) => {
      const success = ledger && successOf(ledger, observation);
      const cameThrough = ledger?.get('call', call)?.success?.endedAt ?? 0;
      if (success && success.startedAt >= since && cameThrough >= since) return { status: success.status };
      const failed = index
        .all()
        .flatMap(({ latest }) => (latest.call === call && latest.observation.startedAt >= since ? latest : []));
      const first = failed.toSorted((a, b) => a.seq - b.seq)[0];
      return first ? { entry: first } : null;
    },
  });

  return {
    ready,
    connected,
    now,
    scope,
    query,
    list,
    settings,
    preferences,
    keys,
    tally,
    outage,
    granted,
    pending,
    allRows,
    selected,
    siteGranted,
    canUnwatch,
    failuresElsewhere,
    retryByKey,
    site: outside.site,
    tabId: outside.tabId,
    jobs,
    credits,
    planOf,
    succeededAt,
    triesOf,
    mendedAt,
    creditsOf,
    again,
    start,
    clear: () => outside.tell({ ask: 'clear', tabId: scope.value === 'all' ? null : outside.tabId }),
    looked: () => (outside.tabId === null ? undefined : void outside.tell({ ask: 'looked', tabId: outside.tabId })),
    openOptions: (watch: string | null) => void outside.tell({ ask: 'open-options', watch }),
    savePreferences,
    saveSettings: (changed: Partial<Settings>) => settings.value && outside.saveSettings({ ...settings.value, ...changed }),
  };
}
export type Model = ReturnType<typeof createModel>;

/** Of calls made side by side one may come through while others fail: that is no "before". */
const before = (instant: EpochMs, at: EpochMs | null): EpochMs | null => (at !== null && at <= instant ? at : null);

/** Runs `act` at once when the last run is long enough ago, else once at the end of the pause. */
function paced(outside: Pick<Outside, 'now' | 'after'>, pauseMs: number, act: () => void): () => void {
  let last = -Infinity;
  let isPlanned = false;
  const run = (): void => {
    isPlanned = false;
    last = outside.now();
    act();
  };
  return () => {
    if (isPlanned) return;
    const wait = last + pauseMs - outside.now();
    if (wait <= 0) return run();
    isPlanned = true;
    outside.after(Math.min(wait, pauseMs), run);
  };
}
