// Opening our own pages.
import { browser } from './api.ts';

/** The options page in a tab; `watch`: an origin whose calls the user wants watched, to be granted there by a click. */
export async function openOptions(watch: string | null): Promise<void> {
  const page = new URL(browser.runtime.getURL('src/options/index.html'));
  if (watch !== null) page.searchParams.set('watch', watch);
  await browser.tabs.create({ url: page.href });
}
