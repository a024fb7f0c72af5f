import { describe, expect, it } from 'vitest';
import { durationOf, JOB_LIMIT, type JobLine } from '../../src/core/job-line.ts';
import { followJobs } from '../../src/core/jobs.ts';
import type { Observation } from '../../src/core/observation.ts';
import { answered, PAID, PAID_PLUGIN } from '../catalogue/cases.ts';

const PLUGIN = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;
const follow = (...observations: Observation[]): readonly JobLine[] => observations.reduce<readonly JobLine[]>(followJobs, []);
const at = (startedAt: number): Partial<Observation> => ({ startedAt, endedAt: startedAt + 10 });
const started = (id = 'j1'): Observation =>
  answered(200, { order_id: 'o1', status: 'pending', subjects: [{ job_ids: [id] }] }, { ...PAID_PLUGIN, ...at(1000) });
const polled = (startedAt: number, status: string, more: object = {}, id = 'j1'): Observation =>
  answered(200, { id, status, error: null, ...more }, { ...PLUGIN, path: `/jobs/${id}`, ...at(startedAt) });

describe('a Plugin job', () => {
  it('is one line from its POST to its end, with changes alone in the timeline', () => {
    const [line, ...others] = follow(
      started(),
      polled(4000, 'pending', { attempt_count: 1 }),
      polled(7000, 'pending', { attempt_count: 2 }),
      polled(10_000, 'in_progress', { attempt_count: 2 }),
      polled(13_000, 'in_progress', { attempt_count: 2 }),
      polled(16_000, 'completed', { attempt_count: 2 }),
    );
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      id: 'j1',
      orderId: 'o1',
      keyId: '7f3a2b1c',
      state: 'completed',
      polls: 5,
      pollsAfterEnd: 0,
      lastPollAt: 16_010,
    });
    expect(line?.timeline.map(({ at: when, state, attempt }) => [when, state, attempt])).toEqual([
      [1010, 'pending', null],
      [4010, 'pending', 1],
      [7010, 'pending', 2],
      [10_010, 'in_progress', 2],
      [16_010, 'completed', 2],
    ]);
    expect(line && durationOf(line, 99_000)).toBe(15_010);
  });

  it('keeps the error of a failed one, and counts polls after the end', () => {
    const failure = { error: { code: 'generation_failed', message: 'x' } };
    const [line] = follow(started(), polled(4000, 'failed', failure), polled(7000, 'failed', failure));
    expect(line).toMatchObject({
      state: 'failed',
      pollsAfterEnd: 1,
      facts: { code: 'generation_failed', jobId: 'j1', orderId: 'o1' },
    });
  });

  it('stays ended when an older answer comes late', () => {
    expect(follow(started(), polled(4000, 'completed'), polled(3900, 'pending'))[0]?.state).toBe('completed');
  });

  it('has the same timeline when its POST is told after its first poll, and a poll after a later one', () => {
    const [line, ...others] = follow(
      polled(7000, 'in_progress'),
      started(),
      polled(4000, 'pending'),
      polled(10_000, 'completed'),
    );
    expect(others).toEqual([]);
    expect(line).toMatchObject({ startedAt: 1000, startedBy: expect.any(String), orderId: 'o1', polls: 3, lastPollAt: 10_010 });
    expect(line?.timeline.map(({ at: when, state }) => [when, state])).toEqual([
      [1010, 'pending'],
      [7010, 'in_progress'],
      [10_010, 'completed'],
    ]);
    expect(follow(started(), polled(9000, 'completed'), polled(4000, 'pending'))[0]).toMatchObject({
      polls: 2,
      pollsAfterEnd: 0,
    });
  });

  it('a first poll that shows nothing new is no moment, in either order', () => {
    const unchanged = polled(4000, 'pending', { attempt_count: 0 });
    for (const [line] of [follow(started(), unchanged), follow(unchanged, started())])
      expect(line?.timeline.map(({ at: when, state }) => [when, state])).toEqual([[1010, 'pending']]);
  });

  it('can be met in the middle: the POST was not seen', () => {
    expect(follow(polled(4000, 'in_progress'))[0]).toMatchObject({ startedBy: null, state: 'in_progress', polls: 1 });
  });

  it('is told of by a list too, which starts no lines of its own', () => {
    const list = answered(
      200,
      {
        jobs: [
          { id: 'j1', status: 'in_progress' },
          { id: 'old', status: 'completed' },
        ],
      },
      { ...PLUGIN, path: '/jobs', ...at(5000) },
    );
    expect(follow(started(), list).map(({ id, state }) => [id, state])).toEqual([['j1', 'in_progress']]);
  });

  it('a batch starts one line for each job taken', () => {
    const batch = answered(
      207,
      {
        results: [
          { status: 'created', job_ids: ['a', 'b'] },
          { status: 'failed', error: { code: 'quota_exceeded' } },
        ],
      },
      { ...PAID_PLUGIN, path: '/jobs/batch' },
    );
    expect(follow(batch).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('an External order', () => {
  const order = answered(
    200,
    { createdRecordIds: ['r1', 'r2'], batchId: 'b1', orderId: 'o1', reservationId: 'x', creditsReserved: 30 },
    { ...PAID, ...at(1000) },
  );
  const list = (startedAt: number, ...statuses: string[]): Observation =>
    answered(
      200,
      { packshots: statuses.map((status, index) => ({ id: `r${index + 1}`, status })), count: 2 },
      { path: '/packshots', ...at(startedAt) },
    );

  it('ends when all its records stand in the list as DONE', () => {
    const [line] = follow(order, list(3000, 'PROCESSING'), list(6000, 'DONE', 'PROCESSING'));
    expect(line).toMatchObject({ id: 'o1', state: 'processing', creditsReserved: 30, polls: 2, records: { done: 1 } });
    expect(follow(order, list(6000, 'DONE', 'DONE'))[0]).toMatchObject({ state: 'completed', records: { done: 2 } });
  });
  it('another list, or one asked for before the order, tells nothing', () => {
    const other = answered(200, { models: [] }, { path: '/models', ...at(3000) });
    expect(follow(order, other, list(500, 'DONE', 'DONE'))[0]).toMatchObject({ state: 'processing', polls: 0 });
  });
});

describe('what concerns no job', () => {
  it('leaves the very same lines', () => {
    const lines = follow(started());
    for (const observation of [
      answered(500, { error: 'x' }, PAID),
      answered(200, '<html>', { ...PLUGIN, path: '/jobs/j1' }),
      answered(200, { models: [] }, { ...PLUGIN, path: '/models' }),
      answered(200, { id: 'j1', status: 'dreaming' }, { ...PLUGIN, path: '/jobs/j1' }),
      answered(200, [], PAID),
    ]) {
      expect(followJobs(lines, observation)).toBe(lines);
    }
  });
  it('ended lines go first when there are too many', () => {
    const running = follow(started('first'));
    const many = Array.from({ length: JOB_LIMIT + 20 }, (_, index) => polled(2000 + index, 'completed', {}, `j${index}`));
    const lines = many.reduce<readonly JobLine[]>(followJobs, running);
    expect(lines).toHaveLength(JOB_LIMIT);
    expect(lines[0]?.id).toBe('first');
  });
});
