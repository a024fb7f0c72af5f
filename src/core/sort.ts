// The order of the list: a column and a direction. Ties, and everything without a sort, stand newest first.
import type { RetryPlan, Verdict } from './diagnosis.ts';
import type { Row } from './rows.ts';

export const COLUMNS = ['status', 'method', 'path', 'what', 'retry', 'took', 'time'] as const;
export type Column = (typeof COLUMNS)[number];
export interface Sort {
  column: Column;
  isDescending: boolean;
}
export const NEWEST_FIRST: Sort = { column: 'time', isDescending: true };
export const isColumn = (value: unknown): value is Column => COLUMNS.some((column) => column === value);

/** What a header's button does: sorts by its column, turns it around, and the third time goes back to newest first. */
export function nextSort({ column, isDescending }: Sort, asked: Column): Sort {
  const isDown = asked === 'time' || asked === 'took';
  if (column !== asked) return { column: asked, isDescending: isDown };
  return isDescending === isDown ? { column, isDescending: !isDown } : NEWEST_FIRST;
}

/** Rows in the order asked. `planOf`: the row's plan as it stands now. */
export function compareRows({ column, isDescending }: Sort, planOf: (row: Row) => RetryPlan): (a: Row, b: Row) => number {
  const sign = isDescending ? -1 : 1;
  if (column === 'time') return (a, b) => -sign * newestFirst(a, b);
  const compare = byColumn(column, planOf);
  return (a, b) => sign * compare(a, b) || newestFirst(a, b);
}

/** By the instant that the list shows; of calls sent at once the one that ended last. */
const newestFirst = (a: Row, b: Row): number => b.lastAt - a.lastAt || b.latest.seq - a.latest.seq;
const text = (read: (row: Row) => string) => (a: Row, b: Row) => (read(a) < read(b) ? -1 : read(a) > read(b) ? 1 : 0);
const number = (read: (row: Row) => number) => (a: Row, b: Row) => read(a) - read(b);

function byColumn(column: Exclude<Column, 'time'>, planOf: (row: Row) => RetryPlan): (a: Row, b: Row) => number {
  switch (column) {
    case 'status':
      return number(({ latest }) => latest.observation.status ?? 0);
    case 'method':
      return text(({ latest }) => latest.observation.method);
    case 'path':
      return text(({ latest }) => latest.observation.path);
    case 'what':
      return text(({ latest }) => latest.diagnosis.category);
    case 'retry':
      return byRetry(planOf);
    case 'took':
      return number(({ latest: { observation } }) => (observation.endedAt ?? Infinity) - observation.startedAt);
  }
}

const VERDICTS: readonly Verdict[] = ['retry', 'check-first', 'fix-first', 'ask-support', 'none'];

/** What may go soonest first; what no wait helps after it. */
function byRetry(planOf: (row: Row) => RetryPlan): (a: Row, b: Row) => number {
  const rank = (row: Row): number => VERDICTS.indexOf(planOf(row).verdict);
  const instant = (row: Row): number => planOf(row).notBefore ?? 0;
  return (a, b) => rank(a) - rank(b) || instant(a) - instant(b);
}
