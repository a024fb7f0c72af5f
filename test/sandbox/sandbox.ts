// The sandbox: a local server that keeps the documented rules of the Qamera API, and its playground on a second port (another origin).
import type { EpochMs } from '../../src/core/units.ts';
import { serveApi } from './api-listener.ts';
import { isControl, serveControl } from './control.ts';
import { parseFault } from './faults.ts';
import type { Fault } from './faults.ts';
import type { LimiterKind } from './limiters/limiter.ts';
import { listen } from './listen.ts';
import type { Certificate, Listener } from './listen.ts';
import { servePlayground } from './playground-listener.ts';
import type { RecordedCall } from './recorder.ts';
import { SandboxState } from './state.ts';
import type { Pace } from './work.ts';

export type { Fault } from './faults.ts';
export type { LimiterKind } from './limiters/limiter.ts';
export type { RecordedCall } from './recorder.ts';
export { KEYS, SPARE_KEYS, keyText } from './keys.ts';
export type { SandboxKey } from './keys.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  playgroundPort?: number;
  /** PEM texts; the API then speaks https, the playground stays http (localhost is a secure context). */
  https?: Certificate;
  limiter?: LimiterKind;
  limit?: number;
  windowMs?: number;
  /** When generation work ends. Default: its third poll, or 20 s. */
  pace?: Pace;
  /** Response headers that pages may read. Default: none. */
  exposeHeaders?: readonly string[];
  now?: () => EpochMs;
}
export interface Sandbox {
  /** Origin of the API: append `/api/external/...` or `/api/v1/plugin/...`. */
  url: string;
  playgroundUrl: string;
  port: number;
  playgroundPort: number;
  /** Returns the fault's id, for `clearFaults(id)`. Throws on a fault it does not understand. */
  setFault(fault: Fault): string;
  clearFaults(id?: string): void;
  /** Calls made with a key by "another client", spread evenly over the last `overMs`. */
  spend(keyId: string, calls: number, overMs?: number): void;
  /** Everything as at the start: credits, content, jobs, windows, faults, log. */
  reset(): void;
  log(): RecordedCall[];
  close(): Promise<void>;
}

/** Rejects with a sentence fit to be shown when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const state = new SandboxState({
    limiter: options.limiter ?? 'sliding-log',
    rate: { limit: options.limit ?? 60, windowMs: options.windowMs ?? 60_000 },
    pace: options.pace ?? { polls: 3, ms: 20_000 },
    now: options.now ?? Date.now,
  });
  const listenerOptions = { exposeHeaders: options.exposeHeaders ?? [] };
  const api = await listen({ port: options.port ?? 0, https: options.https, flag: '--port' }, (served) =>
    isControl(served.url.pathname) ? serveControl(served, state) : serveApi(served, state, listenerOptions),
  );
  const playground = await openPlayground(api, options.playgroundPort ?? 0);
  return {
    url: api.url,
    playgroundUrl: `${playground.url}/`,
    port: api.port,
    playgroundPort: playground.port,
    setFault: (fault) => state.faults.add(parseFault(fault), state.now()),
    clearFaults: (id) => state.faults.clear(id),
    spend: (keyId, calls, overMs) => state.spend(keyId, calls, overMs),
    reset: () => state.reset(),
    log: () => state.recorder.list(),
    close: async () => {
      await Promise.all([api.close(), playground.close()]);
    },
  };
}

/** A taken playground port must not leave the API listening. */
async function openPlayground(api: Listener, port: number): Promise<Listener> {
  try {
    return await listen({ port, flag: '--playground-port' }, (served) => servePlayground(served, api.url));
  } catch (error) {
    await api.close();
    throw error;
  }
}
