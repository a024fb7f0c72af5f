// A file of the user's becomes a reading: bytes -> text -> JSON -> diagnosed failures. Runs inside the panel's worker (har-worker.ts);
// nothing but the diagnosed, redacted failures leaves it.
import { type HarOptions, type HarReading, readHar } from '../core/analyze-har.ts';
import type { ReadResult, ReadStep } from '../views/files/desk.ts';
import type { Phrase } from '../words/phrase.ts';

/** The longest string both browsers can make is 512 MB less a few bytes (V8); JSON needs room beside it. */
export const FILE_LIMIT_MB = 500;
/** Failures handed to the panel: more than anybody reads, and still a moment's work for it. The last ones count. */
const FAILURES_LISTED = 20_000;
const MB = 1_000_000;

/** Never throws: what cannot be read is said. `tell` hears each step, and the reading about a hundred times. */
export async function readHarFile(file: Blob, options: HarOptions, tell: (step: ReadStep) => void): Promise<ReadResult> {
  if (file.size > FILE_LIMIT_MB * MB)
    return failed({ id: 'files.too-large', values: { megabytes: Math.round(file.size / MB), most: FILE_LIMIT_MB } });
  let text: string;
  try {
    text = await textOf(file, (share) => tell({ step: 'reading', share }));
  } catch (error) {
    return failed({ id: error instanceof RangeError ? 'files.gave-up' : 'files.unreadable' });
  }
  try {
    tell({ step: 'parsing' });
    const parsed = parseJson(text);
    // Text that is no JSON is handed on as text: readHar says what it is instead.
    if (parsed !== undefined) text = '';
    tell({ step: 'diagnosing' });
    return { kind: 'read', reading: capped(readHar(parsed === undefined ? text : parsed.value, options)) };
  } catch {
    return failed({ id: 'files.gave-up' });
  }
}

const failed = (why: Phrase): ReadResult => ({ kind: 'failed', why });

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function textOf(file: Blob, tell: (share: number) => void): Promise<string> {
  const decoder = new TextDecoder(await encodingOf(file));
  const reader = file.stream().getReader();
  const parts: string[] = [];
  let read = 0;
  let told = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    parts.push(decoder.decode(chunk.value, { stream: true }));
    read += chunk.value.length;
    if (read - told < file.size / 100) continue;
    told = read;
    tell(read / file.size);
  }
  parts.push(decoder.decode());
  return parts.join('');
}

/** UTF-8, unless the file's first two bytes say UTF-16 (a redirect in Windows PowerShell writes that). */
async function encodingOf(file: Blob): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** The last `most` failures of a reading, with a note where that leaves some out. */
export function capped(reading: HarReading, most = FAILURES_LISTED): HarReading {
  const failures = reading.failures.length;
  if (failures <= most) return reading;
  const note: Phrase = { id: 'files.capped', values: { shown: most, failures } };
  return { ...reading, failures: reading.failures.slice(-most), notes: [note, ...reading.notes] };
}
