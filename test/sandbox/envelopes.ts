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
  /** By language. */
  texts: Readonly<Record<'en' | 'pl' | 'uk', string>>;
  /** Has a page under `/docs/plugin-api/errors/`; the others were met by clients only and carry no doc_url. */
  page: boolean;
}
const code = (status: HttpStatus, texts: PluginCode['texts'], more: Partial<PluginCode> = {}): PluginCode => ({
  status,
  retryable: false,
  page: true,
  texts,
  ...more,
});
/** Plugin codes: the official pages, then those only clients have met. The sentences are the sandbox's own: none is documented. */
export const PLUGIN_CODES: Readonly<Record<string, PluginCode>> = {
  invalid_input: code(400, { en: 'The request is not valid.', pl: 'Żądanie jest nieprawidłowe.', uk: 'Запит недійсний.' }),
  unauthorized: code(401, {
    en: 'The API key is missing or not valid.',
    pl: 'Brak klucza API albo klucz jest nieprawidłowy.',
    uk: 'Ключ API відсутній або недійсний.',
  }),
  quota_exceeded: code(402, { en: 'Not enough credits.', pl: 'Za mało kredytów.', uk: 'Недостатньо кредитів.' }),
  forbidden: code(403, {
    en: 'A required scope is missing.',
    pl: 'Brak wymaganego uprawnienia.',
    uk: 'Бракує потрібного дозволу.',
  }),
  idempotency_conflict: code(409, {
    en: 'This Idempotency-Key was used with another body.',
    pl: 'Ten Idempotency-Key był użyty z inną treścią.',
    uk: 'Цей Idempotency-Key вже використано з іншим вмістом.',
  }),
  job_not_cancelable: code(409, {
    en: 'The job was already taken up or has finished.',
    pl: 'Zadanie jest już w toku albo zakończone.',
    uk: 'Завдання вже виконується або завершене.',
  }),
  output_unavailable: code(410, { en: 'The output was purged.', pl: 'Wynik został usunięty.', uk: 'Результат видалено.' }),
  content_policy_violation: code(422, {
    en: 'The input was refused.',
    pl: 'Dane wejściowe zostały odrzucone.',
    uk: 'Вхідні дані відхилено.',
  }),
  rate_limit_exceeded: code(
    429,
    { en: 'Too many requests.', pl: 'Zbyt wiele żądań.', uk: 'Забагато запитів.' },
    { retryable: true },
  ),
  concurrency_limit_exceeded: code(
    429,
    { en: 'Too many jobs at once.', pl: 'Zbyt wiele zadań naraz.', uk: 'Забагато завдань одночасно.' },
    { retryable: true },
  ),
  generation_failed: code(
    502,
    { en: 'The AI provider failed.', pl: 'Błąd dostawcy AI.', uk: 'Помилка постачальника ШІ.' },
    { retryable: true },
  ),
  not_found: code(404, { en: 'Not found.', pl: 'Nie znaleziono.', uk: 'Не знайдено.' }, { page: false }),
  job_not_completed: code(
    409,
    { en: 'The job is not completed yet.', pl: 'Zadanie nie jest jeszcze zakończone.', uk: 'Завдання ще не завершене.' },
    { page: false },
  ),
  packshot_not_approved: code(
    422,
    { en: 'The packshot is not approved.', pl: 'Packshot nie jest zatwierdzony.', uk: 'Packshot не затверджено.' },
    { page: false },
  ),
  source_asset_unavailable: code(
    422,
    { en: 'The source asset is not available.', pl: 'Plik źródłowy jest niedostępny.', uk: 'Вихідний файл недоступний.' },
    { page: false },
  ),
  internal_error: code(
    503,
    { en: 'An internal error occurred.', pl: 'Wystąpił błąd wewnętrzny.', uk: 'Сталася внутрішня помилка.' },
    { retryable: true, page: false },
  ),
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
  const error = {
    code: name,
    // A message about this very request is in English only, as on the invalid_input page.
    message_i18n: message === null && known ? known.texts : { en: message ?? 'The request failed.' },
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
