// The real action popup in Chromium, opened as a click on the toolbar button opens it: with it comes `activeTab`, the address of the tab.
import { type Media, until } from './browser.ts';
import type { Connection, Session } from './cdp.ts';
import { clickElement } from './cdp-input.ts';
import type { ChromiumExtension } from './chromium-extension.ts';
import { callSource } from './source.ts';

export class ChromiumPopup {
  readonly #connection: Connection;
  readonly #extension: ChromiumExtension;
  readonly #url: string;
  #open: { targetId: string; session: Session } | undefined;
  #media: Media | undefined;

  constructor(connection: Connection, extension: ChromiumExtension, path: string) {
    this.#connection = connection;
    this.#extension = extension;
    this.#url = extension.url + path;
  }

  async #target(): Promise<string | undefined> {
    return (await this.#connection.targets()).find((t) => t.type === 'page' && t.url.startsWith(this.#url))?.targetId;
  }

  async #session(): Promise<Session> {
    let targetId = await this.#target();
    if (!targetId) {
      // Not chrome.action.openPopup(): it opens the same popup, but tells it nothing of its tab.
      await this.#connection.call('Extensions.triggerAction', { id: this.#extension.id, targetId: await this.#tabInFront() });
      targetId = await until(() => this.#target(), 'popup');
    }
    if (this.#open?.targetId === targetId) return this.#open.session;
    const session = await this.#connection.attach(targetId);
    this.#open = { targetId, session };
    await until(() => session.evaluate<boolean>(`document.readyState === 'complete'`), 'popup loaded');
    if (this.#media) await session.emulate(this.#media);
    return session;
  }

  /** A tab is a target of its own, beside the page in it. */
  async #tabInFront(): Promise<string> {
    const inFront = (await this.#connection.targets()).find(
      ({ type, url, embedderData }) => type === 'tab' && embedderData?.tabActive === true && !url.startsWith('devtools:'),
    );
    if (!inFront) throw new Error('Chromium names no tab in front.');
    return inFront.targetId;
  }

  async run<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#session()).evaluate<R>(callSource(fn, args));
  }

  async click(selector: string): Promise<void> {
    const session = await this.#session();
    // By this very session: a popup that closes with the press must not be opened anew to ask it.
    await clickElement({ session, run: (fn, ...args) => session.evaluate(callSource(fn, args)) }, selector);
  }

  async screenshot(file: string): Promise<void> {
    await (await this.#session()).picture(file);
  }

  /** From its next opening on. */
  emulate(media: Media): void {
    this.#media = media;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    await this.#connection.call('Target.closeTarget', { targetId: open.targetId }).catch(() => {});
    await until(async () => (await this.#connection.targets()).every((t) => t.targetId !== open.targetId), 'popup closed');
  }
}
