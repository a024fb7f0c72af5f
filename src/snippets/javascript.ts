// The client in JavaScript (fetch, no packages), and the same with types.
import type { ClientOptions } from './snippet.ts';

export function javascript(
  { base, limit, windowMs, firstWaitMs, unavailableMs, tries, keyed }: ClientOptions,
  { typed }: { typed: boolean },
): string {
  const t = (type: string): string => (typed ? type : '');
  return `// Qamera API client: keeps to ${limit} calls per ${windowMs / 1000} s and key, waits as told, never repeats a paid POST blindly.
const BASE = ${JSON.stringify(base)};
const LIMIT = ${limit}, WINDOW_MS = ${windowMs}, TRIES = ${tries};
const FIRST_WAIT_MS = ${firstWaitMs}, UNAVAILABLE_MS = ${unavailableMs}, CAP_MS = 60000;
${typed ? 'interface KeyState { calls: { at: number }[]; holdUntil: number }\ninterface CallOptions { method?: string; body?: unknown' + (keyed ? '; idempotencyKey?: string' : '') + ' }\n' : ''}const keys = new Map${t('<string, KeyState>')}();
const sleep = (ms${t(': number')}) => new Promise((go) => setTimeout(go, ms));

// Waits until the key has a free place. A call keeps its place for a window after its answer: it cannot have arrived later than that.
async function takePlace(state${t(': KeyState')}) {
  for (;;) {
    const now = Date.now();
    state.calls = state.calls.filter(({ at }) => at > now - WINDOW_MS);
    const leaves = state.calls.length < LIMIT ? now : Math.min(...state.calls.map(({ at }) => at)) + WINDOW_MS;
    const wait = Math.max(Math.min(leaves - now, 1000), state.holdUntil - now);
    if (wait <= 0) break;
    await sleep(wait + 5);
  }
  const call = { at: Infinity };
  state.calls.push(call);
  return call;
}

// Retry-After (seconds, or a date read against the server's own clock), else doubling with a cap; jitter only ever adds.
function waitAfter(response${t(': Response | null')}, tries${t(': number')}) {
  const after = response?.headers.get('retry-after');
  if (response && after) {
    const seconds = Number(after);
    const served = Date.parse(response.headers.get('date') ?? '') || Date.now();
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - served;
    if (ms > 0) return ms + Math.random() * 250;
  }
  const first = response?.status === 503 ? UNAVAILABLE_MS : FIRST_WAIT_MS;
  return Math.min(first * 2 ** (tries - 1), Math.max(first, CAP_MS)) * (1 + Math.random() / 2);
}

${typed ? 'export ' : ''}async function qamera(key${t(': string')}, path${t(': string')}, { method = 'GET', body${keyed ? ', idempotencyKey' : ''} }${t(': CallOptions')} = {})${t(': Promise<Response>')} {
  const state = keys.get(key) ?? { calls: [], holdUntil: 0 };
  keys.set(key, state);
  const headers = {
    'X-Api-Key': key,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
${keyed ? "    ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),\n" : ''}  };
  // A POST that ended in a server error may have been done, and be paid, all the same.
  const isRepeatable = method === 'GET'${keyed ? ' || Boolean(idempotencyKey)' : ''};
  for (let tries = 1; ; tries++) {
    const call = await takePlace(state);
    let response${t(': Response | null')} = null;
    let failure${t(': unknown')} = null;
    try {
      response = await fetch(BASE + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    } catch (error) {
      failure = error;
    }
    call.at = Date.now();
    const isBusy = response?.status === 429;
    const isTrouble = response === null || [500, 502, 503, 504].includes(response.status);
    if (tries >= TRIES || !(isBusy || (isTrouble && isRepeatable))) {
      if (response === null) throw failure;
      return response;
    }
    const wait = waitAfter(response, tries);
    if (isBusy) state.holdUntil = Math.max(state.holdUntil, Date.now() + wait);
    else await sleep(wait);
  }
}
`;
}
