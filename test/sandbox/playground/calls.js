// Real calls to the API of the sandbox, and the control calls that prepare it. Each API call is told to the listener.
import { apiUrl } from './config.js';

const query = new URLSearchParams(location.search);
/** `?external=` and `?plugin=` send the calls to another address of the same sandbox, e.g. https://app.qamera.ai mapped to it. */
export const bases = {
  external: query.get('external') ?? `${apiUrl}/api/external`,
  plugin: query.get('plugin') ?? `${apiUrl}/api/v1/plugin`,
};
/** Length of the outage scene; `?outageMs=` shortens it. */
export const outageMs = Number(query.get('outageMs') ?? 60_000);

let tell = () => {};
/** `listener({method, path, status, text})`; status is null when the page got no answer, text then says what fetch said. */
export const onCall = (listener) => {
  tell = listener;
};

/**
 * One call. `body` is a FormData or a value sent as JSON. Never throws: what fetch threw is returned as `{status: null, text}`.
 * @param {{surface?: 'external' | 'plugin', method?: string, path: string, key: {text: string}, body?: unknown,
 *   headers?: Record<string, string>, signal?: AbortSignal}} what
 */
export async function call({ surface = 'external', method = 'GET', path, key, body, headers = {}, signal }) {
  const isForm = body instanceof FormData;
  const type = body === undefined || isForm ? {} : { 'Content-Type': 'application/json' };
  const request = { method, headers: { 'X-Api-Key': key.text, ...type, ...headers }, signal: signal ?? null };
  if (body !== undefined) request.body = isForm ? body : JSON.stringify(body);
  const seen = await answerOf(bases[surface] + path, request);
  tell({ method, path, ...seen });
  return seen;
}
async function answerOf(url, request) {
  let status = null;
  try {
    const response = await fetch(url, request);
    status = response.status;
    return { status, text: await response.text() };
  } catch (error) {
    return { status, text: `${error.name}: ${error.message}` };
  }
}

/** Text rather than JSON, so that the browser asks no preflight for it. */
const control = (method, path, value) =>
  fetch(`${apiUrl}/sandbox${path}`, { method, ...(value === undefined ? {} : { body: JSON.stringify(value) }) });

/** Sets a fault and leaves it to end by itself. */
export async function setFault(fault) {
  const response = await control('POST', '/faults', fault);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer.ids[0];
}
/** Sets a fault, does `work`, clears the fault. By time and key, not by count: browsers send a cut call again by themselves. */
export async function withFault(fault, work) {
  const id = await setFault({ forMs: 20_000, ...fault });
  try {
    return await work();
  } finally {
    await control('DELETE', `/faults/${id}`);
  }
}
/** Calls that "another client" makes with this key, over the last `overMs`. */
export const spend = (key, calls, overMs) => control('POST', '/spend', { keyId: key.keyId, calls, overMs });
export const reset = () => control('POST', '/reset');
