// Tabs as the user sees them.
import { browser } from './api.ts';

export async function isOpen(tabId: number): Promise<boolean> {
  return browser.tabs.get(tabId).then(
    () => true,
    () => false,
  );
}

/** Brings a tab and its window to the front; one that was closed is no error. */
export async function focusTab(tabId: number): Promise<void> {
  try {
    const { windowId } = await browser.tabs.update(tabId, { active: true });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
  } catch {
    // It is gone.
  }
}
