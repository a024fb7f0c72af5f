// The async work that a call started, asked about, or was told of: its states on a line, its polls counted.
import { type JobLine, durationOf } from '../../../core/job-line.ts';
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
