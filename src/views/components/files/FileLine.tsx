// Says that a file is read, that it could not be read, or that its failures stand in place of the live list.
import { keyUseOf } from '../../../core/report.ts';
import type { Desk, OpenFile } from '../../files/desk.ts';
import { useDesk } from '../../files/desk-context.ts';
import { label, language, speak } from '../../speak.ts';
import { Icon } from '../Icon.tsx';

export function FileLine() {
  const desk = useDesk();
  if (!desk) return null;
  const open = desk.open.value;
  return (
    <>
      <BusyLine desk={desk} />
      <ProblemLine desk={desk} />
      {open === null ? null : <OpenLine open={open} close={desk.close} />}
    </>
  );
}

function BusyLine({ desk }: { desk: Desk }) {
  const busy = desk.busy.value;
  if (busy === null) return null;
  const { name, step } = busy;
  const share = step.step === 'reading' ? step.share : undefined;
  return (
    <div class="file-line" data-testid="file-busy">
      <progress max={1} value={share} aria-label={name} />
      <span>
        {step.step === 'reading'
          ? speak({ id: 'files.reading', values: { name, percent: Math.round(step.share * 100) } })
          : speak({ id: `files.${step.step}`, values: { name } })}
      </span>
      <button type="button" data-testid="file-cancel" onClick={desk.cancel}>
        {label('files.cancel')}
      </button>
    </div>
  );
}

function ProblemLine({ desk }: { desk: Desk }) {
  const problem = desk.problem.value;
  return (
    <div role="alert">
      {problem === null ? null : (
        <div class="file-line" data-testid="file-problem">
          <span>{speak({ id: 'files.problem', values: { name: problem.name, why: problem.why.map(speak).join(' ') } })}</span>
          <button
            type="button"
            class="bare"
            aria-label={label('files.dismiss')}
            title={label('files.dismiss')}
            onClick={() => (desk.problem.value = null)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function OpenLine({ open, close }: { open: OpenFile; close: () => void }) {
  const { kind, name, reading } = open;
  const { failures, calls, notes, keys, now } = reading;
  const more = notes.filter(({ id }) => id !== 'har.no-failures');
  const uses = keys.map((key) => ({ shown: key.shown, ...keyUseOf(key, now) })).filter(({ used }) => used > 0);
  return (
    <section class="file-view" data-testid="file-line" aria-label={label('files.input')}>
      <div class="file-line">
        <div>
          <strong>
            {kind === 'paste'
              ? label('files.shown.paste')
              : speak({ id: 'files.shown', values: { name, failures: failures.length, calls } })}
          </strong>{' '}
          <span class="quiet">{spanText(open)}</span>
        </div>
        <button type="button" title={label('files.close.title')} data-testid="file-close" onClick={close}>
          {label('files.close')}
        </button>
      </div>
      {more.length + uses.length === 0 ? null : (
        <ul class="file-notes">
          {more.map((note, place) => (
            <li key={place}>{speak(note)}</li>
          ))}
          {uses.map(({ shown, used, limit }) => (
            <li key={shown}>{speak({ id: 'files.key-use', values: { key: shown, used, limit } })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Date and time of the first and the last failure, as the reader's locale writes them. */
function spanText({ reading: { failures } }: OpenFile): string {
  const starts = failures.map(({ entry }) => entry.observation.startedAt).filter((at) => at > 0);
  if (starts.length === 0) return '';
  const [from, to] = [starts.reduce((a, b) => Math.min(a, b)), starts.reduce((a, b) => Math.max(a, b))];
  const range = new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' }).formatRange(from, to);
  return speak({ id: 'files.span', values: { from: range, to: range } });
}
