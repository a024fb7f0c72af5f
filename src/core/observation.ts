// Step 1 of the data's way: what was seen of one call, already redacted. Made by core/capture/*, read by everything after it.
import type { EpochMs, Header, HttpStatus, Json } from './units.ts';

/** Which of the two APIs a call belongs to (qamera-api.md section 1). */
export type Surface = 'external' | 'plugin';

/** Where a call was seen. `both` = webRequest and devtools.network told of the same call and were merged. */
export type Source = 'web-request' | 'devtools' | 'both' | 'file' | 'paste';

/** Why there is no usable answer, in the product's own words; `raw` keeps the browser's. */
export type FailureKind =
  | 'aborted' // the page, or the user, gave up
  | 'timeout' // the connection or the answer took too long
  | 'cors' // the answer came, the page may not read it
  | 'preflight' // the OPTIONS question was refused; the call itself was never sent
  | 'mixed-content' // http from an https page
  | 'blocked' // by an extension, by policy, or a port that the browser refuses
  | 'dns'
  | 'tls'
  | 'offline'
  | 'refused' // nothing listens there
  | 'cut' // the connection ended before the answer was whole
  | 'unknown';
export interface Failure {
  kind: FailureKind;
  /** The browser's own word, e.g. `net::ERR_CONNECTION_RESET`, `NS_ERROR_NET_RESET`. */
  raw: string;
}

/**
 * What was seen of the API key, without the secret.
 * `keyId` names the key in lists and windows: the documented public id (`7f3a2b1c` of `mk_live_7f3a2b1c.…`), or
 * `#` + 8 hex characters of a salted hash for a value of another shape, or null where no key was seen.
 */
export interface KeySighting {
  keyId: string | null;
  /** What may be shown: `mk_live_7f3a2b1c.***`, `#9c1f02ab`, or `` when there is none. */
  shown: string;
  /** Which header (or URL parameter) carried it. `unseen`: the request headers were not seen at all. */
  via: 'x-api-key' | 'authorization' | 'both' | 'query' | 'none' | 'unseen';
  /**
   * The value's shape. `well-formed` = `mk_live_<id>.<secret>`; `no-secret` = the id is there, the dot or what follows is
   * missing; `decorated` = well-formed inside quotes, blanks, or a scheme word that does not belong in X-Api-Key;
   * `wrong-scheme` = Authorization without `Bearer`; `wrong-prefix` = some other text.
   */
  shape: 'well-formed' | 'no-secret' | 'decorated' | 'wrong-prefix' | 'wrong-scheme' | 'empty' | 'absent' | 'unseen';
  /** Both headers were sent and their values differ (X-Api-Key wins, per the authentication page). */
  conflict: boolean;
  /** A key stood in the URL (path or query): it lands in logs and histories. */
  inUrl: boolean;
}

/** The request body as evidence: shape and small values, capped and redacted. */
export type RequestBody =
  | { kind: 'unseen' } // the browser did not show it
  | { kind: 'none' } // there was none
  | { kind: 'json'; value: Json; /** long strings or deep parts were cut */ cut: boolean }
  | {
      kind: 'broken-json';
      /** Zero-based offset, one-based line and column of the first character that cannot be JSON. */
      position: number;
      line: number;
      column: number;
      /** A few redacted characters around the place. */
      near: string;
      /** What stands there, as a stable word. */
      problem:
        | 'unexpected-character'
        | 'unexpected-end'
        | 'trailing-comma'
        | 'single-quotes'
        | 'unquoted-name'
        | 'bad-number'
        | 'bad-string'
        | 'extra-text';
    }
  | { kind: 'form'; /** field names, in order; file fields carry no content */ fields: string[]; multipart: boolean }
  | { kind: 'other'; size: number };

/** The response body, redacted and capped. */
export interface ResponseBody {
  /** Redacted text, at most BODY_LIMIT characters; null when there is none to show, `missing` says why. */
  text: string | null;
  truncated: boolean;
  missing:
    | null
    | 'not-read' // no source that shows bodies has told of this call (yet)
    | 'empty' // the answer has no body
    | 'binary'
    | 'ambiguous' // several identical calls ran at once and their answers differ: a wrong body is worse than none
    | 'gone'; // the browser had dropped it before it could be read
}

/** One call, seen. Immutable: a later sighting makes a new value. */
export interface Observation {
  id: string;
  source: Source;
  /** null: a worker without a tab, or a file. */
  tabId: number | null;
  /** Origin of the page that sent it, null where unknown. */
  initiator: string | null;
  method: string;
  /** The whole URL, redacted. */
  url: string;
  /** The same for the same raw URL, however it was redacted; absent in files and older records. */
  address?: string;
  surface: Surface;
  /** The base URL it matched, no trailing slash, e.g. `https://app.qamera.ai/api/external`. */
  base: string;
  /** Path below the base, without query, `/products/7`; `/` for the base itself. Redacted. */
  path: string;
  /** Redacted query pairs, in order. */
  query: Header[];
  preflight: boolean;
  startedAt: EpochMs;
  /** null while the call is under way. */
  endedAt: EpochMs | null;
  /** When the request's headers went out, where webRequest told: other extensions, a proxy's rules or a busy browser may hold a call before. */
  sentAt?: EpochMs;
  /** When the head of the answer came, where the source tells: the body may take long, or wait until the page reads it. */
  answeredAt?: EpochMs;
  /** null: no status line was seen. A CORS refusal may carry both a status and a failure. */
  status: HttpStatus | null;
  failure: Failure | null;
  key: KeySighting;
  /** Redacted; null when this source does not show them. */
  requestHeaders: Header[] | null;
  requestBody: RequestBody;
  /** Tells this body from another under the same Idempotency-Key; absent where it was not read, or cannot matter. */
  bodyDigest?: string;
  responseHeaders: Header[] | null;
  responseBody: ResponseBody;
  /** The preflight that stopped this call: the browser asked, was refused, and never sent the call itself. */
  refusedBy?: Pick<Observation, 'status' | 'requestHeaders' | 'responseHeaders'>;
  /** The answer came from the browser's cache and never reached the server. */
  fromCache: boolean;
}

/** Longest response text kept, in characters: an error body is far shorter, a page of HTML is cut. */
export const BODY_LIMIT = 16_384;
