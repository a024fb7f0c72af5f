import { describe, expect, it } from 'vitest';
import { readHar } from '../../src/core/analyze-har.ts';
import { capped, FILE_LIMIT_MB, readHarFile } from '../../src/browser/read-har-file.ts';
import type { ReadStep } from '../../src/views/files/desk.ts';
import { fixture } from '../exports/recordings.ts';

const read = async (file: Blob) => {
  const steps: ReadStep[] = [];
  const result = await readHarFile(file, { salt: 's' }, (step) => steps.push(step));
  return { result, steps };
};
const notesOf = ({ result }: Awaited<ReturnType<typeof read>>): string[] =>
  result.kind === 'read' ? result.reading.notes.map(({ id }) => id) : [result.why.id];

describe('a file', () => {
  it('is read like its text, step by step', async () => {
    const { result, steps } = await read(new Blob([fixture('firefox')]));
    expect(result).toEqual({ kind: 'read', reading: readHar(fixture('firefox'), { salt: 's' }) });
    expect(steps.map(({ step }) => step).filter((step, place, all) => step !== all[place - 1])).toEqual([
      'reading',
      'parsing',
      'diagnosing',
    ]);
    for (const step of steps) if (step.step === 'reading') expect(step.share).toBeLessThanOrEqual(1);
  });

  it.each([
    ['UTF-8 with a mark', new Blob(['\uFEFF', fixture('firefox')])],
    ['UTF-16, little end first', new Blob([Buffer.from(`\uFEFF${fixture('firefox')}`, 'utf16le')])],
    ['UTF-16, big end first', new Blob([Buffer.from(`\uFEFF${fixture('firefox')}`, 'utf16le').swap16()])],
  ])('may be %s', async (_, file) => {
    const { result } = await read(file);
    expect(result.kind === 'read' && result.reading.failures).toHaveLength(3);
  });

  it.each([
    ['', 'har.blank'],
    ['<!doctype html>', 'har.markup'],
    ['{"log":{"entries":[{"a":', 'har.cut'],
    ['{"log":{]}', 'har.broken-json'],
    ['curl -i', 'har.not-json'],
    ['{}', 'har.not-har'],
    ['"mk"', 'har.not-json'],
  ])('that holds %j is told: %s', async (text, note) => expect(notesOf(await read(new Blob([text])))).toEqual([note]));

  it('that is too large is not even opened', async () => {
    const file = { size: (FILE_LIMIT_MB + 1) * 1_000_000 } as Blob;
    expect(notesOf(await read(file))).toEqual(['files.too-large']);
  });
  it('that cannot be read, or is too much for the memory, is told apart', async () => {
    const failing = (error: Error): Blob =>
      ({
        size: 5,
        slice: () => new Blob(),
        stream: () => new ReadableStream({ pull: (to) => to.error(error) }),
      }) as unknown as Blob;
    expect(notesOf(await read(failing(new DOMException('gone', 'NotFoundError'))))).toEqual(['files.unreadable']);
    expect(notesOf(await read(failing(new RangeError('Invalid string length'))))).toEqual(['files.gave-up']);
  });
  it('with more failures than anybody lists gives the last ones and says so', () => {
    const reading = readHar(fixture('chrome'));
    expect(capped(reading)).toBe(reading);
    const short = capped(reading, 2);
    expect(short.failures.map(({ index }) => index)).toEqual([4, 5]);
    expect(short.notes[0]).toEqual({ id: 'files.capped', values: { shown: 2, failures: 4 } });
  });
});
