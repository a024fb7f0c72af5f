// The scenes, in the order of their buttons. Each brings its own key where the rate limit or a fault would disturb another.
import { bases, call, outageMs, setFault, spend, withFault } from './calls.js';
import { keys, spare } from './config.js';

const ownKeys = { external: [...spare.external], plugin: [...spare.plugin] };
/** @type {{id: string, group: string, status: string, label: string, run: () => Promise<unknown>}[]} */
export const scenes = [];
/** `make(key)` returns what the button does; the key is used by no other scene. */
const scene = (group, id, [status, label], make) => {
  const surface = id.startsWith('plg-') ? 'plugin' : 'external';
  scenes.push({ id, group, status, label, run: make(ownKeys[surface].shift()) });
};

const IDEAS = '/packshots/register-ideas';
const ideas = (key, body, more = {}) => call({ method: 'POST', path: IDEAS, key, body, ...more });
const anOrder = { config: { product: { id: 'prd-1001' } }, count: 5 };
const products = (key, more = {}) => call({ path: '/products', key, ...more });
/** GET /products meets a fault that is set for this scene's key alone. */
const faulty = (fault, more) => (key) => () => withFault({ keyId: key.keyId, ...fault }, () => products(key, more?.()));
const faultyOrder = (fault) => (key) => () => withFault({ keyId: key.keyId, ...fault }, () => ideas(key, anOrder));

const EXTERNAL = 'External: documented statuses';
scene(EXTERNAL, 'ext-200', ['200', 'list of products'], (key) => () => products(key));
scene(EXTERNAL, 'ext-400', ['400', 'product id missing'], (key) => () => ideas(key, { config: {}, count: 5 }));
scene(EXTERNAL, 'ext-401', ['401', 'revoked key'], () => () => products(keys.revoked));
scene(EXTERNAL, 'ext-402', ['402', 'needs 5 credits, has 2'], () => () => ideas(keys.almostEmpty, anOrder));
scene(EXTERNAL, 'ext-403', ['403', 'scope missing'], () => () => ideas(keys.readOnly, anOrder));
scene(EXTERNAL, 'ext-404', ['404', 'unknown product id'], (key) => () => ideas(key, { config: { product: { id: 'prd-9999' } } }));
scene(EXTERNAL, 'ext-429', ['429', 'another client used the key up'], (key) => async () => {
  await spend(key, 60, 20_000);
  await products(key);
});
scene(EXTERNAL, 'ext-500', ['500', 'internal error'], faulty({ status: 500 }));
scene(EXTERNAL, 'ext-502', ['502', 'upstream error'], faulty({ status: 502 }));
scene(EXTERNAL, 'ext-503', ['503', 'no generator'], faulty({ status: 503 }));

const SCENES = 'Scenes';
scene(SCENES, 'burst-70', ['×70', 'burst of 70'], (key) => () => Promise.all(Array.from({ length: 70 }, () => products(key))));
let outageEndsAt = 0;
/** After a reset the sandbox knows of no outage either. */
export const forgetOutage = () => {
  outageEndsAt = 0;
};
scene(SCENES, 'outage-503', ['503', 'for a minute; press again to retry'], (key) => async () => {
  if (Date.now() >= outageEndsAt) {
    await setFault({ status: 503, forMs: outageMs, keyId: key.keyId });
    outageEndsAt = Date.now() + outageMs;
  }
  for (const path of ['/products', '/models', '/packshots']) await call({ path, key });
});
scene(SCENES, 'paid-502', ['502', 'paid POST; the order was made'], faultyOrder({ status: 502, afterWork: true }));

const ODD = 'External: what nobody documented';
scene(
  ODD,
  'ext-405-html',
  ['405', 'HTML page'],
  faulty({ status: 405, body: 'html' }, () => ({ method: 'DELETE' })),
);
scene(ODD, 'ext-413-html', ['413', 'HTML page, large upload'], (key) => () => {
  const form = new FormData();
  for (const name of ['name', 'quantityGuidelines', 'qualityGuidelines']) form.append(name, 'Sandbox');
  form.append('cover', new Blob([new Uint8Array(200_000)], { type: 'image/jpeg' }), 'cover.jpg');
  const upload = () => call({ method: 'POST', path: '/presets', key, body: form });
  return withFault({ keyId: key.keyId, status: 413, body: 'html' }, upload);
});
scene(ODD, 'ext-504-html', ['504', 'HTML page, paid POST'], faultyOrder({ status: 504, body: 'html' }));
scene(ODD, 'ext-500-empty', ['500', 'empty body'], faulty({ status: 500, body: 'empty' }));
scene(ODD, 'ext-502-text', ['502', 'plain text'], faulty({ status: 502, body: 'text' }));
scene(ODD, 'ext-502-broken-json', ['502', 'broken JSON'], faulty({ status: 502, body: 'broken-json' }));
scene(ODD, 'ext-429-seconds', ['429', 'Retry-After: 12'], faulty({ status: 429, retryAfter: { seconds: 12 } }));
scene(ODD, 'ext-429-date', ['429', 'Retry-After as a date'], faulty({ status: 429, retryAfter: { dateInSeconds: 12 } }));
scene(ODD, 'ext-login-200', ['200', 'login page where JSON was due'], faulty({ body: 'login-page' }));
scene(ODD, 'ext-login-redirect', ['302', 'redirect to a login page'], faulty({ redirect: 'login' }));
scene(ODD, 'ext-cut', ['—', 'connection cut, no answer'], faulty({ cut: 'before-headers' }));
scene(ODD, 'ext-cut-body', ['200', 'connection cut in the body'], faulty({ cut: 'mid-body' }));
scene(ODD, 'ext-cut-paid', ['—', 'paid POST cut, the order was made'], faultyOrder({ cut: 'before-headers', afterWork: true }));
scene(ODD, 'ext-aborted', ['—', 'the page gives up'], (key) => () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 300);
  return withFault({ keyId: key.keyId, delayMs: 15_000 }, () => products(key, { signal: controller.signal }));
});
scene(
  ODD,
  'ext-timeout',
  ['—', "the page's timeout ends"],
  faulty({ delayMs: 15_000 }, () => ({ signal: AbortSignal.timeout(400) })),
);
scene(ODD, 'ext-cors', ['200', 'CORS refused'], faulty({ corsOff: true }));
scene(ODD, 'ext-cors-503', ['503', 'CORS refused'], faulty({ status: 503, corsOff: true, retryAfter: { seconds: 20 } }));
// No other scene calls /videos: a preflight carries no key to tell scenes apart by.
const videosPath = () => `${new URL(bases.external).pathname}/videos`;
scene(
  ODD,
  'ext-preflight',
  ['403', 'preflight refused'],
  (key) => () => withFault({ refusePreflight: true, path: videosPath() }, () => call({ path: '/videos', key })),
);

const PLUGIN = 'Plugin';
const plugin = (key, path, more = {}) => call({ surface: 'plugin', path, key, ...more });
const post = (key, path, body, headers = { 'Idempotency-Key': crypto.randomUUID() }) =>
  plugin(key, path, { method: 'POST', body, headers });
const jobs = (ref = 'shop:1', suggestions = 'soft shadow') => ({
  session_config: { aspect_ratio: '4:5', suggestions },
  subjects: [{ packshot_asset_id: 'asset-1', product_ref: ref, images_count: 1 }],
});
/** Submits a job and polls it; returns its id, or null when the submission failed. */
const startAndPoll = async (key, ref, polls) => {
  const { status, text } = await post(key, '/jobs', jobs(ref));
  if (status !== 200) return null;
  const id = JSON.parse(text).subjects[0].job_ids[0];
  for (let poll = 0; poll < polls; poll += 1) await plugin(key, `/jobs/${id}`);
  return id;
};
const faultyJob = (fault) => (key) => () => withFault({ keyId: key.keyId, ...fault }, () => post(key, '/jobs', jobs()));
const anImage = (ref) => ({ images: [{ external_ref: ref, product_ref: ref, asset_id: 'asset-1' }] });

scene(PLUGIN, 'plg-200', ['200', 'account, /me'], (key) => () => plugin(key, '/me'));
scene(
  PLUGIN,
  'plg-400-invalid-input',
  ['400', 'invalid_input'],
  (key) => () => post(key, '/jobs', { subjects: jobs().subjects }),
);
scene(PLUGIN, 'plg-401-unauthorized', ['401', 'unauthorized: ordinary key'], () => () => plugin(keys.good, '/me'));
scene(PLUGIN, 'plg-402-quota-exceeded', ['402', 'quota_exceeded'], () => () => post(keys.pluginAlmostEmpty, '/jobs', jobs()));
scene(PLUGIN, 'plg-403-forbidden', ['403', 'forbidden'], () => () => post(keys.pluginReadOnly, '/jobs', jobs()));
scene(PLUGIN, 'plg-404-not-found', ['404', 'not_found'], (key) => () => plugin(key, '/jobs/no-such-job'));
scene(PLUGIN, 'plg-409-idempotency-conflict', ['409', 'idempotency_conflict'], (key) => async () => {
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  await post(key, '/images', anImage('shop:1'), headers);
  await post(key, '/images', anImage('shop:2'), headers);
});
scene(PLUGIN, 'plg-409-job-not-cancelable', ['409', 'job_not_cancelable'], (key) => async () => {
  const id = await startAndPoll(key, 'shop:1', 2);
  await plugin(key, `/jobs/${id}`, { method: 'DELETE' });
});
scene(PLUGIN, 'plg-410-output-unavailable', ['410', 'output_unavailable'], (key) => async () => {
  const id = await startAndPoll(key, 'purged:1', 3);
  await post(key, `/jobs/${id}/refresh-url`, {});
});
scene(
  PLUGIN,
  'plg-422-content-policy',
  ['422', 'content_policy_violation'],
  (key) => () => post(key, '/jobs', jobs('shop:1', 'refused')),
);
scene(PLUGIN, 'plg-429-rate-limit', ['429', 'rate_limit_exceeded'], (key) => async () => {
  await spend(key, 60, 20_000);
  await plugin(key, '/me');
});
const busy = { status: 429, code: 'concurrency_limit_exceeded', retryAfter: { seconds: 20 } };
scene(PLUGIN, 'plg-429-concurrency', ['429', 'concurrency_limit_exceeded'], faultyJob(busy));
scene(PLUGIN, 'plg-502-generation-failed', ['502', 'generation_failed'], faultyJob({ status: 502 }));
scene(PLUGIN, 'plg-503-internal-error', ['503', 'internal_error'], faultyJob({ status: 503 }));
scene(PLUGIN, 'plg-207-batch', ['207', 'batch, one item without credits'], () => () => {
  return post(keys.pluginEightCredits, '/jobs/batch', { jobs: [jobs('shop:1'), jobs('shop:2')] });
});
scene(PLUGIN, 'plg-job-failed', ['200', 'job that failed'], (key) => () => startAndPoll(key, 'fail:1', 3));
