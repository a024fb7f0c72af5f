// The desk: which file (or pasted call) is open instead of the live list, what is being read, what went wrong; and what goes out as a file.
import { batch, signal } from '@preact/signals';
import type { HarOptions, HarReading } from '../../core/analyze-har.ts';
import type { Entry } from '../../core/ledger.ts';
import { type PasteReading, readPaste } from '../../core/read-paste.ts';
import type { EpochMs } from '../../core/units.ts';
import { type FormatName, FORMATS } from '../../exports/formats.ts';
import type { Recording } from '../../exports/recording.ts';
import type { SupportBundle } from '../../exports/support-bundle.ts';
import type { Phrase } from '../../words/phrase.ts';
import { type Model, type Outside, createModel } from '../model.ts';
import { fileOutside } from './file-outside.ts';

export type ReadStep = { step: 'reading'; share: number } | { step: 'parsing' } | { step: 'diagnosing' };
export type ReadResult = { kind: 'read'; reading: HarReading } | { kind: 'failed'; why: Phrase };

/** Where the desk gets its files from: the browser, or a script in a test. */
export interface FilesOutside {
  read(file: File, options: HarOptions, tell: (step: ReadStep) => void): { result: Promise<ReadResult>; cancel: () => void };
  save(name: string, mime: string, text: string): void;
  loadSalt(): Promise<string>;
  now(): EpochMs;
  versions: SupportBundle['versions'];
}

export interface OpenFile {
  kind: 'file' | 'paste';
  name: string;
  reading: HarReading;
  model: Model;
}

export function createDesk({ live, outside, files }: { live: Model; outside: Outside; files: FilesOutside }) {
  const open = signal<OpenFile | null>(null);
  const busy = signal<{ name: string; step: ReadStep } | null>(null);
  const problem = signal<{ name: string; why: Phrase[] } | null>(null);
  let stopModel = (): void => undefined;
  let stopReading = (): void => undefined;
  let salt = '';
  void files.loadSalt().then((loaded) => (salt = loaded));

  const options = (): { salt: string; added: HarOptions['added'] & {}; limit: number } => {
    const { added, limit } = live.settings.peek() ?? { added: [], limit: 60 };
    return { salt, added, limit };
  };

  const show = async (kind: OpenFile['kind'], name: string, reading: HarReading): Promise<void> => {
    const model = createModel(fileOutside(reading, outside));
    const stop = await model.start();
    stopModel();
    stopModel = stop;
    batch(() => {
      busy.value = null;
      problem.value = null;
      open.value = { kind, name, reading, model };
    });
  };

  const cancel = (): void => {
    stopReading();
    busy.value = null;
  };

  /** Reads a file and shows its failures; one that holds none to show leaves the view as it is and says why. */
  const openFile = async (file: File): Promise<void> => {
    cancel();
    const { name } = file;
    let isCancelled = false;
    busy.value = { name, step: { step: 'reading', share: 0 } };
    problem.value = null;
    const reading = files.read(file, options(), (step) => {
      if (!isCancelled) busy.value = { name, step };
    });
    stopReading = () => {
      isCancelled = true;
      reading.cancel();
    };
    const result = await reading.result;
    if (isCancelled) return;
    stopReading = () => undefined;
    if (result.kind === 'read' && (result.reading.calls > 0 || result.reading.failures.length > 0))
      return show('file', name, result.reading);
    const why = result.kind === 'failed' ? [result.why] : result.reading.notes;
    batch(() => {
      busy.value = null;
      problem.value = { name, why };
    });
  };

  const tryPaste = (text: string): PasteReading => readPaste(text, { now: files.now(), ...options() });

  const showPaste = (entry: Entry, notes: Phrase[]): Promise<void> => {
    const now = entry.observation.endedAt ?? entry.observation.startedAt;
    const reading = { failures: [{ index: 0, entry }], keys: [], jobs: [], credits: [], calls: 1, notes, now, since: now };
    return show('paste', '', reading);
  };

  const close = (): void => {
    stopModel();
    stopModel = () => undefined;
    open.value = null;
  };

  /** The failures that a model lists now, with what is known beside them. */
  const recording = (model: Model): Recording => {
    const listed = model.list.rows.peek().flatMap(({ entries }) => entries);
    const file = open.peek();
    const common = { notes: [] as Phrase[], version: files.versions.lens };
    if (file === null || file.model !== model) {
      const failures = listed.toSorted((a, b) => a.seq - b.seq).map((entry, index) => ({ index, entry }));
      const known = { keys: model.keys.peek(), jobs: model.jobs.peek().toReversed(), credits: model.credits.peek() };
      return { ...common, ...known, failures, now: files.now(), since: model.tally.peek()?.since ?? files.now() };
    }
    const shown = new Set(listed);
    const { failures, calls: _calls, ...known } = file.reading;
    return { ...common, ...known, failures: failures.filter(({ entry }) => shown.has(entry)) };
  };

  /** The name under which it was saved. */
  const save = (model: Model, format: FormatName): string => {
    const { ending, mime, write } = FORMATS[format];
    const name = `${stemOf(model)}${ending}`;
    files.save(name, mime, write(recording(model)));
    return name;
  };
  const saveAs = (name: string, mime: string, text: string): void => files.save(name, mime, text);

  const stemOf = (model: Model): string => {
    const file = open.peek();
    if (file?.kind === 'file' && file.model === model) return `${file.name.replace(/\.(?:har|json)$/i, '')}.qamera`;
    return `qamera-errors-${new Date(files.now()).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  };

  return {
    open,
    busy,
    problem,
    openFile,
    cancel,
    tryPaste,
    showPaste,
    close,
    recording,
    save,
    saveAs,
    stemOf,
    versions: files.versions,
    now: (): EpochMs => files.now(),
  };
}
export type Desk = ReturnType<typeof createDesk>;
