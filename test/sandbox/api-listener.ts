// The API port: from a request to its answer. Preflight, key, limiter, fault, endpoint, in this order.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Surface } from '../../src/core/observation.ts';
import { answerOf, errorAnswer, pluginError } from './envelopes.ts';
import { emptyAnswer, textAnswer } from './exchange.ts';
import type { Answer, Call } from './exchange.ts';
import { answerExternal } from './external/external-api.ts';
import { LOGIN_PAGE, faultyAnswer, standsInForWork } from './fault-answer.ts';
import type { Fault } from './faults.ts';
import { findKey, keyIdOf } from './keys.ts';
import type { SandboxKey } from './keys.ts';
import type { Admission } from './limiters/limiter.ts';
import { answerPlugin } from './plugin/plugin-api.ts';
import { CORS_ALLOWED, PREFLIGHT_ALLOWED, readAll, send } from './send.ts';
import type { SandboxState } from './state.ts';

const PREFIXES: readonly [prefix: string, surface: Surface][] = [
  ['/api/external', 'external'],
  ['/api/v1/plugin', 'plugin'],
];
export interface ListenerOptions {
  /** Response headers that pages may read; none by default, as nothing is documented. */
  exposeHeaders: readonly string[];
}

export async function serveApi(
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
  state: SandboxState,
  options: ListenerOptions,
): Promise<void> {
  const arrivedAt = state.now();
  const surface = PREFIXES.find(([prefix]) => url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
  if (!surface) return serveElsewhere(response, url);
  const [prefix, name] = surface;
  const headers = lowerCaseHeaders(request);
  const method = request.method ?? 'GET';
  const asked = method === 'OPTIONS' ? headers['access-control-request-method'] : undefined;
  const text = asked === undefined ? sentKey(headers, name) : null;
  const recorded = state.recorder.open({
    at: arrivedAt,
    method,
    path: url.pathname + url.search,
    surface: name,
    keyId: text === null ? null : keyIdOf(text),
    preflight: asked !== undefined,
    origin: headers['origin'] ?? null,
  });
  response.once('finish', () => {
    recorded.status = response.statusCode;
    recorded.answeredAt = state.now();
  });

  const traits = { method: asked ?? method, path: url.pathname, keyId: recorded.keyId };
  if (asked !== undefined) {
    const fault = state.faults.take({ ...traits, preflight: true, admitted: false }, arrivedAt);
    return send(response, fault ? emptyAnswer(fault.status ?? 403) : emptyAnswer(204, { ...PREFLIGHT_ALLOWED }), fault);
  }
  const gate = checkKey(text, name, state, arrivedAt);
  const fault = state.faults.take({ ...traits, preflight: false, admitted: gate.refusal === null }, arrivedAt);
  // The body is read only now: key and limiter answer for the instant of arrival.
  const call: Call = { method, url, path: pathBelow(url, prefix), headers, body: await readAll(request), arrivedAt };
  const own = gate.refusal ?? (fault && standsInForWork(fault) ? null : await work(call, name, gate.key, state));
  const answer = fault
    ? faultyAnswer(fault, { answer: own, surface: name, now: state.now(), loginUrl: `${url.origin}/login` })
    : own;
  if (answer) await send(response, withCommonHeaders(answer, name, { fault, exposed: options.exposeHeaders }), fault);
}

type Gate = { key: SandboxKey; refusal: null } | { key: SandboxKey | null; refusal: Answer };

/** Calls with no valid key are refused before the limiter and spend nothing of any window. */
function checkKey(text: string | null, surface: Surface, state: SandboxState, at: number): Gate {
  const key = text === null ? null : findKey(text);
  const bound = surface === 'external' || key?.installation?.status === 'active';
  if (key?.state !== 'active' || !bound) return { key, refusal: errorAnswer(surface, 401) };
  const admission = state.limiterOf(key.keyId).admit(at);
  return admission.admitted ? { key, refusal: null } : { key, refusal: tooMany(surface, admission, at) };
}
/** Only Plugin answers carry headers (OpenAPI preamble, rate_limit_exceeded page). */
function tooMany(surface: Surface, admission: Admission, at: number): Answer {
  if (surface === 'external') return errorAnswer('external', 429);
  const answer = pluginError(429, 'rate_limit_exceeded', null);
  const seconds = Math.max(1, Math.ceil((admission.freesAt - at) / 1000));
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds), 'X-RateLimit-Remaining': '0' } };
}

async function work(call: Call, surface: Surface, key: SandboxKey | null, state: SandboxState): Promise<Answer> {
  try {
    if (!key) throw new Error('admitted without a key');
    if (surface === 'external') return await answerExternal({ call, key, world: state.world });
    if (!key.installation) throw new Error('admitted without an installation');
    return await answerPlugin({ call, key, installation: key.installation, world: state.world, limit: state.options.rate.limit });
  } catch (thrown) {
    return answerOf(surface, thrown);
  }
}

function withCommonHeaders(
  answer: Answer,
  surface: Surface,
  { fault, exposed }: { fault: Fault | null; exposed: readonly string[] },
): Answer {
  const cors = fault?.corsOff ? {} : CORS_ALLOWED;
  const expose = exposed.length > 0 && !fault?.corsOff ? { 'Access-Control-Expose-Headers': exposed.join(', ') } : {};
  const correlation = surface === 'plugin' ? { 'X-Correlation-Id': randomUUID() } : {};
  return { ...answer, headers: { 'Cache-Control': 'no-store', ...cors, ...expose, ...correlation, ...answer.headers } };
}

/** Where the login redirect leads; anything else is no address of the API. */
function serveElsewhere(response: ServerResponse, url: URL): Promise<void> {
  const answer =
    url.pathname === '/login' ? textAnswer(200, 'text/html', LOGIN_PAGE) : textAnswer(404, 'text/plain', 'Nothing here.');
  return send(response, { ...answer, headers: { ...answer.headers, ...PREFLIGHT_ALLOWED } }, null);
}

/** X-Api-Key wins over Authorization; Plugin documents X-Api-Key only. An empty header counts as none. */
function sentKey(headers: Readonly<Record<string, string>>, surface: Surface): string | null {
  const bearer = surface === 'external' ? /^Bearer\s+(.+)$/i.exec(headers['authorization'] ?? '')?.[1] : undefined;
  const text = headers['x-api-key'] ?? bearer;
  return text === undefined || text === '' ? null : text;
}
const pathBelow = (url: URL, prefix: string): string => url.pathname.slice(prefix.length).replace(/\/+$/, '') || '/';
const lowerCaseHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
