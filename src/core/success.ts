// Errors inside successes: a 2xx answer in, what it turns out to be out. `error: null` is healthy, and so is a job still under way.
import { type CatalogueEntry, type Endpoint, entryOfCode, successes } from '../catalogue/index.ts';
import { breakOfJson } from './capture/json-break.ts';
import type { Cause, Facts } from './diagnosis.ts';
import { costOf, isRead } from './endpoint.ts';
import { type AnswerBody, type ErrorEnvelope, isFields } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { envelopeFacts, idsIn } from './facts.ts';
import type { Finding } from './finding.ts';
import { readItems } from './item-results.ts';
import { jobCauses, jobSteps, readJobAnswer } from './job-answer.ts';
import type { Observation } from './observation.ts';
import { headerValue } from './rate-limit-headers.ts';
import { readRelay } from './relay.ts';
import type { Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

/** What a 2xx answer is; the entry `ok` when nothing speaks against it. `status` is 200..299. */
export function readSuccess(observation: Observation, answer: AnswerBody, endpoint: Endpoint | null): Finding {
  const finding = (entry: CatalogueEntry, causes: Cause[] = []): Finding => ({
    entry,
    status: observation.status,
    facts: {},
    causes,
  });
  const ok = finding(successes.ok);
  switch (answer.kind) {
    case 'unseen':
      return ok;
    case 'html': {
      const causes = [seen({ id: 'cause.html-answer' }, 'answer body'), ...typeCauses(observation)];
      return finding(answer.isLogin ? successes['login-page'] : successes['html-page'], causes);
    }
    case 'text':
      if (!endpoint || isFile(observation)) return ok;
      return breaksOff(observation)
        ? finding(successes['cut-json'], [seen({ id: 'cause.json-breaks-off' }, 'answer body')])
        : finding(successes['not-json'], typeCauses(observation));
    case 'empty': {
      if (!isBodyDue(observation, endpoint)) return ok;
      // The status says that a POST was carried out; what it made was in the body.
      const entry = isRead(observation.method)
        ? successes['empty-body']
        : { ...successes['empty-body'], started: 'yes' as const };
      return finding(entry, [seen({ id: 'cause.empty-answer' }, 'answer body')]);
    }
    default: {
      const envelope = answer.kind === 'envelope' ? answer.envelope : null;
      return readJson(observation, answer.json, envelope, endpoint) ?? { ...ok, facts: idsIn(answer.json, endpoint?.follows) };
    }
  }
}

function readJson(
  observation: Observation,
  json: Json,
  envelope: ErrorEnvelope | null,
  endpoint: Endpoint | null,
): Finding | null {
  const carried = readRelay(observation, json) ?? readItems(observation, json);
  if (carried) return carried;
  const { status } = observation;
  const job = readJobAnswer(json, endpoint, observation);
  if (job && job.state !== 'failed') return { entry: successes.ok, status, facts: job.facts, causes: [] };
  if (job) {
    const says = job.facts.message ?? job.facts.code;
    const what: Phrase =
      says === undefined ? { id: 'what.job-failed' } : { id: 'what.job-failed-said', values: { message: says } };
    return { entry: jobEntry(job.facts), status, facts: job.facts, causes: jobCauses(job.facts), what };
  }
  return envelope || (isFields(json) && json['success'] === false) ? readError(observation, envelope) : null;
}

/** A failed job whose code says what to change first is not just submitted again. */
function jobEntry(facts: Facts): CatalogueEntry {
  const base = successes['job-failed'];
  return { ...base, steps: [...jobSteps(facts), ...base.steps] };
}

/** An error under a success status: nobody documents it, something on the way changed the status. A known code names the category. */
function readError(observation: Observation, envelope: ErrorEnvelope | null): Finding {
  const facts = envelope ? envelopeFacts(envelope, observation, null) : {};
  const known = facts.code === undefined ? null : entryOfCode(facts.code);
  const base = successes['error-in-success'];
  const says = facts.message ?? facts.code;
  return {
    entry: known ? { ...base, category: known.category, steps: [...known.steps, ...base.steps] } : base,
    status: observation.status,
    facts,
    causes: says === undefined ? [] : [seen({ id: 'cause.answer-says', values: { message: says } }, 'answer error')],
  };
}

/** Files and pictures are not JSON and need not be. */
const isFile = ({ responseHeaders }: Observation): boolean =>
  /(?:^|,)\s*(?:image|video|audio|font)\/|octet-stream|application\/(?:pdf|zip)|ndjson|event-stream|csv/i.test(
    headerValue(responseHeaders, 'content-type') ?? '',
  );

/** A GET of a known endpoint owes a body, and a paid POST the ids of what it made; a length that says otherwise was not read. */
function isBodyDue({ status, responseHeaders, method, fromCache }: Observation, endpoint: Endpoint | null): boolean {
  const length = headerValue(responseHeaders, 'content-length')?.trim() ?? '0';
  if (endpoint === null || fromCache || length !== '0' || status === null) return false;
  if (method.toUpperCase() === 'GET') return status === 200;
  return status >= 200 && status <= 202 && costOf(method, endpoint) === 'reserves';
}

/** JSON that was good as far as it came. */
function breaksOff({ responseBody: { text, truncated } }: Observation): boolean {
  if (text === null || truncated || !/^\s*[[{]/.test(text)) return false;
  const found = breakOfJson(text);
  return found !== null && (found.problem === 'unexpected-end' || found.position >= text.length);
}

function typeCauses({ responseHeaders }: Observation): Cause[] {
  const type = headerValue(responseHeaders, 'content-type');
  if (type === null || type === '***' || /json/i.test(type)) return [];
  return [seen({ id: 'cause.body-type', values: { type: type.slice(0, 80) } }, 'header Content-Type')];
}
