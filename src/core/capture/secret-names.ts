// Which names announce a secret, and which are known to be harmless: field names, query parameters, headers. Used by redaction only.

/** Words that make a field secret wherever they stand in its name (`upload_token`, `clientSecret`). */
const SECRET_WORDS = new Set(
  (
    'password passwords passwd passphrase passcode pass pwd secret secrets token tokens jwt bearer auth authorization authorisation ' +
    'cookie cookies credential credentials signature sig hmac otp csrf xsrf apikey apikeys sid'
  ).split(' '),
);
/** The same, for names of two or more words written as one or apart: `api_key`, `apiKey`, `x-api-key`, `PHPSESSID`. */
const SECRET_ENDINGS =
  /(?:password|passwd|secret|token|api_?key|access_?key|private_?key|secret_?key|signing_?key|encryption_?key|session_?id|sess_?id|credentials|cookie|signature|jwt|access_?key_?id)$/;
/** A last word that makes the field say something about a secret instead of holding it (`token_type`, `max_tokens` is below). */
const ABOUT =
  /(?:^|[^a-z])(?:type|kind|count|limit|expires|expiry|at|in|ttl|length|used|total|required|present|valid|status|version|algorithm|method|format|policy)$/;

/**
 * Does a field, parameter or header of this name hold a secret? Case and word separators do not matter.
 * @example isSecretName('upload_token') // true
 * @example isSecretName('token_type') // false
 */
export function isSecretName(name: string): boolean {
  let answer = answered.get(name);
  if (answer !== undefined) return answer;
  answer = name.length <= 80 && readsAsSecret(name);
  // The same few field names come again and again; a hostile file of ever new ones only empties the memory.
  if (answered.size >= 2_000) answered.clear();
  answered.set(name, answer);
  return answer;
}
const answered = new Map<string, boolean>();

function readsAsSecret(name: string): boolean {
  const plain = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  const bare = plain.replace(/^_+|_+$/g, '');
  if (ABOUT.test(bare)) return false;
  return SECRET_ENDINGS.test(bare) || bare.split('_').some((word) => SECRET_WORDS.has(word));
}

/** Plural `tokens` counts something (`max_tokens: 400`): a number there is no secret. */
export const isTokenCount = (name: string): boolean => /tokens$/i.test(name);

/** Query parameters of the API's pages (qamera-api.md sections 4 and 5) and of usual paging: their short values are kept. */
export const HARMLESS_QUERY: ReadonlySet<string> = new Set(
  (
    'statusfilter productid maxrecords imageid generatedimageid orderid batchid jobid reservationid presetid sceneryid modelid packshotid ' +
    'id ids product_id image_id order_id batch_id job_id asset_id preset_id model_id scenery_id external_ref status type job_type priority ' +
    'limit offset count page per_page perpage page_size pagesize sort order orderby direction lang locale provider industry include fields ' +
    'expand filter mode platform from to since until cursor'
  ).split(' '),
);

/** Headers whose value is shown. Everything else keeps its name only: an allow-list cannot forget a new secret header. */
const SHOWN_REQUEST = new Set(
  (
    'accept accept-charset accept-encoding accept-language access-control-request-headers access-control-request-method cache-control ' +
    'connection content-encoding content-language content-length content-type date dnt expect host idempotency-key if-modified-since ' +
    'origin pragma prefer priority range referer save-data sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-gpc te traceparent ' +
    'transfer-encoding upgrade-insecure-requests user-agent x-correlation-id x-request-id x-requested-with'
  ).split(' '),
);
const SHOWN_RESPONSE = new Set(
  (
    'accept accept-ranges age allow alt-svc cache-control cf-cache-status cf-mitigated cf-ray connection content-disposition content-encoding ' +
    'content-language content-length content-type date deprecation expires idempotency-replayed idempotent-replayed keep-alive last-modified ' +
    'location pragma proxy-status request-id retry-after retry-after-ms server server-timing strict-transport-security sunset ' +
    'timing-allow-origin trailer transfer-encoding vary via warning www-authenticate x-amz-cf-id x-amz-cf-pop x-amzn-requestid x-cache ' +
    'x-content-type-options x-correlation-id x-error-code x-powered-by x-qamera-request-id x-request-id x-retry-after x-runtime ' +
    'x-should-retry x-vercel-cache x-vercel-error x-vercel-id'
  ).split(' '),
);
const SHOWN_RESPONSE_FAMILY = /^(?:access-control-|(?:x-)?rate-?limit(?:-|$))/;

/** May the value of this header be shown (after redaction of what is inside it)? `name` in lower case. */
export function isShownHeader(name: string, direction: 'request' | 'response'): boolean {
  if (direction === 'request') return SHOWN_REQUEST.has(name);
  return SHOWN_RESPONSE.has(name) || SHOWN_RESPONSE_FAMILY.test(name);
}

/** `"Chromium";v="156", "Not)A;Brand";v="8"`: brands and versions, no room for more. */
const BRANDS = /^(?:"[A-Za-z_ .;:()/?=+-]{1,30}";v="[\d.]{1,20}"(?:, |$)){1,8}$/;
const FLAG = /^\?[01]$/;
const PLATFORM = /^"(?:Windows|macOS|Linux|Android|Chrome OS|Chromium OS|iOS|Unknown)"$/;
const VERSION = /^"[\d.]{0,20}"$/;
/**
 * What browsers and frameworks add by themselves, shown only in its own form: a name alone would let anything through.
 * Sources: User-Agent Client Hints, Fetch Metadata, HTML (cross-origin policies).
 */
const SHAPED: ReadonlyMap<string, RegExp> = new Map([
  ['sec-ch-ua', BRANDS],
  ['sec-ch-ua-full-version-list', BRANDS],
  ['sec-ch-ua-mobile', FLAG],
  ['sec-ch-ua-platform', PLATFORM],
  ['sec-ch-ua-platform-version', VERSION],
  ['sec-ch-ua-arch', /^"[a-z0-9]{0,10}"$/],
  ['sec-ch-ua-bitness', /^"\d{0,3}"$/],
  ['sec-ch-prefers-color-scheme', /^"?(?:light|dark)"?$/],
  ['sec-fetch-storage-access', /^(?:none|inactive|active)$/],
  ['sec-purpose', /^prefetch(?:;[a-z-]{1,30})?$/],
  ['purpose', /^prefetch$/],
  ['x-frame-options', /^(?:deny|sameorigin)$/i],
  ['x-xss-protection', /^[01](?:; ?mode=block)?$/],
  ['x-dns-prefetch-control', /^(?:on|off)$/],
  ['x-download-options', /^noopen$/],
  ['x-permitted-cross-domain-policies', /^(?:none|master-only|by-content-type|all)$/],
  [
    'referrer-policy',
    /^(?:(?:no-referrer|origin|same-origin|unsafe-url|strict-origin)(?:-when-(?:downgrade|cross-origin))?(?:, ?|$)){1,4}$/,
  ],
  ['cross-origin-opener-policy', /^(?:unsafe-none|same-origin|same-origin-allow-popups|noopener-allow-popups)$/],
  ['cross-origin-resource-policy', /^(?:same-site|same-origin|cross-origin)$/],
  ['cross-origin-embedder-policy', /^(?:unsafe-none|require-corp|credentialless)$/],
  ['origin-agent-cluster', FLAG],
]);

/** Is this a header of the list, in either direction, whose value has the only form it may have? `name` in lower case. */
export const hasHarmlessForm = (name: string, value: string): boolean => SHAPED.get(name)?.test(value) ?? false;

/** Headers whose value is a URL. A permission is compared with the `Origin` it answers: both must be redacted alike. */
export const isUrlHeader = (name: string): boolean => URL_HEADERS.has(name);
const URL_HEADERS = new Set(['location', 'referer', 'origin', 'access-control-allow-origin']);

/** Shown response headers with room for a sentence or an address, where a server may repeat what it was sent. `name` in lower case. */
export const isFreeText = (name: string): boolean => FREE_TEXT.has(name);
const FREE_TEXT = new Set(
  'content-disposition location proxy-status server-timing via warning www-authenticate x-error-code'.split(' '),
);

/** Headers that carry credentials, by their whole name: also looked for in text (`X-Api-Key: …` in a log or a transcript). */
export const CREDENTIAL_HEADERS =
  'proxy-authorization|authorization|x-api-key|api-key|apikey|set-cookie2?|cookie|x-auth-token|x-access-token|x-csrf-token|x-xsrf-token|x-amz-security-token|x-qamera-signature|x-signature';
const CREDENTIAL_HEADER = new RegExp(`^(?:${CREDENTIAL_HEADERS})$`, 'i');
export const isCredentialHeader = (name: string): boolean => CREDENTIAL_HEADER.test(name);
