// One failed call in full: what happened, why, what to do, when to send again, what was sent and answered.
import { useEffect, useRef } from 'preact/hooks';
import type { Cause, Diagnosis, Step } from '../../../core/diagnosis.ts';
import { hiddenBy } from '../../../core/evidence/hidden.ts';
import type { Observation } from '../../../core/observation.ts';
import type { Entry } from '../../../core/ledger.ts';
import type { Row } from '../../../core/rows.ts';
import { duration, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { messageOf, speakOf } from '../../said.ts';
import { label, speak } from '../../speak.ts';
import { templateOf } from '../../endpoint-of.ts';
import { ShareButtons } from '../files/ShareButtons.tsx';
import { Icon } from '../Icon.tsx';
import { useFocusAfter } from '../focus-after.ts';
import { toneOf } from '../list/ListRow.tsx';
import { Attempts } from './Attempts.tsx';
import { Exchange } from './Exchange.tsx';
import { JobSection } from './JobSection.tsx';
import { LastSuccess } from './LastSuccess.tsx';
import { RetrySection } from './RetrySection.tsx';
import { Section } from './Section.tsx';

export function Detail({ row, model }: { row: Row; model: Model }) {
  const { observation, diagnosis } = row.latest;
  const message = messageOf(row.latest);
  const self = useRef<HTMLElement>(null);
  // Another call is read from its beginning.
  useEffect(() => self.current?.scrollTo({ top: 0 }), [row.id]);
  useFocusAfter(self, '.row[tabindex="0"]', '.empty');
  return (
    <section ref={self} class="detail" tabIndex={0} aria-label={label('panel.detail')} data-testid="detail">
      <header>
        <span class={`status tone-${toneOf(observation.status)}`}>{observation.status ?? label('row.failed')}</span>
        <h2>{label(`category.${diagnosis.category}`)}</h2>
        <code class="call">
          {observation.method} {observation.path}
        </code>
        <button type="button" class="bare" aria-label={label('panel.close-detail')} onClick={() => close(model)}>
          <Icon name="close" />
        </button>
      </header>
      <ShareButtons key={row.id} row={row} />
      <Section name={label('detail.what')}>
        <p class="what" data-testid="what">
          {speakOf(row.latest, diagnosis.what)}
        </p>
        {message === undefined ? null : <blockquote data-testid="message">{message}</blockquote>}
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
              <CauseLine key={cause.says.id + (cause.where ?? '')} cause={cause} entry={row.latest} />
            ))}
          </ol>
        </Section>
      ) : null}
      {diagnosis.do.length > 0 ? (
        <Section name={label('detail.do')}>
          <ol class="steps">
            {diagnosis.do.map((step) => (
              <StepLine key={step.says.id} step={step} />
            ))}
          </ol>
        </Section>
      ) : null}
      <RetrySection plan={model.planOf(row)} row={row} model={model} />
      <Attempts row={row} model={model} succeededAt={diagnosis.category === 'job-failed' ? null : model.succeededAt(row)} />
      {row.latest.comparison ? <LastSuccess comparison={row.latest.comparison} /> : null}
      <JobSection row={row} model={model} />
      <Section name={label('detail.request')}>
        <CallFacts observation={observation} diagnosis={diagnosis} />
      </Section>
      <Exchange observation={observation} />
    </section>
  );
}

/** The row that was read keeps the focus. */
export function close(model: Model): void {
  document.querySelector<HTMLElement>('.row[aria-selected="true"]')?.focus();
  model.list.select(null);
}

function CauseLine({ cause, entry }: { cause: Cause; entry: Entry }) {
  return (
    <li class="cause" data-evidence={cause.evidence}>
      {speakOf(entry, cause.says)}{' '}
      <span class="evidence">
        {label(cause.evidence === 'seen' ? 'evidence.seen' : `evidence.hidden-${hiddenBy(cause, entry.observation)}`)}
        {cause.where === undefined ? '' : `: ${speak({ id: 'evidence.where', values: { where: cause.where } })}`}
      </span>
    </li>
  );
}

/** The link shows its address: a step may speak of one thing and its page of more. */
function StepLine({ step }: { step: Step }) {
  return (
    <li>
      {speak(step.says)}
      {step.link === undefined ? null : (
        <>
          {' '}
          <a href={step.link} target="_blank" rel="noreferrer">
            {step.link.replace(/^https:\/\//, '')}
          </a>
        </>
      )}
    </li>
  );
}

function CallFacts({ observation, diagnosis }: { observation: Observation; diagnosis: Diagnosis }) {
  const { key, startedAt, endedAt, initiator } = observation;
  const { code, correlationId } = diagnosis.facts;
  const template = templateOf(observation);
  const facts: [string, string][] = [
    ['URL', `${observation.method} ${observation.url}`],
    [label('detail.sent'), timeOfDay(startedAt, true)],
    [label('detail.took'), endedAt === null ? '–' : duration(endedAt - startedAt)],
    [label('detail.key'), key.shown || label(key.via === 'unseen' ? 'detail.key.unseen' : 'detail.key.none')],
  ];
  if (template !== null) facts.splice(1, 0, [label('detail.endpoint'), `${observation.method} ${template}`]);
  if (initiator !== null) facts.push([label('detail.page'), initiator]);
  if (code !== undefined) facts.push([label('detail.code'), code]);
  if (correlationId !== undefined) facts.push([label('detail.correlation'), correlationId]);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function documentedText({ documented }: Diagnosis): string {
  const { status, source } = documented;
  return status === 'undocumented' || source === null
    ? label('documented.undocumented')
    : speak({ id: `documented.${status}`, values: { source: source.replace(/^client /, '') } });
}
