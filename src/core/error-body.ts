// What an answer's body says: redacted text in, envelope of either surface (or what it is instead) out. Nothing is trusted.
import { headerValue } from './rate-limit-headers.ts';
import type { Observation, ResponseBody } from './observation.ts';
import type { Header, Json } from './units.ts';

/** The API's error in either form (qamera-api.md section 6), and what is there when it is none. */
export interface ErrorEnvelope {
  /** English where given, else the first language; null when the envelope has no text. */
  message: string | null;
  code: string | null;
  retryable: boolean | null;
  docUrl: string | null;
}
export type AnswerBody =
  | { kind: 'envelope'; envelope: ErrorEnvelope; json: Json }
  | { kind: 'json'; json: Json }
  | { kind: 'html'; isLogin: boolean }
  | { kind: 'text'; text: string } // not JSON, not HTML; or JSON that breaks
  | { kind: 'empty' }
  | { kind: 'unseen' };

export const NO_ENVELOPE: ErrorEnvelope = { message: null, code: null, retryable: null, docUrl: null };
const MESSAGE_LIMIT = 500;
type Fields = { [key: string]: Json };
export const isFields = (json: Json | undefined): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * Reads a response body. A body cut by our own cap is not called broken: it is `unseen` unless it is HTML.
 * @example readAnswer({text: '{"error":"Product not found."}', truncated: false, missing: null}, null)
 *   // {kind: 'envelope', envelope: {message: 'Product not found.', code: null, retryable: null, docUrl: null}, json}
 */
export function readAnswer(body: ResponseBody, headers: readonly Header[] | null): AnswerBody {
  const type = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  const text = body.text?.trim() ?? '';
  if (text === '') {
    if (body.missing === 'empty' || (body.text !== null && body.missing === null)) return { kind: 'empty' };
    return type.includes('text/html') ? { kind: 'html', isLogin: false } : { kind: 'unseen' };
  }
  const json = parsed(text);
  if (json === undefined) {
    const isHtml =
      /^(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|title|h1|center)\b/i.test(text) ||
      (type.includes('html') && text.startsWith('<'));
    if (isHtml) return { kind: 'html', isLogin: isLoginPage(text) };
    return body.truncated && /^[[{"]/.test(text) ? { kind: 'unseen' } : { kind: 'text', text: shorten(text) };
  }
  const envelope = envelopeOf(json);
  return envelope ? { kind: 'envelope', envelope, json } : { kind: 'json', json };
}

/** The error envelope in a JSON value; null when `error` is absent, null, false or empty (a healthy job has `error: null`). */
export function envelopeOf(json: Json): ErrorEnvelope | null {
  if (!isFields(json)) return null;
  const { error } = json;
  if (typeof error === 'string') {
    if (error.trim() === '') return null;
    return { message: shorten(error), code: codeOf(json['code']), retryable: null, docUrl: null };
  }
  if (!isFields(error) || Object.keys(error).length === 0) return null;
  return {
    message: messageOf(error['message_i18n']) ?? messageOf(error['message']),
    code: codeOf(error['code']),
    retryable: typeof error['retryable'] === 'boolean' ? error['retryable'] : null,
    docUrl: typeof error['doc_url'] === 'string' && error['doc_url'].trim() !== '' ? error['doc_url'].trim().slice(0, 300) : null,
  };
}

/** Codes are words; a number or a sentence in this place is none. */
export const codeOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && /^[A-Za-z][\w.-]{0,79}$/.test(value) ? value : null;

function messageOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : shorten(value);
  if (!isFields(value)) return null;
  const texts = [value['en'], ...Object.values(value)].filter(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
  return texts[0] === undefined ? null : shorten(texts[0]);
}

const shorten = (text: string): string => {
  const clean = text.trim();
  return clean.length > MESSAGE_LIMIT ? `${clean.slice(0, MESSAGE_LIMIT)}…` : clean;
};

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isLoginPage = (html: string): boolean =>
  /type=["']?password\b/i.test(html) ||
  /<title[^>]{0,200}>[^<]{0,200}\b(?:log ?in|sign ?in|zaloguj|logowanie|увійти)\b/i.test(html);

/** Does an address lead to a login page? By the words in its path alone; the query is not looked at. */
export const isLoginAddress = (address: string): boolean =>
  /(?:^|[/.])(?:log-?in|sign-?in|auth|sso|oauth2?|session|accounts)(?:[/.?#]|$)/i.test(address.split(/[?#]/)[0] ?? '');

export const answerOf = (observation: Observation): AnswerBody =>
  readAnswer(observation.responseBody, observation.responseHeaders);
