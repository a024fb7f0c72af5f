import { expect, it } from 'vitest';
import { failureFrom } from '../../../src/core/capture/failure.ts';

it.each([
  ['net::ERR_ABORTED', 'aborted'],
  ['NS_BINDING_ABORTED', 'aborted'],
  ['Client disconnected.', 'aborted'],
  ['net::ERR_TIMED_OUT', 'timeout'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['NS_ERROR_NET_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['ETIMEDOUT', 'timeout'],
  ['net::ERR_BLOCKED_BY_CLIENT', 'blocked'],
  ['net::ERR_UNSAFE_PORT', 'blocked'],
  ['NS_ERROR_PORT_ACCESS_NOT_ALLOWED', 'blocked'],
  ['net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'cors'],
  ['NS_ERROR_DOM_BAD_URI', 'cors'],
  ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
  ['NS_ERROR_UNKNOWN_HOST', 'dns'],
  ['[Errno -2] Name or service not known', 'dns'],
  ['curl: (6) Could not resolve host: app.qamera.ai', 'dns'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
  ['SEC_ERROR_UNKNOWN_ISSUER', 'tls'],
  ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'tls'],
  ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ['NS_ERROR_OFFLINE', 'offline'],
  ['net::ERR_CONNECTION_REFUSED', 'refused'],
  ['NS_ERROR_CONNECTION_REFUSED', 'refused'],
  ['ECONNREFUSED', 'refused'],
  ["curl: (7) Failed to connect to localhost port 3000: Couldn't connect to server", 'refused'],
  ['net::ERR_CONNECTION_RESET', 'cut'],
  ['NS_ERROR_NET_RESET', 'cut'],
  ['NS_ERROR_NET_INTERRUPT', 'cut'],
  ['net::ERR_EMPTY_RESPONSE', 'cut'],
  ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'cut'],
  ['net::ERR_HTTP2_PROTOCOL_ERROR', 'cut'],
  ['net::ERR_CONTENT_LENGTH_MISMATCH', 'cut'],
  ['socket hang up', 'cut'],
  ['curl: (52) Empty reply from server', 'cut'],
  ['net::ERR_FAILED', 'unknown'],
  ['NS_ERROR_FAILURE', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (raw, kind) => {
  expect(failureFrom(raw)).toEqual({ kind, raw });
});
it('masks what stands in the word', () => {
  expect(failureFrom('connect to https://me:pw123456@x failed').raw).not.toContain('pw123456');
});
