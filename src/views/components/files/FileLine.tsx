// Says that a file is read, that it could not be read, or that its failures stand in place of the live list.
import { useEffect, useRef, useState } from 'preact/hooks';
import { keyUseOf } from '../../../core/report.ts';
import type { Desk, OpenFile } from '../../files/desk.ts';
import { useDesk } from '../../files/desk-context.ts';
import { label, language, speak } from '../../speak.ts';
import { useFocusAfter } from '../focus-after.ts';
import { Icon } from '../Icon.tsx';

/** "Open HAR" stands in every panel: the button of a line that goes away gives its focus there. */
const OPENER = '.files button';

export function FileLine() {
  const desk = useDesk();
  if (!desk) return null;
  const busy = desk.busy.value;
  const problem = desk.problem.value;
  const open = desk.open.value;
  return (
    <>
      <Spoken busy={busy?.name ?? null} open={open} />
      {busy === null ? null : <BusyLine busy={busy} cancel={desk.cancel} />}
      <div role="alert">
        {problem === null ? null : <ProblemLine problem={problem} dismiss={() => (desk.problem.value = null)} />}
      </div>
      {open === null ? null : <OpenLine open={open} close={desk.close} />}
    </>
  );
}

/**
 * What a screen reader hears of a file: that it is read, then what it held; the percents between are on the screen alone. Said after
 * the panel of the file is drawn: a status that comes with its words is not spoken.
 */
function Spoken({ busy, open }: { busy: string | null; open: OpenFile | null }) {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    if (busy !== null) setSentence(speak({ id: 'files.begun', values: { name: busy } }));
    else setSentence(open === null ? '' : shownText(open));
  }, [busy, open]);
  return (
    <p class="off-screen" role="status" data-testid="file-says">
      {sentence}
    </p>
  );
}

function BusyLine({ busy, cancel }: { busy: NonNullable<Desk['busy']['value']>; cancel: () => void }) {
  const self = useRef<HTMLElement>(null);
  useFocusAfter(self, OPENER);
  const { name, step } = busy;
  const share = step.step === 'reading' ? step.share : undefined;
  return (
    <section ref={self} class="file-line" aria-label={label('files.busy')} data-testid="file-busy">
      <progress max={1} value={share} aria-label={name} />
      <span>
        {step.step === 'reading'
          ? speak({ id: 'files.reading', values: { name, percent: Math.round(step.share * 100) } })
          : speak({ id: `files.${step.step}`, values: { name } })}
      </span>
      <button type="button" data-testid="file-cancel" onClick={cancel}>
        {label('files.cancel')}
      </button>
    </section>
  );
}

function ProblemLine({ problem, dismiss }: { problem: NonNullable<Desk['problem']['value']>; dismiss: () => void }) {
  const self = useRef<HTMLElement>(null);
  useFocusAfter(self, OPENER);
  return (
    <section ref={self} class="file-line" aria-label={label('files.unopened')} data-testid="file-problem">
      <span>{speak({ id: 'files.problem', values: { name: problem.name, why: problem.why.map(speak).join(' ') } })}</span>
      <button type="button" class="bare" aria-label={label('files.dismiss')} title={label('files.dismiss')} onClick={dismiss}>
        <Icon name="close" />
      </button>
    </section>
  );
}

function OpenLine({ open, close }: { open: OpenFile; close: () => void }) {
  const self = useRef<HTMLElement>(null);
  useFocusAfter(self, OPENER);
  const { notes, keys, now } = open.reading;
  const more = notes.filter(({ id }) => id !== 'har.no-failures');
  const uses = keys.map((key) => ({ shown: key.shown, ...keyUseOf(key, now) })).filter(({ used }) => used > 0);
  return (
    <section ref={self} class="file-view" data-testid="file-line" aria-label={label('files.input')}>
      <div class="file-line">
        <div>
          <strong>{shownText(open)}</strong> <span class="quiet">{spanText(open)}</span>
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

const shownText = ({ kind, name, reading: { failures, calls } }: OpenFile): string =>
  kind === 'paste'
    ? label('files.shown.paste')
    : speak({ id: 'files.shown', values: { name, failures: failures.length, calls } });

/** Date and time of the first and the last failure, as the reader's locale writes them. */
function spanText({ reading: { failures } }: OpenFile): string {
  const starts = failures.map(({ entry }) => entry.observation.startedAt).filter((at) => at > 0);
  if (starts.length === 0) return '';
  const [from, to] = [starts.reduce((a, b) => Math.min(a, b)), starts.reduce((a, b) => Math.max(a, b))];
  const range = new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' }).formatRange(from, to);
  return speak({ id: 'files.span', values: { from: range, to: range } });
}
