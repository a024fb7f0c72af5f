// Is this status documented here? Entry, status and endpoint in, standing with its source out. Undocumented is not wrong.
import { type Endpoint, successes } from '../catalogue/index.ts';
import type { Documented } from './diagnosis.ts';
import type { Finding } from './finding.ts';
import type { Surface } from './observation.ts';
import type { HttpStatus } from './units.ts';

const UNDOCUMENTED: Documented = { status: 'undocumented', source: null };
/** 204 for accept and reject, 207 for a batch; External names 200 alone. */
const PLUGIN_SUCCESSES: readonly HttpStatus[] = [200, 204, 207];

/** The endpoint's own table first, then the surface's page, then public clients. */
export function documentedOf(
  { entry, status, relayed, foreign }: Finding,
  endpoint: Endpoint | null,
  surface: Surface,
): Documented {
  if (relayed) return { status: 'client-only', source: successes['relay-error'].source };
  if (foreign || status === null || entry.failure !== undefined) return UNDOCUMENTED;
  if (entry.id === 'ok') return successOf(status, endpoint, surface);
  const isOther = entry.surface !== 'any' && entry.surface !== surface;
  if (entry.standing === 'undocumented' || isOther) return UNDOCUMENTED;
  if (entry.status !== undefined && entry.status !== status) {
    return entry.alsoMetAs?.includes(status) ? { status: 'client-only', source: 'client prestashop-qamera' } : UNDOCUMENTED;
  }
  if (endpoint?.page && endpoint.statuses?.includes(status)) return { status: 'endpoint', source: endpoint.page };
  return { status: entry.standing === 'official' ? 'surface' : 'client-only', source: entry.source };
}

function successOf(status: HttpStatus, endpoint: Endpoint | null, surface: Surface): Documented {
  if (endpoint?.page && endpoint.statuses?.includes(status)) return { status: 'endpoint', source: endpoint.page };
  if (surface === 'external') return status === 200 ? { status: 'surface', source: 'error-codes' } : UNDOCUMENTED;
  return PLUGIN_SUCCESSES.includes(status) ? { status: 'surface', source: 'openapi' } : UNDOCUMENTED;
}
