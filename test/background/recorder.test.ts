import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Recorder } from '../../src/background/recorder.ts';
import { addressName } from '../../src/core/capture/address.ts';
import { observationFromHarEntry } from '../../src/core/capture/har-entry.ts';
import type { WebRequestEvent, WebRequestStart } from '../../src/core/capture/web-request.ts';
import { type Change, type Entry, MemoryLedger } from '../../src/core/ledger.ts';
import type { Observation } from '../../src/core/observation.ts';
import { SETTLE_MS } from '../../src/core/pairing.ts';
import { anObservation } from '../support/observations.ts';

const api = vi.hoisted(() => ({ webRequest: {} as Record<string, unknown> }));
vi.mock('../../src/browser/api.ts', () => ({ browser: api }));
const { listenForApiPaths } = await import('../../src/browser/web-request.ts');

const URL_OF = 'https://app.qamera.ai/api/external/products';
const SHORT = '{"error":"Insufficient credits. Required: 5, available: 2."}';
const SECRET = 'correct-horse-battery-staple';

/** A background over a ledger, with a clock that only the test moves. */
class Bench {
  now = 1_000_000;
  readonly ledger: MemoryLedger;
  readonly stored: Change[] = [];
  recorder: Recorder;
  private timers: { at: number; callback: () => void }[] = [];

  constructor(ledger = new MemoryLedger()) {
    this.ledger = ledger;
    this.recorder = this.wake();
  }
  /** The background starts again: what is not in the ledger is gone, timers too. */
  wake(): Recorder {
    this.timers = [];
    return (this.recorder = new Recorder({
      ledger: this.ledger,
      store: (changes) => void this.stored.push(...changes),
      now: () => this.now,
      dice: () => 0.5,
      after: (delayMs, callback) => void this.timers.push({ at: this.now + delayMs, callback }),
      settings: () => ({ added: [], salt: 'salt', limit: 60 }),
    }));
  }
  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.callback();
    }
    this.now = end;
  }
  /** One webRequest event of a call, at the clock's time. */
  tell(requestId: string, event: WebRequestEvent['kind'], more: Record<string, unknown> = {}, url = URL_OF): void {
    const call: Omit<WebRequestStart, 'body'> = {
      requestId,
      url,
      method: 'GET',
      tabId: 1,
      sender: 'https://shop.example',
      at: this.now,
      ...('method' in more ? { method: more['method'] as string } : {}),
      ...('tabId' in more ? { tabId: more['tabId'] as number } : {}),
    };
    const parts: Record<WebRequestEvent['kind'], object> = {
      start: { ...call, body: null },
      sent: { headers: [{ name: 'X-Api-Key', value: `mk_live_7f3a2b1c.${SECRET}` }] },
      answered: { at: this.now, status: 402, headers: [{ name: 'Content-Type', value: 'application/json' }] },
      done: { at: this.now, status: 402, headers: [{ name: 'Content-Type', value: 'application/json' }], fromCache: false },
      failed: { at: this.now, error: 'NS_ERROR_NET_RESET', fromCache: false },
      body: { text: SHORT, truncated: false, headers: [{ name: 'X-Api-Key', value: `mk_live_7f3a2b1c.${SECRET}` }] },
    };
    this.recorder.webRequest(call, { kind: event, ...parts[event], ...more } as WebRequestEvent);
  }
  /** A whole call as webRequest tells it; ends 50 ms later. */
  webCall(requestId: string, more: Record<string, unknown> = {}, url = URL_OF): void {
    const { method = 'GET', tabId = 1, ...answer } = more;
    const of = { method, tabId };
    this.tell(requestId, 'start', of, url);
    this.tell(requestId, 'sent', of, url);
    this.advance(50);
    this.tell(requestId, 'answered', { ...of, ...answer }, url);
    this.tell(requestId, 'done', { ...of, ...answer }, url);
  }
  /** The same call as devtools tells it. `startedAt`: as webRequest said. */
  sawInDevtools(parts: Partial<Observation> = {}): void {
    this.recorder.devtoolsSaw([devtoolsCall(parts)]);
  }
  get entries(): Entry[] {
    return [...this.ledger.all('entry')];
  }
  get calls(): number {
    return this.ledger.get('tally')?.calls ?? 0;
  }
}

let seen = 0;
const devtoolsCall = (parts: Partial<Observation> = {}): Observation => {
  const call = anObservation({
    id: `d:1:${++seen}`,
    source: 'devtools',
    startedAt: 1_000_000,
    status: 402,
    responseBody: { text: SHORT, truncated: false, missing: null },
    ...parts,
  });
  return { address: addressName(call.url, 'salt'), ...call };
};
const text = (one: Entry | undefined): string | null | undefined => one?.observation.responseBody.text;

describe('one call, two sources', () => {
  it('webRequest alone: an entry without a body', () => {
    const bench = new Bench();
    bench.webCall('7');
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]).toMatchObject({ seq: 1, observation: { source: 'web-request', status: 402, tabId: 1 } });
    expect(bench.entries[0]?.observation.responseBody.missing).toBe('not-read');
    expect([...bench.ledger.all('flight')]).toEqual([]);
    expect(bench.calls).toBe(1);
  });

  it('devtools alone: an entry with its body', () => {
    const bench = new Bench();
    bench.now += 60;
    bench.sawInDevtools();
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]?.observation.source).toBe('devtools');
    expect(text(bench.entries[0])).toBe(SHORT);
    expect(bench.calls).toBe(1);
  });

  it('a service worker’s call, which webRequest knows of no tab and devtools of the inspected one: still one call', () => {
    const bench = new Bench();
    bench.webCall('7', { tabId: -1 });
    bench.now += 10;
    bench.sawInDevtools();
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]?.observation).toMatchObject({ source: 'both', tabId: null });
    expect(bench.calls).toBe(1);
  });

  it('an address that devtools mask further, as they see the cookies: still one call', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.now += 10;
    bench.sawInDevtools({ url: URL_OF.replace('products', '***'), address: addressName(URL_OF, 'salt') });
    expect(bench.entries).toHaveLength(1);
    expect(bench.calls).toBe(1);
  });

  it('whose HAR entry comes late: left to webRequest only where site and API host are granted', () => {
    for (const [patterns, count] of [
      [['https://shop.example/*', 'https://app.qamera.ai/*'], 0],
      [['https://shop.example/*'], 1],
      [['https://app.qamera.ai/*'], 1],
    ] as const) {
      const bench = new Bench();
      bench.ledger.apply({ room: 'granted', id: '', value: [...patterns] });
      bench.now += 60_000;
      bench.sawInDevtools({ initiator: 'https://shop.example' });
      bench.advance(20_000);
      expect(bench.entries).toHaveLength(count);
    }
  });

  it('whose method fetch() leaves in lower case: one call', () => {
    const bench = new Bench();
    bench.webCall('7', { method: 'patch' });
    bench.sawInDevtools({ method: 'PATCH' });
    bench.advance(2_000);
    expect(bench.entries.map(({ observation }) => [observation.method, observation.source])).toEqual([['PATCH', 'both']]);
  });

  it('webRequest first: the body comes to the same entry', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.advance(100);
    bench.sawInDevtools();
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]).toMatchObject({
      seq: 1,
      observation: { source: 'both' },
      diagnosis: { facts: { creditsShort: 3 } },
    });
    expect(bench.calls).toBe(1);
  });

  it.each(['alone', 'waiting', 'with a new background'])(
    'told twice by devtools, as nothing answered (%s): still one call',
    (how) => {
      const bench = new Bench();
      if (how !== 'alone') bench.tell('7', 'start');
      bench.advance(50);
      const call = devtoolsCall();
      bench.recorder.devtoolsSaw([call]);
      if (how === 'with a new background') bench.wake();
      bench.recorder.devtoolsSaw([call]);
      if (how !== 'alone') bench.tell('7', 'done');
      bench.advance(SETTLE_MS + 50);
      expect(bench.entries.map(text)).toEqual([SHORT]);
      expect(bench.calls).toBe(1);
    },
  );

  it('devtools first, webRequest under way: it waits, then is the same entry', () => {
    const bench = new Bench();
    bench.tell('7', 'start');
    bench.tell('7', 'sent');
    bench.advance(50);
    bench.sawInDevtools();
    expect(bench.entries).toEqual([]);
    bench.tell('7', 'done');
    bench.advance(SETTLE_MS + 50);
    expect(bench.entries.map(({ observation }) => [observation.source, observation.responseBody.text])).toEqual([
      ['both', SHORT],
    ]);
    expect(bench.calls).toBe(1);
  });

  it('devtools first, webRequest woken too late to see the start: still one call', () => {
    const bench = new Bench();
    bench.now += 60;
    bench.sawInDevtools();
    bench.now -= 55;
    bench.tell('7', 'start');
    bench.tell('7', 'sent');
    bench.now += 55;
    bench.tell('7', 'done', { at: 1_000_055 });
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]?.observation.source).toBe('both');
    expect(bench.calls).toBe(1);
  });

  it('cleared in between: the late body does not bring it back', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.recorder.clear(1, bench.now + 1);
    expect(bench.entries).toEqual([]);
    bench.sawInDevtools();
    bench.tell('7', 'body');
    bench.advance(2_000);
    expect(bench.entries).toEqual([]);
    expect(bench.calls).toBe(1);
  });

  it('the button takes those of no tab too, a navigation does not', () => {
    const bench = new Bench();
    const started = { requestId: '7', url: URL_OF, method: 'GET', tabId: -1, sender: 'https://shop.example', at: bench.now };
    bench.recorder.webRequest(started, { kind: 'start', ...started, body: null });
    bench.tell('7', 'done');
    bench.recorder.clear(1, bench.now + 1);
    expect(bench.entries.map(({ observation }) => observation.tabId)).toEqual([null]);
    bench.recorder.clear(1, bench.now + 1, true);
    expect(bench.entries).toEqual([]);
  });

  it('a lost end: devtools tells it, and the late echo counts nothing', () => {
    const bench = new Bench();
    bench.tell('7', 'start');
    bench.tell('7', 'sent');
    bench.advance(50);
    bench.sawInDevtools();
    bench.advance(2_000);
    expect(bench.entries.map(({ observation }) => observation.source)).toEqual(['both']);
    bench.tell('7', 'body', { text: '{"error":"another"}' });
    bench.tell('7', 'done');
    bench.tell('7', 'body', { text: '{"error":"another"}' });
    bench.advance(2_000);
    expect(bench.entries).toHaveLength(1);
    expect(text(bench.entries[0])).toBe(SHORT);
    expect([...bench.ledger.all('flight')]).toEqual([]);
    expect(bench.calls).toBe(1);
  });
});

describe('the background ends in between', () => {
  it('a call under way is finished by the next one', () => {
    const bench = new Bench();
    bench.tell('7', 'start');
    bench.tell('7', 'sent');
    bench.wake();
    bench.advance(50);
    bench.tell('7', 'done');
    expect(bench.entries[0]?.observation).toMatchObject({ startedAt: 1_000_000, key: { keyId: '7f3a2b1c' }, status: 402 });
    bench.wake();
    bench.sawInDevtools();
    expect(bench.entries.map(({ observation }) => observation.source)).toEqual(['both']);
    expect(bench.calls).toBe(1);
  });

  it('the body finds its entry also afterwards', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.wake();
    bench.tell('7', 'body');
    expect(text(bench.entries[0])).toBe(SHORT);
    expect(bench.calls).toBe(1);
  });

  it('a call whose end nobody told is forgotten', () => {
    const bench = new Bench();
    bench.tell('7', 'start');
    bench.now += 16 * 60_000;
    bench.wake();
    expect([...bench.ledger.all('flight')]).toEqual([]);
  });
});

describe('the body by a filter (Firefox)', () => {
  it.each([
    ['before the end', ['start', 'sent', 'answered', 'body', 'done']],
    ['after the end', ['start', 'sent', 'answered', 'done', 'body']],
  ] as const)('%s: one entry, diagnosed with it', (_, events) => {
    const bench = new Bench();
    for (const event of events) bench.tell('7', event);
    expect(bench.entries).toHaveLength(1);
    expect(bench.entries[0]).toMatchObject({
      seq: 1,
      observation: { source: 'web-request' },
      diagnosis: { what: { id: 'what.credits-short' }, facts: { creditsShort: 3 } },
    });
    expect(bench.calls).toBe(1);
    expect(bench.ledger.get('credits')).toMatchObject([{ short: { required: 5, available: 2 } }]);
  });

  it('devtools too: either wins, and a choice that devtools leaves open does not lose it', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.tell('7', 'body');
    bench.sawInDevtools();
    expect(bench.entries.map(({ observation }) => [observation.source, observation.responseBody.text])).toEqual([
      ['both', SHORT],
    ]);

    const late = new Bench();
    late.webCall('7');
    late.sawInDevtools();
    late.tell('7', 'body', { text: '{"error":"the same, in other words"}' });
    expect(text(late.entries[0])).toBe(SHORT);

    const two = new Bench();
    for (const id of ['7', '8']) two.tell(id, 'start');
    for (const id of ['7', '8']) two.tell(id, 'sent');
    two.advance(50);
    for (const id of ['7', '8']) two.tell(id, 'body', { text: `{"error":"of ${id}"}` });
    for (const id of ['7', '8']) two.tell(id, 'done');
    two.sawInDevtools({ responseBody: { text: '{"error":"of 8"}', truncated: false, missing: null } });
    two.advance(3_000);
    expect(two.entries.map(text)).toEqual(['{"error":"of 7"}', '{"error":"of 8"}']);
  });

  it('of an answer that the page may not read it is empty: devtools can still show it', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.tell('7', 'body', { text: '' });
    expect(bench.entries[0]?.observation.responseBody.missing).toBe('not-read');
    bench.sawInDevtools();
    expect(text(bench.entries[0])).toBe(SHORT);
  });

  it('is redacted: by shape, and what the call itself holds as a secret', () => {
    const bench = new Bench();
    bench.webCall('7');
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N';
    bench.tell('7', 'body', { text: `{"error":"bad key ${SECRET}","token":"${token}"}` });
    expect(text(bench.entries[0])).toContain('bad key');
    for (const secret of [SECRET, token]) expect(JSON.stringify(bench.stored)).not.toContain(secret);
  });

  it('cut by the copy limit it ends before the word that was cut, and says so', () => {
    const bench = new Bench();
    bench.webCall('7');
    bench.tell('7', 'body', { text: 'Something broke near mk_live_7f3a2b1c.sec', truncated: true });
    expect(bench.entries[0]?.observation.responseBody).toEqual({ text: 'Something broke near', truncated: true, missing: null });
  });

  it('of a call that broke off is not called whole', () => {
    const bench = new Bench();
    for (const event of ['start', 'sent', 'answered'] as const) bench.tell('7', event);
    bench.tell('7', 'body', { text: '{"error":"Insuff' });
    bench.tell('7', 'failed');
    expect(bench.entries[0]?.observation).toMatchObject({ failure: { kind: 'cut' }, responseBody: { truncated: true } });
  });

  it('a body of an unknown call makes no entry', () => {
    const bench = new Bench();
    bench.tell('99', 'body');
    expect(bench.entries).toEqual([]);
    expect([...bench.ledger.all('flight')]).toEqual([]);
  });
});

describe('the base address of the other API', () => {
  const known = 'https://app.qamera.ai/api/external';
  const base = 'https://qamera.ai/api/external';
  it.each([
    ['an HTML 404', 404],
    ['a connection that is cut', null],
  ])('%s is seen live, and said', (_, status) => {
    const bench = new Bench();
    const url = `${base}/products`;
    bench.tell('1', 'start', {}, url);
    bench.tell('1', 'sent', {}, url);
    if (status === null) bench.tell('1', 'failed', {}, url);
    else bench.tell('1', 'done', { status, headers: [{ name: 'Content-Type', value: 'text/html' }] }, url);
    const { causes, do: steps } = bench.entries[0]!.diagnosis;
    expect(causes.filter(({ evidence }) => evidence === 'seen').map(({ says }) => says)).toContainEqual({
      id: 'cause.base-other-host',
      values: { base, known },
    });
    expect(steps.map(({ says }) => says)).toContainEqual({ id: 'do.use-base', values: { known } });
  });
});

describe('one Idempotency-Key with two bodies, live', () => {
  const BASE = 'https://qamera.ai/api/v1/plugin';
  const headers = [
    { name: 'X-Api-Key', value: `mk_live_7f3a2b1c.${SECRET}` },
    { name: 'Idempotency-Key', value: 'order-7' },
    { name: 'Content-Type', value: 'application/json' },
  ];
  const post = (bench: Bench, id: string, sent: string | null, status: number): void => {
    const url = `${BASE}/jobs`;
    // Without a start the background had slept, and the body was not seen.
    if (sent !== null) bench.tell(id, 'start', { method: 'POST', body: { text: sent } }, url);
    bench.tell(id, 'sent', { method: 'POST', headers }, url);
    bench.advance(50);
    bench.tell(id, 'done', { method: 'POST', status, headers: [] }, url);
  };
  const inDevtools = (bench: Bench, startedAt: number, sent: string, status: number): Observation => {
    const entry = {
      startedDateTime: new Date(startedAt).toISOString(),
      time: bench.now - startedAt,
      request: { method: 'POST', url: `${BASE}/jobs`, headers, postData: { mimeType: 'application/json', text: sent } },
      response: { status, headers: [], content: {} },
    };
    const context = { id: `d${startedAt}`, tabId: 1, initiator: null, source: 'devtools', salt: 'salt', added: [] } as const;
    return observationFromHarEntry(entry, context)!;
  };
  const verdicts = (bench: Bench): string[] => bench.entries.map(({ diagnosis }) => diagnosis.retry.verdict);

  it('the second is not called safe; the first again is', () => {
    const bench = new Bench();
    post(bench, '1', '{"subjects":[{"a":1}]}', 201);
    bench.advance(1_000);
    post(bench, '2', '{"subjects":[{"a":2}]}', 502);
    bench.advance(1_000);
    post(bench, '3', '{ "subjects": [{"a":1}] }', 502);
    expect(verdicts(bench)).toEqual(['check-first', 'retry']);
    expect(JSON.stringify(bench.stored)).not.toContain(SECRET);
  });

  it('a body that only devtools shows is the same body, or another one', () => {
    const bench = new Bench();
    const sent = '{"subjects":[{"name":"żółty 黄"}]}';
    post(bench, '1', sent, 201);
    bench.advance(1_000);
    for (const [id, body] of [
      ['2', sent],
      ['3', '{"subjects":[{"name":"red"}]}'],
    ] as const) {
      const startedAt = bench.now;
      post(bench, id, null, 502);
      bench.recorder.devtoolsSaw([inDevtools(bench, startedAt, body, 502)]);
      bench.advance(2_000);
    }
    expect(bench.calls).toBe(3);
    expect(verdicts(bench)).toEqual(['retry', 'check-first']);
  });
});

describe('a job, followed live', () => {
  const BASE = 'https://qamera.ai/api/v1/plugin';
  const saw = (bench: Bench, parts: Partial<Observation>, body: unknown): void =>
    bench.sawInDevtools({
      surface: 'plugin',
      base: BASE,
      url: `${BASE}${parts.path}`,
      status: 200,
      responseBody: { text: JSON.stringify(body), truncated: false, missing: null },
      ...parts,
    });
  const call = (bench: Bench, id: string, path: string, body: unknown, method = 'GET'): void => {
    const startedAt = bench.now;
    bench.webCall(id, { status: 200, method }, BASE + path);
    bench.advance(20);
    saw(bench, { path, method, startedAt }, body);
    bench.advance(500);
  };
  const POSTED = { order_id: 'o1', status: 'pending', subjects: [{ job_ids: ['j1'] }] };
  const polled = (status: string): object => ({ id: 'j1', status, error: null });

  it('is one line, each poll counted once, also over a restart', () => {
    const bench = new Bench();
    call(bench, '1', '/jobs', POSTED, 'POST');
    call(bench, '2', '/jobs/j1', polled('pending'));
    bench.wake();
    call(bench, '3', '/jobs/j1', polled('in_progress'));
    call(bench, '4', '/jobs/j1', polled('completed'));
    const [line, ...others] = [...bench.ledger.all('job')];
    expect(others).toEqual([]);
    expect(line).toMatchObject({ id: 'j1', state: 'completed', polls: 3, startedBy: 'w:1:1000000', tabId: 1 });
    expect(line?.timeline.map(({ state }) => state)).toEqual(['pending', 'in_progress', 'completed']);
    expect(bench.entries).toEqual([]);
    expect(bench.calls).toBe(4);
    bench.recorder.clear(2, bench.now + 1);
    expect(bench.ledger.size('job')).toBe(1);
    bench.recorder.clear(1, bench.now + 1);
    expect(bench.ledger.size('job')).toBe(0);
  });

  it('devtools first, webRequest late: counted once', () => {
    const bench = new Bench();
    bench.now += 60;
    saw(bench, { path: '/jobs/j1', startedAt: 1_000_000 }, polled('pending'));
    expect([...bench.ledger.all('job')][0]?.polls).toBe(1);
    bench.now = 1_000_005;
    bench.tell('7', 'start', {}, `${BASE}/jobs/j1`);
    bench.now = 1_000_055;
    bench.tell('7', 'done', { status: 200 }, `${BASE}/jobs/j1`);
    bench.advance(1_000);
    expect([...bench.ledger.all('job')][0]?.polls).toBe(1);
    expect(bench.calls).toBe(1);
  });
});

describe('refused preflights', () => {
  const REFUSED = { method: 'OPTIONS', status: 403 } as const;
  const asked: Partial<Observation> = {
    ...REFUSED,
    preflight: true,
    initiator: 'https://shop.example',
    requestHeaders: [
      ['origin', 'https://shop.example'],
      ['access-control-request-method', 'POST'],
    ],
    responseHeaders: [],
    responseBody: { text: null, truncated: false, missing: 'empty' },
  };
  const stopped: Partial<Observation> = {
    method: 'POST',
    status: null,
    initiator: 'https://shop.example',
    failure: { kind: 'unknown', raw: '' },
    responseHeaders: null,
    responseBody: { text: null, truncated: false, missing: 'not-read' },
  };
  const granting = (...patterns: string[]): Bench => {
    const bench = new Bench();
    bench.ledger.apply({ room: 'granted', id: '', value: patterns });
    return bench;
  };
  const told = (bench: Bench): unknown[] =>
    bench.entries.map(({ observation, diagnosis }) => [observation.method, diagnosis.category, diagnosis.retry.verdict]);

  it('told without the call that it stopped (Firefox devtools): it stands for the call', () => {
    const bench = new Bench();
    bench.sawInDevtools(asked);
    bench.sawInDevtools(asked);
    expect(bench.entries).toEqual([]);
    bench.advance(2000);
    expect(bench.entries[0]?.observation).toMatchObject({ status: null, refusedBy: { status: 403 } });
    expect(told(bench)).toEqual([
      ['POST', 'cors-blocked', 'fix-first'],
      ['POST', 'cors-blocked', 'fix-first'],
    ]);
  });
  it('told with the calls, several at once: each call once, and none as network trouble', () => {
    const bench = new Bench();
    bench.sawInDevtools(asked);
    bench.sawInDevtools(asked);
    bench.sawInDevtools(stopped);
    bench.sawInDevtools(stopped);
    bench.advance(3000);
    expect(told(bench)).toEqual([
      ['POST', 'cors-blocked', 'fix-first'],
      ['POST', 'cors-blocked', 'fix-first'],
    ]);
  });
  it('of a site that webRequest sees: left to webRequest', () => {
    const bench = granting('https://shop.example/*', 'https://app.qamera.ai/*');
    bench.sawInDevtools(asked);
    bench.advance(3000);
    expect(bench.entries).toEqual([]);
  });
  it.each(['https://shop.example/*', 'https://app.qamera.ai/*'])(
    'of a site and an API of which only %s is granted: webRequest sees nothing',
    (pattern) => {
      const bench = granting(pattern);
      bench.sawInDevtools(asked);
      bench.advance(3000);
      expect(told(bench)).toEqual([['POST', 'cors-blocked', 'fix-first']]);
    },
  );
  const preflightOf = (bench: Bench, id: string): void => {
    const headers = [{ name: 'Access-Control-Request-Method', value: 'POST' }];
    bench.tell(id, 'start', { method: 'OPTIONS' });
    bench.tell(id, 'sent', { method: 'OPTIONS', headers });
    bench.tell(id, 'answered', { ...REFUSED, headers: [] });
  };
  const failed = { method: 'POST', error: 'net::ERR_FAILED' };
  it('told without its page, of a call that webRequest told: no second call', () => {
    const bench = granting('https://shop.example/*', 'https://app.qamera.ai/*');
    bench.tell('1', 'start', { method: 'POST' });
    preflightOf(bench, '3');
    bench.sawInDevtools({ ...asked, initiator: null });
    bench.tell('1', 'failed', failed);
    bench.advance(3000);
    expect(told(bench)).toEqual([['POST', 'cors-blocked', 'fix-first']]);
  });
  it.each([
    ['seen by webRequest alone', false],
    ['by both sources', true],
  ])('two of one address side by side, %s: neither is network trouble', (_, isInDevtools) => {
    const bench = granting('https://shop.example/*', 'https://app.qamera.ai/*');
    for (const id of ['1', '2']) bench.tell(id, 'start', { method: 'POST' });
    for (const id of ['3', '4']) preflightOf(bench, id);
    if (isInDevtools) for (const one of [asked, asked, stopped, stopped]) bench.sawInDevtools(one);
    for (const id of ['1', '2']) bench.tell(id, 'failed', failed);
    for (const id of ['3', '4']) bench.tell(id, 'done', { ...REFUSED, headers: [] });
    bench.advance(3000);
    expect(told(bench)).toEqual([
      ['POST', 'cors-blocked', 'fix-first'],
      ['POST', 'cors-blocked', 'fix-first'],
    ]);
    // Both preflights are used up, from whichever source.
    bench.tell('6', 'start', { method: 'POST' });
    bench.tell('6', 'failed', failed);
    expect(told(bench).at(-1)).toEqual(['POST', 'network', 'check-first']);
  });
  it('allowed since: a later failure is not laid to it', () => {
    const bench = new Bench();
    bench.sawInDevtools(asked);
    bench.sawInDevtools({ ...asked, status: 204, responseHeaders: [['access-control-allow-origin', '*']] });
    bench.sawInDevtools(stopped);
    bench.advance(3000);
    expect(told(bench)).toEqual([['POST', 'network', 'check-first']]);
  });
});

describe('a key of no known form that the answer repeats, from the browser to the records', () => {
  const ODD = 'legacy-9f8e7d6c5b';
  const NAMES = ['onBeforeRequest', 'onSendHeaders', 'onHeadersReceived', 'onBeforeRedirect', 'onCompleted', 'onErrorOccurred'];
  type Listener = (details: Record<string, unknown>) => void;
  let listeners: Record<string, Listener[]>;
  let bench: Bench;
  const listen = (): void => {
    listeners = Object.fromEntries(NAMES.map((name) => [name, []]));
    api.webRequest = Object.fromEntries(
      NAMES.map((name) => [name, { addListener: (one: Listener) => void listeners[name]?.push(one) }]),
    );
    listenForApiPaths((call, event) => bench.recorder.webRequest(call, event));
  };
  const tell = (name: string, more: Record<string, unknown> = {}): void => {
    const call = { requestId: '7', url: `${URL_OF}?id=${ODD}`, method: 'GET', tabId: 1, timeStamp: bench.now };
    for (const listener of listeners[name] ?? []) listener({ ...call, ...more });
  };
  const leave = (more: Record<string, unknown> = {}): void => {
    tell('onBeforeRequest', more);
    tell('onSendHeaders', { requestHeaders: [{ name: 'X-Api-Key', value: ODD }], ...more });
  };
  const refused = {
    statusCode: 401,
    fromCache: false,
    responseHeaders: [
      { name: 'WWW-Authenticate', value: `Bearer realm="q", error_description="no account for ${ODD}"` },
      { name: 'Location', value: `/accounts/${ODD}` },
    ],
  };
  const answer = (end = 'onCompleted', more: Record<string, unknown> = {}): void => {
    bench.now += 100;
    tell('onHeadersReceived', { ...refused, ...more });
    tell(end, { ...refused, error: 'NS_ERROR_NET_RESET', ...more });
  };
  const shown = (requestId = '7'): unknown[] =>
    bench.entries
      .filter(({ observation: { id } }) => id.startsWith(`w:${requestId}:`))
      .map((one) => one.observation.responseHeaders);
  const ECHO_MASKED = [
    ['www-authenticate', 'Bearer realm="q", error_description="no account for ***"'],
    ['location', '/accounts/***'],
  ];
  const ALL_MASKED = [
    ['www-authenticate', '***'],
    ['location', '***'],
  ];
  beforeEach(() => {
    bench = new Bench();
    listen();
  });

  it.each(['onCompleted', 'onErrorOccurred'])('is masked where it stands (%s)', (end) => {
    leave();
    const before = bench.stored.length;
    answer(end);
    expect(shown()).toEqual([ECHO_MASKED]);
    expect(bench.entries[0]?.observation.query).toEqual([['id', '***']]);
    expect(JSON.stringify(bench.stored.slice(before))).not.toContain(ODD);
  });
  it('is masked with all around it when the background was stopped in between', () => {
    leave();
    bench.wake();
    listen();
    answer();
    expect(shown()).toEqual([ALL_MASKED]);
  });
  it('is remembered until the call ends, and for the last 500 calls', () => {
    leave();
    answer();
    tell('onBeforeRequest');
    answer();
    expect(shown()).toEqual([ECHO_MASKED, ALL_MASKED]);
    for (let id = 0; id <= 500; id += 1) leave({ requestId: `many-${id}` });
    for (const requestId of ['many-0', 'many-1']) answer('onCompleted', { requestId });
    expect([shown('many-0'), shown('many-1')]).toEqual([[ALL_MASKED], [ECHO_MASKED]]);
  });
  it('is forgotten with a redirect, whose next call is its own', () => {
    leave();
    answer('onBeforeRedirect');
    tell('onBeforeRequest');
    answer();
    expect(shown()).toEqual([ECHO_MASKED, ALL_MASKED]);
  });
});
