// "Not you, the service": shown only while several calls fail together, or while one payload alone keeps failing.
import { countdown, timeOfDay } from '../format.ts';
import type { Model } from '../model.ts';
import { label, speak } from '../speak.ts';
import { Icon } from './Icon.tsx';

export function IncidentLine({ model }: { model: Model }) {
  const found = model.outage.value;
  if (!found) return null;
  const { outage, notBefore } = found;
  const time = notBefore === null ? null : countdown(notBefore, model.now.value);
  const category = label(`category.${outage.category}`);
  const { failed, total, endpoints } = outage;
  return (
    <section class="banner" aria-label={label('incident.label')} data-testid="incident" data-kind={outage.kind}>
      <Icon name="pulse" />
      <span>
        {outage.kind === 'service'
          ? speak({ id: 'incident.service', values: { category, failed, total, endpoints, since: timeOfDay(outage.since) } })
          : speak({ id: 'incident.call', values: { category, failed, since: timeOfDay(outage.since) } })}
      </span>{' '}
      {time === null ? null : (
        <span role="timer" aria-live="off">
          {speak({ id: 'incident.again', values: { time } })}
        </span>
      )}
    </section>
  );
}
