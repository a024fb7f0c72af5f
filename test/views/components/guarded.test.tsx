// @vitest-environment happy-dom
// A view that does not start leaves no empty page. (One that breaks later: panel.test.tsx.)
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { drawBroken } from '../../../src/views/components/Guarded.tsx';
import { anEntry } from '../../support/observations.ts';

const SAID = 'cannot read mk_live_7f3a2b1c.s3cr3tS3cr3tS3cr3t';
const refusing = vi.hoisted(() => ({ storage: '' }));

/** A browser in which everything is there and the storage named refuses to be read. */
vi.mock('../../../src/browser/api.ts', () => {
  const event = { addListener: () => undefined, removeListener: () => undefined };
  const area = (name: string) => ({
    // The salt is for files alone: no view waits for it.
    get: async (keys: unknown) => {
      if (refusing.storage === name && keys !== 'salt') throw new Error(`${name}: ${SAID}`);
      return {};
    },
    set: async () => undefined,
  });
  const browser = {
    storage: { local: area('local'), session: area('session'), onChanged: event },
    permissions: { getAll: async () => ({ origins: [] }), contains: async () => false, onAdded: event, onRemoved: event },
    runtime: { id: 'lens', getManifest: () => ({ host_permissions: [], version: '0' }), sendMessage: async () => ({ ok: true }) },
    tabs: { query: async () => [{ id: 1, url: 'https://shop.example/' }] },
    devtools: { inspectedWindow: { tabId: 1, eval: async () => 'https://shop.example' }, network: { onNavigated: event } },
  };
  return { browser };
});

const report = (): string => document.querySelector('[data-testid=broken] pre')?.textContent ?? '';

afterEach(() => {
  render(null, document.body);
  vi.resetModules();
});

it.each([[new Error(SAID)], [SAID], [undefined]])(
  'a report without secrets takes the place of a view that did not start: %s',
  async (error) => {
    render(<p>{anEntry().diagnosis.category}</p>, document.body);
    await act(() => drawBroken(error));
    expect(report()).toContain('Error: ');
    expect(document.querySelectorAll('body > *')).toHaveLength(1);
    expect(document.body.textContent).not.toContain('s3cr3t');
  },
);

it.each([
  ['panel', 'local'],
  ['panel', 'session'],
  ['popup', 'local'],
  ['popup', 'session'],
  ['options', 'local'],
  ['options', 'session'],
] as const)(
  'the %s does so when storage.%s cannot be read',
  async (view, storage) => {
    refusing.storage = storage;
    await import(`../../../src/${view}/main.tsx`);
    await vi.waitFor(() => expect(report()).toContain(`${storage}: cannot read`), { timeout: 20_000 });
    expect(document.body.textContent).not.toContain('s3cr3t');
    expect(document.documentElement.dataset['ready']).toBeUndefined();
  },
  30_000,
);
