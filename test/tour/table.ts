// Prints rows as a table that fits the terminal. In: rows of the panel and the width in columns. Out: lines of text; nothing is cut:
// under each row its sentence stands whole, over as many lines as it needs.
import type { PanelRow } from './rows.ts';

const INDENT = 9;
const API = 8;
const VERDICT = 11;
const RETRY = 17;
const GAP = '  ';
const NARROWEST = 72;

/** Breaks at a space, else after a slash or hyphen, within a word where it must. `size` is at least 1. */
export function wrap(text: string, size: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > size) {
    const space = rest.lastIndexOf(' ', size);
    const mark = Math.max(...['/', '-'].map((one) => rest.lastIndexOf(one, size - 1) + 1));
    const end = space > size / 2 ? space : Math.max(space, mark);
    const at = end > 0 ? end : size;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** The cells of one row side by side, each over as many lines as the longest needs. */
function sideBySide(cells: [text: string, width: number][]): string[] {
  const columns = cells.map(([text, width]) => wrap(text, width));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, i) => (lines[line] ?? '').padEnd(cells[i]?.[1] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** The table's lines: a heading, a rule, and for each row its cells and, indented, what happened. */
export function tableLines(rows: PanelRow[], columns: number): string[] {
  const width = Math.max(columns, NARROWEST);
  const call = width - INDENT - API - VERDICT - RETRY - 3 * GAP.length;
  const cells = (status: string, api: string, path: string, verdict: string, retry: string): string[] =>
    sideBySide([
      [status, INDENT - GAP.length],
      [api, API],
      [path, call],
      [verdict, VERDICT],
      [retry, RETRY],
    ]);
  return [
    ...cells('Status', 'API', 'Call, and what happened', 'Verdict', 'Time to retry'),
    '─'.repeat(width),
    ...rows.flatMap((row) => [
      ...cells(`${row.status} ${row.count}`, row.api, row.call, row.verdict, row.retry),
      ...wrap(row.what, width - INDENT).map((line) => ' '.repeat(INDENT) + line),
    ]),
  ];
}
