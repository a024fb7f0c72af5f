// What was read out of an answer: envelope and headers in, Facts out. A value that is not there is absent, never guessed.
import { entryOfCode } from '../catalogue/index.ts';
import type { Facts } from './diagnosis.ts';
import { type AnswerBody, type ErrorEnvelope, isFields } from './error-body.ts';
import { headerValue } from './rate-limit-headers.ts';
import type { Observation } from './observation.ts';
import { isOfQamera } from './surface.ts';
import type { Json } from './units.ts';

const VALUE_LIMIT = 200;

/**
 * The facts of one answer. `status` is the one that counts (a relay's inner status, where there is one); values in the message
 * are looked for only where that status may carry them, so no number or quoted word of another message is taken for one.
 */
export function factsOf(observation: Observation, answer: AnswerBody, status: number | null): Facts {
  const envelope = answer.kind === 'envelope' ? answer.envelope : null;
  return { ...(envelope ? envelopeFacts(envelope, observation, status) : {}), ...headerFacts(observation) };
}

export function envelopeFacts(envelope: ErrorEnvelope, { surface }: Pick<Observation, 'surface'>, status: number | null): Facts {
  const facts: Facts = {};
  const { message, retryable, docUrl } = envelope;
  const code = codeIn(envelope, surface);
  if (message !== null) facts.message = message;
  if (code !== null) facts.code = code;
  if (retryable !== null) facts.retryable = retryable;
  if (docUrl !== null && isOfQamera(docUrl)) facts.docUrl = docUrl;
  if (message === null) return facts;
  const category = code === null ? null : (entryOfCode(code)?.category ?? null);
  const is = (status_: number, category_: string): boolean => (category === null ? status === status_ : category === category_);
  if (is(400, 'bad-request') || status === 422 || status === 400) Object.assign(facts, fieldIn(message));
  if (is(402, 'insufficient-credits')) Object.assign(facts, creditsIn(message));
  if (is(403, 'missing-scope')) Object.assign(facts, scopeIn(message));
  return facts;
}

/** A client's relay puts the bare code where the text stands (`{"error":"not_found"}`). */
function codeIn({ code, message }: ErrorEnvelope, surface: Observation['surface']): string | null {
  if (code !== null) return code;
  return surface === 'plugin' && message !== null && entryOfCode(message) !== null ? message : null;
}

function headerFacts({ responseHeaders }: Observation): Facts {
  const facts: Facts = {};
  const retryAfter = headerValue(responseHeaders, 'retry-after');
  const correlationId = headerValue(responseHeaders, 'x-correlation-id');
  if (retryAfter !== null && retryAfter.trim() !== '') facts.retryAfter = retryAfter.trim().slice(0, VALUE_LIMIT);
  if (correlationId !== null && correlationId.trim() !== '') facts.correlationId = correlationId.trim().slice(0, VALUE_LIMIT);
  return facts;
}

const NAME_REST = String.raw`[\w$]*(?:(?:\.[\w$*-]+)|(?:\[\d+\]))*`;
const NAME = String.raw`[A-Za-z_$]${NAME_REST}`;
const QUOTED = String.raw`['"\`‘“](${NAME})['"\`’”]`;
/** Tried in this order; names without quotes must begin in lower case, or a sentence's first word would be taken for one. */
const FIELD_PATTERNS: readonly RegExp[] = [
  new RegExp(String.raw`${QUOTED}\s+(?:is|are)\s+(?:a\s+)?(?:required|missing|mandatory)`, 'i'),
  new RegExp(String.raw`\b(?:required|missing)\s+(?:required\s+)?(?:field|property|parameter|key)s?:?\s+${QUOTED}`, 'i'),
  new RegExp(
    String.raw`(?:^|[:;,]\s*)(${NAME}):\s+(?:[Mm]ust|[Ss]hould|[Ii]s|[Aa]re|[Ee]xpected|[Rr]equired|[Ii]nvalid|[Tt]oo|[Cc]annot|[Ss]tring|[Nn]umber|[Aa]rray|[Uu]nrecognized|[Mm]issing)\b`,
  ),
  new RegExp(String.raw`${QUOTED}\s+(?:must|should|has to|is not|is invalid|cannot|can't|may not)\b`, 'i'),
  new RegExp(String.raw`\b[Ii]nvalid\s+(?:value|type)?\s*(?:for|of)?\s*${QUOTED}`),
  new RegExp(String.raw`(?:^|[:;,]\s*)([a-z_$]${NAME_REST})\s+(?:is\s+(?:required|missing|mandatory|invalid)|must\s+be)\b`),
  new RegExp(String.raw`\b(?:required|missing)\s+(?:required\s+)?(?:field|property|parameter)s?:\s+([a-z_$]${NAME_REST})`),
];
/** Either-or pairs: `'imageId' or 'generatedImageId' is required`. */
const EITHER = new RegExp(String.raw`${QUOTED}\s+or\s+${QUOTED}\s+(?:is|are)\s+required`, 'i');
/** Words that open a message, no fields. */
const NOT_FIELDS = new Set(
  'error validation message invalid request body input this it value field that which there detail details reason content'.split(
    ' ',
  ),
);

/**
 * The field a message complains of; of an either-or pair both, as `a or b`.
 * @example fieldIn("Validation failed: 'productId' is required.") // {field: 'productId'}
 * @example fieldIn('jobs.0.unit_cost: must be >= 0') // {field: 'jobs.0.unit_cost'}
 */
export function fieldIn(message: string): Facts {
  const [, one, other] = EITHER.exec(message) ?? [];
  if (one !== undefined && other !== undefined) return { field: `${one} or ${other}` };
  for (const pattern of FIELD_PATTERNS) {
    const field = pattern.exec(message)?.[1];
    if (field !== undefined && !NOT_FIELDS.has(field.toLowerCase())) return { field };
  }
  return {};
}

/** Does the message say that the field is missing, rather than wrong? */
export const saysRequired = (message: string, field: string): boolean =>
  new RegExp(
    String.raw`${field.replaceAll(/[.*+?^$()|[\]{}\\]/g, String.raw`\$&`)}['"\`’”]?:?\s+(?:is\s+)?(?:a\s+)?(?:required|missing|mandatory)\b`,
    'i',
  ).test(message);

const AMOUNT = String.raw`(-?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)|-?\d+(?:\.\d+)?)`;
const REQUIRED = new RegExp(String.raw`\brequire[ds]?\b[^\d-]{0,20}${AMOUNT}`, 'i');
const AVAILABLE = new RegExp(String.raw`\bavailable\b[^\d-]{0,20}${AMOUNT}`, 'i');

/**
 * Credits in a message; what is short only when both numbers are there and it is more than zero.
 * @example creditsIn('Insufficient credits. Required: 5, available: 2.') // {creditsRequired: 5, creditsAvailable: 2, creditsShort: 3}
 */
export function creditsIn(message: string): Facts {
  const facts: Facts = {};
  const required = amountIn(REQUIRED, message);
  const available = amountIn(AVAILABLE, message);
  if (required !== null && required >= 0) facts.creditsRequired = required;
  if (available !== null) facts.creditsAvailable = available;
  if (required !== null && available !== null && required > available && required >= 0) {
    facts.creditsShort = Math.round((required - available) * 1000) / 1000;
  }
  return facts;
}

function amountIn(pattern: RegExp, message: string): number | null {
  const text = pattern.exec(message)?.[1]?.replaceAll(/[ ,\u00a0\u202f]/g, '');
  const amount = text === undefined ? Number.NaN : Number(text);
  return Number.isSafeInteger(amount) || (Number.isFinite(amount) && Math.abs(amount) < 1e12) ? amount : null;
}

const QUOTED_SCOPE = /\bscopes?\b[^'"`‘“]{0,40}['"`‘“]([a-z][\w-]*(?:[.:][\w-]+)+)['"`’”]/i;
const QUOTED_BEFORE = /['"`‘“]([a-z][\w-]*(?:[.:][\w-]+)+)['"`’”]\s+scope\b/i;
const BARE_SCOPE = /\b(plugin\.\w+[:.]\w+|content\.(?:register|read)|queue\.nudge)\b/i;

/**
 * The scope a message names: quoted beside the word "scope", or of the known families (`plugin.<word>:<word>`).
 * @example scopeIn("Missing required scope: 'content.register'.") // {scope: 'content.register'}
 */
export function scopeIn(message: string): Facts {
  const scope = (QUOTED_SCOPE.exec(message) ?? QUOTED_BEFORE.exec(message) ?? BARE_SCOPE.exec(message))?.[1];
  return scope === undefined ? {} : { scope };
}

/** Ids that an answer to a job or order call carries. @example idsIn({id: 'j1', order_id: 'o1'}, 'job') // {jobId: 'j1', orderId: 'o1'} */
export function idsIn(json: Json | undefined, follows: 'job' | 'order' | undefined): Facts {
  if (!isFields(json)) return {};
  const facts: Facts = {};
  const order = idOf(json['orderId']) ?? idOf(json['order_id']) ?? (follows === 'order' ? idOf(json['id']) : null);
  const job = idOf(json['jobId']) ?? idOf(json['job_id']) ?? (follows === 'job' ? idOf(json['id']) : null);
  if (order !== null) facts.orderId = order;
  if (job !== null) facts.jobId = job;
  return facts;
}

export const idOf = (value: Json | undefined): string | null => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^[\w:.-]{1,120}$/.test(value) ? value : null;
};
