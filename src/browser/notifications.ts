// Notifications. The permission is optional and is the switch itself: given, they are on; taken back, they are off.
import { browser } from './api.ts';

const PERMISSION = { permissions: ['notifications' as const] };

export const mayNotify = (): Promise<boolean> => browser.permissions.contains(PERMISSION);
/** Asks the user; only from a click. */
export const askToNotify = (): Promise<boolean> => browser.permissions.request(PERMISSION);
export const stopNotifying = (): Promise<boolean> => browser.permissions.remove(PERMISSION);

/** The same id replaces what it showed before. Nothing is shown without the permission. */
export async function notify(id: string, message: string): Promise<void> {
  if (!(await mayNotify())) return;
  const title = browser.runtime.getManifest().name;
  await browser.notifications.create(id, { type: 'basic', iconUrl: browser.runtime.getURL('icons/128.png'), title, message });
}

/** Without the permission there is nothing to listen to: call it at the top of the background, and again once it was given. */
export function onNotificationClicked(callback: (id: string) => void): void {
  // The types say that it is always there.
  (browser.notifications as typeof browser.notifications | undefined)?.onClicked.addListener(callback);
}

export async function dismiss(id: string): Promise<void> {
  await browser.notifications.clear(id);
}
