// When to send again: the wait as a ring, what it rests on, and when further calls of the key may go.
import type { RetryPlan } from '../../../core/diagnosis.ts';
import type { Row } from '../../../core/rows.ts';
import { DEFAULT_SETTINGS } from '../../../core/settings.ts';
import { useOpenFile } from '../../files/desk-context.ts';
import { countdown, shareLeft, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { Countdown } from '../list/Countdown.tsx';
import { Ring } from '../pictures/Ring.tsx';
import { BackoffCode } from './BackoffCode.tsx';
import { CreditsLine } from './CreditsLine.tsx';
import { Planner } from './Planner.tsx';
import { Section } from './Section.tsx';
import { SendAgainLine } from './SendAgainLine.tsx';

export function RetrySection({ plan, row, model }: { plan: RetryPlan; row: Row; model: Model }) {
  const { keyRef, observation } = row.latest;
  const isPast = useOpenFile() !== null;
  const mendedAt = model.mendedAt(row);
  const failedAt = observation.endedAt ?? observation.startedAt;
  const tally = observation.method === 'POST' ? model.creditsOf(row) : undefined;
  const key = keyRef === null ? undefined : model.keys.value.find(({ ref }) => ref === keyRef);
  return (
    <Section name={label('detail.retry')}>
      <div class="retry" data-testid="retry">
        {isPast || mendedAt !== null ? null : <WaitRing plan={plan} since={failedAt} model={model} />}
        <div>
          <p class="retry-says">
            <Countdown plan={plan} now={model.now} isMended={mendedAt !== null} {...(isPast && { since: failedAt })} />
          </p>
          {mendedAt === null ? null : (
            <p data-testid="mended">{speak({ id: 'detail.mended', values: { time: timeOfDay(mendedAt, true) } })}</p>
          )}
          {mendedAt === null ? <p>{speak(plan.reason)}</p> : null}
          {plan.lookIn === undefined ? null : <p>{speak({ id: 'detail.look-in', values: { path: plan.lookIn } })}</p>}
        </div>
      </div>
      <SendAgainLine row={row} plan={mendedAt === null ? plan : { ...plan, notBefore: null }} model={model} />
      {mendedAt === null
        ? plan.notes.map((note) => (
            <p key={note.id} class="note">
              {speak(note)}
            </p>
          ))
        : null}
      {plan.basis === null || mendedAt !== null ? null : (
        <p class="quiet">
          {speak({
            id: 'basis.line',
            values: { basis: label(`basis.${plan.basis}`), percent: Math.round(plan.confidence * 100) },
          })}
        </p>
      )}
      {key === undefined || plan.verdict === 'fix-first' || mendedAt !== null ? null : (
        <Planner
          key={row.id}
          record={key}
          notBefore={plan.notBefore}
          opens={row.latest.diagnosis.category === 'rate-limited'}
          model={model}
        />
      )}
      {plan.notBefore === null ? null : (
        <BackoffCode base={observation.base} surface={observation.surface} limit={key?.window.limit ?? DEFAULT_SETTINGS.limit} />
      )}
      {tally ? <CreditsLine tally={tally} /> : null}
    </Section>
  );
}

/** Only while something is left to wait for. */
function WaitRing({ plan, since, model }: { plan: RetryPlan; since: number; model: Model }) {
  const now = model.now.value;
  const time = plan.notBefore === null ? null : countdown(plan.notBefore, now);
  if (plan.notBefore === null || time === null) return null;
  return (
    <span title={speak({ id: 'detail.retry.at', values: { time: timeOfDay(plan.notBefore, true) } })}>
      <Ring share={shareLeft(since, plan.notBefore, now)} text={time} tone={plan.verdict === 'check-first' ? 'risk' : 'waits'} />
    </span>
  );
}
