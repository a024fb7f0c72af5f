// "Send again now / at zero" for a free GET, with what came of it; where it cannot be sent from here, why.
import { useRef } from 'preact/hooks';
import type { RetryPlan } from '../../../core/diagnosis.ts';
import type { Row } from '../../../core/rows.ts';
import type { Sending } from '../../again-model.ts';
import { countdown, timeOfDay } from '../../format.ts';
import type { Model } from '../../model.ts';
import { label, speak } from '../../speak.ts';
import { useFocusAfter } from '../focus-after.ts';

export function SendAgainLine({ row, plan, model }: { row: Row; plan: RetryPlan; model: Model }) {
  const { again } = model;
  if (!again.isOffered || row.latest.observation.method !== 'GET') return null;
  const ready = again.readiness(row);
  const state = again.state.value?.call === row.latest.call ? again.state.value : null;
  if (!ready.can) return <p class="quiet">{speak(ready.why)}</p>;
  const { key, without } = ready.request;
  return (
    <div class="again" role="group" aria-label={label('again.title')} data-testid="again" data-step={state?.step ?? 'idle'}>
      {state?.step === 'armed' ? <Armed plan={plan} model={model} /> : <Buttons row={row} plan={plan} model={model} />}
      <p role="status" data-testid="again-says">
        {state === null ? '' : resultText(state)}
      </p>
      <p class="quiet">{label(key === null ? 'again.how.keyless' : 'again.how')}</p>
      {without.length > 0 ? <p class="quiet">{speak({ id: 'again.without', values: { names: without.join(', ') } })}</p> : null}
    </div>
  );
}

const isBusy = ({ again }: Model): boolean => again.state.value?.step === 'sending' || again.state.value?.step === 'sent';

function Buttons({ row, plan, model }: { row: Row; plan: RetryPlan; model: Model }) {
  const hasWorked = model.again.state.value?.step === 'worked' && model.again.state.value.call === row.latest.call;
  const waits = !hasWorked && plan.notBefore !== null && plan.notBefore > model.now.value;
  const isIdle = !isBusy(model);
  const self = useRef<HTMLParagraphElement>(null);
  useFocusAfter(self, '[data-testid=again-cancel]');
  return (
    <p ref={self} class="again-buttons">
      {waits ? (
        <button type="button" data-testid="again-at-zero" aria-disabled={!isIdle} onClick={() => isIdle && model.again.arm(row)}>
          {label('again.at-zero')}
        </button>
      ) : null}
      <button
        type="button"
        data-testid="again-now"
        aria-disabled={!isIdle}
        {...(waits && { title: label('again.early') })}
        onClick={() => void (isIdle && model.again.send(row))}
      >
        {label('again.now')}
      </button>
    </p>
  );
}

function Armed({ plan, model }: { plan: RetryPlan; model: Model }) {
  const time = plan.notBefore === null ? null : countdown(plan.notBefore, model.now.value);
  const self = useRef<HTMLParagraphElement>(null);
  useFocusAfter(self, '[data-testid=again-now]');
  return (
    <p ref={self} class="again-buttons">
      <span role="timer" aria-live="off">
        {time === null ? label('again.sending') : speak({ id: 'again.armed', values: { time } })}
      </span>
      <button type="button" data-testid="again-cancel" onClick={model.again.cancel}>
        {label('again.cancel')}
      </button>
    </p>
  );
}

function resultText(state: Sending): string {
  switch (state.step) {
    case 'armed':
      return '';
    case 'sending':
      return label('again.sending');
    case 'not-sent':
      return label(`again.${state.why}`);
    case 'sent':
    case 'no-answer':
      return speak({ id: `again.${state.step}`, values: { time: timeOfDay(state.at, true) } });
    case 'worked':
      return speak({ id: 'again.worked', values: { time: timeOfDay(state.at, true), status: state.status } });
    case 'failed': {
      const { observation, diagnosis } = state.entry;
      const status = observation.status === null ? label('row.failed') : String(observation.status);
      const category = label(`category.${diagnosis.category}`);
      return speak({ id: 'again.failed', values: { time: timeOfDay(state.at, true), status, category } });
    }
  }
}
