// The error codes of the Plugin API: official pages first, then those met only in public clients.
import { AS_OF, type CatalogueEntry } from './entry.ts';
import { LINKS, pluginErrorPage } from './links.ts';

const refused = { retryClass: 'after-change', started: 'no', wait: null } as const;
const waiting = { retryClass: 'safe', started: 'no', wait: null, waitSaid: 'as Retry-After says' } as const;

type Rest = Omit<CatalogueEntry, 'id' | 'surface' | 'code' | 'standing' | 'source' | 'asOf'>;
const official = (code: string, rest: Rest): CatalogueEntry => ({
  id: `plugin-${code}`,
  surface: 'plugin',
  code,
  standing: 'official',
  source: `plugin-api/errors/${code}`,
  asOf: AS_OF,
  ...rest,
  steps: rest.steps.map((step, index) =>
    index === 0 && step.link === undefined ? { ...step, link: pluginErrorPage(code) } : step,
  ),
});
const clientOnly = (code: string, source: string, rest: Rest): CatalogueEntry => ({
  id: `plugin-${code}`,
  surface: 'plugin',
  code,
  standing: 'client-only',
  source,
  asOf: AS_OF,
  ...rest,
});
const PRESTASHOP = 'client prestashop-qamera';

export const pluginCodes: readonly CatalogueEntry[] = [
  official('invalid_input', {
    ...refused,
    status: 400,
    alsoMetAs: [422],
    category: 'bad-request',
    what: { id: 'what.bad-request' },
    whatOutside: { id: 'what.bad-request-outside' },
    causes: [{ id: 'cause.schema-unseen' }, { id: 'cause.content-type-unseen' }],
    steps: [{ says: { id: 'do.fix-request' } }],
  }),
  official('unauthorized', {
    ...refused,
    status: 401,
    category: 'unauthorized',
    what: { id: 'what.unauthorized' },
    whatOutside: { id: 'what.unauthorized-outside' },
    causes: [
      { id: 'cause.key-ordinary-unseen' },
      { id: 'cause.key-revoked-unseen' },
      { id: 'cause.installation-suspended-unseen' },
      { id: 'cause.key-plugin-header-unseen' },
    ],
    steps: [{ says: { id: 'do.plugin-key' } }],
  }),
  official('quota_exceeded', {
    ...refused,
    status: 402,
    category: 'insufficient-credits',
    what: { id: 'what.credits' },
    whatOutside: { id: 'what.payment-outside' },
    causes: [{ id: 'cause.credits-reserved-unseen' }],
    steps: [{ says: { id: 'do.top-up-or-me' } }, { says: { id: 'do.read-credits' }, link: LINKS.credits }],
  }),
  official('forbidden', {
    ...refused,
    status: 403,
    category: 'missing-scope',
    what: { id: 'what.forbidden' },
    whatOutside: { id: 'what.refused' },
    causes: [{ id: 'cause.plugin-scope-unseen' }],
    steps: [{ says: { id: 'do.reissue-key' } }],
  }),
  official('idempotency_conflict', {
    ...refused,
    status: 409,
    category: 'conflict',
    what: { id: 'what.idempotency-conflict' },
    causes: [{ id: 'cause.idempotency-conflict' }],
    steps: [{ says: { id: 'do.same-body-or-fresh-key' } }],
  }),
  official('job_not_cancelable', {
    retryClass: 'never',
    started: 'no',
    wait: null,
    status: 409,
    category: 'conflict',
    what: { id: 'what.job-not-cancelable' },
    causes: [{ id: 'cause.job-taken-unseen' }],
    steps: [{ says: { id: 'do.job-not-cancelable' } }],
  }),
  official('output_unavailable', {
    retryClass: 'never',
    started: 'no',
    wait: null,
    status: 410,
    category: 'gone',
    what: { id: 'what.output-gone' },
    causes: [{ id: 'cause.output-purged-unseen' }],
    steps: [{ says: { id: 'do.submit-again-if-needed' } }],
  }),
  official('content_policy_violation', {
    ...refused,
    status: 422,
    category: 'content-policy',
    what: { id: 'what.content-policy' },
    causes: [{ id: 'cause.content-policy-unseen' }],
    steps: [{ says: { id: 'do.change-content' } }],
  }),
  official('rate_limit_exceeded', {
    ...waiting,
    status: 429,
    category: 'rate-limited',
    what: { id: 'what.rate-limited' },
    causes: [{ id: 'cause.rate-plugin-unseen' }, { id: 'cause.rate-shared-unseen' }],
    steps: [{ says: { id: 'do.obey-retry-after' } }, { says: { id: 'do.batch-or-support' } }],
  }),
  official('concurrency_limit_exceeded', {
    ...waiting,
    status: 429,
    category: 'concurrency-limited',
    what: { id: 'what.concurrency-limited' },
    causes: [{ id: 'cause.concurrency-unseen' }],
    steps: [{ says: { id: 'do.let-jobs-end' } }, { says: { id: 'do.obey-retry-after' } }],
  }),
  official('generation_failed', {
    retryClass: 'safe',
    started: 'unknown',
    wait: { minMs: 3_000, maxMs: 5_000 },
    status: 502,
    category: 'upstream-error',
    what: { id: 'what.generation-failed' },
    causes: [{ id: 'cause.provider-unseen' }],
    steps: [{ says: { id: 'do.platform-retries' } }],
  }),
  clientOnly('not_found', PRESTASHOP, {
    ...refused,
    status: 404,
    category: 'not-found',
    what: { id: 'what.not-found' },
    causes: [{ id: 'cause.id-wrong-unseen' }, { id: 'cause.deleted-unseen' }],
    steps: [{ says: { id: 'do.check-id' } }],
  }),
  clientOnly('job_not_completed', PRESTASHOP, {
    ...refused,
    status: 409,
    category: 'conflict',
    what: { id: 'what.job-not-completed' },
    causes: [{ id: 'cause.job-running-unseen' }],
    steps: [{ says: { id: 'do.wait-for-job' } }],
  }),
  clientOnly('packshot_not_approved', PRESTASHOP, {
    ...refused,
    status: 422,
    category: 'conflict',
    what: { id: 'what.packshot-not-approved' },
    causes: [{ id: 'cause.packshot-not-approved-unseen' }],
    steps: [{ says: { id: 'do.approve-packshot' } }],
  }),
  clientOnly('source_asset_unavailable', PRESTASHOP, {
    ...refused,
    status: 422,
    category: 'bad-request',
    what: { id: 'what.asset-unavailable' },
    causes: [{ id: 'cause.asset-unavailable-unseen' }],
    steps: [{ says: { id: 'do.upload-again' } }],
  }),
  clientOnly('internal_error', PRESTASHOP, {
    retryClass: 'safe',
    started: 'unknown',
    wait: { minMs: 2_000, maxMs: 5_000 },
    status: 503,
    category: 'server-error',
    what: { id: 'what.server-error' },
    causes: [{ id: 'cause.server-unseen' }],
    steps: [{ says: { id: 'do.support-if-lasting' } }],
  }),
  clientOnly('rate_limited', `${PRESTASHOP} (tests)`, {
    ...waiting,
    status: 429,
    category: 'rate-limited',
    what: { id: 'what.rate-limited' },
    causes: [{ id: 'cause.rate-plugin-unseen' }, { id: 'cause.rate-shared-unseen' }],
    steps: [{ says: { id: 'do.obey-retry-after' } }, { says: { id: 'do.batch-or-support' } }],
  }),
  clientOnly('invalid_api_key', `${PRESTASHOP} (tests)`, {
    ...refused,
    status: 401,
    category: 'unauthorized',
    what: { id: 'what.unauthorized' },
    causes: [{ id: 'cause.key-ordinary-unseen' }, { id: 'cause.key-revoked-unseen' }],
    steps: [{ says: { id: 'do.plugin-key' } }],
  }),
  clientOnly('service_unavailable', `${PRESTASHOP} (tests)`, {
    retryClass: 'safe',
    started: 'unknown',
    wait: { minMs: 30_000, maxMs: 60_000 },
    status: 503,
    category: 'no-generator',
    what: { id: 'what.unavailable' },
    causes: [{ id: 'cause.unavailable-unseen' }],
    steps: [{ says: { id: 'do.status-page' } }],
  }),
  clientOnly('invalid_aspect_ratio', `${PRESTASHOP} (tests)`, {
    ...refused,
    status: 422,
    category: 'bad-request',
    what: { id: 'what.aspect-ratio' },
    causes: [{ id: 'cause.aspect-ratio-unseen' }],
    steps: [{ says: { id: 'do.pick-aspect-ratio' } }],
  }),
];

/** Statuses that several codes share, for as long as no code was read. */
export const pluginStatuses: readonly CatalogueEntry[] = [
  {
    ...waiting,
    id: 'plugin-429',
    surface: 'plugin',
    status: 429,
    standing: 'official',
    source: 'plugin-api/errors/rate_limit_exceeded',
    asOf: AS_OF,
    category: 'rate-limited',
    what: { id: 'what.plugin-429' },
    whatOutside: { id: 'what.rate-limited' },
    causes: [{ id: 'cause.rate-plugin-unseen' }, { id: 'cause.rate-shared-unseen' }, { id: 'cause.concurrency-perhaps-unseen' }],
    steps: [
      { says: { id: 'do.obey-retry-after' } },
      { says: { id: 'do.let-jobs-end' } },
      { says: { id: 'do.batch-or-support' } },
    ],
  },
];

/** Which code stands for a status when the answer carries none that is known. Only where one code alone owns the status. */
export const PLUGIN_CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  402: 'quota_exceeded',
  403: 'forbidden',
  404: 'not_found',
};
