// Builders: an observation, an entry, with only what a test cares about named.
import type { Diagnosis } from '../../src/core/diagnosis.ts';
import type { Entry, KeyRecord } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { emptyWindow } from '../../src/core/rate-window.ts';
import type { EpochMs } from '../../src/core/units.ts';

let count = 0;

/** A finished GET /products on External, 200, with a well-formed key, unless said otherwise. */
export function anObservation(parts: Partial<Observation> = {}): Observation {
  const path = parts.path ?? '/products';
  const base = parts.base ?? 'https://app.qamera.ai/api/external';
  const startedAt = parts.startedAt ?? 1_000_000;
  return {
    id: `o${++count}`,
    source: 'web-request',
    tabId: 1,
    initiator: 'https://shop.example',
    method: 'GET',
    url: base + path,
    surface: 'external',
    base,
    path,
    query: [],
    preflight: false,
    startedAt,
    endedAt: startedAt + 50,
    status: 200,
    failure: null,
    key: {
      keyId: '7f3a2b1c',
      shown: 'mk_live_7f3a2b1c.***',
      via: 'x-api-key',
      shape: 'well-formed',
      conflict: false,
      inUrl: false,
    },
    requestHeaders: [['x-api-key', 'mk_live_7f3a2b1c.***']],
    requestBody: { kind: 'none' },
    responseHeaders: [['content-type', 'application/json']],
    responseBody: { text: null, truncated: false, missing: 'not-read' },
    fromCache: false,
    ...parts,
  };
}

/** A rate-limited entry of the journal. */
export function anEntry(parts: Partial<Entry> = {}, observation: Partial<Observation> = {}): Entry {
  const diagnosis: Diagnosis = {
    category: 'rate-limited',
    entry: 'external-429',
    what: { id: 'panel.title' },
    causes: [],
    do: [],
    facts: {},
    documented: { status: 'surface', source: 'error-codes' },
    alarms: [],
    retry: {
      verdict: 'retry',
      reason: { id: 'panel.title' },
      notBefore: 2_000_000,
      basis: 'rate-window',
      confidence: 1,
      notes: [],
    },
  };
  const seen = anObservation({ status: 429, ...observation });
  return {
    seq: 1,
    observation: seen,
    diagnosis,
    keyRef: 'app.qamera.ai 7f3a2b1c',
    call: `${seen.method} ${seen.url}`,
    dice: 0,
    ...parts,
  };
}

/** A key, blocked until `notBefore` (null: free). */
export function aKeyRecord(parts: Partial<KeyRecord> = {}, notBefore: EpochMs | null = null): KeyRecord {
  return {
    ref: 'app.qamera.ai 7f3a2b1c',
    host: 'app.qamera.ai',
    keyId: '7f3a2b1c',
    shown: 'mk_live_7f3a2b1c.***',
    window: emptyWindow({ limit: 60 }),
    accountLimit: null,
    doubt: null,
    hold: notBefore === null ? null : { notBefore, basis: 'rate-window', confidence: 1, elsewhere: 0, notes: [] },
    dice: 0,
    lastAt: 0,
    worksOn: [],
    ...parts,
  };
}
