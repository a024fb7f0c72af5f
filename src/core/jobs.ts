// Async work followed from its POST through the polls to its end: finished observations in, one line a job (or order) out.
import { matchEndpoint } from './endpoint.ts';
import { answerOf, isFields } from './error-body.ts';
import { idOf, idsIn } from './facts.ts';
import { isEnded, jobStateOf, readJobAnswer } from './job-answer.ts';
import { bounded, JOB_LIMIT, type JobLine, newLine, noted, refOf, seenAt, withLine, withStart } from './job-line.ts';
import type { Observation } from './observation.ts';
import { listNear } from './repeat-safety.ts';
import type { Json } from './units.ts';

/**
 * The lines after one more finished call. Calls that concern no job leave the same array. The answer's body must still be there:
 * call this before bodies are dropped. Never throws.
 */
export function followJobs(lines: readonly JobLine[], observation: Observation): readonly JobLine[] {
  const { status, method } = observation;
  if (status === null || status < 200 || status >= 300 || observation.preflight) return lines;
  const answer = answerOf(observation);
  if (answer.kind !== 'json' && answer.kind !== 'envelope') return lines;
  const { endpoint, params } = matchEndpoint(observation);
  const isPost = method.toUpperCase() === 'POST';
  // An External POST that nobody described tells by its answer that it ordered something.
  const isOrder = endpoint?.second === 'pays' || (observation.surface === 'external' && endpoint === null);
  if (isPost && isOrder) return bounded(startedJobs(lines, observation, answer.json));
  if (endpoint?.follows === 'job') return bounded(polledJob(lines, observation, answer.json, params['id'] ?? null));
  if (endpoint?.template === '/jobs' && !isPost) return bounded(listedJobs(lines, observation, answer.json));
  if (observation.surface === 'external' && !isPost) return listedRecords(lines, observation, answer.json);
  return lines;
}

/** A POST's answer: per-subject `job_ids` on Plugin; on External one line for the order, with the records it will make. */
function startedJobs(lines: readonly JobLine[], observation: Observation, json: Json): readonly JobLine[] {
  if (!isFields(json)) return lines;
  const { orderId } = idsIn(json, undefined);
  if (observation.surface === 'external') {
    const id = orderId ?? idOf(json['batchId']);
    if (id === null) return lines;
    const ids = listOf(json['createdRecordIds']).flatMap((value) => idOf(value) ?? []);
    const path = matchEndpoint(observation).endpoint?.lookIn ?? listNear(observation) ?? observation.path;
    const reserved = amountOf(json['creditsReserved']);
    const line = { ...newLine(observation, id, orderId ?? null), state: 'processing' as const, creditsReserved: reserved };
    return withLine(
      lines,
      noted({ ...line, records: ids.length > 0 ? { ids, done: 0, path } : null }, observation, 'processing', null),
    );
  }
  return jobIdsOf(json).reduce<readonly JobLine[]>((all, id) => {
    // The `status` of this answer is the order's.
    const line = noted(newLine(observation, id, orderId ?? null), observation, 'pending', null);
    const met = all.find(({ ref }) => ref === line.ref);
    return met?.startedBy ? all : withLine(all, met ? withStart(met, line) : line);
  }, lines);
}

/** Job ids of an answer to POST /jobs, /jobs/batch or a clone: at the top, per subject, or per result. */
function jobIdsOf(json: Json): string[] {
  const found: string[] = [];
  const collect = (value: Json | undefined, depth: number): void => {
    if (depth > 4 || found.length >= JOB_LIMIT) return;
    if (Array.isArray(value)) for (const part of value) collect(part, depth + 1);
    if (!isFields(value)) return;
    for (const id of [value['job_id'], ...listOf(value['job_ids'])]) {
      const known = idOf(id);
      if (known !== null && !found.includes(known)) found.push(known);
    }
    for (const name of ['subjects', 'results', 'jobs', 'orders', 'items']) collect(value[name], depth + 1);
  };
  collect(json, 0);
  return found;
}

function polledJob(lines: readonly JobLine[], observation: Observation, json: Json, asked: string | null): readonly JobLine[] {
  const answer = readJobAnswer(json, matchEndpoint(observation).endpoint, observation);
  const id = answer?.facts.jobId ?? asked;
  if (answer === null || id === null) return lines;
  const known = lines.find(({ ref }) => ref === refOf(observation, id));
  const line = known ?? { ...newLine(observation, id, answer.facts.orderId ?? null), startedBy: null };
  const polled: JobLine = {
    ...line,
    orderId: line.orderId ?? answer.facts.orderId ?? null,
    polls: line.polls + 1,
    lastPollAt: Math.max(line.lastPollAt ?? 0, seenAt(observation)),
    pollsAfterEnd: line.pollsAfterEnd + (isEnded(line.state) && isLater(observation, line) ? 1 : 0),
    facts: { ...line.facts, ...answer.facts },
  };
  return withLine(lines, noted(polled, observation, answer.state, amountOf(answer.job['attempt_count'])));
}

/** A list tells of jobs that are followed already; it starts no line for each old job it holds. */
function listedJobs(lines: readonly JobLine[], observation: Observation, json: Json): readonly JobLine[] {
  const items = listOf(isFields(json) ? (json['jobs'] ?? json['items'] ?? json['data']) : json);
  return items.reduce<readonly JobLine[]>((all, item) => {
    const id = isFields(item) ? idOf(item['id'] ?? item['job_id']) : null;
    const line = all.find(({ ref }) => id !== null && ref === refOf(observation, id));
    const state = isFields(item) ? jobStateOf(item['status']) : null;
    if (!line || !isFields(item) || state === null) return all;
    return withLine(all, noted(line, observation, state, amountOf(item['attempt_count'])));
  }, lines);
}

/** External: the order is complete once all its records stand in the list as DONE (endpoint pages; no order endpoint is visible). */
function listedRecords(lines: readonly JobLine[], observation: Observation, json: Json): readonly JobLine[] {
  const list = isFields(json) ? Object.values(json).find((value) => Array.isArray(value)) : undefined;
  if (list === undefined) return lines;
  const done = new Set(
    listOf(list).flatMap((item) =>
      isFields(item) && typeof item['status'] === 'string' && item['status'].toUpperCase() === 'DONE'
        ? (idOf(item['id']) ?? [])
        : [],
    ),
  );
  return lines.reduce<readonly JobLine[]>((all, line) => {
    const isHere =
      line.records !== null &&
      line.base === observation.base &&
      line.records.path === observation.path &&
      line.startedAt <= observation.startedAt;
    if (!isHere || line.records === null || isEnded(line.state)) return all;
    const count = line.records.ids.filter((id) => done.has(id)).length;
    const polled = {
      ...line,
      polls: line.polls + 1,
      lastPollAt: Math.max(line.lastPollAt ?? 0, seenAt(observation)),
      records: { ...line.records, done: Math.max(count, line.records.done) },
    };
    return withLine(all, noted(polled, observation, count === line.records.ids.length ? 'completed' : line.state, null));
  }, lines);
}

/** Asked when the line's last moment was known already. */
const isLater = ({ startedAt }: Observation, { timeline }: JobLine): boolean => startedAt >= (timeline.at(-1)?.at ?? 0);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const amountOf = (value: Json | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
