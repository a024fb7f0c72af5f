// Lines of the bench's tables.
import { bootstrap, mean, median, quantile, shareInterval } from './statistics.ts';
import type { Block } from './world.ts';

const interval = ([low, high]: [number, number], digits: number): string => `[${low.toFixed(digits)}, ${high.toFixed(digits)}]`;

export const HEAD = `${'setting'.padEnd(58)} ${'blocks'.padStart(6)}  ${'first try %'.padEnd(22)} ${'tries'.padEnd(6)} ${'over the oracle, s: median'.padEnd(27)} ${'p90'.padEnd(7)} ${'mean wait, s'.padEnd(19)} ${'longest'.padEnd(8)} over what can be known: median, p90`;

export function line(name: string, blocks: readonly Block[]): string {
  if (blocks.length === 0) return `${name.padEnd(58)} ${'0'.padStart(6)}`;
  const hits = blocks.filter(({ tries }) => tries === 1).length;
  const over = blocks.map(({ waitMs, oracleMs }) => (waitMs - oracleMs) / 1000);
  const known = blocks.flatMap(({ waitMs, knowableMs }) => (knowableMs === null ? [] : [(waitMs - knowableMs) / 1000]));
  const waits = blocks.map(({ waitMs }) => waitMs / 1000);
  const [low, high] = shareInterval(hits, blocks.length);
  return [
    name.padEnd(58),
    String(blocks.length).padStart(6),
    ` ${((100 * hits) / blocks.length).toFixed(1).padStart(5)} ${interval([100 * low, 100 * high], 1).padEnd(15)}`,
    mean(blocks.map(({ tries }) => tries))
      .toFixed(2)
      .padEnd(6),
    `${median(over).toFixed(2).padStart(6)} ${interval(bootstrap(over, median), 2).padEnd(19)}`,
    quantile(over, 0.9).toFixed(2).padStart(6),
    `${mean(waits).toFixed(1).padStart(6)} ${interval(bootstrap(waits, mean), 1).padEnd(12)}`,
    Math.max(...waits)
      .toFixed(1)
      .padStart(6),
    known.length === 0
      ? ''
      : `   ${median(known).toFixed(2).padStart(6)} ${interval(bootstrap(known, median), 2).padEnd(15)} ${quantile(known, 0.9).toFixed(2).padStart(6)}`,
  ].join(' ');
}
