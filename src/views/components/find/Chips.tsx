// The usual filters, one press each, with live counts: statuses, verdicts, what to hide. They write into the filter field.
import { useComputed } from '@preact/signals';
import { type Chip, chipsOf } from '../../chips.ts';
import { useOpenFile } from '../../files/desk-context.ts';
import { has, toggled } from '../../filter.ts';
import type { Model } from '../../model.ts';
import { label } from '../../speak.ts';

export function Chips({ model }: { model: Model }) {
  const chips = useComputed(() => chipsOf([...model.list.subjects.value.values()], model.list.terms.value, model.now.value));
  const isFile = useOpenFile() !== null;
  // Nothing waits in a file.
  const shown = isFile ? chips.value.filter(({ value }) => value !== 'wait' && value !== 'now') : chips.value;
  if (shown.length === 0) return null;
  return (
    <div class="chips" role="group" aria-label={label('chips.label')} data-testid="chips">
      {shown.map((chip) => (
        <ChipButton key={`${chip.name}-${chip.value}`} chip={chip} model={model} />
      ))}
    </div>
  );
}

function ChipButton({ chip, model }: { chip: Chip; model: Model }) {
  const { name, value, isNegated, count, tone } = chip;
  return (
    <button
      type="button"
      class={`chip chip-${tone}`}
      data-chip={`${name}:${value}`}
      aria-pressed={has(model.list.terms.value, name, value, isNegated)}
      onClick={() => (model.query.value = toggled(model.query.value, name, value, isNegated))}
    >
      {chip.label === null ? value : label(chip.label)} <b>{count}</b>
    </button>
  );
}
