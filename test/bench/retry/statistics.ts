// Shares, medians and means with 95 % confidence intervals.
import { randomFrom } from './random.ts';

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Wilson interval of a share: right near 0 and 1, where ours lie. */
export function shareInterval(hits: number, of: number): [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = hits / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Bootstrap interval of a statistic, 200 resamples, seeded. */
export function bootstrap(values: readonly number[], statistic: (sample: readonly number[]) => number): [number, number] {
  const random = randomFrom(values.length + 1);
  const results = Array.from({ length: 200 }, () =>
    statistic(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  );
  return [quantile(results, 0.025), quantile(results, 0.975)];
}
