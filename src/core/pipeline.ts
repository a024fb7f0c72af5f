// START READING HERE. The way of one call: observation -> classification -> rate window -> retry plan -> journal entry.
// Pure: the ledger is read, changes come out, `now` and `dice` are arguments. The background walks it live, analyze-har for files.
import { advise, type AdviceInput } from './advise.ts';
import { callOf, noteCall } from './call-record.ts';
import { classify, type Elsewhere, isFailure } from './classify.ts';
import { type Comparison, compareWith } from './comparison.ts';
import type { Classification, Diagnosis, RetryPlan } from './diagnosis.ts';
import { follow } from './follow.ts';
import { noteUse, overtaken, usedBefore, useOf } from './idempotency.ts';
import { emptyIncident, noteOutcome } from './incident.ts';
import { keyRefOf, noteBody, noteKey, worksOn } from './key-record.ts';
import { isOfAnother, isUndecided, otherLimitOf, withLimit, withRateEvidence } from './rate-evidence.ts';
import { lostBefore, noteLost } from './lost-call.ts';
import { append, counted, emptyTally } from './journal.ts';
import { lastSuccessFor, noteSuccess, takeBack } from './last-success.ts';
import type { Change, KeyRecord, Ledger } from './ledger.ts';
import type { Observation } from './observation.ts';
import type { RateWindow } from './rate-window.ts';
import type { EpochMs } from './units.ts';

export interface Circumstances {
  now: EpochMs;
  /** In [0, 1), drawn once for this call. */
  dice: number;
  /** Calls a minute of a key, as the user set it; the documented default is 60. */
  limit: number;
  /** Calls of the same key that were sent before this one ended and have not ended themselves; absent: those the ledger has under way. */
  underWay?: number;
}

/** A call has ended: what changes. Successes fill the window, end a run of failures and tell of jobs; failures become entries too. */
export function receive(ledger: Ledger, observation: Observation, circumstances: Circumstances): Change[] {
  if (observation.preflight) return [];
  const elsewhere = knownElsewhere(ledger, observation);
  const classification = classify(observation, elsewhere);
  const failed = isFailure(classification);
  const call = noteCall(ledger, observation, {
    call: callOf(observation, elsewhere.usedBefore),
    verdict: classification.repeat.verdict,
    now: circumstances.now,
  });
  const key = noteKey(ledger, observation, classification, circumstances);
  const incident = noteOutcome(ledger.get('incident') ?? emptyIncident(), observation, circumstances);
  const tally = counted(ledger, circumstances.now);
  const changes: Change[] = [
    ...call.changes,
    { room: 'tally', id: '', value: tally },
    { room: 'incident', id: '', value: incident },
    ...follow(ledger, observation, classification.facts),
    ...keyUses(ledger, observation, classification, circumstances),
    ...noteLost(ledger, observation, classification.repeat),
  ];
  if (key) changes.push({ room: 'key', id: key.ref, value: key });
  if (!failed) return [...changes, ...noteSuccess(ledger, observation)];

  const { success } = call.record;
  const entry = {
    observation,
    keyRef: key?.ref ?? null,
    call: call.record.call,
    dice: circumstances.dice,
    ...(success && { workedAt: success.endedAt }),
  };
  const window = key?.window ?? null;
  const attempts = call.record.failedAt.slice(0, -1);
  const retry = planOf({ observation, classification, window, attempts, incident, ...circumstances });
  const underWay = circumstances.underWay ?? underWayBeside(ledger, observation);
  const diagnosis = diagnosisOf(observation, classification, retry, { window, limit: circumstances.limit, underWay });
  return [...changes, ...append(ledger, tally, { ...entry, diagnosis, ...compared(ledger, observation, diagnosis) })];
}

/** More was seen of a call that was received before (its body, from devtools): diagnosed again, counted no second time. */
export function revise(ledger: Ledger, observation: Observation, circumstances: Circumstances): Change[] {
  if (observation.preflight) return [];
  const elsewhere = knownElsewhere(ledger, observation);
  const classification = classify(observation, elsewhere);
  const noted = noteBody(ledger, observation, classification, circumstances);
  const followed = [
    ...follow(ledger, observation, classification.facts),
    ...(noted ? [{ room: 'key' as const, id: noted.ref, value: noted }] : []),
    ...keyUses(ledger, observation, classification, circumstances),
    ...noteLost(ledger, observation, classification.repeat),
  ];
  return isFailure(classification)
    ? [...followed, ...toldAgain(ledger, { observation, classification, elsewhere, key: noted }, circumstances)]
    : followed;
}

interface Again {
  observation: Observation;
  classification: Classification;
  elsewhere: Elsewhere;
  /** The key's record as it is now; null: as the ledger has it. */
  key: KeyRecord | null;
}

/** The failure's entry, told anew in its place; appended where there is none yet. */
function toldAgain(
  ledger: Ledger,
  { observation, classification, elsewhere, key }: Again,
  circumstances: Circumstances,
): Change[] {
  const seen = ledger.get('entry', observation.id);
  // It stays the call that it was taken for, its key told or not; only another body under its Idempotency-Key makes it another one.
  const call = seen && !elsewhere.usedBefore ? seen.call : callOf(observation, elsewhere.usedBefore);
  const keyRef = keyRefOf(observation);
  const window = key?.window ?? (keyRef === null ? null : (ledger.get('key', keyRef)?.window ?? null));
  const incident = ledger.get('incident') ?? emptyIncident();
  const attempts = (ledger.get('call', call)?.failedAt ?? []).filter((at) => at < (observation.endedAt ?? circumstances.now));
  const dice = seen?.dice ?? circumstances.dice;
  const retry = planOf({ observation, classification, window, attempts, incident, now: circumstances.now, dice });
  const underWay = underWayBeside(ledger, observation);
  const diagnosis = diagnosisOf(observation, classification, retry, { window, limit: circumstances.limit, underWay });
  // What worked last may be another one by now, sent later than this call: then what was found stays.
  const comparison = compared(ledger, observation, diagnosis);
  if (seen) return [{ room: 'entry', id: observation.id, value: { ...seen, observation, call, diagnosis, ...comparison } }];
  const tally = ledger.get('tally') ?? emptyTally(circumstances.now);
  const entry = { observation, diagnosis, keyRef, call, dice, ...comparison };
  return [...takeBack(ledger, observation), ...append(ledger, tally, entry)];
}

function compared(ledger: Ledger, observation: Observation, diagnosis: Diagnosis): { comparison?: Comparison } {
  const worked = lastSuccessFor(ledger, observation);
  return worked ? { comparison: compareWith(worked, observation, diagnosis) } : {};
}

/** The plan; of a 429 that has two meanings, the later of both. */
function planOf(input: AdviceInput): RetryPlan {
  const plan = advise(input);
  if (!isUndecided(input.classification)) return plan;
  const other = advise({ ...input, classification: { ...input.classification, category: 'concurrency-limited' } });
  return (other.notBefore ?? 0) > (plan.notBefore ?? 0) ? other : plan;
}

const knownElsewhere = (ledger: Ledger, observation: Observation): Elsewhere => ({
  keyWorksOn: worksOn(ledger, observation),
  usedBefore: usedBefore(ledger, observation),
  lostBefore: lostBefore(ledger, observation),
});

/** Notes this call's Idempotency-Key; failures that ended before it and sent the same key after it are diagnosed again. */
function keyUses(ledger: Ledger, observation: Observation, { facts }: Classification, circumstances: Circumstances): Change[] {
  const noted = noteUse(ledger, observation, facts.code);
  if (!noted.some(({ value }) => value !== undefined)) return [];
  const again = overtaken(ledger, observation).flatMap((other) => {
    const elsewhere = { keyWorksOn: worksOn(ledger, other), usedBefore: useOf(observation), lostBefore: null };
    return toldAgain(
      ledger,
      { observation: other, classification: classify(other, elsewhere), elsewhere, key: null },
      circumstances,
    );
  });
  return [...noted, ...again];
}

/** Calls of the same key that were sent before this one ended and are still under way: they spend its budget too. */
function underWayBeside(ledger: Ledger, observation: Observation): number {
  const key = keyRefOf(observation);
  if (key === null) return 0;
  const end = observation.endedAt ?? observation.startedAt;
  const isBeside = (call: Observation): boolean =>
    call.id !== observation.id && call.endedAt === null && !call.preflight && call.startedAt <= end && keyRefOf(call) === key;
  return [...ledger.all('flight')].filter(isBeside).length;
}

function diagnosisOf(
  observation: Observation,
  { repeat: _repeat, wait: _wait, ...shown }: Classification,
  retry: RetryPlan,
  { window, limit, underWay }: { window: RateWindow | null; limit: number; underWay: number },
): Diagnosis {
  const at = observation.endedAt ?? observation.startedAt;
  const said = withLimit(shown, otherLimitOf(observation, window, limit));
  const call = { observation, category: shown.category, entry: shown.entry };
  const causes = withRateEvidence(said.causes, call, window, { now: at, underWay });
  // Calls made elsewhere are known of only where it was the key's budget that was spent. The window does not know those under way.
  const isOwn = underWay > 0 && causes.some(({ says }) => says.id === 'cause.rate-seen');
  const notes =
    isOwn || isUndecided(call) || isOfAnother(said.causes)
      ? retry.notes.filter(({ id }) => id !== 'retry.note.elsewhere')
      : retry.notes;
  return { ...shown, ...said, causes, retry: { ...retry, notes } };
}
