// The simulated limiters, written apart from the product's models and from the sandbox's: a shared mistake would hide itself.

export type Kind =
  | 'sliding log'
  | 'sliding log, refused count'
  | 'sliding counter'
  | 'strict counter'
  | 'fixed window'
  | 'anchored window'
  | 'token bucket';
export const KINDS: readonly Kind[] = [
  'sliding log',
  'sliding log, refused count',
  'sliding counter',
  'strict counter',
  'fixed window',
  'anchored window',
  'token bucket',
];
export interface Server {
  /** Whether a call at this instant would be let in; changes nothing. */
  peek(at: number): boolean;
  /** A call arrives; instants never go back. */
  take(at: number): boolean;
  copy(): Server;
}
export interface Setting {
  limit: number;
  windowMs: number;
  /** Where the server's minutes begin on our clock. */
  phase: number;
  /** Whether a call exactly a window old still counts. */
  edgeCounts: boolean;
}

function log(set: Setting, countRefused: boolean, before: readonly number[] = []): Server {
  let stamps = before;
  const held = (at: number): number => {
    let count = 0;
    for (let i = stamps.length - 1; i >= 0; i--) {
      const age = at - stamps[i]!;
      if (set.edgeCounts ? age > set.windowMs : age >= set.windowMs) break;
      count++;
    }
    return count;
  };
  return {
    peek: (at) => held(at) < set.limit,
    take: (at) => {
      const count = held(at);
      if (count < set.limit || countRefused) stamps = [...stamps.slice(stamps.length - count), at];
      return count < set.limit;
    },
    copy: () => log(set, countRefused, stamps),
  };
}

interface Buckets {
  index: number;
  before: number;
  current: number;
}
function counter(set: Setting, strict: boolean, from: Buckets = { index: -Infinity, before: 0, current: 0 }): Server {
  let state = from;
  const movedTo = (at: number): Buckets => {
    const index = Math.floor((at - set.phase) / set.windowMs);
    const moved = index - state.index;
    return {
      index,
      before: moved === 0 ? state.before : moved === 1 ? state.current : 0,
      current: moved === 0 ? state.current : 0,
    };
  };
  const peek = (at: number): boolean => {
    const { index, before, current } = movedTo(at);
    const estimate = before * (1 - (at - set.phase - index * set.windowMs) / set.windowMs) + current;
    return strict ? estimate + 1 <= set.limit : estimate < set.limit;
  };
  return {
    peek,
    take: (at) => {
      const admitted = peek(at);
      const moved = movedTo(at);
      state = { ...moved, current: moved.current + (admitted ? 1 : 0) };
      return admitted;
    },
    copy: () => counter(set, strict, state),
  };
}

function fixed(set: Setting, anchored: boolean, from = { start: -Infinity, used: 0 }): Server {
  let state = from;
  const startAt = (at: number): number => {
    if (anchored) return at >= state.start + set.windowMs ? at : state.start;
    return set.phase + Math.floor((at - set.phase) / set.windowMs) * set.windowMs;
  };
  const peek = (at: number): boolean => startAt(at) !== state.start || state.used < set.limit;
  return {
    peek,
    take: (at) => {
      const admitted = peek(at);
      const start = startAt(at);
      const used = start === state.start ? state.used : 0;
      // A window that a key's call opens is opened by one that is let in; a new window always lets in.
      state = { start, used: used + (admitted ? 1 : 0) };
      return admitted;
    },
    copy: () => fixed(set, anchored, state),
  };
}

function bucket(set: Setting, from: { at: number; tokens: number } | null = null): Server {
  let state = from;
  const level = (at: number): number =>
    state ? Math.min(set.limit, state.tokens + ((at - state.at) * set.limit) / set.windowMs) : set.limit;
  return {
    peek: (at) => level(at) >= 1,
    take: (at) => {
      const tokens = level(at);
      state = { at, tokens: tokens >= 1 ? tokens - 1 : tokens };
      return tokens >= 1;
    },
    copy: () => bucket(set, state),
  };
}

const MAKERS: Record<Kind, (set: Setting) => Server> = {
  'sliding log': (set) => log(set, false),
  'sliding log, refused count': (set) => log(set, true),
  'sliding counter': (set) => counter(set, false),
  'strict counter': (set) => counter(set, true),
  'fixed window': (set) => fixed(set, false),
  'anchored window': (set) => fixed(set, true),
  'token bucket': (set) => bucket(set),
};
export const serverOf = (kind: Kind, set: Setting): Server => MAKERS[kind](set);
