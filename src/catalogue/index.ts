// The whole catalogue, joined: the only door for others. Status or code or failure in, entry out.
import type { Surface } from '../core/observation.ts';
import type { HttpStatus } from '../core/units.ts';
import type { Endpoint } from './endpoint.ts';
import type { CatalogueEntry } from './entry.ts';
import { externalAliases, externalEndpoints } from './external-endpoints.ts';
import { externalStatuses } from './external.ts';
import { networkErrorOf, networkErrors } from './network-errors.ts';
import { pluginEndpoints } from './plugin-endpoints.ts';
import { PLUGIN_CODE_OF_STATUS, pluginCodes, pluginStatuses } from './plugin.ts';
import { successes } from './successes.ts';
import { statusFamilies, undocumentedStatuses } from './undocumented.ts';

export type { CatalogueEntry, Started } from './entry.ts';
export type { Endpoint, Field } from './endpoint.ts';
export { LINKS, pluginErrorPage } from './links.ts';
export { networkErrorOf, networkErrors, statusFamilies, successes };

/** Every entry, in the order of the reference page. */
export const catalogue: readonly CatalogueEntry[] = [
  ...externalStatuses,
  ...pluginCodes,
  ...pluginStatuses,
  ...undocumentedStatuses,
  ...Object.values(statusFamilies),
  ...Object.values(networkErrors),
  ...Object.values(successes),
];
export const endpoints: readonly Endpoint[] = [...externalEndpoints, ...pluginEndpoints];
export const aliases: Readonly<Record<Surface, Readonly<Record<string, string>>>> = { external: externalAliases, plugin: {} };

const byCode = new Map(pluginCodes.map((entry) => [entry.code, entry]));
const byStatus = new Map(externalStatuses.map((entry) => [entry.status, entry]));

/** The entry of a Plugin error code; null for one that no page and no client names. */
export const entryOfCode = (code: string): CatalogueEntry | null => byCode.get(code) ?? null;

/**
 * The entry of a status of 300 and more, or below 200. On the Plugin surface a status that belongs to one official code alone
 * stands for it; any other status is read by HTTP itself, so every number gets an entry.
 */
export function entryOfStatus(surface: Surface, status: HttpStatus): CatalogueEntry {
  const own =
    surface === 'external'
      ? byStatus.get(status)
      : (byCode.get(PLUGIN_CODE_OF_STATUS[status] ?? '') ?? pluginStatuses.find((entry) => entry.status === status));
  if (own) return own;
  const general = undocumentedStatuses.find(
    (entry) => entry.status === status && (entry.surface === 'any' || entry.surface === surface),
  );
  if (general) return general;
  if (status >= 100 && status < 200) return statusFamilies['1xx'];
  if (status === 301 || status === 307 || status === 308) return statusFamilies.moved;
  if (status >= 300 && status < 400) return statusFamilies['3xx'];
  if (status >= 400 && status < 500) return statusFamilies['4xx'];
  if (status >= 500 && status < 600) return statusFamilies['5xx'];
  return statusFamilies.other;
}
