// The devtools APIs: the panel, the inspected tab, and what its network shows. Works the same in both browsers from here on.
import { now } from './clock.ts';
import { browser } from './api.ts';

/** Whether DevTools opened this page. */
export const isInDevTools = (): boolean => (browser.devtools as unknown) !== undefined;
export const inspectedTabId = (): number => browser.devtools.inspectedWindow.tabId;

/** `page` from the root, with a leading slash: Firefox resolves other paths against the devtools page. */
export function createPanel(title: string, page: string): void {
  void browser.devtools.panels.create(title, '/icons/32.png', page);
}

/**
 * Tells of each new page of the inspected tab: the instant at which its life began (its performance.timeOrigin), and its origin. The
 * origin comes with the event: a page that is being loaded cannot always be asked.
 */
export function onNavigated(callback: (at: number, origin: string | null) => void): void {
  const note = async (url: string): Promise<void> =>
    callback(await newestPageSince(), webOrigin(URL.canParse(url) ? new URL(url).origin : null));
  browser.devtools.network.onNavigated.addListener((url) => void note(url));
}

async function newestPageSince(): Promise<number> {
  const origin = await evaluate('performance.timeOrigin');
  return typeof origin === 'number' ? origin : now();
}

/** Origin of the inspected page; null where there is none to speak of. */
export async function inspectedOrigin(): Promise<string | null> {
  return webOrigin(await evaluate('location.origin'));
}
const webOrigin = (origin: unknown): string | null => (typeof origin === 'string' && /^https?:/.test(origin) ? origin : null);

/**
 * The value (a string or a number) of an expression in the inspected page; a page that cannot be asked (a browser's own) gives null.
 * Firefox and the polyfill promise `[value, error]`, Chromium's own `browser` the value alone (measured at 156).
 */
export async function evaluate(expression: string): Promise<unknown> {
  try {
    const answer: unknown = await browser.devtools.inspectedWindow.eval(expression);
    return (Array.isArray(answer) ? answer[0] : answer) ?? null;
  } catch {
    return null;
  }
}

/**
 * The HAR log of what the inspected page has loaded since DevTools opened and since it last navigated; null where it cannot be had. Headers
 * stand in it in clear: it goes nowhere but into core/capture. The polyfill (Chromium before 152) refuses the callback and promises.
 */
export async function networkLog(): Promise<unknown> {
  const { network } = browser.devtools as unknown as { network: { getHAR(callback?: (log: unknown) => void): unknown } };
  return new Promise((resolve) => {
    const fromPromise = (promised: unknown): void => {
      if (promised instanceof Promise) promised.then(resolve, () => resolve(null));
    };
    try {
      fromPromise(network.getHAR(resolve));
    } catch {
      fromPromise(network.getHAR());
    }
  });
}

export type ReadBody = () => Promise<{ text: string | null; encoding?: string | undefined } | null>;

/** Each finished request of the inspected tab, as the HAR entry it is, not redacted yet. */
export function listenForHar(callback: (entry: unknown, url: string, readBody: ReadBody) => Promise<void>): void {
  browser.devtools.network.onRequestFinished.addListener((entry: unknown) => {
    if (!isFinishedRequest(entry)) return;
    void callback(entry, entry.request.url, () => bodyOf(entry));
  });
}

interface FinishedRequest {
  request: { url: string };
  getContent(callback?: (text: string | null, second: string | null) => void): unknown;
}
const isFinishedRequest = (entry: unknown): entry is FinishedRequest =>
  typeof entry === 'object' && entry !== null && 'request' in entry && 'getContent' in entry;

/**
 * Chromium's own `browser` calls back with (text, encoding); Firefox gives a promise of [text, mime type] and also calls back; the
 * polyfill (Chromium before 152) gives a promise only and refuses a callback. A body that is gone is null.
 */
async function bodyOf(entry: FinishedRequest): ReturnType<ReadBody> {
  const isEncoding = (second: unknown): second is string => second === 'base64';
  const answer = (text: string | null, second: unknown): Awaited<ReturnType<ReadBody>> => ({
    text,
    encoding: isEncoding(second) ? second : undefined,
  });
  return new Promise((resolve) => {
    const fromPromise = (promised: unknown): void => {
      if (!(promised instanceof Promise)) return;
      promised.then(
        (value: unknown) => resolve(Array.isArray(value) ? answer(value[0], value[1]) : null),
        () => resolve(null),
      );
    };
    try {
      fromPromise(entry.getContent((text, second) => resolve(answer(text, second))));
    } catch {
      fromPromise(entry.getContent());
    }
  });
}
