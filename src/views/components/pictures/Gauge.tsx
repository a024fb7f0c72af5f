// How much of a key's minute is used: a bar with the share that others used set apart.
interface Props {
  used: number;
  /** Of them, at least so many made elsewhere. */
  elsewhere: number;
  limit: number;
  level: 'low' | 'high' | 'blocked';
  /** The numbers in words. */
  says: string;
}

export function Gauge({ used, elsewhere, limit, level, says }: Props) {
  const own = Math.max(0, used - elsewhere);
  return (
    <svg
      class={`gauge gauge-${level}`}
      viewBox={`0 0 ${limit} 10`}
      preserveAspectRatio="none"
      role="meter"
      aria-label={says}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(used, limit)}
    >
      <title>{says}</title>
      <rect class="gauge-ground" width={limit} height="10" />
      <rect class="gauge-own" width={Math.min(own, limit)} height="10" />
      <rect class="gauge-elsewhere" x={Math.min(own, limit)} width={Math.max(0, Math.min(elsewhere, limit - own))} height="10" />
    </svg>
  );
}
