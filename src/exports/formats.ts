// The files in which a recording leaves the product.
import { csvOf } from './csv.ts';
import { harOf } from './har.ts';
import { otlpLogsOf } from './otlp-logs.ts';
import { ndjsonOf, type Recording, reportOfRecording } from './recording.ts';

interface Format {
  /** What follows `qamera-errors-…` in the file's name. */
  ending: string;
  mime: string;
  write: (recording: Recording) => string;
}
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const FORMATS = {
  report: { ending: '.report.json', mime: 'application/json', write: (recording) => json(reportOfRecording(recording)) },
  har: {
    ending: '.har',
    mime: 'application/json',
    write: ({ failures, version }) =>
      json(
        harOf(
          failures.map(({ entry }) => entry),
          version,
        ),
      ),
  },
  ndjson: { ending: '.ndjson', mime: 'application/x-ndjson', write: ndjsonOf },
  csv: { ending: '.csv', mime: 'text/csv', write: csvOf },
  // One line: what the Collector's file receiver reads line by line.
  otlp: { ending: '.otlp.jsonl', mime: 'application/json', write: (recording) => `${JSON.stringify(otlpLogsOf(recording))}\n` },
} satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
