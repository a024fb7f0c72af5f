// The two error envelopes, with the documented messages word for word (qamera-api.md sections 6 and 7).
import type { HttpStatus } from '../../src/core/units.ts';
import type { Surface } from '../../src/core/observation.ts';
import { jsonAnswer } from './exchange.ts';
import type { Answer } from './exchange.ts';
import { FieldProblem, Refusal } from './refusal.ts';

/** External messages of the error-codes page; 400, 402 and 404 are examples of it, filled in by the endpoints. */
export const EXTERNAL_MESSAGES: Readonly<Record<number, string>> = {
  400: "Validation failed: 'productId' is required.",
  401: 'Invalid API key.',
  402: 'Insufficient credits. Required: 5, available: 2.',
  403: "Missing required scope: 'content.register'.",
  404: 'Product not found.',
  429: 'Too many requests. Please retry after a short delay.',
  500: 'An internal error occurred. Please try again later.',
  502: 'External service returned an unexpected response.',
  503: 'No active generator available. Please try again later.',
};

interface PluginCode {
  status: HttpStatus;
  retryable: boolean;
  en: string;
  pl: string;
  /** Has a page under `/docs/plugin-api/errors/`; the others were met by clients only and carry no doc_url. */
  page: boolean;
}
const code = (status: HttpStatus, en: string, pl: string, more: Partial<PluginCode> = {}): PluginCode => ({
  status,
  retryable: false,
  page: true,
  en,
  pl,
  ...more,
});
/** Plugin codes: the official pages, then those only clients have met. The sentences are the sandbox's own: none is documented. */
export const PLUGIN_CODES: Readonly<Record<string, PluginCode>> = {
  invalid_input: code(400, 'The request is not valid.', 'Żądanie jest nieprawidłowe.'),
  unauthorized: code(401, 'The API key is missing or not valid.', 'Brak klucza API albo klucz jest nieprawidłowy.'),
  quota_exceeded: code(402, 'Not enough credits.', 'Za mało kredytów.'),
  forbidden: code(403, 'A required scope is missing.', 'Brak wymaganego uprawnienia.'),
  idempotency_conflict: code(
    409,
    'This Idempotency-Key was used with another body.',
    'Ten Idempotency-Key był użyty z inną treścią.',
  ),
  job_not_cancelable: code(409, 'The job was already taken up or has finished.', 'Zadanie jest już w toku albo zakończone.'),
  output_unavailable: code(410, 'The output was purged.', 'Wynik został usunięty.'),
  content_policy_violation: code(422, 'The input was refused.', 'Dane wejściowe zostały odrzucone.'),
  rate_limit_exceeded: code(429, 'Too many requests.', 'Zbyt wiele żądań.', { retryable: true }),
  concurrency_limit_exceeded: code(429, 'Too many jobs at once.', 'Zbyt wiele zadań naraz.', { retryable: true }),
  generation_failed: code(502, 'The AI provider failed.', 'Błąd dostawcy AI.', { retryable: true }),
  not_found: code(404, 'Not found.', 'Nie znaleziono.', { page: false }),
  job_not_completed: code(409, 'The job is not completed yet.', 'Zadanie nie jest jeszcze zakończone.', { page: false }),
  packshot_not_approved: code(422, 'The packshot is not approved.', 'Packshot nie jest zatwierdzony.', { page: false }),
  source_asset_unavailable: code(422, 'The source asset is not available.', 'Plik źródłowy jest niedostępny.', { page: false }),
  internal_error: code(503, 'An internal error occurred.', 'Wystąpił błąd wewnętrzny.', { retryable: true, page: false }),
};
const CODE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  402: 'quota_exceeded',
  403: 'forbidden',
  404: 'not_found',
  409: 'idempotency_conflict',
  410: 'output_unavailable',
  422: 'content_policy_violation',
  429: 'rate_limit_exceeded',
  502: 'generation_failed',
};

/** `{error: {code, message_i18n, retryable, doc_url}}`; an unknown code is sent as it is, retryable from 500 on. */
export function pluginError(status: HttpStatus, errorCode: string | null, message: string | null): Answer {
  const name = errorCode ?? CODE_BY_STATUS[status] ?? 'internal_error';
  const known = PLUGIN_CODES[name];
  const en = message ?? known?.en ?? 'The request failed.';
  const error = {
    code: name,
    message_i18n: { en, ...(message === null && known ? { pl: known.pl } : {}) },
    retryable: known?.retryable ?? status >= 500,
    ...(known?.page ? { doc_url: `https://qamera.ai/docs/plugin-api/errors/${name}` } : {}),
  };
  return jsonAnswer(status, { error });
}

export const externalError = (status: HttpStatus, message: string | null): Answer =>
  jsonAnswer(status, { error: message ?? EXTERNAL_MESSAGES[status] ?? 'The request failed.' });

/** The surface's own envelope for a status, with the documented message where `message` is null. */
export const errorAnswer = (
  surface: Surface,
  status: HttpStatus,
  errorCode: string | null = null,
  message: string | null = null,
): Answer => (surface === 'external' ? externalError(status, message) : pluginError(status, errorCode, message));

/** What an endpoint threw, as an answer; anything but a refusal is a bug of the sandbox and shows as a 500 that says so. */
export function answerOf(surface: Surface, thrown: unknown): Answer {
  if (thrown instanceof FieldProblem) {
    const { field, problem } = thrown;
    return surface === 'external'
      ? externalError(400, `Validation failed: ${field.startsWith("'") ? field : `'${field}'`} ${problem}.`)
      : pluginError(400, 'invalid_input', `${field}: ${problem}`);
  }
  if (thrown instanceof Refusal) return errorAnswer(surface, thrown.status, thrown.code, thrown.message);
  console.error('sandbox: an endpoint broke', thrown);
  return errorAnswer(surface, 500);
}
