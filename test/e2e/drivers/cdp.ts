// Chrome DevTools Protocol over the browser's debugging pipe: JSON messages that end in a zero byte, one connection, a session
// for each attached target. Used raw because the front-end of DevTools, popups and hidden pages are targets of the browser
// that higher-level drivers do not list.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Media } from './browser.ts';
import type { Readable, Writable } from 'node:stream';

// Protocol messages are JSON of many shapes; each call site knows its own.
// oxlint-disable-next-line typescript/no-explicit-any
type Message = any;
type Listener = (params: Message) => void;

export interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
  attached: boolean;
  /** Of a tab: what Chromium's tab strip knows of it. */
  embedderData?: { tabActive?: boolean };
}

export class Session {
  readonly listeners = new Map<string, Set<Listener>>();
  readonly connection: Connection;
  readonly sessionId: string | undefined;
  constructor(connection: Connection, sessionId: string | undefined) {
    this.connection = connection;
    this.sessionId = sessionId;
  }

  send(method: string, params: object = {}): Promise<Message> {
    return this.connection.call(method, params, this.sessionId);
  }

  /** Answers a function that removes the listener. */
  on(event: string, listener: Listener): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  async detach(): Promise<void> {
    this.connection.sessions.delete(this.sessionId);
    await this.connection.call('Target.detachFromTarget', { sessionId: this.sessionId }).catch(() => {});
  }

  /** Evaluates an expression, awaiting a promise; the value must be JSON. Throws what the page throws, as text. */
  async evaluate<R>(expression: string): Promise<R> {
    const answer = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: false,
    });
    if (answer.exceptionDetails) {
      const { text, exception } = answer.exceptionDetails;
      throw new Error(exception?.description ?? exception?.value ?? text);
    }
    return answer.result.value as R;
  }

  /** Writes a PNG of the target's viewport; makes the folder. */
  async picture(file: string, how: object = {}): Promise<void> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', ...how });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  async emulate({ reducedMotion, forcedColors }: Media): Promise<void> {
    const features = [
      { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : '' },
      { name: 'forced-colors', value: forcedColors ? 'active' : '' },
    ];
    await this.send('Emulation.setEmulatedMedia', { features });
  }
}

export class Connection {
  readonly sessions = new Map<string | undefined, Session>();
  readonly browser = new Session(this, undefined);
  readonly #waiting = new Map<
    number,
    { resolve: Listener; reject: (error: Error) => void; method: string; sessionId: string | undefined }
  >();
  readonly #output: Writable;
  #nextId = 0;
  #closed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    this.sessions.set(undefined, this.browser);
    let rest: Buffer[] = [];
    input.on('data', (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end !== -1; from = end + 1, end = chunk.indexOf(0, from)) {
        rest.push(chunk.subarray(from, end));
        this.#take(JSON.parse(Buffer.concat(rest).toString()));
        rest = [];
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    });
    input.on('close', () => this.#close());
    output.on('error', () => this.#close());
  }

  call(method: string, params: object = {}, sessionId?: string): Promise<Message> {
    if (this.#closed) return Promise.reject(new Error(`${method}: the browser is closed`));
    const id = ++this.#nextId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method, sessionId });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async targets(): Promise<TargetInfo[]> {
    return (await this.call('Target.getTargets', { filter: [{}] })).targetInfos;
  }

  async attach(targetId: string): Promise<Session> {
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    return this.session(sessionId);
  }

  session(sessionId: string): Session {
    const session = this.sessions.get(sessionId) ?? new Session(this, sessionId);
    this.sessions.set(sessionId, session);
    return session;
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      if (message.method === 'Target.detachedFromTarget') this.#end(message.params.sessionId, 'its target is gone');
      const listeners = this.sessions.get(message.sessionId)?.listeners.get(message.method);
      for (const listener of listeners ?? []) listener(message.params);
      return;
    }
    const call = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }

  /** Calls on a session that ends get no answer from the browser. */
  #end(sessionId: string | undefined, reason: string): void {
    for (const [id, call] of this.#waiting) {
      if (call.sessionId !== sessionId) continue;
      this.#waiting.delete(id);
      call.reject(new Error(`${call.method}: ${reason}`));
    }
    this.sessions.delete(sessionId);
  }

  #close(): void {
    this.#closed = true;
    for (const call of this.#waiting.values()) call.reject(new Error(`${call.method}: the browser is closed`));
    this.#waiting.clear();
  }
}
