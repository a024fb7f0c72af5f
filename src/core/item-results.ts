// Items of a 207 or of a bulk answer, some of which failed: JSON in, finding or null out.
import { type CatalogueEntry, entryOfCode, successes } from '../catalogue/index.ts';
import type { Facts } from './diagnosis.ts';
import { codeOf, envelopeOf, type ErrorEnvelope, isFields, NO_ENVELOPE } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { envelopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import type { Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

const LISTS = ['results', 'items', 'jobs', 'data', 'errors'] as const;
const INDICES_KEPT = 500;

/**
 * Failed items of an answer; null when there are none, or when a list was only read. Indices count from zero.
 * Source: quota_exceeded page (207 of POST /jobs/batch, per-item results); the items' exact shape is not documented.
 */
export function readItems({ status, method, surface, responseBody }: Observation, json: Json): Finding | null {
  if (status !== 207 && method.toUpperCase() === 'GET') return null;
  const items = itemsOf(json);
  const failed = items.flatMap((item, index) => (isFailedItem(item) ? [{ index, item }] : []));
  if (failed.length === 0) return null;
  const details = failed.map(({ item }) => envelopeFacts(envelopeOfItem(item), { surface }, null));
  const codes = new Set(details.map(({ code }) => code));
  const [first] = details;
  const facts: Facts = {
    failedItems: failed.map(({ index }) => index).slice(0, INDICES_KEPT),
    ...sharedFacts(details),
  };
  // One code for all the failed items names the category; with several, all that is shared is that items failed.
  const shared = codes.size === 1 && first?.code !== undefined ? entryOfCode(first.code) : null;
  const base = successes['items-failed'];
  const category = shared?.category ?? base.category;
  const isPassing = details.every((detail) => mayPass(detail));
  const retry: Partial<CatalogueEntry> = isPassing ? { retryClass: 'safe', wait: shared?.wait ?? null } : {};
  // The page of 207 speaks of quota_exceeded alone.
  if (!details.every(({ code }) => code === 'quota_exceeded')) Object.assign(retry, { standing: 'undocumented', source: null });
  const isAll = failed.length === items.length && !responseBody.truncated;
  // What must change comes before the sending; of what passes by itself the sending is the point.
  const steps = isPassing ? [...base.steps, ...(shared?.steps ?? [])] : [...(shared?.steps ?? []), ...base.steps];
  const entry: CatalogueEntry = isAll
    ? { ...base, ...retry, category, started: 'no', causes: [], steps: shared?.steps ?? [{ says: { id: 'do.read-answer' } }] }
    : { ...base, ...retry, category, steps };
  const causes = failed.slice(0, 5).map(({ index }, place) => {
    const code = details[place]?.code;
    const where = `answer item ${index}`;
    return seen(
      code === undefined ? { id: 'cause.item-failed', values: { index } } : { id: 'cause.item-code', values: { index, code } },
      where,
    );
  });
  // Of a body that capture cut, the number of items is not known.
  const what: Phrase = responseBody.truncated
    ? { id: 'what.items-failed' }
    : { id: 'what.items-failed-of', values: { failed: failed.length, total: items.length } };
  return { entry, status, facts, causes, what };
}

/** The item's own flag, else what is known of its code. */
const mayPass = ({ retryable, code }: Facts): boolean =>
  retryable ?? (code !== undefined && entryOfCode(code)?.retryClass === 'safe');

/** What all the failed items say alike. */
function sharedFacts([first = {}, ...others]: readonly Facts[]): Facts {
  const same = Object.entries(first).filter(([name, value]) => others.every((other) => other[name as keyof Facts] === value));
  return Object.fromEntries(same);
}

function itemsOf(json: Json): Json[] {
  if (Array.isArray(json)) return json;
  return (isFields(json) ? LISTS.map((name) => json[name]).find((list) => Array.isArray(list)) : undefined) ?? [];
}

function isFailedItem(item: Json): boolean {
  if (!isFields(item)) return false;
  const { status, ok, success } = item;
  if (typeof status === 'number' && status >= 400) return true;
  if (typeof status === 'string' && /^(?:failed|error|rejected)$/i.test(status)) return true;
  return ok === false || success === false || envelopeOf(item) !== null;
}

function envelopeOfItem(item: Json): ErrorEnvelope {
  const envelope = envelopeOf(item) ?? NO_ENVELOPE;
  const beside = isFields(item) ? (codeOf(item['code']) ?? codeOf(item['error_code'])) : null;
  const bare = envelope.message !== null && entryOfCode(envelope.message) !== null ? envelope.message : null;
  const flag = isFields(item) && typeof item['retryable'] === 'boolean' ? item['retryable'] : null;
  return { ...envelope, code: envelope.code ?? beside ?? bare, retryable: envelope.retryable ?? flag };
}
