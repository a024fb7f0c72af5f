// The one interface through which end-to-end tests and the tour drive a real browser with the built extension in it.
// Everything that only one of the browsers can do, or does differently, ends in its own driver file.

/** What crosses into a page and back: JSON only, since functions are sent as source text and must not use closures. */
type PageFunction<Args extends unknown[], Result> = (...args: Args) => Result | Promise<Result>;

export type DockSide = 'bottom' | 'right' | 'undocked';
export type Theme = 'light' | 'dark';
export type Pictured = 'devtools' | 'panel' | 'popup' | 'page';
/** `prefers-reduced-motion: reduce` and `forced-colors: active`. */
export interface Media {
  reducedMotion: boolean;
  forcedColors: boolean;
}

export interface LaunchOptions {
  /** Folder with the built, unpacked extension for this browser. */
  extensionDir: string;
  /** Default true. */
  headless?: boolean;
  /** `https://HOST` is answered by the plain-http server on this port of 127.0.0.1. All other outside hosts are refused. */
  hosts?: Record<string, number>;
  /** DevTools theme at start; default light. */
  theme?: Theme;
}

export interface BrowserUnderTest {
  readonly name: 'chromium' | 'firefox';
  readonly extensionId: string;
  /** `chrome-extension://.../` or `moz-extension://.../`, with the slash. */
  readonly extensionUrl: string;
  /** Resolves when the browser has ended, be it by close() or by its user. */
  readonly closed: Promise<void>;

  /** Loads a page in the current tab and waits for its load event. */
  go(url: string): Promise<void>;
  /** Runs a function in the current tab's page. */
  page<A extends unknown[], R>(fn: PageFunction<A, R>, ...args: A): Promise<R>;
  /** A trusted mouse click on the first match; waits until the element is there and has a size. */
  clickPage(selector: string): Promise<void>;
  /** Opens a tab, makes it current, answers its index (order of opening; the first tab is 0). */
  newTab(url: string): Promise<number>;
  switchTab(index: number): Promise<void>;
  /** Gives the current tab's page a width in CSS pixels that its window has not; null: the window's again. */
  resizePage(width: number | null): Promise<void>;
  /** The id that the extension APIs use for the current tab. */
  tabId(): Promise<number>;

  /** Opens the real DevTools for the current tab at our panel; again for the same tab: shows the panel. */
  openPanel(): Promise<void>;
  closePanel(): Promise<void>;
  /** Runs a function in the panel document of the current tab's DevTools. */
  panel<A extends unknown[], R>(fn: PageFunction<A, R>, ...args: A): Promise<R>;
  panelClick(selector: string): Promise<void>;
  /** A trusted press on the first match, a move by so many CSS pixels, and the release. */
  panelDrag(selector: string, by: { x: number; y: number }): Promise<void>;
  /** Trusted key press in the panel, by `KeyboardEvent.key` (`Enter`, `ArrowDown`, `a`). */
  panelKey(key: string): Promise<void>;
  /** Runs a function in the extension's devtools page of the current tab. */
  devtoolsPage<A extends unknown[], R>(fn: PageFunction<A, R>, ...args: A): Promise<R>;
  setTheme(theme: Theme): Promise<void>;
  /** Moves DevTools; `size` in CSS pixels is the panel's width (right, undocked) or the height of the DevTools (bottom). */
  dock(side: DockSide, size?: number): Promise<void>;
  /** Writes a PNG of DevTools with the panel, or of one document alone (the popup is opened if need be; a page in its whole height). */
  screenshot(file: string, of?: Pictured): Promise<void>;
  /** What the system asks of panel, popup and pages from now on. */
  emulate(media: Media): Promise<void>;

  /** Runs a function in the background; starts it when it is stopped. */
  background<A extends unknown[], R>(fn: PageFunction<A, R>, ...args: A): Promise<R>;
  /** Stops the background as the browser does when it is idle, but now. Answers once it is gone. */
  stopBackground(): Promise<void>;
  backgroundState(): Promise<'running' | 'stopped'>;

  /** Opens the real action popup for the current tab as a click on its button does, if it is not open, and runs a function in it. */
  popup<A extends unknown[], R>(fn: PageFunction<A, R>, ...args: A): Promise<R>;
  popupClick(selector: string): Promise<void>;
  closePopup(): Promise<void>;
  /** Badge of a tab (default: the current one), read without waking the background. `color` is [r, g, b, a], 0..255. */
  badge(tabId?: number): Promise<{ text: string; color: [number, number, number, number] }>;

  /** Gives host permissions (match patterns) to the running extension, as an answered prompt would. */
  grant(origins: string[]): Promise<void>;
  revoke(origins: string[]): Promise<void>;
  /** From now on a request for these origins after a real click in the product is granted without showing a prompt. */
  answerPrompts(origins: string[]): Promise<void>;
  /** What the browser holds against the extension: warnings and errors of its manifest and of its running pages. */
  complaints(): Promise<unknown[]>;

  close(): Promise<void>;
}

/** Polls until `fn` answers something truthy, and answers that. An exception counts as "not yet". Throws with `what` after `ms`. */
export async function until<T>(
  fn: () => T | Promise<T>,
  what: string,
  ms = 40_000,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const start = Date.now();
  let last: unknown;
  for (;;) {
    try {
      last = await fn();
      if (last) return last as Exclude<T, false | null | undefined | 0 | ''>;
    } catch (error) {
      last = error;
    }
    const waited = Date.now() - start;
    if (waited > ms) throw new Error(`timed out after ${ms} ms: ${what} (last: ${describe(last)})`);
    // Each look costs the browser something: the longer it takes, the seldomer.
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(waited / 10, 50), 250)));
  }
}

const describe = (value: unknown): string =>
  (value instanceof Error ? value.message : (JSON.stringify(value) ?? 'undefined')).slice(0, 300);

/** Starts a browser with the extension loaded. The driver is loaded on demand, so that one missing browser hurts only its own tests. */
export async function launch(name: 'chromium' | 'firefox', options: LaunchOptions): Promise<BrowserUnderTest> {
  if (name === 'chromium') return (await import('./chromium.ts')).launchChromium(options);
  return (await import('./firefox.ts')).launchFirefox(options);
}
