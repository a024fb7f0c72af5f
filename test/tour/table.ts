// Prints rows as a table that fits the terminal. In: rows of the panel; out: lines of text, long cells cut with an ellipsis.
import type { PanelRow } from './rows.ts';

const COLUMNS: [key: keyof PanelRow, title: string, widest: number][] = [
  ['status', 'Status', 6],
  ['count', '', 4],
  ['call', 'Call', 36],
  ['what', 'What happened', 60],
  ['verdict', 'Verdict', 11],
  ['retry', 'Time to retry', 26],
];

const fit = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width));

/** The table's lines: a heading, a rule, one line a row. */
export function tableLines(rows: PanelRow[]): string[] {
  const widths = COLUMNS.map(([key, title, widest]) =>
    Math.min(widest, Math.max(title.length, ...rows.map((row) => row[key].length))),
  );
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) => fit(cell, widths[i] as number))
      .join('  ')
      .trimEnd();
  return [
    line(COLUMNS.map(([, title]) => title)),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map((row) => line(COLUMNS.map(([key]) => row[key]))),
  ];
}
