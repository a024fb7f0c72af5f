// `npm run bench:retry [-- --seed N --worlds N --blocks N --only seen|hidden|policies|speed --detail]`: the next safe retry, measured.
// Every run with the same seed gives the same numbers. What is simulated: world.ts; limiters: servers.ts; clients: traffic.ts.
import { parseArgs } from 'node:util';
import { emptyWindow, nextSafe, observe } from '../../../src/core/rate-window.ts';
import { ours, POLICIES } from './policies.ts';
import { HEAD, line } from './report.ts';
import { KINDS } from './servers.ts';
import { median, quantile } from './statistics.ts';
import { HIDDEN, PATTERNS, type Pattern } from './traffic.ts';
import { runWorld, type Block, type WorldSetting } from './world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    worlds: { type: 'string', default: '12' },
    blocks: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
    detail: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const worlds = Number(values.worlds);
const blocks = Number(values.blocks);
const LATENCIES = [50, 120, 250];
const SKEWS = [0, 3000, -40_000, 86_400_000 + 17_000];
const print = (text = ''): void => void process.stdout.write(`${text}\n`);
const wanted = (part: string): boolean => values.only === '' || values.only === part;

/** Worlds of one setting: latency, skew and seed differ from world to world. */
function blocksOf(set: Pick<WorldSetting, 'kind' | 'pattern'> & Partial<WorldSetting>, policy = POLICIES[0] ?? ours): Block[] {
  return Array.from({ length: worlds }, (_, i) =>
    runWorld(
      {
        hidden: 'none',
        hiddenPerMinute: 15,
        headers: 'none',
        scale: 1,
        blocks,
        latencyMs: LATENCIES[i % 3] ?? 50,
        skewMs: (SKEWS[i % 4] ?? 0) + i * 7919,
        seed: seed * 100_000 + i * 10,
        ...set,
      },
      policy,
    ),
  ).flat();
}
/** Patterns in which nobody else, ourselves included, takes the place that frees. */
const PAUSING: readonly Pattern[] = PATTERNS.filter((pattern) => pattern !== 'busy while blocked' && pattern !== 'storm');

function seen(): void {
  print('\nAll traffic seen, no headers. First block of a key; later blocks before and after the limiter is told apart.');
  print(HEAD);
  for (const kind of KINDS.filter((one) => values.kind === '' || one === values.kind)) {
    const all: Block[] = [];
    for (const pattern of PAUSING) {
      const these = blocksOf({ kind, pattern });
      all.push(...these);
      if (values.detail) threeLines(`${kind} / ${pattern}`, these);
    }
    threeLines(kind, all);
    print(line(`${kind}: all`, all));
    const storm = blocksOf({ kind, pattern: 'storm' });
    print(
      line(
        `${kind} / storm, first block`,
        storm.filter(({ index }) => index === 0),
      ),
    );
    print(
      line(
        `${kind} / storm, later`,
        storm.filter(({ index }) => index > 0),
      ),
    );
    // Where refused calls count, a client that goes on at the limit's own pace is let in by chance alone: no plan can help it.
    if (kind !== 'sliding log, refused count') {
      const set = { kind, pattern: 'busy while blocked' } as const;
      print(line(`${kind} / own traffic goes on while blocked`, blocksOf(set)));
      print(line(`${kind} / the same, fixed 60 s`, blocksOf(set, POLICIES.at(-1))));
    }
  }
  if (values.kind !== '') return;
  for (const headers of ['seconds', 'date'] as const) {
    print(
      line(
        `sliding log, Retry-After in ${headers}`,
        PAUSING.flatMap((pattern) => blocksOf({ kind: 'sliding log', pattern, headers })),
      ),
    );
  }
}
function threeLines(name: string, all: readonly Block[]): void {
  print(
    line(
      `${name}: first block`,
      all.filter(({ index }) => index === 0),
    ),
  );
  print(
    line(
      `${name}: later, not told apart`,
      all.filter(({ index, learned }) => index > 0 && !learned),
    ),
  );
  print(
    line(
      `${name}: told apart`,
      all.filter(({ index, learned }) => index > 0 && learned),
    ),
  );
}

function hidden(): void {
  print('\nOthers on the key, 15 calls a minute that nobody here sees.');
  print(HEAD);
  for (const kind of KINDS.filter((one) => values.kind === '' || one === values.kind)) {
    const all: Block[] = [];
    for (const others of HIDDEN) {
      for (const pattern of PAUSING) {
        const these = blocksOf({ kind, pattern, hidden: others, scale: 0.75 });
        all.push(...these);
        if (values.detail) print(line(`${kind} / ${pattern} / ${others}`, these));
      }
    }
    print(line(`${kind}: all`, all));
  }
}

function policies(): void {
  print('\nThe documented limiter, all traffic seen: who decides when the refused call goes again.');
  print(HEAD);
  for (const make of POLICIES) {
    const all = PAUSING.flatMap((pattern) => blocksOf({ kind: 'sliding log', pattern }, make));
    print(line(make(() => 0).name, all));
    print(line(`  in bursts`, blocksOf({ kind: 'sliding log', pattern: 'burst' }, make)));
  }
}

function speed(): void {
  print('\nPlanning, after 10,000 calls');
  const T = 1_790_000_000_000;
  const settings: [name: string, every: number, status: (i: number) => number][] = [
    ['steady, 60 a minute', 1000, () => 200],
    ['storm, 160 a second', 6, (i) => (i < 60 ? 200 : 429)],
    ['bursts, the last one just refused, all models standing', 20, (i) => (i < 9940 ? 0 : 429)],
    ['others on the key, blocked', 1300, (i) => (i % 60 > 44 ? 429 : 200)],
  ];
  for (const [name, every, status] of settings) {
    let window = emptyWindow();
    for (let i = 0; i < 10_000; i++)
      window = observe(window, { sentAt: T + i * every - 80, receivedAt: T + i * every, status: status(i) });
    const now = T + 10_000 * every;
    const times = Array.from({ length: 300 }, () => {
      const start = performance.now();
      nextSafe(window, { now, count: 1, random: () => 0.5 });
      return performance.now() - start;
    });
    const stored = JSON.stringify(window).length;
    print(`${name}: median ${median(times).toFixed(3)} ms, 99 % ${quantile(times, 0.99).toFixed(3)} ms; stored ${stored} bytes`);
  }
}

if (wanted('seen')) seen();
if (wanted('hidden')) hidden();
if (wanted('policies')) policies();
if (wanted('speed')) speed();
