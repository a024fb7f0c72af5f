// Why there was no answer: the word of a browser, a proxy or a test runner in, one of the product's own FailureKinds out.
import type { Failure, FailureKind } from '../observation.ts';
import { redactText } from './redact-text.ts';

/** First match wins. Chrome: net_error_list.h; Firefox: xpc.msg and nsNetErrors; the rest: what proxies and runners write. */
const WORDS: readonly [RegExp, FailureKind][] = [
  [
    /ERR_ABORTED|NS_BINDING_ABORTED|NS_BINDING_CANCELLED|NS_ERROR_ABORT\b|AbortError|\b(?:abort|cancel)l?ed\b|Client disconnected|client closed/i,
    'aborted',
  ],
  [/PREFLIGHT/i, 'preflight'],
  [/MIXED_CONTENT|mixed.content|NS_ERROR_CONTENT_BLOCKED_MIXED/i, 'mixed-content'],
  [/CORS|ERR_BLOCKED_BY_RESPONSE|ERR_BLOCKED_BY_ORB|NS_ERROR_DOM_BAD_URI|Cross-Origin|Access-Control-Allow/i, 'cors'],
  [
    /ERR_BLOCKED_BY|ERR_UNSAFE_PORT|ERR_NETWORK_ACCESS_DENIED|ERR_DISALLOWED_URL_SCHEME|ERR_ACCESS_DENIED|BLOCKED|NS_ERROR_PORT_ACCESS_NOT_ALLOWED|NS_ERROR_CONTENT_BLOCKED|NS_ERROR_TRACKING_URI|NS_ERROR_CSP|csp|content.security.policy|killed/i,
    'blocked',
  ],
  [/INTERNET_DISCONNECTED|NS_ERROR_OFFLINE|\boffline\b|ENETUNREACH|ENETDOWN/i, 'offline'],
  [
    /NAME_NOT_RESOLVED|NAME_RESOLUTION|UNKNOWN_HOST|UNKNOWN_PROXY_HOST|ERR_DNS|ERR_ICANN|ENOTFOUND|EAI_|could not resolve|name or service not known|nodename nor servname|getaddrinfo|UnknownHostException|\bdns\b/i,
    'dns',
  ],
  [
    /ERR_SSL|ERR_CERT|ERR_BAD_SSL|SSL_ERROR|SEC_ERROR|MOZILLA_PKIX|PR_END_OF_FILE|NS_ERROR_NET_INADEQUATE_SECURITY|NS_ERROR_UNKNOWN_SSL|\b(?:TLS|SSL)|certificate|CERT_|handshake/i,
    'tls',
  ],
  [/TIMED_OUT|TIMEOUT|ETIMEDOUT|timed out|\btimeout\b/i, 'timeout'],
  [
    /CONNECTION_REFUSED|ECONNREFUSED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|EHOSTUNREACH|connection refused|connect call failed|couldn't connect|failed to connect|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|ERR_CONNECTION_FAILED/i,
    'refused',
  ],
  [
    /ERR_NETWORK_CHANGED|ERR_NETWORK_IO_SUSPENDED|CONNECTION_RESET|CONNECTION_CLOSED|CONNECTION_ABORTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH|CONTENT_DECODING_FAILED|HTTP2_|QUIC_|SOCKET_NOT_CONNECTED|NET_RESET|NET_INTERRUPT|NET_PARTIAL_TRANSFER|NET_EMPTY|ECONNRESET|EPIPE|hang up|connection (?:reset|closed|lost|terminated)|server disconnected|server closed|empty reply|unexpected eof|transfer closed|incomplete|premature/i,
    'cut',
  ],
];

/**
 * The kind of a failure; a word nobody here knows (`net::ERR_FAILED` says nothing) is `unknown`. `raw` stays, redacted.
 * `known`: this call's own secrets (`secretsOf`).
 * @example failureFrom('net::ERR_NAME_NOT_RESOLVED') // {kind: 'dns', raw: 'net::ERR_NAME_NOT_RESOLVED'}
 */
export function failureFrom(raw: string, known: readonly string[] = []): Failure {
  const short = raw.slice(0, 300);
  return { kind: WORDS.find(([word]) => word.test(short))?.[1] ?? 'unknown', raw: redactText(short, known) };
}
