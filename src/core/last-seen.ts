// The live test of a base URL: whether a call to it is on record, and which was the latest. “None” is no word about the past: what was
// cleared, or has grown too old, is forgotten here too.
import type { Ledger } from './ledger.ts';
import type { EpochMs, HttpStatus } from './units.ts';

export interface SeenCall {
  at: EpochMs;
  /** `GET /products` */
  call: string;
  /** null: no answer was seen. */
  status: HttpStatus | null;
}

/** The latest call to a base that the ledger holds: a failure, or the last success of an endpoint; null: none. */
export function lastSeenAt(ledger: Ledger, base: string): SeenCall | null {
  let latest: SeenCall | null = null;
  const take = (seen: SeenCall): void => {
    if (latest === null || seen.at > latest.at) latest = seen;
  };
  for (const { observation } of ledger.all('entry'))
    if (observation.base === base)
      take({ at: observation.startedAt, call: `${observation.method} ${observation.path}`, status: observation.status });
  for (const { request, endpoint, startedAt, status } of ledger.all('worked'))
    if (request.base === base) take({ at: startedAt, call: endpoint.slice(endpoint.indexOf(' ') + 1), status });
  return latest;
}
