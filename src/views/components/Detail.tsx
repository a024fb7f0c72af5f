// One failed call in full: what happened, why, what to do, when to send again, what was sent and answered.
import type { ComponentChildren } from 'preact';
import type { Cause, Diagnosis, RetryPlan, Step } from '../../core/diagnosis.ts';
import type { Observation } from '../../core/observation.ts';
import type { Row } from '../../core/rows.ts';
import { duration, timeOfDay } from '../format.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { Countdown } from './Countdown.tsx';
import { Exchange } from './Exchange.tsx';
import { toneOf } from './ListRow.tsx';

export function Detail({ row, model }: { row: Row; model: Model }) {
  const { observation, diagnosis } = row.latest;
  return (
    <aside class="detail" aria-label={label('panel.detail')} data-testid="detail">
      <header>
        <span class={`status tone-${toneOf(observation.status)}`}>{observation.status ?? label('row.failed')}</span>
        <strong>{label(`category.${diagnosis.category}`)}</strong>
        <code class="call">
          {observation.method} {observation.path}
        </code>
        <button
          type="button"
          class="close"
          aria-label={label('panel.close-detail')}
          onClick={() => (model.selectedId.value = null)}
        >
          ✕
        </button>
      </header>
      <Section name={label('detail.what')}>
        <p class="what" data-testid="what">
          {speak(diagnosis.what)}
        </p>
        {diagnosis.facts.message === undefined ? null : <blockquote data-testid="message">{diagnosis.facts.message}</blockquote>}
        {diagnosis.alarms.map((alarm) => (
          <p key={alarm.id} class="alarm" role="note">
            {speak(alarm)}
          </p>
        ))}
        <p class="quiet">{documentedText(diagnosis)}</p>
      </Section>
      {diagnosis.causes.length > 0 ? (
        <Section name={label('detail.why')}>
          <ol class="causes">
            {diagnosis.causes.map((cause) => (
              <CauseLine key={cause.says.id + (cause.where ?? '')} cause={cause} />
            ))}
          </ol>
        </Section>
      ) : null}
      <Section name={label('detail.do')}>
        <ol class="steps">
          {diagnosis.do.map((step) => (
            <StepLine key={step.says.id} step={step} />
          ))}
        </ol>
      </Section>
      <RetrySection plan={model.planOf(row)} row={row} model={model} />
      <Section name={label('detail.request')}>
        <CallFacts observation={observation} />
      </Section>
      <Exchange observation={observation} />
    </aside>
  );
}

function Section({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function CauseLine({ cause }: { cause: Cause }) {
  return (
    <li class="cause" data-evidence={cause.evidence}>
      {speak(cause.says)}{' '}
      <span class="evidence">
        {label(`evidence.${cause.evidence}`)}
        {cause.where === undefined ? '' : `: ${cause.where}`}
      </span>
    </li>
  );
}

function StepLine({ step }: { step: Step }) {
  return (
    <li>
      {step.link === undefined ? (
        speak(step.says)
      ) : (
        <a href={step.link} target="_blank" rel="noreferrer">
          {speak(step.says)}
        </a>
      )}
    </li>
  );
}

function RetrySection({ plan, row, model }: { plan: RetryPlan; row: Row; model: Model }) {
  return (
    <Section name={label('detail.retry')}>
      <p class="retry" data-testid="retry">
        <Countdown plan={plan} now={model.now} />
      </p>
      <p>{speak(plan.reason)}</p>
      {plan.lookIn === undefined ? null : <p>{speak({ id: 'detail.look-in', values: { path: plan.lookIn } })}</p>}
      {plan.notes.map((note) => (
        <p key={note.id} class="note">
          {speak(note)}
        </p>
      ))}
      {plan.basis === null ? null : (
        <p class="quiet">
          {speak({
            id: 'basis.line',
            values: { basis: label(`basis.${plan.basis}`), percent: Math.round(plan.confidence * 100) },
          })}
        </p>
      )}
      {row.count > 1 ? (
        <p class="quiet">
          {speak({ id: 'detail.attempts', values: { count: row.count } })}:{' '}
          {row.entries
            .slice(-8)
            .map(({ observation }) => timeOfDay(observation.startedAt, true))
            .join(', ')}
        </p>
      ) : null}
    </Section>
  );
}

function CallFacts({ observation }: { observation: Observation }) {
  const { key, startedAt, endedAt, initiator } = observation;
  const facts: [string, string][] = [
    [label('detail.sent'), timeOfDay(startedAt, true)],
    [label('detail.took'), endedAt === null ? '–' : duration(endedAt - startedAt)],
    [label('detail.key'), key.shown || label(key.via === 'unseen' ? 'detail.key.unseen' : 'detail.key.none')],
  ];
  if (initiator !== null) facts.push([label('detail.page'), initiator]);
  return (
    <dl class="facts">
      <dt>URL</dt>
      <dd>
        <code>{`${observation.method} ${observation.url}`}</code>
      </dd>
      {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
    </dl>
  );
}

function documentedText({ documented }: Diagnosis): string {
  const { status, source } = documented;
  return status === 'undocumented' || source === null
    ? label('documented.undocumented')
    : speak({ id: `documented.${status}`, values: { source } });
}
