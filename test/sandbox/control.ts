// The control routes under /sandbox on the API port: faults, log, reset. Open to every origin; never limited, never recorded.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { emptyAnswer, jsonAnswer } from './exchange.ts';
import type { Answer } from './exchange.ts';
import { parseFault } from './faults.ts';
import { PREFLIGHT_ALLOWED, readAll, send } from './send.ts';
import type { SandboxState } from './state.ts';

export const isControl = (path: string): boolean => path === '/sandbox' || path.startsWith('/sandbox/');

type Route = (state: SandboxState, body: unknown, id: string) => Answer;
const ROUTES: Readonly<Record<string, Route>> = {
  'GET /sandbox/log': (state) => jsonAnswer(200, state.recorder.list()),
  'GET /sandbox/faults': (state) => jsonAnswer(200, state.faults.list(state.now())),
  'POST /sandbox/faults': (state, body) => {
    const faults = (Array.isArray(body) ? body : [body]).map(parseFault);
    return jsonAnswer(201, { ids: faults.map((fault) => state.faults.add(fault, state.now())) });
  },
  'DELETE /sandbox/faults': (state) => {
    state.faults.clear();
    return emptyAnswer(204);
  },
  'DELETE /sandbox/faults/{id}': (state, _, id) => {
    state.faults.clear(id);
    return emptyAnswer(204);
  },
  'POST /sandbox/spend': (state, body) => {
    const { keyId, calls, overMs = 0 } = body as { keyId?: unknown; calls?: unknown; overMs?: unknown };
    if (typeof keyId !== 'string' || typeof calls !== 'number' || typeof overMs !== 'number') {
      throw new TypeError('Spending needs {keyId: text, calls: number, overMs?: number}.');
    }
    state.spend(keyId, calls, overMs);
    return emptyAnswer(204);
  },
  'POST /sandbox/restart': (state) => {
    state.forgetLimits();
    return emptyAnswer(204);
  },
  'POST /sandbox/reset': (state) => {
    state.reset();
    return emptyAnswer(204);
  },
};

export async function serveControl(
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
  state: SandboxState,
): Promise<void> {
  const answer = request.method === 'OPTIONS' ? emptyAnswer(204) : await answerControl(request, url.pathname, state);
  await send(response, { ...answer, headers: { ...answer.headers, ...PREFLIGHT_ALLOWED, 'Cache-Control': 'no-store' } }, null);
}

async function answerControl(request: IncomingMessage, path: string, state: SandboxState): Promise<Answer> {
  const id = /^\/sandbox\/faults\/([^/]+)$/.exec(path)?.[1];
  const route = ROUTES[`${request.method} ${id === undefined ? path : '/sandbox/faults/{id}'}`];
  if (!route) return jsonAnswer(404, { error: `No such control route. There are: ${Object.keys(ROUTES).join(', ')}.` });
  try {
    const text = (await readAll(request)).toString('utf8');
    return route(state, text === '' ? {} : JSON.parse(text), id ?? '');
  } catch (thrown) {
    return jsonAnswer(400, { error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}
