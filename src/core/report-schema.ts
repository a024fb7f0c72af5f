// JSON Schema (2020-12) of an exported report, version 1: for whoever reads one, and for our own tests. Data only.

const text = { type: 'string' };
const instant = { type: ['number', 'null'], description: 'epoch milliseconds' };
const shape = (properties: Record<string, unknown>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: unknown) => ({ type: 'array', items });

const CATEGORIES = (
  'bad-request unauthorized insufficient-credits missing-scope not-found rate-limited concurrency-limited server-error upstream-error ' +
  'no-generator conflict gone too-large content-policy timeout cors-blocked network aborted job-failed unexpected-body unknown'
).split(' ');

const facts = {
  message: text,
  code: text,
  field: text,
  scope: text,
  creditsRequired: { type: 'number' },
  creditsAvailable: { type: 'number' },
  creditsShort: { type: 'number' },
  docUrl: text,
  correlationId: text,
  retryAfter: text,
  retryable: { type: 'boolean' },
  jobId: text,
  failedItems: list({ type: 'integer', minimum: 0 }),
  orderId: text,
};

const nullableText = { type: ['string', 'null'] };
const lastSuccess = shape({
  startedAt: text,
  status: { type: 'integer', minimum: 200, maximum: 299 },
  text,
  differences: list(
    shape({
      place: { enum: ['key', 'base', 'path', 'query', 'header', 'body'] },
      name: text,
      change: { enum: ['added', 'removed', 'changed', 'type', 'form'] },
      was: nullableText,
      is: nullableText,
      rank: { enum: 'named evidence key base content-type required type id removed changed added'.split(' ') },
    }),
  ),
  more: { type: 'integer', minimum: 0 },
  notCompared: list(text),
});

const finding = shape(
  {
    entry: { type: 'integer', minimum: 0 },
    status: { type: ['integer', 'null'], minimum: 100, maximum: 599 },
    category: { enum: CATEGORIES },
    verdict: { enum: ['retry', 'fix-first', 'check-first', 'ask-support', 'none'] },
    notBefore: instant,
    basis: { enum: ['retry-after', 'rate-limit-header', 'rate-window', 'documented-wait', 'backoff', null] },
    what: text,
    causes: list(shape({ text, evidence: { enum: ['seen', 'unseen'] }, where: text }, ['where'])),
    do: list(shape({ text, link: text }, ['link'])),
    facts: shape(facts, Object.keys(facts)),
    documented: shape({
      status: { enum: ['endpoint', 'surface', 'client-only', 'undocumented'] },
      source: { type: ['string', 'null'] },
    }),
    reason: text,
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    remarks: list(text),
    call: shape({
      method: text,
      url: text,
      surface: { enum: ['external', 'plugin'] },
      startedAt: text,
      keyId: { type: ['string', 'null'] },
    }),
    lastSuccess,
  },
  ['lastSuccess'],
);

const keyUse = shape({
  keyId: text,
  host: text,
  used: { type: 'integer', minimum: 0 },
  limit: { type: 'integer', minimum: 1 },
  limitBasis: { enum: ['documented', 'option', 'account', 'header', 'learned'] },
  notBefore: instant,
  elsewhere: { type: 'integer', minimum: 0 },
});

const amount = { type: 'number', minimum: 0 };
const count = { type: 'integer', minimum: 0 };
const orNull = (schema: { type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const JOB_STATES = {
  enum: ['pending', 'retry_pending', 'in_progress', 'processing', 'completed', 'failed', 'cancelled', 'expired'],
};

const jobUse = shape({
  id: text,
  orderId: orNull(text),
  surface: { enum: ['external', 'plugin'] },
  keyId: orNull(text),
  state: JOB_STATES,
  startedBy: orNull(count),
  timeline: list(shape({ at: text, state: JOB_STATES, attempt: orNull(amount) })),
  polls: count,
  pollsAfterEnd: count,
  creditsReserved: orNull(amount),
  records: orNull(shape({ total: count, done: count })),
});

const creditsUse = shape({
  base: text,
  account: orNull(text),
  keyIds: list(text),
  reserved: amount,
  orders: count,
  untold: count,
  balance: orNull(amount),
  short: orNull(shape({ required: { type: 'number' }, available: { type: 'number' } })),
});

export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Qamera Error Lens report',
  ...shape({
    version: { const: 1 },
    generatedAt: { type: 'string', pattern: String.raw`^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$` },
    findings: list(finding),
    keys: list(keyUse),
    jobs: list(jobUse),
    credits: list(creditsUse),
    notes: list(text),
  }),
};
