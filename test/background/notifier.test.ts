import { expect, it } from 'vitest';
import { Notifier, tabOfNotice } from '../../src/background/notifier.ts';
import { MemoryLedger } from '../../src/core/ledger.ts';
import { sayNotice } from '../../src/words/notices.ts';
import { aKeyRecord, anEntry } from '../support/observations.ts';

const END = 2_000_000;

function aNotifier({ isOpen = true, tabId = 3 }: { isOpen?: boolean; tabId?: number | null } = {}) {
  const ledger = new MemoryLedger();
  const entry = anEntry({}, { startedAt: END - 5_000, endedAt: END - 4_900, tabId });
  ledger.apply({ room: 'key', id: 'app.qamera.ai 7f3a2b1c', value: aKeyRecord({}, END) });
  ledger.apply({ room: 'entry', id: entry.observation.id, value: entry });
  const shown: [string, string][] = [];
  const clock = { at: END };
  const notifier = new Notifier({
    ledger,
    commit: (changes) => changes.forEach((change) => ledger.apply(change)),
    now: () => clock.at,
    isOpen: async () => isOpen,
    say: async (phrase) => sayNotice('en', phrase),
    show: async (id, text) => void shown.push([id, text]),
  });
  /** Looks, and lets what it began come to its end. */
  const look = async (): Promise<void> => {
    notifier.look();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { look, shown, clock };
}

it('says a block’s end once, however often it looks, with the tab in the id', async () => {
  const { look, shown, clock } = aNotifier();
  clock.at = END - 1;
  await look();
  expect(shown).toEqual([]);
  clock.at = END;
  await look();
  await look();
  expect(shown).toEqual([['safe 3 app.qamera.ai 7f3a2b1c', 'Safe to retry now: GET /products (key …2b1c)']]);
});

it('says nothing of a tab that was closed; a call from no tab has nobody to close', async () => {
  const closed = aNotifier({ isOpen: false });
  await closed.look();
  expect(closed.shown).toEqual([]);
  const worker = aNotifier({ isOpen: false, tabId: null });
  await worker.look();
  expect(worker.shown.map(([id]) => id)).toEqual(['safe - app.qamera.ai 7f3a2b1c']);
});

it.each([
  ['safe 3 app.qamera.ai 7f3a2b1c', 3],
  ['safe 1234567890 host key', 1_234_567_890],
  ['safe - app.qamera.ai 7f3a2b1c', null],
  ['another', null],
  ['', null],
])('tab of %j', (id, tabId) => expect(tabOfNotice(id)).toBe(tabId));
