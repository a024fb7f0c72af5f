// Instants on a line: the last minute of a key, the attempts of a call, the slots that get free. Pointer and arrow keys read each one out.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Point {
  /** Place on the line, 0..1. */
  at: number;
  tone: 'good' | 'limited' | 'refused' | 'broken' | 'slot' | 'now' | 'quiet';
  /** What it is, in words and numbers. */
  says: string;
  /** How tall, 0..1; left out: as its tone is. */
  tall?: number;
}
interface Props {
  /** What the line shows. */
  label: string;
  points: readonly Point[];
  /** Said when nothing is on it. */
  none: string;
  /** Where the line starts and ends, in words; left out on the small strip. */
  ends?: readonly [string, string];
  height?: number;
}
const WIDTH = 1_000;
const HEIGHTS: Record<Point['tone'], number> = { good: 0.55, quiet: 0.55, slot: 0.7, refused: 1, limited: 1, broken: 1, now: 1 };

export function Timeline({ label, points, none, ends, height = 16 }: Props) {
  const [picked, setPicked] = useState<number | null>(null);
  const line = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLOutputElement>(null);
  const place = picked === null ? null : Math.min(picked, points.length - 1);
  const point = place === null ? undefined : points[place];

  const isRead = point !== undefined;
  // At once, not after the next painting: what can be seen can be taken away.
  useLayoutEffect(() => (isRead ? onEscape(() => setPicked(null)) : undefined), [isRead]);
  // In the top layer: the part around the line may scroll, and would cut it off.
  useLayoutEffect(() => (isRead ? said.current?.showPopover() : undefined), [isRead]);

  const pickNearest = ({ clientX, target }: PointerEvent): void => {
    // What is read out stays under the pointer that goes there (WCAG 2.2, 1.4.13).
    if (target instanceof Node && said.current?.contains(target)) return;
    const box = line.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    setPicked(nearest(points, (clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = points.length - 1;
    const to = { ArrowRight: (place ?? -1) + 1, ArrowLeft: (place ?? last + 1) - 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    event.stopPropagation();
    setPicked(Math.min(last, Math.max(0, to)));
  };

  return (
    <div
      ref={line}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, points.length)}
      aria-valuenow={place === null ? 0 : place + 1}
      aria-valuetext={point?.says ?? none}
      onPointerMove={pickNearest}
      onPointerLeave={() => setPicked(null)}
      onBlur={() => setPicked(null)}
      onKeyDown={onKeyDown}
    >
      <svg viewBox={`0 0 ${WIDTH} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
        <line class="timeline-ground" x1="0" x2={WIDTH} y1={height - 0.5} y2={height - 0.5} />
        {points.map(({ at, tone, tall = HEIGHTS[tone] }, index) => (
          <line
            key={index}
            class={`tick tick-${tone}`}
            data-picked={index === place}
            x1={at * WIDTH}
            x2={at * WIDTH}
            y1={height * (1 - tall)}
            y2={height}
          />
        ))}
      </svg>
      {ends ? (
        <div class="timeline-ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      ) : null}
      {point ? (
        <output ref={said} class="timeline-says" popover="manual" style={placeOf(point.at, line.current)} aria-hidden="true">
          {point.says}
        </output>
      ) : null}
    </div>
  );
}

/** Before all that Escape does otherwise, wherever the focus is; the panel's own listener leaves it to this one. */
function onEscape(act: () => void): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}

/** What is read out needs so much room above the line, in px. */
const ROOM = 28;

/** Beside the point, on the side that has more room, and above the line where there is room. */
function placeOf(at: number, line: HTMLElement | null): { left?: string; right?: string; bottom?: string; top?: string } {
  if (!line) return {};
  const { left, top, bottom, width } = line.getBoundingClientRect();
  const x = left + at * width;
  return {
    ...(x > innerWidth / 2 ? { right: `${innerWidth - x}px` } : { left: `${x}px` }),
    ...(top > ROOM ? { bottom: `${innerHeight - top - 2}px` } : { top: `${bottom - 2}px` }),
  };
}

function nearest(points: readonly Point[], at: number): number | null {
  let best: number | null = null;
  for (const [index, point] of points.entries())
    if (best === null || Math.abs(point.at - at) < Math.abs((points[best]?.at ?? Infinity) - at)) best = index;
  return best;
}
