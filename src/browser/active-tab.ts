// The tab under the popup. Opening the popup lets us see its address (activeTab); nothing else does.
import { browser } from './api.ts';

/** `?tabId=` names a tab when the popup's page is opened as a page of its own. */
export async function activeTab(): Promise<{ id: number; origin: string | null } | null> {
  const asked = Number(new URLSearchParams(location.search).get('tabId') ?? Number.NaN);
  const tab = Number.isInteger(asked)
    ? await browser.tabs.get(asked)
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  if (tab?.id === undefined) return null;
  const origin = tab.url !== undefined && /^https?:/.test(tab.url) ? new URL(tab.url).origin : null;
  return { id: tab.id, origin };
}
