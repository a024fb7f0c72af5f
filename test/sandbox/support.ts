// For the sandbox's own tests: a running sandbox with a clock to turn by hand, and short calls to it.
import { afterEach } from 'vitest';
import type { Surface } from '../../src/core/observation.ts';
import type { EpochMs } from '../../src/core/units.ts';
import { KEYS, keyText, startSandbox } from './sandbox.ts';
import type { Sandbox, SandboxKey, SandboxOptions } from './sandbox.ts';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** null when the text is no JSON object. */
  json: Record<string, unknown> | null;
}
export interface CallOptions {
  surface?: Surface;
  method?: string;
  /** The good key by default (Plugin: the plugin key); null sends none. */
  key?: SandboxKey | null;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface TestBed {
  sandbox: Sandbox;
  /** A whole minute at the start; only tests move it. */
  clock: { now: EpochMs };
  call: (path: string, options?: CallOptions) => Promise<Reply>;
}
const START = 1_800_000_000_000;
const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** Closed by itself after the test. */
export async function aSandbox(options: SandboxOptions = {}): Promise<TestBed> {
  const clock = { now: START };
  const sandbox = await startSandbox({ now: () => clock.now, ...options });
  open.push(sandbox);
  return { sandbox, clock, call: (path, callOptions = {}) => callApi(sandbox, path, callOptions) };
}

async function callApi(sandbox: Sandbox, path: string, options: CallOptions): Promise<Reply> {
  const { surface = 'external', method = options.body === undefined ? 'GET' : 'POST', headers = {} } = options;
  const key = options.key === undefined ? KEYS[surface === 'external' ? 'good' : 'plugin'] : options.key;
  const isForm = options.body instanceof FormData;
  const raw = typeof options.body === 'string';
  const response = await fetch(sandbox.url + (surface === 'external' ? '/api/external' : '/api/v1/plugin') + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(key === null ? {} : { 'X-Api-Key': keyText(key) }),
      ...(options.body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: isForm || raw ? (options.body as FormData | string) : JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOrNull(text) };
}
function jsonOrNull(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

export const anOrder = (count = 5): Record<string, unknown> => ({ config: { product: { id: 'prd-1001' } }, count });
export const aJobRequest = (ref = 'shop:1', more: Record<string, unknown> = {}): Record<string, unknown> => ({
  session_config: { aspect_ratio: '4:5' },
  subjects: [{ packshot_asset_id: 'asset-1', product_ref: ref, images_count: 1 }],
  ...more,
});
interface PluginErrorSeen {
  code?: string;
  message_i18n?: Record<string, string>;
  retryable?: boolean;
  doc_url?: string;
}
/** The Plugin error object of a reply, empty when there is none. */
export const errorOf = (reply: Reply): PluginErrorSeen => reply.json?.['error'] ?? {};
/** A list in the body of a reply, empty when there is none. */
export const listOf = <Item>(reply: Reply, name: string): Item[] => (reply.json?.[name] ?? []) as Item[];
