// What clients send: our own patterns, and the hidden ones of others on the same key.
import { between, exponential } from './random.ts';

/** Gap in ms until the client's next call; a pattern keeps its own state. */
export type Gaps = () => number;
export type Pattern = 'burst' | 'loose burst' | 'steady' | 'poisson' | 'polls and bursts' | 'storm' | 'busy while blocked';
export const PATTERNS: readonly Pattern[] = [
  'burst',
  'loose burst',
  'steady',
  'poisson',
  'polls and bursts',
  'storm',
  'busy while blocked',
];

/** Endless gaps of a pattern. Bursts do not wait for answers; after each comes a pause. */
export function gapsOf(pattern: Pattern, random: () => number, scale = 1): Gaps {
  const bursts = (low: number, high: number, size: number, pause: [number, number]): Gaps => {
    let left = size;
    let gap = between(random, low, high);
    return () => {
      if (left-- > 0) return gap * between(random, 0.5, 1.5);
      left = size - 1 + Math.floor(between(random, -5, 6));
      gap = between(random, low, high);
      return between(random, ...pause);
    };
  };
  switch (pattern) {
    case 'burst':
      return bursts(5, 40, Math.round(70 * scale), [65_000, 200_000]);
    case 'loose burst':
      return bursts(80, 400, Math.round(75 * scale), [20_000, 120_000]);
    case 'steady': {
      const gap = 60_000 / (between(random, 70, 100) * scale);
      return () => gap * between(random, 0.95, 1.05);
    }
    case 'poisson':
    case 'busy while blocked': {
      const mean = 60_000 / (between(random, 65, 100) * scale);
      return () => exponential(random, mean);
    }
    case 'polls and bursts': {
      let burst = 0;
      return () => {
        if (burst === 0 && random() < 0.03) burst = Math.round(between(random, 40, 70) * scale);
        if (burst > 0) {
          burst--;
          return between(random, 10, 60);
        }
        return between(random, 1800, 2200);
      };
    }
    case 'storm':
      return bursts(10, 40, Math.round(66 * scale), [70_000, 150_000]);
  }
}

export type Hidden = 'none' | 'independent' | 'periodic' | 'small bursts' | 'one burst a minute';
export const HIDDEN: readonly Hidden[] = ['independent', 'periodic', 'small bursts', 'one burst a minute'];

/** Gaps of others' calls, `perMinute` of them on average. */
export function hiddenGaps(hidden: Hidden, perMinute: number, random: () => number): Gaps {
  const mean = 60_000 / perMinute;
  const grouped = (size: number): Gaps => {
    let left = size;
    return () => (left-- > 1 ? between(random, 20, 300) : ((left = size), mean * size * between(random, 0.8, 1.2)));
  };
  switch (hidden) {
    case 'none':
      return () => Infinity;
    case 'independent':
      return () => exponential(random, mean);
    case 'periodic':
      return () => mean * between(random, 0.98, 1.02);
    case 'small bursts':
      return grouped(5);
    case 'one burst a minute':
      return grouped(Math.round(perMinute));
  }
}
