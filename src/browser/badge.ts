// The number on the toolbar button, per tab.
import type { Severity } from '../core/summary.ts';
import { browser } from './api.ts';

/** Dark enough for the white text that both browsers put on it (contrast 4.5:1 and more). */
const COLOURS: Record<Severity, string> = { waits: '#8a5300', fix: '#b3261e', risk: '#7a1fa2' };

/** Shows a tab's unseen failures; 0 takes the badge away. `tabId` null: calls that belong to no tab. A closed tab is no error. */
export async function showBadge(tabId: number | null, count: number, worst: Severity | null): Promise<void> {
  const tab = tabId === null ? {} : { tabId };
  const text = count === 0 ? '' : count > 999 ? '999+' : String(count);
  try {
    await browser.action.setBadgeText({ ...tab, text });
    if (worst) await browser.action.setBadgeBackgroundColor({ ...tab, color: COLOURS[worst] });
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
