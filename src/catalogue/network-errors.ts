// Calls without a usable answer, one entry a failure kind: what the page calls "Failed to fetch", told apart.
import type { Failure, FailureKind } from '../core/observation.ts';
import { AS_OF, type CatalogueEntry } from './entry.ts';

const none = { surface: 'any', standing: 'undocumented', source: null, asOf: AS_OF, wait: null } as const;
/** Never left the browser, or reached no server. */
const unsent = { ...none, started: 'no' } as const;
const sent = { ...none, started: 'unknown' } as const;

export const networkErrors: Readonly<Record<FailureKind, CatalogueEntry>> = {
  aborted: {
    ...sent,
    id: 'network-aborted',
    failure: 'aborted',
    retryClass: 'safe',
    category: 'aborted',
    what: { id: 'what.aborted' },
    causes: [{ id: 'cause.abort-code-unseen' }, { id: 'cause.abort-navigation-unseen' }],
    steps: [{ says: { id: 'do.find-abort' } }],
  },
  timeout: {
    ...sent,
    id: 'network-timeout',
    failure: 'timeout',
    retryClass: 'safe',
    category: 'timeout',
    what: { id: 'what.timeout' },
    causes: [{ id: 'cause.slow-server-unseen' }, { id: 'cause.connection-unseen' }],
    steps: [{ says: { id: 'do.check-connection' } }],
  },
  cors: {
    ...sent,
    id: 'network-cors',
    failure: 'cors',
    retryClass: 'after-change',
    category: 'cors-blocked',
    what: { id: 'what.cors' },
    causes: [{ id: 'cause.cors-origin-unseen' }],
    steps: [{ says: { id: 'do.call-from-server' } }, { says: { id: 'do.allow-origin' } }],
  },
  preflight: {
    ...unsent,
    id: 'network-preflight',
    failure: 'preflight',
    retryClass: 'after-change',
    category: 'cors-blocked',
    what: { id: 'what.preflight' },
    causes: [{ id: 'cause.preflight-origin-unseen' }, { id: 'cause.preflight-headers-unseen' }],
    steps: [{ says: { id: 'do.call-from-server' } }, { says: { id: 'do.allow-preflight' } }],
  },
  'mixed-content': {
    ...unsent,
    id: 'network-mixed-content',
    failure: 'mixed-content',
    retryClass: 'after-change',
    category: 'network',
    what: { id: 'what.mixed-content' },
    causes: [{ id: 'cause.mixed-content' }],
    steps: [{ says: { id: 'do.use-https' } }],
  },
  blocked: {
    ...unsent,
    id: 'network-blocked',
    failure: 'blocked',
    retryClass: 'after-change',
    category: 'network',
    what: { id: 'what.blocked' },
    causes: [
      { id: 'cause.blocked-extension-unseen' },
      { id: 'cause.blocked-policy-unseen' },
      { id: 'cause.blocked-port-unseen' },
    ],
    steps: [{ says: { id: 'do.find-blocker' } }],
  },
  dns: {
    ...unsent,
    id: 'network-dns',
    failure: 'dns',
    retryClass: 'safe',
    category: 'network',
    what: { id: 'what.dns' },
    causes: [{ id: 'cause.host-name-unseen' }, { id: 'cause.resolver-unseen' }],
    steps: [{ says: { id: 'do.check-host' } }],
  },
  tls: {
    ...unsent,
    id: 'network-tls',
    failure: 'tls',
    retryClass: 'after-change',
    category: 'network',
    what: { id: 'what.tls' },
    causes: [{ id: 'cause.certificate-unseen' }, { id: 'cause.tls-between-unseen' }],
    steps: [{ says: { id: 'do.open-in-tab' } }],
  },
  offline: {
    ...unsent,
    id: 'network-offline',
    failure: 'offline',
    retryClass: 'safe',
    category: 'network',
    what: { id: 'what.offline' },
    causes: [{ id: 'cause.offline' }],
    steps: [{ says: { id: 'do.go-online' } }],
  },
  refused: {
    ...unsent,
    id: 'network-refused',
    failure: 'refused',
    retryClass: 'safe',
    category: 'network',
    what: { id: 'what.refused-connection' },
    causes: [{ id: 'cause.nobody-listens-unseen' }, { id: 'cause.port-wrong-unseen' }],
    steps: [{ says: { id: 'do.start-server' } }],
  },
  cut: {
    ...sent,
    id: 'network-cut',
    failure: 'cut',
    retryClass: 'safe',
    category: 'network',
    what: { id: 'what.cut' },
    causes: [{ id: 'cause.cut-unseen' }],
    steps: [{ says: { id: 'do.check-connection' } }],
  },
  unknown: {
    ...sent,
    id: 'network-unknown',
    failure: 'unknown',
    retryClass: 'safe',
    category: 'network',
    what: { id: 'what.network' },
    causes: [{ id: 'cause.network-unseen' }],
    steps: [{ says: { id: 'do.look-in-console' } }],
  },
};

/** Words that say more than their kind does: said instead of the entry's own sentences. */
const closer: readonly [RegExp, readonly FailureKind[], Partial<CatalogueEntry>][] = [
  [
    /ERR_NETWORK_CHANGED|ERR_NETWORK_IO_SUSPENDED/i,
    ['offline', 'cut', 'unknown'],
    {
      ...networkErrors.cut,
      what: { id: 'what.network-changed' },
      causes: [{ id: 'cause.network-changed-unseen' }, { id: 'cause.slept-unseen' }],
    },
  ],
  [
    /PROXY|TUNNEL/i,
    ['refused'],
    { what: { id: 'what.proxy' }, causes: [{ id: 'cause.proxy-unseen' }], steps: [{ says: { id: 'do.check-proxy' } }] },
  ],
  [
    /ADDRESS_UNREACHABLE|EHOSTUNREACH/i,
    ['refused'],
    { what: { id: 'what.no-route' }, causes: [{ id: 'cause.no-route-unseen' }], steps: [{ says: { id: 'do.check-route' } }] },
  ],
];

/** The entry of a failure, in closer words where the browser's own word allows them; an unknown kind reads as `unknown`. */
export function networkErrorOf({ kind, raw }: Failure): CatalogueEntry {
  const entry = networkErrors[kind] ?? networkErrors.unknown;
  const parts = closer.find(([word, kinds]) => kinds.includes(kind) && word.test(raw))?.[2];
  return parts ? { ...entry, ...parts } : entry;
}
