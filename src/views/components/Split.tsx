// List and detail share the room: side by side, or one below the other in a narrow panel. The divider between them is dragged, clicked or moved by keys.
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { SHARES } from '../../core/preferences.ts';
import type { Model } from '../model.ts';
import { label } from '../speak.ts';

/** The same width as in panel.css. */
const NARROW = '(max-width: 720px)';
const STEP = 2;
/** What a click goes through: who cannot drag gets the same by single presses (WCAG 2.2, 2.5.7). */
const STOPS = [30, 50, 70] as const;
/** So many pixels from where it was pressed a pointer drags; a hand that trembles still clicks. */
const SLACK = 3;

interface Props {
  model: Model;
  list: ComponentChildren;
  /** Null: the list has all the room. */
  detail: ComponentChildren | null;
}

export function Split({ model, list, detail }: Props) {
  const isBelow = useMedia(NARROW);
  /** Where the pointer holds the divider. */
  const held = useSignal<number | null>(null);
  const side = isBelow.value ? 'below' : 'beside';
  const share = held.value ?? model.preferences.value.split[side];
  return (
    <main
      data-split={share === null || detail === null ? undefined : side}
      style={share === null ? undefined : { '--share': share }}
    >
      {list}
      {detail === null ? null : (
        <Divider
          isBelow={isBelow.value}
          held={held}
          kept={model.preferences.value.split[side]}
          keep={(kept) => model.savePreferences({ split: { ...model.preferences.peek().split, [side]: kept } })}
        />
      )}
      {detail}
    </main>
  );
}

interface DividerProps {
  isBelow: boolean;
  held: Signal<number | null>;
  /** The share as chosen; least widths and heights may show another. */
  kept: number | null;
  keep: (share: number | null) => void;
}

function Divider({ isBelow, held, kept, keep }: DividerProps) {
  const bar = useRef<HTMLDivElement>(null);
  const shown = useShare(bar, isBelow);
  const pressed = useRef({ x: 0, y: 0 });
  const isDragged = useRef(false);
  const shareAt = ({ clientX, clientY }: PointerEvent): number => {
    const room = bar.current?.parentElement?.getBoundingClientRect();
    if (!room) return shown.peek();
    return within(isBelow ? (clientY - room.top) / room.height : (clientX - room.left) / room.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = shareAfter(event.key, shown.peek(), isBelow);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keep(next);
  };
  return (
    <div
      ref={bar}
      class="divider"
      role="separator"
      tabIndex={0}
      data-testid="divider"
      aria-label={label('split.label')}
      aria-orientation={isBelow ? 'horizontal' : 'vertical'}
      aria-valuemin={SHARES.least}
      aria-valuemax={SHARES.most}
      aria-valuenow={shown.value}
      title={label('split.how')}
      onKeyDown={onKeyDown}
      onClick={({ detail }) => {
        // The end of a drag is a click too, and so is each half of a double click.
        if (!isDragged.current && detail < 2) keep(stopAfter(kept ?? shown.peek()));
        isDragged.current = false;
      }}
      onDblClick={() => keep(null)}
      onPointerDown={({ button, currentTarget, pointerId, clientX, clientY }) => {
        if (button !== 0) return;
        currentTarget.setPointerCapture(pointerId);
        pressed.current = { x: clientX, y: clientY };
        isDragged.current = false;
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { x, y } = pressed.current;
        isDragged.current ||= Math.hypot(event.clientX - x, event.clientY - y) > SLACK;
        if (isDragged.current) held.value = shareAt(event);
      }}
      onPointerUp={() => {
        if (held.value !== null) keep(held.value);
        held.value = null;
      }}
      onPointerCancel={() => (held.value = null)}
    />
  );
}

const within = (share: number): number => Math.round(Math.min(SHARES.most, Math.max(SHARES.least, share * 100)) * 10) / 10;

/** The next stop; after the last the first. */
const stopAfter = (share: number): number => STOPS.find((stop) => stop > share) ?? STOPS[0];

/** What a key makes of the list's share; null: as the design has it; undefined: not the divider's key. */
function shareAfter(key: string, share: number, isBelow: boolean): number | null | undefined {
  const [less, more] = isBelow ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  if (key === less || key === more) return within((share + (key === less ? -STEP : STEP)) / 100);
  if (key === 'Home') return SHARES.least;
  if (key === 'End') return SHARES.most;
  return key === 'Enter' ? null : undefined;
}

/** The list's share as it stands on the screen, in whole percent: least widths and heights have their say in it. */
function useShare(bar: { current: HTMLDivElement | null }, isBelow: boolean): Signal<number> {
  const share = useSignal(50);
  useEffect(() => {
    const [room, list] = [bar.current?.parentElement, bar.current?.previousElementSibling];
    if (!room || !list) return undefined;
    const measure = (): void => {
      const [part, whole] = [list.getBoundingClientRect(), room.getBoundingClientRect()];
      const ratio = isBelow ? part.height / whole.height : part.width / whole.width;
      if (Number.isFinite(ratio)) share.value = Math.round(within(ratio));
    };
    const watch = new ResizeObserver(measure);
    watch.observe(room);
    watch.observe(list);
    measure();
    return () => watch.disconnect();
  }, [isBelow]);
  return share;
}

function useMedia(query: string): Signal<boolean> {
  const matches = useSignal(matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const note = (): void => void (matches.value = media.matches);
    media.addEventListener('change', note);
    // It may have changed between the first drawing and now, when nobody listened.
    note();
    return () => media.removeEventListener('change', note);
  }, [query]);
  return matches;
}
