// Host permissions: which sites the background may see. Both browsers hide a call from an extension that may not see its page.
import { browser } from './api.ts';

/** `https://shop.example/*`; ports do not count in permissions. */
export const patternOf = (origin: string): string => `${origin.replace(/:\d+$/, '')}/*`;

/** Match patterns granted now. */
export async function grantedPatterns(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

export function followGrants(callback: () => void): void {
  browser.permissions.onAdded.addListener(callback);
  browser.permissions.onRemoved.addListener(callback);
}

/** Asks the user; only from a click. False: refused, or this page may not ask. */
export async function watchSite(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [patternOf(origin)] });
}

export const unwatchSite = (origin: string): Promise<boolean> => unwatchPattern(patternOf(origin));

/** Takes a pattern back that the user granted. */
export async function unwatchPattern(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] });
}

/** Match patterns granted at install; they cannot be taken back here. */
export const ownHosts = (): string[] => browser.runtime.getManifest().host_permissions ?? [];
