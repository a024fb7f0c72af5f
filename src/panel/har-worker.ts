// ENTRY. A worker for one file: the panel stays awake whatever the file's size. Ends when the panel ends it.
import type { HarOptions } from '../core/analyze-har.ts';
import { readHarFile } from '../browser/read-har-file.ts';
import type { ReadResult, ReadStep } from '../views/files/desk.ts';

const post = (message: ReadStep | ReadResult): void =>
  (globalThis as unknown as { postMessage(message: ReadStep | ReadResult, transfer: []): void }).postMessage(message, []);

globalThis.addEventListener('message', ({ data }: MessageEvent<{ file: File; options: HarOptions }>) => {
  void readHarFile(data.file, data.options, post).then(post);
});
