// Files in and out of the panel: a HAR read in a worker of its own, text saved as a download.
import type { HarOptions } from '../core/analyze-har.ts';
import type { FilesOutside, ReadResult, ReadStep } from '../views/files/desk.ts';
import { browser } from './api.ts';
import { now } from './clock.ts';
import { loadSalt } from './settings-store.ts';

export const filesOutside = (): FilesOutside => ({
  read: readInWorker,
  save: saveText,
  loadSalt,
  now,
  versions: { lens: browser.runtime.getManifest().version, browser: navigator.userAgent },
});

function readInWorker(
  file: File,
  options: HarOptions,
  tell: (step: ReadStep) => void,
): { result: Promise<ReadResult>; cancel: () => void } {
  const worker = new Worker(new URL('../panel/har-worker.ts', import.meta.url), { type: 'module' });
  const result = new Promise<ReadResult>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ReadStep | ReadResult>) => {
      if ('step' in data) tell(data);
      else resolve(data);
    });
    // Out of memory is the one way in which the worker fails without an answer.
    worker.addEventListener('error', () => resolve({ kind: 'failed', why: { id: 'files.gave-up' } }));
    worker.postMessage({ file, options }, []);
  }).finally(() => worker.terminate());
  return { result, cancel: () => worker.terminate() };
}

/** The address of the text is let go after this long: the browser has taken it by then. */
const KEPT_MS = 60_000;

function saveText(name: string, mime: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mime};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
