// What an export is made of: the failures on view (live, or of an opened file) and what is known beside them.
import { indexInHar } from '../core/analyze-har.ts';
import type { CreditsTally } from '../core/credits.ts';
import type { JobLine } from '../core/job-line.ts';
import { creditsUseOf, findingsOf, jobUseOf, keyUseOf, type Report, reportOf } from '../core/report.ts';
import type { Entry, KeyRecord } from '../core/ledger.ts';
import type { EpochMs } from '../core/units.ts';
import type { Phrase } from '../words/phrase.ts';
import { cleanEntry, cleanPhrase } from './clean.ts';

export interface Recording {
  /** In the order of the file, or as they were seen; `index` counts in the file's `log.entries`, live in this list. */
  failures: readonly { index: number; entry: Entry }[];
  keys: readonly KeyRecord[];
  jobs?: readonly JobLine[];
  credits?: readonly CreditsTally[];
  /** When the recording began; absent: not known. */
  since?: EpochMs;
  notes: readonly Phrase[];
  now: EpochMs;
  /** Version of this product. */
  version: string;
}

/** The report of docs/report.md. */
export const reportOfRecording = ({ failures, keys, jobs = [], credits = [], notes, now, since }: Recording): Report =>
  reportOf({
    findings: findingsOf(
      failures.map(({ index, entry }) => ({ index, entry: cleanEntry(entry) })),
      keys,
      now,
    ),
    keys: keys.map((key) => keyUseOf(key, now, since)),
    jobs: jobs.map((line) => jobUseOf(line, indexInHar)),
    credits: credits.map(creditsUseOf),
    notes: notes.map(cleanPhrase),
    now,
  });

/** One finding a line, for log engines and `jq`. */
export const ndjsonOf = (recording: Recording): string =>
  reportOfRecording(recording)
    .findings.map((finding) => `${JSON.stringify(finding)}\n`)
    .join('');
