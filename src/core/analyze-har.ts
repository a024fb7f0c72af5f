// Offline way in: a HAR file walks the same way as live traffic (pipeline.ts) and comes out as entries for the panel, or as a Report.
import type { Phrase } from '../words/phrase.ts';
import { keyAlarms } from './alarms.ts';
import { observationFromHarEntry } from './capture/har-entry.ts';
import { callOfRefused, callRefusedBy, mayBeRefused, refusalOf } from './capture/preflight.ts';
import type { CreditsTally } from './credits.ts';
import { openHar } from './har-file.ts';
import type { JobLine } from './job-line.ts';
import { keyRefOf } from './key-record.ts';
import { type Entry, type KeyRecord, MemoryLedger } from './ledger.ts';
import type { Observation } from './observation.ts';
import { receive } from './pipeline.ts';
import { creditsUseOf, findingOf, jobUseOf, keyUseOf, type Report, reportOf, underHolds } from './report.ts';
import type { BaseUrl } from './surface.ts';
import type { EpochMs } from './units.ts';

export interface HarOptions {
  /** The instant of the report; without it, the end of the file's last call. */
  now?: EpochMs;
  /** Mixed into the hash by which a key of unknown shape is named. */
  salt?: string;
  /** Base URLs of the user's own. */
  added?: readonly BaseUrl[];
  /** Calls a minute of a key. */
  limit?: number;
  /** In [0, 1), one for each failure: the jitter of its retry. Without it, none. */
  random?: () => number;
}

export interface HarReading {
  /** The failed calls in the order of the file; `index` counts in `log.entries`. */
  failures: { index: number; entry: Entry }[];
  keys: KeyRecord[];
  /** Oldest first. */
  jobs: JobLine[];
  credits: readonly CreditsTally[];
  /** API calls in the file, preflights not counted. */
  calls: number;
  notes: Phrase[];
  now: EpochMs;
  /** When the file's first entry began, of whatever host. */
  since: EpochMs;
}

/**
 * The Report of a HAR (design section 4). `har`: a parsed HAR or its JSON text, from any exporter. A file that cannot be used gives
 * a report without findings whose `notes` say why. Pure; never throws; one pass in the order in which the calls ended.
 */
export function analyzeHar(har: unknown, options: HarOptions = {}): Report {
  const { failures, keys, jobs, credits, notes, now, since } = readHar(har, options);
  return reportOf({
    findings: failures.map(({ index, entry }) => findingOf(entry, index)),
    keys: keys.map((key) => keyUseOf(key, now, since)),
    jobs: jobs.map((line) => jobUseOf(line, indexInHar)),
    credits: credits.map(creditsUseOf),
    notes,
    now,
  });
}

/** Ids of observations of a file are `h:<index>`. */
export const indexInHar = (id: string): number | null => (/^h:\d+$/.test(id) ? Number(id.slice(2)) : null);

/** The same with entries as the panel lists them: as they stand at the file's end. */
export function readHar(har: unknown, { now, salt = '', added = [], limit = 60, random = () => 0 }: HarOptions = {}): HarReading {
  const file = openHar(har, added);
  const context = { tabId: null, initiator: null, source: 'file' as const, salt, added: [...added, ...file.bases] };
  const walk = new Walk(limit, random);
  const seen = file.order.flatMap((index) => {
    const call = observationFromHarEntry(file.entries[index], { ...context, id: `h:${index}` });
    if (!call) return [];
    return { index, call: file.keysStripped && call.key.shape === 'absent' ? withUnseenKey(call) : call };
  });
  const calls = seen.filter(({ call }) => !call.preflight);
  const underWay = countUnderWay(calls.map(({ call }) => call));
  for (const { call, index } of seen) walk.take(call, index, underWay.get(call.id) ?? 0);
  const end = now ?? file.lastEnd ?? 0;
  const keys = [...walk.ledger.all('key')];
  const failures = underHolds(walk.finish(), keys, end).toSorted((a, b) => a.index - b.index);
  const notes = [...file.notes, ...notesOn(failures, calls.length), ...walk.alarms.values()];
  return {
    failures,
    keys,
    jobs: [...walk.ledger.all('job')].toSorted((a, b) => a.startedAt - b.startedAt),
    credits: walk.ledger.get('credits') ?? [],
    calls: calls.length,
    notes,
    now: end,
    since: file.firstStart ?? 0,
  };
}

/** By id: how many calls of the same key were sent before this one ended, ended after it, and were let in. Calls by their ends. */
function countUnderWay(calls: readonly Observation[]): Map<string, number> {
  const byKey = new Map<string | null, Observation[]>();
  for (const call of calls) {
    const ofKey = byKey.get(keyRefOf(call));
    if (ofKey) ofKey.push(call);
    else byKey.set(keyRefOf(call), [call]);
  }
  const counts = new Map<string, number>();
  for (const ofKey of byKey.values()) {
    const starts = ofKey.filter(wasLetIn).map(({ startedAt }) => startedAt);
    starts.sort((a, b) => a - b);
    let started = 0;
    let ended = 0;
    for (const call of ofKey) {
      while (started < starts.length && starts[started]! <= (call.endedAt ?? call.startedAt)) started++;
      if (wasLetIn(call)) ended++;
      counts.set(call.id, started - ended);
    }
  }
  return counts;
}
const wasLetIn = ({ status }: Observation): boolean => status !== 429;

const withUnseenKey = (seen: Observation): Observation => ({ ...seen, key: { ...seen.key, via: 'unseen', shape: 'unseen' } });

function notesOn(failures: HarReading['failures'], calls: number): Phrase[] {
  const mute = failures.filter(
    ({ entry }) => entry.observation.status !== null && entry.observation.responseBody.missing === 'not-read',
  );
  const notes: Phrase[] = [];
  if (calls > 0 && failures.length === 0) notes.push({ id: 'har.no-failures', values: { calls } });
  if (mute.length > 0) notes.push({ id: 'har.no-bodies', values: { calls: mute.length } });
  return notes;
}

/** A call may wait this long behind its preflight in the browser's queue. */
const PREFLIGHT_SPAN_MS = 60_000;

interface Refused {
  preflight: Observation;
  index: number;
  raw: string;
}

/** Calls one after the other through the pipeline; a refused preflight is told by the call it stopped, or stands for it. */
class Walk {
  readonly ledger = new MemoryLedger();
  /** Alarms of calls that succeeded, once each: no finding carries them. */
  readonly alarms = new Map<string, Phrase>();
  private readonly failures: HarReading['failures'] = [];
  private readonly refused = new Map<string, Refused[]>();
  private readonly unclaimed: Refused[] = [];

  private readonly limit: number;
  private readonly random: () => number;
  constructor(limit: number, random: () => number) {
    this.limit = limit;
    this.random = random;
  }

  take(seen: Observation, index: number, underWay: number): void {
    if (!seen.preflight) {
      const found = this.refusedBefore(seen);
      if (!found) return this.receive(seen, index, underWay);
      return this.receive(callRefusedBy(seen, found.preflight, found.raw), index, underWay);
    }
    const raw = refusalOf(seen);
    if (raw === null) return;
    const waiting = this.refused.get(seen.url);
    if (waiting) waiting.push({ preflight: seen, index, raw });
    else this.refused.set(seen.url, [{ preflight: seen, index, raw }]);
  }

  /** Refused preflights whose call the file does not show are failures themselves. */
  finish(): HarReading['failures'] {
    for (const { preflight, index, raw } of [...this.unclaimed, ...[...this.refused.values()].flat()]) {
      this.receive(callOfRefused(preflight, raw), index, 0);
    }
    return this.failures;
  }

  /** The oldest refused preflight of the same address that can belong to this call. */
  private refusedBefore(call: Observation): Refused | null {
    if (!mayBeRefused(call)) return null;
    const { url, startedAt } = call;
    const waiting = this.refused.get(url) ?? [];
    let first = waiting[0];
    while (first && first.preflight.startedAt < startedAt - PREFLIGHT_SPAN_MS) {
      this.unclaimed.push(first);
      waiting.shift();
      first = waiting[0];
    }
    if (!first || first.preflight.startedAt > startedAt + PREFLIGHT_SPAN_MS) return null;
    return waiting.shift() ?? null;
  }

  private receive(call: Observation, index: number, underWay: number): void {
    const circumstances = { now: call.endedAt ?? call.startedAt, dice: this.random(), limit: this.limit, underWay };
    let failed = false;
    for (const change of receive(this.ledger, call, circumstances)) {
      this.ledger.apply(change);
      // Taken from the change, since the journal lets old entries go.
      if (change.room !== 'entry' || !change.value) continue;
      if (change.id === call.id) failed = this.failures.push({ index, entry: change.value }) > 0;
      else this.replace(change.value);
    }
    if (!failed) for (const alarm of keyAlarms(call)) this.alarms.set(JSON.stringify(alarm), alarm);
  }

  /** A later call showed more of this one. */
  private replace(entry: Entry): void {
    const found = this.failures.find((failure) => failure.entry.observation.id === entry.observation.id);
    if (found) found.entry = entry;
  }
}
