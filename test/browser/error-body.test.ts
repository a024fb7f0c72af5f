import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (details: Record<string, unknown>) => unknown;
const event = () => {
  const listeners: [Listener, unknown, string[] | undefined][] = [];
  return {
    listeners,
    addListener: (...args: (typeof listeners)[number]) => void listeners.push(args),
    removeListener: (one: Listener) =>
      void listeners.splice(
        listeners.findIndex(([listener]) => listener === one),
        1,
      ),
    tell: (details: Record<string, unknown>) => [...listeners].forEach(([listener]) => listener(details)),
  };
};
const events = () => ({ onHeadersReceived: event() });
const api = vi.hoisted(() => ({ webRequest: {} as Record<string, unknown> }));
vi.mock('../../src/browser/api.ts', () => ({ browser: api }));
const { listenForErrorBodies } = await import('../../src/browser/error-body.ts');

/** A filter as Firefox gives it; what it was made to do, in order. */
class Filter {
  readonly did: string[] = [];
  isBroken = false;
  ondata: (event: { data: ArrayBuffer }) => void = () => undefined;
  onstop: () => void = () => undefined;
  write(data: ArrayBuffer): void {
    if (this.isBroken) throw new Error('broken');
    this.did.push(`write ${data.byteLength}`);
  }
  disconnect(): void {
    if (this.isBroken) throw new Error('broken');
    this.did.push('disconnect');
  }
  close(): void {
    this.did.push('close');
  }
}
const bytes = (text: string): { data: ArrayBuffer } => ({ data: new TextEncoder().encode(text).buffer });

let web: ReturnType<typeof events>;
let filters: Filter[];
let told: { text: string; truncated: boolean; headers: unknown }[];
let stop: () => void;
const URLS = { urls: ['*://*/*api/external/*'] };
const SENT = [{ name: 'X-Api-Key', value: 'k' }];
const answered = (statusCode: number): Record<string, unknown> => ({ requestId: '7', statusCode, responseHeaders: [] });
const sentWith = (requestId: string): typeof SENT | undefined => (requestId === '7' ? SENT : undefined);
const listen = (): void => void (stop = listenForErrorBodies(URLS, sentWith, (_, text) => told.push(text)));

beforeEach(() => {
  [web, filters, told] = [events(), [], []];
  const filterResponseData = (): Filter => {
    const filter = new Filter();
    filters.push(filter);
    return filter;
  };
  api.webRequest = { ...web, filterResponseData };
});

describe('the filter of error bodies', () => {
  it('hands each chunk on before it copies, and tells the whole with the headers of both sides', () => {
    listen();
    web.onHeadersReceived.tell(answered(402));
    filters[0]?.ondata(bytes('{"error":"ł'));
    expect([filters[0]?.did, told]).toEqual([['write 12'], []]);
    filters[0]?.ondata(bytes('"}'));
    filters[0]?.onstop();
    expect(filters[0]?.did).toEqual(['write 12', 'write 2', 'close']);
    expect(told).toEqual([{ kind: 'body', text: '{"error":"ł"}', truncated: false, headers: SENT }]);
  });

  it('a character cut by two chunks is whole', () => {
    listen();
    web.onHeadersReceived.tell(answered(500));
    const [first, second] = [new Uint8Array([0xc5]), new Uint8Array([0x82])];
    filters[0]?.ondata({ data: first.buffer });
    filters[0]?.ondata({ data: second.buffer });
    filters[0]?.onstop();
    expect(told[0]?.text).toBe('ł');
  });

  it('copies 64 KB at most, then leaves the rest to the browser', () => {
    listen();
    web.onHeadersReceived.tell(answered(500));
    filters[0]?.ondata(bytes('a'.repeat(60_000)));
    filters[0]?.ondata(bytes('b'.repeat(60_000)));
    expect(filters[0]?.did).toEqual(['write 60000', 'write 60000', 'disconnect']);
    expect(told.map(({ text, truncated }) => [text.length, truncated])).toEqual([[65_536, true]]);
  });

  it('a filter that breaks throws nothing and tells nothing', () => {
    listen();
    web.onHeadersReceived.tell(answered(500));
    filters[0]!.isBroken = true;
    expect(() => filters[0]?.ondata(bytes('x'))).not.toThrow();
    expect(told).toEqual([]);
  });

  it.each([
    ['a success', '7', 200],
    ['a redirect', '7', 302],
    ['a call whose request headers are not at hand: what must be masked is not known', '8', 500],
  ])('attaches none to %s', (_, requestId, status) => {
    listen();
    web.onHeadersReceived.tell({ ...answered(status), requestId });
    expect(filters).toEqual([]);
  });

  it('listens nowhere without the filter (Chromium)', () => {
    api.webRequest = { ...web };
    listen();
    for (const { listeners } of Object.values(web)) expect(listeners).toEqual([]);
    expect(() => stop()).not.toThrow();
  });

  it('goes on without it when the browser refuses a blocking listener, or the filter itself', () => {
    const refuse = (): never => {
      throw new Error('no permission');
    };
    api.webRequest = { ...api.webRequest, onHeadersReceived: { ...web.onHeadersReceived, addListener: refuse } };
    expect(listen).not.toThrow();
    expect(filters).toEqual([]);
    api.webRequest = { ...web, filterResponseData: refuse };
    listen();
    expect(() => web.onHeadersReceived.tell(answered(500))).not.toThrow();
  });

  it('asks to block, and can be ended', () => {
    listen();
    expect(web.onHeadersReceived.listeners.map(([, , asked]) => asked)).toEqual([['blocking', 'responseHeaders']]);
    stop();
    expect(web.onHeadersReceived.listeners).toEqual([]);
  });
});
