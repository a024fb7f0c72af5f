// What stands on the toolbar button, per tab.
import type { BadgeLook } from '../core/badge.ts';
import type { Severity } from '../core/summary.ts';
import { browser } from './api.ts';

/** Dark enough for the white text that both browsers put on it (contrast 4.5:1 and more). */
const COLOURS: Record<Severity, string> = { waits: '#8a5300', fix: '#b3261e', risk: '#7a1fa2' };

/**
 * '' takes a tab's badge away. `tabId` null: calls that belong to no tab; their badge stands on every tab that has none of its own.
 * A closed tab is no error.
 */
export async function showBadge(tabId: number | null, { text, tone }: BadgeLook): Promise<void> {
  const tab = tabId === null ? {} : { tabId };
  try {
    // An empty text of a tab's own would hide the badge for all.
    await browser.action.setBadgeText({ ...tab, text: tabId !== null && text === '' ? null : text });
    if (tone) await browser.action.setBadgeBackgroundColor({ ...tab, color: COLOURS[tone] });
    await browser.action.setBadgeTextColor?.({ ...tab, color: '#ffffff' });
  } catch {
    // The tab is gone.
  }
}

/** A navigation takes a tab's badge away in both browsers; this tells when to put it back. */
export function onTabLoading(callback: (tabId: number) => void): void {
  browser.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status !== undefined) callback(tabId);
  });
}
export function onTabClosed(callback: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => callback(tabId));
}
