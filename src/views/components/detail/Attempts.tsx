// The attempts of one call on a line, with the pauses between them: too eager a retry loop shows at a glance.
import { type CallerCall, lintCaller } from '../../../core/caller-lint.ts';
import type { Entry } from '../../../core/ledger.ts';
import type { Row } from '../../../core/rows.ts';
import type { EpochMs } from '../../../core/units.ts';
import { duration, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { type Point, Timeline } from '../pictures/Timeline.tsx';
import { toneOfCall } from '../keys/KeyLine.tsx';
import { Section } from './Section.tsx';

/** The last ones listed in numbers; the line shows more. */
const LISTED = 12;
const DRAWN = 200;

const callerCallOf = ({ observation, diagnosis, call }: Entry): CallerCall => ({
  sentAt: observation.startedAt,
  endedAt: observation.endedAt ?? observation.startedAt,
  call,
  method: observation.method,
  status: observation.status,
  safeAt: diagnosis.retry.notBefore,
});

export function Attempts({ row, succeededAt, model }: { row: Row; succeededAt: EpochMs | null; model: Model }) {
  const findings = lintCaller(model.triesOf(row).slice(-DRAWN).map(callerCallOf));
  if (row.count === 1 && succeededAt === null && findings.length === 0) return null;
  const entries = row.entries.slice(-DRAWN);
  const starts = entries.map(({ observation }) => observation.startedAt);
  const from = starts[0] ?? 0;
  const span = Math.max(1, (starts.at(-1) ?? 0) - from);
  const points = entries.map(({ observation }, place): Point => ({
    at: (observation.startedAt - from) / span,
    tone: toneOfCall(observation.status ?? 0),
    says: speak({
      id: 'attempts.one',
      values: {
        place: row.count - entries.length + place + 1,
        time: timeOfDay(observation.startedAt, true),
        after: place === 0 ? '' : duration(observation.startedAt - (starts[place - 1] ?? 0)),
      },
    }),
  }));
  return (
    <Section name={label('detail.attempts.title')}>
      {succeededAt === null ? null : (
        <p>
          {speak({
            id: 'attempts.worked',
            values: { time: timeOfDay(succeededAt, true), before: duration(Math.max(0, row.firstAt - succeededAt)) },
          })}
        </p>
      )}
      {row.count > 1 ? <Line row={row} points={points} from={from} to={starts.at(-1) ?? from} /> : null}
      {findings.map(({ rule, says }) => (
        <p key={rule} class="note">
          {speak(says)}
        </p>
      ))}
    </Section>
  );
}

function Line({ row, points, from, to }: { row: Row; points: readonly Point[]; from: EpochMs; to: EpochMs }) {
  return (
    <>
      <p>
        {speak({
          id: 'row.times.title',
          values: { count: row.count, first: timeOfDay(row.firstAt, true), last: timeOfDay(row.lastAt, true) },
        })}
      </p>
      <Timeline
        label={label('detail.attempts.title')}
        points={points}
        none={label('timeline.none')}
        ends={[timeOfDay(from), timeOfDay(to)]}
        height={22}
      />
      <ol class="attempts" reversed start={row.count}>
        {points
          .slice(-LISTED)
          .toReversed()
          .map(({ says }) => (
            <li key={says}>{says}</li>
          ))}
      </ol>
    </>
  );
}
