// Seeded random numbers of the bench: the same seed gives the same run on every machine.

/** mulberry32: 32 bits of state, uniform in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export const between = (random: () => number, low: number, high: number): number => low + random() * (high - low);
/** A gap of a Poisson process with that mean. */
export const exponential = (random: () => number, mean: number): number => -mean * Math.log(1 - random());
/** Latencies: most near the median, some several times as long. */
export const logNormal = (random: () => number, median: number, sigma: number): number =>
  median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
