// Why a HAR entry has no usable answer: the entry and its observation so far in, Failure or null out.
import type { Failure, Observation } from '../observation.ts';
import { isHiddenFromPage } from './cors.ts';
import { failureFrom } from './failure.ts';
import { fieldsOf, type Fields, textOf } from './har-fields.ts';

/** What both browsers say when a page may not have the answer; it may mean other things too. */
const VAGUE = /ERR_FAILED|DOM_BAD_URI/;

/**
 * The failure of an entry, from the exporter's word and what the call itself shows; null where the answer stands for itself.
 * `known`: this call's own secrets, since a word may repeat one.
 */
export function harFailureOf(entry: Fields, call: Observation, known: readonly string[]): Failure | null {
  const word = wordOf(entry, call.status);
  const isForeign = call.initiator !== null && call.initiator !== new URL(call.base).origin;
  if (call.status !== null) {
    if (word === null) return isUnreadable(call) ? { kind: 'cors', raw: '' } : null;
    const failure = failureFrom(word, known);
    if (isForeign && VAGUE.test(word)) return { kind: 'cors', raw: failure.raw };
    // A word nobody knows beside a real status (`net::ERR_HTTP_RESPONSE_CODE_FAILURE`) adds nothing to that status.
    return failure.kind === 'unknown' ? null : failure;
  }
  if (word === null) return { kind: 'unknown', raw: '' };
  const failure = failureFrom(word, known);
  if (!isForeign || !VAGUE.test(word)) return failure;
  // A refused preflight reads so, and so does a call that failed after an accepted one: only the preflight itself tells (analyze-har).
  return { kind: needsPreflight(call) ? 'unknown' : 'cors', raw: failure.raw };
}

/** Chrome `_error` (entry or response), mitmproxy `response._error`, Playwright `_failureText` and `_wasAborted`, Charles `_charlesStatus`. */
function wordOf(entry: Fields, status: number | null): string | null {
  const response = fieldsOf(entry['response']);
  const named = [entry['_error'], response['_error'], response['_failureText'], entry['_failureText'], entry['_charlesError']];
  for (const one of named) {
    const word = textOf(one) ?? textOf(fieldsOf(one)['message']);
    if (word !== null) return word;
  }
  if (status !== null) return null;
  if (entry['_wasAborted'] === true) return 'aborted';
  const charles = textOf(entry['_charlesStatus']) ?? textOf(response['_charlesStatus']);
  const spoken = textOf(response['statusText']) ?? textOf(response['comment']);
  return spoken ?? (charles !== null && !/complete/i.test(charles) ? charles : null);
}

/**
 * The headers say that the page may not read the answer. Chromium then has no text of it, so a text proves the opposite (a file
 * made or cut by hand); Firefox shows it to its tools all the same (measured).
 */
function isUnreadable(call: Observation): boolean {
  const isFirefox = /Firefox\//.test(valueOf(call, 'user-agent') ?? '');
  return isHiddenFromPage(call) && (call.responseBody.text === null || isFirefox);
}

/** Fetch standard, "CORS-safelisted": what makes a browser ask first. */
function needsPreflight(call: Observation): boolean {
  if (!['GET', 'HEAD', 'POST'].includes(call.method)) return true;
  const type = valueOf(call, 'content-type');
  const simpleType = type === null || /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type);
  return !simpleType || ['x-api-key', 'authorization', 'idempotency-key'].some((name) => valueOf(call, name) !== null);
}

const valueOf = ({ requestHeaders }: Observation, name: string): string | null =>
  requestHeaders?.find(([one]) => one === name)?.[1] ?? null;
