// One line of async work, and how it grows: used by jobs.ts, shown by the panel. Plain JSON; nothing here reads an answer.
import type { Facts } from './diagnosis.ts';
import { isEnded, type JobState } from './job-answer.ts';
import type { Observation, Surface } from './observation.ts';
import type { DurationMs, EpochMs } from './units.ts';

export interface JobMoment {
  at: EpochMs;
  state: JobState;
  /** `attempt_count` of the answer: rising while `pending` is normal queueing (concurrency_limit_exceeded page). */
  attempt: number | null;
  /** Observation that showed it. */
  seenIn: string;
}

/** One piece of async work. Plain JSON, so that it can be stored and sent. */
export interface JobLine {
  /** `external <base> <id>` or `plugin <base> <id>`: unique in a session. */
  ref: string;
  surface: Surface;
  base: string;
  /** A Plugin job's id; for External the order's, else the batch's. */
  id: string;
  orderId: string | null;
  keyId: string | null;
  /** Tab of the first call that told of it. */
  tabId: number | null;
  /** The POST that started it; null when only polls were seen. */
  startedBy: string | null;
  startedAt: EpochMs;
  state: JobState;
  /** Changes only: a poll that shows nothing new is counted, not listed. */
  timeline: JobMoment[];
  polls: number;
  lastPollAt: EpochMs | null;
  /** Polls after the end was shown: they can teach nothing. */
  pollsAfterEnd: number;
  creditsReserved: number | null;
  /** External: records to appear in the list, and how many of them are there. */
  records: { ids: string[]; done: number; path: string } | null;
  facts: Facts;
}

/** Lines kept; the oldest ended ones go first. */
export const JOB_LIMIT = 200;
const TIMELINE_LIMIT = 60;

/** How long a line has run: to its end, or to `now`. */
export function durationOf({ startedAt, timeline, state }: JobLine, now: EpochMs): DurationMs {
  const end = isEnded(state) ? (timeline.at(-1)?.at ?? now) : now;
  return Math.max(0, end - startedAt);
}

export const refOf = ({ surface, base }: Pick<Observation, 'surface' | 'base'>, id: string): string => `${surface} ${base} ${id}`;
export const seenAt = ({ endedAt, startedAt }: Observation): EpochMs => endedAt ?? startedAt;

export function newLine(observation: Observation, id: string, orderId: string | null): JobLine {
  const { surface, base, key, tabId } = observation;
  return {
    ref: refOf(observation, id),
    surface,
    base,
    id,
    orderId,
    keyId: key.keyId,
    tabId,
    startedBy: observation.id,
    startedAt: observation.startedAt,
    state: 'pending',
    timeline: [],
    polls: 0,
    lastPollAt: null,
    pollsAfterEnd: 0,
    creditsReserved: null,
    records: null,
    facts: { ...(surface === 'plugin' ? { jobId: id } : {}), ...(orderId === null ? {} : { orderId }) },
  };
}

/**
 * The line with a moment added when state or attempt changed. Answers may arrive out of order: an ended line stays ended, and what
 * was true before the last moment adds none.
 */
export function noted(line: JobLine, observation: Observation, state: JobState, attempt: number | null): JobLine {
  const last = line.timeline.at(-1);
  if (isEnded(line.state) && !isEnded(state)) return line;
  if (last && seenAt(observation) < last.at && !isEnded(state)) return line;
  // No attempt yet is nothing new beside a POST, whose answer tells of none.
  if (last && last.state === state && (attempt === null || attempt === (last.attempt ?? 0))) return { ...line, state };
  const moment: JobMoment = { at: seenAt(observation), state, attempt, seenIn: observation.id };
  return { ...line, state, timeline: [...line.timeline, moment].slice(-TIMELINE_LIMIT) };
}

/** The line of a job that was met in the middle, now that its POST is told of. */
export function withStart(line: JobLine, start: JobLine): JobLine {
  if (line.startedBy !== null) return line;
  const [first, ...later] = line.timeline;
  const before = start.timeline.filter(({ at }) => !first || at <= first.at);
  const isSame = before.length > 0 && first?.state === start.state && (first.attempt ?? 0) === 0;
  return {
    ...line,
    orderId: line.orderId ?? start.orderId,
    startedBy: start.startedBy,
    startedAt: Math.min(line.startedAt, start.startedAt),
    timeline: [...before, ...(isSame ? later : line.timeline)].slice(-TIMELINE_LIMIT),
    facts: { ...start.facts, ...line.facts },
  };
}

export function withLine(lines: readonly JobLine[], line: JobLine): readonly JobLine[] {
  const at = lines.findIndex(({ ref }) => ref === line.ref);
  return at < 0 ? [...lines, line] : lines.with(at, line);
}

export function bounded(lines: readonly JobLine[]): readonly JobLine[] {
  let kept = lines;
  while (kept.length > JOB_LIMIT) {
    const ended = kept.findIndex(({ state }) => isEnded(state));
    kept = kept.toSpliced(Math.max(0, ended), 1);
  }
  return kept;
}
