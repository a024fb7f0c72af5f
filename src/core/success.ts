// Errors inside successes: a 2xx answer in, what it turns out to be out. `error: null` is healthy, and so is a job still under way.
import { type CatalogueEntry, entryOfCode, entryOfStatus, type Endpoint, successes } from '../catalogue/index.ts';
import type { Cause, Facts } from './diagnosis.ts';
import { type AnswerBody, envelopeOf, isFields } from './error-body.ts';
import { envelopeFacts, idOf, idsIn } from './facts.ts';
import type { Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import type { HttpStatus, Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

export interface Finding {
  entry: CatalogueEntry;
  /** The status that counts: a relay's inner one, where there is one. */
  status: HttpStatus | null;
  facts: Facts;
  /** What the answer itself shows; goes before what the request shows. */
  causes: Cause[];
  /** Said instead of the entry's own sentence. */
  what?: Phrase;
  relayed?: true;
}

const seen = (says: Cause['says'], where = 'answer body'): Cause => ({ says, evidence: 'seen', where });

/** What a 2xx answer is. `status` is 200..299. */
export function readSuccess(observation: Observation, answer: AnswerBody, endpoint: Endpoint | null): Finding {
  const { status } = observation;
  const healthy: Finding = { entry: successes.ok, status, facts: {}, causes: [] };
  if (answer.kind === 'html') return readHtml(observation, answer.isLogin, healthy);
  if (answer.kind === 'text') return endpoint && !isFileType(observation) ? readText(observation, healthy) : healthy;
  if (answer.kind === 'empty')
    return isEmptyDue(observation, endpoint)
      ? healthy
      : { ...healthy, entry: successes['empty-body'], causes: [seen({ id: 'cause.empty-answer' })] };
  if (answer.kind === 'unseen') return healthy;
  const { json } = answer;
  return (
    readRelay(observation, json) ??
    readItems(observation, json, healthy) ??
    readJob(observation, json, endpoint, healthy) ??
    readEnvelope(observation, answer, json, healthy) ?? { ...healthy, facts: idsIn(json, endpoint?.follows) }
  );
}

/** Files and pictures are not JSON and need not be. */
const isFileType = ({ responseHeaders }: Observation): boolean =>
  /^(?:image|video|audio|font)\/|octet-stream|application\/(?:pdf|zip)|ndjson|event-stream|csv/i.test(
    headerValue(responseHeaders, 'content-type') ?? '',
  );

/** Only a GET of a known endpoint owes a body, and only where the answer itself says that it has none. */
function isEmptyDue({ status, responseHeaders, method, fromCache }: Observation, endpoint: Endpoint | null): boolean {
  const isSure = headerValue(responseHeaders, 'content-length')?.trim() === '0';
  return status !== 200 || !isSure || method.toUpperCase() !== 'GET' || endpoint === null || fromCache;
}

function readHtml(observation: Observation, isLogin: boolean, healthy: Finding): Finding {
  const entry = isLogin ? successes['login-page'] : successes['html-page'];
  return { ...healthy, entry, causes: [seen({ id: 'cause.html-answer' }), ...typeCause(observation)] };
}

const readText = (observation: Observation, healthy: Finding): Finding => ({
  ...healthy,
  entry: successes['not-json'],
  causes: typeCause(observation),
});

function typeCause({ responseHeaders }: Observation): Cause[] {
  const type = headerValue(responseHeaders, 'content-type');
  return type === null || type === '***' || /json/i.test(type)
    ? []
    : [seen({ id: 'cause.body-type', values: { type: type.slice(0, 80) } }, 'header Content-Type')];
}

/** A shop's relay answers 200 with `{ok: false, code, status, error}`; the API's own status stands inside (client qamera-prestashop-plugin). */
function readRelay({ surface, method, status }: Observation, json: Json): Finding | null {
  if (!isFields(json) || json['ok'] !== false) return null;
  const inner = json['status'];
  const innerStatus = typeof inner === 'number' && Number.isInteger(inner) && inner >= 400 && inner <= 599 ? inner : null;
  const envelope = envelopeOf(json) ?? { message: null, code: null, retryable: null, docUrl: null };
  const code = typeof json['code'] === 'string' && envelope.code === null ? json['code'] : envelope.code;
  const facts = envelopeFacts(
    { ...envelope, code: code === null || /^[A-Za-z][\w.-]{0,79}$/.test(code) ? code : null },
    { surface },
    innerStatus,
  );
  const known = facts.code === undefined ? null : entryOfCode(facts.code);
  const causes = [seen({ id: 'cause.relay-carries' })];
  if (known === null && innerStatus === null) return { entry: successes['relay-error'], status, facts, causes, relayed: true };
  const entry = known ?? entryOfStatus(surface, innerStatus ?? 500);
  const what: Phrase | undefined =
    innerStatus === null ? undefined : { id: 'what.relay-status', values: { status: innerStatus } };
  // A relay that tells of a refusal by code alone, without the status, leaves open when the refusal came.
  const doubtful = innerStatus === null && method.toUpperCase() !== 'GET' ? { ...entry, started: 'unknown' as const } : entry;
  return { entry: doubtful, status: innerStatus, facts, causes, ...(what ? { what } : {}), relayed: true };
}

const LISTS = ['results', 'items', 'jobs', 'data', 'errors'] as const;

/** Items of a 207, or of a bulk answer (`{results: [...]}`), some of which failed. A list that is only read is no such answer. */
function readItems({ status, method, surface }: Observation, json: Json, healthy: Finding): Finding | null {
  if (status !== 207 && method.toUpperCase() === 'GET') return null;
  const items = Array.isArray(json) ? json : isFields(json) ? LISTS.map((name) => json[name]).find(Array.isArray) : undefined;
  if (items === undefined) return null;
  const failed = items.flatMap((item, index) => (isFailedItem(item) ? [{ index, item }] : []));
  if (failed.length === 0) return null;
  const facts: Facts = { failedItems: failed.map(({ index }) => index).slice(0, 500) };
  const details = failed.map(({ item }) => envelopeFacts(envelopeOfItem(item), { surface }, null));
  const codes = [...new Set(details.map(({ code }) => code))];
  const [first] = details;
  // One cause for all the failed items names the category; what several causes share is only that items failed.
  const shared = codes.length === 1 && codes[0] !== undefined ? entryOfCode(codes[0]) : null;
  if (codes.length === 1 && first) Object.assign(facts, first);
  const causes = failed.slice(0, 5).map(({ index }, place) => {
    const code = details[place]?.code;
    return code === undefined
      ? seen({ id: 'cause.item-failed', values: { index } })
      : seen({ id: 'cause.item-code', values: { index, code } });
  });
  const entry = shared
    ? { ...successes['items-failed'], category: shared.category, steps: [...successes['items-failed'].steps, ...shared.steps] }
    : successes['items-failed'];
  const what: Phrase = { id: 'what.items-failed-of', values: { failed: failed.length, total: items.length } };
  return { ...healthy, entry, facts, causes, what };
}

function isFailedItem(item: Json): boolean {
  if (!isFields(item)) return false;
  const { status, ok, success } = item;
  if (typeof status === 'number' && status >= 400) return true;
  if (typeof status === 'string' && /^(?:failed|error|rejected)$/i.test(status)) return true;
  return ok === false || success === false || envelopeOf(item) !== null;
}

function envelopeOfItem(item: Json): NonNullable<ReturnType<typeof envelopeOf>> {
  const own = isFields(item) && typeof item['code'] === 'string' ? item['code'] : null;
  const envelope = envelopeOf(item) ?? { message: null, code: null, retryable: null, docUrl: null };
  return {
    ...envelope,
    code: envelope.code ?? own ?? (envelope.message !== null && entryOfCode(envelope.message) ? envelope.message : null),
  };
}

/** Job errors that are permanent (changelog, image analysis). */
const PERMANENT = new Set(['PLUGIN_JOB_MISSING_CATALOG_ENTRY', 'PREPARE_PHOTOS_TIMEOUT', 'PREPARE_PHOTOS_FAILED']);

/** A failed job or order: `status: "failed"`. In other states an `error` is that of an earlier attempt, or null. */
function readJob({ surface }: Observation, json: Json, endpoint: Endpoint | null, healthy: Finding): Finding | null {
  if (!isFields(json)) return null;
  const job = [json, json['job'], json['order'], json['data']].find(
    (part) => isFields(part) && typeof part['status'] === 'string',
  );
  if (!isFields(job) || !isJobLike(job, endpoint)) return null;
  if (typeof job['status'] !== 'string' || job['status'].toLowerCase() !== 'failed') {
    return { ...healthy, facts: idsIn(job, endpoint?.follows) };
  }
  const error = job['error'];
  const envelope = envelopeOf({ error: error ?? null });
  const typed = isFields(error) && typeof error['type'] === 'string' ? error['type'] : null;
  const facts: Facts = { ...idsIn(job, endpoint?.follows ?? 'job') };
  if (envelope)
    Object.assign(
      facts,
      envelopeFacts({ ...envelope, code: envelope.code ?? typed ?? bareCode(envelope.message) }, { surface }, null),
    );
  const causes: Cause[] = [];
  if (facts.code !== undefined) {
    causes.push(seen({ id: 'cause.job-code', values: { code: facts.code } }, 'answer error'));
    if (PERMANENT.has(facts.code)) causes.push(seen({ id: 'cause.job-permanent', values: { code: facts.code } }, 'answer error'));
  }
  const says = facts.message ?? facts.code;
  const what: Phrase = says === undefined ? { id: 'what.job-failed' } : { id: 'what.job-failed-said', values: { message: says } };
  return { ...healthy, entry: successes['job-failed'], facts, causes, what };
}

/** In webhooks and logs the error is a bare word. */
const bareCode = (message: string | null): string | null =>
  message !== null && /^[A-Z][A-Z0-9_]{5,79}$/.test(message) ? message : null;

const JOB_STATES = new Set([
  'pending',
  'retry_pending',
  'in_progress',
  'completed',
  'failed',
  'cancelled',
  'expired',
  'processing',
]);

function isJobLike(job: { [key: string]: Json }, endpoint: Endpoint | null): boolean {
  if (typeof job['status'] !== 'string' || !JOB_STATES.has(job['status'].toLowerCase())) return false;
  return (
    endpoint?.follows !== undefined ||
    idOf(job['id'] ?? job['job_id'] ?? job['order_id'] ?? job['orderId']) !== null ||
    Object.hasOwn(job, 'error')
  );
}

/** An error envelope under a success status: nobody documents it, something on the way changed the status. */
function readEnvelope(observation: Observation, answer: AnswerBody, _json: Json, healthy: Finding): Finding | null {
  if (answer.kind !== 'envelope') return null;
  const facts = envelopeFacts(answer.envelope, observation, null);
  const says = facts.message ?? facts.code;
  const causes = says === undefined ? [] : [seen({ id: 'cause.answer-says', values: { message: says } }, 'answer error')];
  return { ...healthy, entry: successes['error-in-success'], facts, causes };
}
