// The usual filters, one press each, with live counts: statuses, verdicts, what to hide. They write into the filter field.
import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
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
  const strip = useRef<HTMLDivElement>(null);
  const { more, look } = useMore(strip, shown);
  if (shown.length === 0) return null;
  return (
    <div
      ref={strip}
      class="chips"
      role="group"
      aria-label={label('chips.label')}
      data-testid="chips"
      data-more={more.value}
      onScroll={look}
    >
      {shown.map((chip) => (
        <ChipButton key={`${chip.name}-${chip.value}`} chip={chip} model={model} />
      ))}
    </div>
  );
}

/** To which sides chips lie out of sight: `before`, `after`, both, or ''. */
function useMore(strip: { current: HTMLElement | null }, chips: readonly Chip[]): { more: Signal<string>; look: () => void } {
  const more = useSignal('');
  const look = useCallback((): void => {
    if (!strip.current) return;
    const { scrollLeft, scrollWidth, clientWidth } = strip.current;
    const sides = [scrollLeft > 1 && 'before', scrollLeft + clientWidth < scrollWidth - 1 && 'after'];
    more.value = sides.filter(Boolean).join(' ');
  }, []);
  useEffect(() => {
    look();
    if (!strip.current) return undefined;
    const watch = new ResizeObserver(look);
    watch.observe(strip.current);
    return () => watch.disconnect();
  }, [chips]);
  return { more, look };
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
