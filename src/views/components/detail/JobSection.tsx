// The async work that a call started, asked about, or was told of: its states on a line, its polls counted.
import { gauge } from '../../../core/forecast.ts';
import { isEnded } from '../../../core/job-answer.ts';
import { type JobLine, durationOf } from '../../../core/job-line.ts';
import { keyRefOf } from '../../../core/key-record.ts';
import { pollBudgetOf } from '../../../core/poll-budget.ts';
import type { Row } from '../../../core/rows.ts';
import { duration, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { type Point, Timeline } from '../pictures/Timeline.tsx';
import { Section } from './Section.tsx';

export function JobSection({ row, model }: { row: Row; model: Model }) {
  const { observation, diagnosis } = row.latest;
  const { jobId, orderId } = diagnosis.facts;
  const job = model.jobs.value.find(
    ({ id, orderId: order, base, startedBy, timeline }) =>
      base === observation.base &&
      (id === jobId ||
        (orderId !== undefined && (order === orderId || id === orderId)) ||
        startedBy === observation.id ||
        timeline.some(({ seenIn }) => seenIn === observation.id)),
  );
  return job ? <Job job={job} model={model} /> : null;
}

function Job({ job, model }: { job: JobLine; model: Model }) {
  const took = durationOf(job, model.now.value);
  const span = Math.max(1, took);
  const points = job.timeline.map(({ at, state, attempt }): Point => ({
    at: Math.min(1, Math.max(0, (at - job.startedAt) / span)),
    tone: state === 'failed' ? 'broken' : state === 'completed' ? 'good' : 'slot',
    says: speak({ id: 'job.moment', values: { state: label(`job.${state}`), time: timeOfDay(at, true), attempt: attempt ?? 0 } }),
  }));
  const values = { id: job.id, state: label(`job.${job.state}`), took: duration(took), polls: job.polls };
  return (
    <Section name={label('job.title')}>
      <p>{speak({ id: 'job.line', values })}</p>
      {job.pollsAfterEnd > 0 ? <p class="note">{speak({ id: 'job.after-end', values: { polls: job.pollsAfterEnd } })}</p> : null}
      <PollsLine job={job} model={model} />
      <Timeline
        label={label('job.title')}
        points={points}
        none={label('timeline.none')}
        ends={[timeOfDay(job.startedAt), timeOfDay(job.startedAt + took)]}
        height={18}
      />
      <ol class="attempts">
        {points.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
      </ol>
    </Section>
  );
}

/** What asking about open jobs costs the key. */
function PollsLine({ job, model }: { job: JobLine; model: Model }) {
  const keyRef = keyRefOf({ base: job.base, key: job });
  const record = model.keys.value.find(({ ref }) => ref === keyRef);
  if (!record || isEnded(job.state)) return null;
  const { limit, windowMs } = record.window;
  const { used } = gauge(record.window, model.now.value);
  const budget = pollBudgetOf(job, model.jobs.value, { limit, windowMs, used });
  if (budget === null) return null;
  const { fastestMs, ...values } = { ...budget, limit };
  return (
    <p class="note">
      {fastestMs === null
        ? speak({ id: 'job.polling.full', values })
        : speak({ id: 'job.polling', values: { ...values, seconds: Math.ceil(fastestMs / 1_000) } })}
    </p>
  );
}
