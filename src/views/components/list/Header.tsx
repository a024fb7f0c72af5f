// The header row: each column sorts. It carries no role attribute: `role=row` is what outside tools count failures by.
import { useOpenFile } from '../../files/desk-context.ts';
import type { Model } from '../../model.ts';
import { type Column, nextSort } from '../../../core/sort.ts';
import { label } from '../../speak.ts';
import { Icon } from '../Icon.tsx';

/** `first` and `age` show the times of the column they stand beside. */
const SHOWN: readonly (Column | 'first' | 'age')[] = [
  'status',
  'method',
  'path',
  'what',
  'retry',
  'took',
  'first',
  'time',
  'age',
];

export function Header({ model }: { model: Model }) {
  const { sort } = model.list;
  // Of the two that sort by time one is said to: in a file the clock's, since "ago" is left out there.
  const unsaid = useOpenFile() === null ? 'time' : 'age';
  return (
    <thead>
      <tr aria-rowindex={1}>
        {SHOWN.map((column) => {
          if (column === 'first')
            return (
              <th key={column} scope="col" class="c-first">
                <span class="sort">{label('column.first')}</span>
              </th>
            );
          const by: Column = column === 'age' ? 'time' : column;
          const isSorted = sort.value.column === by && column !== unsaid;
          // Ages rise where instants fall.
          const isDown = sort.value.isDescending !== (column === 'age');
          return (
            <th
              key={column}
              scope="col"
              class={`c-${column}`}
              aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" class="sort" onClick={() => (sort.value = nextSort(sort.value, by))}>
                {label(`column.${column}`)}
                {isSorted ? <Icon name={isDown ? 'down' : 'up'} /> : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
