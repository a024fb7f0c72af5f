// One simulated client, its key's limiter and the others on the key. Gives one record for each block: how the first retry went.
import type { Policy } from './policies.ts';
import { lookUntil, readingsOf, watchFrom, type Watch } from './oracle.ts';
import { between, logNormal, randomFrom } from './random.ts';
import { serverOf, type Kind, type Server } from './servers.ts';
import { gapsOf, hiddenGaps, type Hidden, type Pattern } from './traffic.ts';

export interface WorldSetting {
  kind: Kind;
  pattern: Pattern;
  hidden: Hidden;
  hiddenPerMinute: number;
  /** Median round trip, ms. */
  latencyMs: number;
  /** Server clock minus ours, ms. */
  skewMs: number;
  headers: 'none' | 'seconds' | 'date';
  /** Own traffic of the pattern, times this. */
  scale: number;
  blocks: number;
  seed: number;
}
export interface Block {
  /** 0 = the key's first. */
  index: number;
  tries: number;
  waitMs: number;
  /** The wait of the earliest call that would have been let in. */
  oracleMs: number;
  /**
   * The wait of the earliest call that every limiter lets in which would have given the same answers so far: this one and both readings
   * of the documented log. Who goes earlier is refused by one of them. Null where others spend the key: they are not seen.
   */
  knowableMs: number | null;
  /** Whether the policy held the limiter for known when it planned. */
  learned: boolean;
}
interface Waiting {
  tries: number;
  refusedAt: number;
  wait: number;
  oracle: Watch;
  /** Limiters that gave the same answers as the real one so far. */
  alike: Watch[];
  knowableAt: number | null;
  /** While a storm lasts, nobody asks for the zero. */
  lookedToFirst: number;
  since: number;
  sendAt: number;
  sent: boolean;
  learned: boolean;
}
interface Event {
  at: number;
  run: () => void;
}

const BASE = 1_790_000_000_000;
const LIMIT = 60;
const WINDOW = 60_000;
/** A block that takes longer counts as that: blind policies can starve. */
const GIVE_UP_TRIES = 40;

/** Runs until `blocks` blocks are over. Same seed, same world, whatever the policy decides. */
export function runWorld(set: WorldSetting, makePolicy: (random: () => number) => Policy): Block[] {
  const dice = {
    pattern: randomFrom(set.seed),
    hidden: randomFrom(set.seed + 1),
    net: randomFrom(set.seed + 2),
    policy: randomFrom(set.seed + 3),
  };
  const place = randomFrom(set.seed + 4);
  const start = BASE + Math.floor(between(place, 0, WINDOW));
  const setting = { limit: LIMIT, windowMs: WINDOW, phase: -set.skewMs, edgeCounts: place() < 0.5 };
  const server: Server = serverOf(set.kind, setting);
  let readings = set.hidden === 'none' ? readingsOf(setting) : [];
  const policy = makePolicy(dice.policy);
  const own = gapsOf(set.pattern, dice.pattern, set.scale);
  const others = hiddenGaps(set.hidden, set.hiddenPerMinute, dice.hidden);
  const events: Event[] = [];
  const blocks: Block[] = [];
  const hiddenAt: number[] = [];
  let block: Waiting | null = null;
  let now = start;
  /** Counts the stretches of own traffic: one ends with its block, the next begins after it. */
  let chain = 0;

  const schedule = (at: number, run: () => void): void => {
    let i = events.length;
    events.push({ at, run });
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (events[parent]!.at <= at) break;
      events[i] = events[parent]!;
      i = parent;
    }
    events[i] = { at, run };
  };
  const pop = (): Event => {
    const top = events[0]!;
    const last = events.pop()!;
    const { length } = events;
    if (length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= length) break;
        if (child + 1 < length && events[child + 1]!.at < events[child]!.at) child++;
        if (events[child]!.at >= last.at) break;
        events[i] = events[child]!;
        i = child;
      }
      events[i] = last;
    }
    return top;
  };

  /** Every arrival goes through here: before it, the oracle looks for the first instant since the block at which a call would get in. */
  const arrive = (at: number, retry = false): boolean => {
    for (const watch of block ? [block.oracle, ...block.alike] : []) lookUntil(watch, at);
    if (block && retry && block.tries === 1 && set.hidden === 'none') block.knowableAt = knowableAt(block);
    const admitted = server.take(at);
    readings = readings.filter((reading) => reading.take(at) === admitted);
    if (block) block.alike = block.alike.filter((watch) => readings.includes(watch.server));
    return admitted;
  };
  /** When the last of them opens, if nothing more arrives. */
  const knowableAt = ({ oracle, alike }: Waiting): number =>
    Math.max(
      ...[oracle, ...alike].map((watch) => {
        const ahead = { ...watch };
        lookUntil(ahead, ahead.lookedTo + 2 * WINDOW);
        return ahead.opensAt ?? Infinity;
      }),
    );
  const watched = (from: number): Pick<Waiting, 'oracle' | 'alike'> => ({
    oracle: watchFrom(server, from),
    alike: readings.map((reading) => watchFrom(reading, from)),
  });
  const send = (retry: boolean): void => {
    const sentAt = now;
    const up = logNormal(dice.net, set.latencyMs * 0.45, 0.4);
    const down = logNormal(dice.net, set.latencyMs * 0.55, 0.5);
    schedule(sentAt + up, () => {
      const arrivedAt = now;
      const admitted = arrive(arrivedAt, retry);
      const probe = admitted ? null : server.copy();
      schedule(now + down, () => receive({ sentAt, arrivedAt, admitted, retry, probe }));
    });
  };
  const receive = (call: {
    sentAt: number;
    arrivedAt: number;
    admitted: boolean;
    retry: boolean;
    probe: Server | null;
  }): void => {
    const headers = call.admitted ? undefined : headersOf(call.probe!, call.arrivedAt);
    policy.see({
      sentAt: Math.floor(call.sentAt),
      receivedAt: Math.floor(now),
      status: call.admitted ? 200 : 429,
      ...(headers && { headers }),
    });
    if (call.retry && block) {
      if (call.admitted || block.tries >= GIVE_UP_TRIES) {
        blocks.push({
          index: blocks.length,
          tries: block.tries,
          waitMs: call.sentAt - block.since,
          oracleMs: (block.oracle.opensAt ?? call.arrivedAt) - block.since,
          knowableMs: block.knowableAt === null ? null : block.knowableAt - block.since,
          learned: block.learned,
        });
        block = null;
        const next = ++chain;
        schedule(now + own(), () => tick(next));
        return;
      }
      block = { ...block, tries: block.tries + 1, refusedAt: now, wait: NaN, sent: false };
    } else if (!call.admitted && !block) {
      block = {
        tries: 1,
        refusedAt: now,
        wait: NaN,
        ...watched(now),
        knowableAt: null,
        lookedToFirst: 0,
        since: now,
        sendAt: 0,
        sent: false,
        learned: false,
      };
      if (set.pattern === 'storm') {
        const until = now + between(place, 3000, 45_000);
        block.lookedToFirst = until + 500;
        Object.assign(block, watched(block.lookedToFirst));
        hammer(until);
      }
    }
    if (block && !block.sent) replan();
  };
  const replan = (): void => {
    const { at, wait } = policy.next(Math.ceil(now), { tries: block!.tries, refusedAt: block!.refusedAt, wait: block!.wait });
    block!.wait = wait;
    block!.sendAt = Math.max(at, set.pattern === 'storm' && block!.tries === 1 ? block!.lookedToFirst : 0);
    const planned = block!;
    const { sendAt } = planned;
    schedule(Math.max(sendAt, now), () => {
      if (block !== planned || planned.sent || planned.sendAt !== sendAt) return;
      planned.sent = true;
      if (planned.tries === 1) planned.learned = policy.learned?.(set.kind) ?? false;
      send(true);
    });
  };
  /** A burst is out before its first refusal is back; other clients pause while blocked, but for the one that does not care. */
  const tick = (run: number): void => {
    if (run !== chain) return;
    const gap = own();
    const goesOn = set.pattern === 'busy while blocked' || ((set.pattern === 'burst' || set.pattern === 'storm') && gap < 1000);
    if (block && !goesOn) return;
    send(false);
    schedule(now + gap, () => tick(run));
  };
  /** A naive client hammers for a while, five to twenty times a second; only then it obeys the countdown. */
  const hammer = (until: number): void => {
    if (!block || now > until) return;
    send(false);
    schedule(now + between(place, 50, 200), () => hammer(until));
  };
  const headersOf = (probe: Server, arrivedAt: number): [string, string][] | undefined => {
    if (set.headers === 'none') return undefined;
    let at = arrivedAt;
    while (!probe.peek(at) && at < arrivedAt + 2 * WINDOW) at += 20;
    const served = arrivedAt + set.skewMs;
    const date = new Date(served).toUTCString();
    if (set.headers === 'seconds')
      return [
        ['retry-after', String(Math.ceil((at - arrivedAt) / 1000))],
        ['date', date],
      ];
    return [
      ['retry-after', new Date(Math.ceil((at + set.skewMs) / 1000) * 1000).toUTCString()],
      ['date', date],
    ];
  };

  // Others' instants are drawn ahead, so that the oracle can see them.
  if (set.hidden !== 'none') {
    let at = start - WINDOW + others();
    const until = start + set.blocks * 600_000;
    while (at < until) {
      hiddenAt.push(at);
      at += others();
    }
    let i = 0;
    const walk = (): void => {
      arrive(now);
      i++;
      if (i < hiddenAt.length) schedule(hiddenAt[i]!, walk);
    };
    schedule(hiddenAt[0]!, walk);
  }
  schedule(start + own(), () => tick(0));
  let steps = 0;
  while (blocks.length < set.blocks && events.length > 0 && steps++ < 400_000) {
    const event = pop();
    now = Math.max(now, event.at);
    event.run();
  }
  return blocks;
}
