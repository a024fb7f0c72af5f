// What the pictures and the accessibility tests look at: the demo's recorded calls and a few more, through the real pipeline, put
// where the background keeps its records; the page's clock stopped and its letters those of one font, so that a picture taken again
// is the same picture on every machine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { observationFromHarEntry } from '../../../src/core/capture/har-entry.ts';
import { MemoryLedger, ROOMS, storageKey } from '../../../src/core/ledger.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { receive } from '../../../src/core/pipeline.ts';
import { type DemoCall, demoCalls, harEntryOf } from '../../../src/views/demo/traffic.ts';
import type { BrowserUnderTest } from '../drivers/browser.ts';

/** 14:02:16.900 by the clock on the wall, wherever that hangs; so near to the full second, the stopped clock is read ten times a second. */
export const NOW = new Date(2026, 10, 23, 14, 2, 16, 900).getTime();
/** So long before it the staged calls begin. */
const LENGTH = 14_900;

const PLUGIN = 'https://qamera.ai/api/v1/plugin';
interface StagedCall extends DemoCall {
  /** On the other API. */
  plugin?: true;
}
const SHOP_KEY = 'mk_live_shop0001.not-a-secret';
const coded = (code: string, says: string, retryable: boolean): unknown => ({
  error: { code, message_i18n: { en: says }, retryable, doc_url: `https://qamera.ai/docs/plugin-api/errors/${code}` },
});
/** The kinds of failure that the demo has none of. */
const MORE: readonly StagedCall[] = [
  { at: 9_400, method: 'GET', path: '/image-picker', status: 0, answer: null, took: 310 },
  {
    at: 9_800,
    method: 'POST',
    path: '/images',
    status: 409,
    plugin: true,
    key: SHOP_KEY,
    sent: { images: [{ external_ref: 'sku-1' }] },
    answer: coded('idempotency_conflict', 'The key was used with another body.', false),
    headers: [['X-Correlation-Id', 'c0ffee-01']],
  },
  {
    at: 10_300,
    method: 'GET',
    path: '/jobs/job-1',
    status: 500,
    plugin: true,
    key: SHOP_KEY,
    answer: coded('internal_error', 'Something went wrong.', true),
    headers: [['X-Correlation-Id', 'c0ffee-02']],
  },
];

/** The records as storage.session keeps them, by key. `now`: the stage's stopped clock, or the real one for a page that has its own. */
export function stagedRecords(now = NOW): Record<string, unknown> {
  const start = now - LENGTH;
  const ledger = new MemoryLedger();
  const calls = [...demoCalls, ...MORE].toSorted((a, b) => a.at - b.at);
  for (const [place, call] of calls.entries()) {
    const circumstances = { now: start + call.at, dice: (place * 0.37) % 1, limit: 60 };
    for (const change of receive(ledger, seenOf(call, start, String(place)), circumstances)) ledger.apply(change);
  }
  const sent = seenOf(
    { at: 12_800, method: 'POST', path: '/packshots/register-ideas', status: 200, answer: null },
    start,
    'under-way',
  );
  ledger.apply({ room: 'flight', id: sent.id, value: { ...sent, endedAt: null, status: null } });
  ledger.apply({ room: 'granted', id: '', value: ['https://shop.example/*'] });
  return Object.fromEntries(
    ROOMS.flatMap((room) => [...ledger.entries(room)].map(([id, value]) => [storageKey(room, id), value])),
  );
}

function seenOf(call: StagedCall, start: number, id: string): Observation {
  const context = { id: `staged${id}`, tabId: null, initiator: null, source: 'file', salt: 'stage', added: [] } as const;
  const seen = observationFromHarEntry(entryOf(call, start + call.at), context);
  if (!seen) throw new Error(`not a call of the API: ${call.path}`);
  return seen;
}

function entryOf(call: StagedCall, endedAt: number): unknown {
  const entry = harEntryOf(call, endedAt, (at) => new Date(at).toISOString()) as { request: object };
  return call.plugin ? { ...entry, request: { ...entry.request, url: PLUGIN + call.path } } : entry;
}

const require = createRequire(import.meta.url);
const letters = (file: string): string => readFileSync(file).toString('base64');
const FACES = [
  {
    family: 'Stage',
    weight: '100 500',
    bytes: letters(require.resolve('@fontsource/roboto/files/roboto-latin-400-normal.woff2')),
  },
  {
    family: 'Stage',
    weight: '600 900',
    bytes: letters(require.resolve('@fontsource/roboto/files/roboto-latin-600-normal.woff2')),
  },
  {
    family: 'Stage Mono',
    weight: '100 900',
    bytes: letters(require.resolve('@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2')),
  },
];
/** Pictures are this high, whatever the browser leaves of its window. */
export const HEIGHT = 720;
/** And those of the popup this: a headless browser's screen has no room for more. */
export const POPUP_HEIGHT = 500;
const SHEET = `
  :root { --sans: Stage, sans-serif; --mono: 'Stage Mono', monospace; scrollbar-width: none; }
  * { scrollbar-width: none !important; caret-color: transparent !important; }
  .row:focus-visible { outline: none !important; }
  .panel { height: ${HEIGHT}px !important; }
  .popup { height: ${POPUP_HEIGHT + 4}px; overflow: hidden; align-content: start; }`;

export interface Stage {
  now: number;
  faces: typeof FACES;
  sheet: string;
}

/** Runs in a page of the extension: stops its clock and dresses it. `extra`: more style. */
async function dress({ now, faces, sheet }: Stage): Promise<void> {
  const page = window as unknown as { Date: DateConstructor; CSSStyleSheet: typeof CSSStyleSheet; FontFace: typeof FontFace };
  page.Date.now = () => now;
  const style = new page.CSSStyleSheet();
  style.replaceSync(sheet);
  document.adoptedStyleSheets = [style];
  if (![...document.fonts].some(({ family }) => family.includes('Stage')))
    for (const { family, weight, bytes } of faces) {
      const binary = Uint8Array.from(atob(bytes), (letter) => letter.codePointAt(0) ?? 0);
      document.fonts.add(await new page.FontFace(family, binary.buffer, { weight }).load());
    }
}

export const dressed = (view: 'panel' | 'popup' | 'page', browser: BrowserUnderTest, more = ''): Promise<void> =>
  browser[view](dress, { now: NOW, faces: FACES, sheet: SHEET + more });

/** Resolves once the page has been drawn as it now is. */
export const painted = (view: 'panel' | 'popup' | 'page', browser: BrowserUnderTest): Promise<void> =>
  browser[view](async () => {
    await document.fonts.ready;
    // A docked page that nobody sees may get no frames: then the picture itself draws it.
    const frame = (): Promise<void> => new Promise((done) => void (requestAnimationFrame(() => done()), setTimeout(done, 100)));
    await frame();
    await frame();
  });

type Area = 'session' | 'local';
interface Stored {
  storage: Record<
    Area,
    {
      get(keys: null): Promise<Record<string, unknown>>;
      set(values: Record<string, unknown>): Promise<void>;
      remove(keys: string[]): Promise<void>;
    }
  >;
}

/** Writes records or preferences where the views read them. */
export const put = (
  browser: BrowserUnderTest,
  area: Area,
  values: Record<string, unknown>,
  from: 'panel' | 'popup' | 'page' = 'panel',
): Promise<null> =>
  browser[from](
    (where, records) => {
      const { browser: own, chrome } = globalThis as unknown as { browser?: Stored; chrome: Stored };
      return (own ?? chrome).storage[where].set(records).then(() => null);
    },
    area,
    values,
  );

/** Takes all records away. */
export const struck = (browser: BrowserUnderTest): Promise<null> =>
  browser.panel(async () => {
    const { browser: own, chrome } = globalThis as unknown as { browser?: Stored; chrome: Stored };
    const { session } = (own ?? chrome).storage;
    await session.remove(Object.keys(await session.get(null)));
    return null;
  });
