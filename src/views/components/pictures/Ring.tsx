// A wait as a ring that empties; the words beside it say the same.
interface Props {
  /** 1 = all of the wait is left, 0 = none. */
  share: number;
  text: string;
  tone: string;
}
const RADIUS = 26;
const AROUND = 2 * Math.PI * RADIUS;

export function Ring({ share, text, tone }: Props) {
  return (
    <svg class={`ring ring-${tone}`} viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">
      <circle class="ring-ground" cx="32" cy="32" r={RADIUS} />
      <circle
        class="ring-left"
        cx="32"
        cy="32"
        r={RADIUS}
        transform="rotate(-90 32 32)"
        stroke-dasharray={`${AROUND * share} ${AROUND}`}
      />
      <text x="32" y="32" dy="0.36em" text-anchor="middle">
        {text}
      </text>
    </svg>
  );
}
