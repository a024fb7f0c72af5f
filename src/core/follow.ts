// What an answer tells beyond its own call: one finished observation in, changes of the job lines and the credits tally out.
import { type CreditsTally, tallyCredits, withoutUntold } from './credits.ts';
import type { Facts } from './diagnosis.ts';
import type { JobLine } from './job-line.ts';
import { followJobs } from './jobs.ts';
import type { Change, Ledger, Told } from './ledger.ts';
import type { Observation } from './observation.ts';

/** A body may come minutes after its call (Chromium's devtools wait until the page reads it); by then so many others may have ended. */
const TOLD_KEPT = 64;

/**
 * The changes after a call has ended, or after its body came later. A call is taken in once, however often it is told: what was
 * taken in without its body is taken in again when the body is there, in the place of what was guessed.
 */
export function follow(ledger: Ledger, observation: Observation, facts: Facts): Change[] {
  if (observation.preflight || observation.status === null) return [];
  const told = ledger.get('told') ?? [];
  const before = told.find(({ id }) => id === observation.id);
  const read = observation.responseBody.text !== null;
  if (before && (before.read || !read)) return [];

  const jobs = read ? jobChanges(ledger, observation) : [];
  const known = ledger.get('credits') ?? [];
  const open = before ? withoutUntold(known, observation) : known;
  const tallies = tallyCredits(open, observation, shortIn(observation, facts));
  if (jobs.length === 0 && tallies === known) return [];
  const credits: Change[] = tallies === known ? [] : [{ room: 'credits', id: '', value: tallies }];
  return [...jobs, ...credits, { room: 'told', id: '', value: withTold(told, { id: observation.id, read }) }];
}

function jobChanges(ledger: Ledger, observation: Observation): Change[] {
  const before = [...ledger.all('job')].toSorted((a, b) => a.startedAt - b.startedAt);
  const after = followJobs(before, observation);
  if (after === before) return [];
  const same = new Set(before);
  const left = new Set(after.map(({ ref }) => ref));
  const changed = (line: JobLine): Change => ({ room: 'job', id: line.ref, value: line });
  return [
    ...after.filter((line) => !same.has(line)).map(changed),
    ...before.filter(({ ref }) => !left.has(ref)).map(({ ref }): Change => ({ room: 'job', id: ref, value: undefined })),
  ];
}

/** A 402's words, where they have numbers. */
function shortIn({ endedAt, startedAt }: Observation, facts: Facts): CreditsTally['short'] {
  const { creditsRequired: required, creditsAvailable: available } = facts;
  return required === undefined || available === undefined ? null : { required, available, at: endedAt ?? startedAt };
}

function withTold(told: readonly Told[], one: Told): readonly Told[] {
  return [...told.filter(({ id }) => id !== one.id), one].slice(-TOLD_KEPT);
}
