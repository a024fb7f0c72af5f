import { expect, it } from 'vitest';
import { type Entry, MemoryLedger } from '../../src/core/ledger.ts';
import { noticesDue } from '../../src/core/notice.ts';
import type { RetryPlan } from '../../src/core/diagnosis.ts';
import type { Observation } from '../../src/core/observation.ts';
import { sayNotice } from '../../src/words/notices.ts';
import { aKeyRecord, anEntry } from '../support/observations.ts';

const REF = 'app.qamera.ai 7f3a2b1c';
const END = 2_000_000;
let seq = 0;

/** Refused at `at`; its wait ends with the block's. */
function refused(observation: Partial<Observation> = {}, retry: Partial<RetryPlan> = {}): Entry {
  const entry = anEntry({ seq: ++seq }, { startedAt: END - 20_000, endedAt: END - 19_900, ...observation });
  return { ...entry, diagnosis: { ...entry.diagnosis, retry: { ...entry.diagnosis.retry, notBefore: END, ...retry } } };
}
function aLedger(...entries: Entry[]): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.apply({ room: 'key', id: REF, value: aKeyRecord({}, END) });
  for (const entry of entries) ledger.apply({ room: 'entry', id: entry.observation.id, value: entry });
  return ledger;
}

it('one word for a block, with the latest refused call and how many others', () => {
  const ledger = aLedger(refused(), refused(), refused({ method: 'POST', path: '/packshots', tabId: 4 }));
  expect(noticesDue(ledger, END - 1)).toEqual([]);
  const [notice, ...more] = noticesDue(ledger, END);
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ ref: REF, notBefore: END, tabId: 4 });
  expect(sayNotice('en', notice!.says)).toBe('Safe to retry now: POST /packshots and 1 more (key …2b1c)');
  expect(sayNotice('pl', notice!.says)).toContain('POST /packshots');
  expect(sayNotice('uk', notice!.says)).toContain('…2b1c');
});

it('none again while slots free one by one; a new refusal is another block', () => {
  const ledger = aLedger(refused());
  ledger.apply({ room: 'notice', id: REF, value: END });
  expect(noticesDue(ledger, END)).toEqual([]);
  ledger.apply({ room: 'key', id: REF, value: aKeyRecord({}, END + 900) });
  expect(noticesDue(ledger, END + 1_000)).toEqual([]);
  const again = refused({ startedAt: END + 10, endedAt: END + 20 }, { notBefore: END + 900 });
  ledger.apply({ room: 'entry', id: again.observation.id, value: again });
  expect(noticesDue(ledger, END + 1_000)).toHaveLength(1);
});

it('none when nothing waits for it', () => {
  const sentAgain = refused();
  const ledger = aLedger(sentAgain);
  ledger.apply({
    room: 'call',
    id: sentAgain.call,
    value: { call: sentAgain.call, failedAt: [], success: { sentAt: END - 1_500, endedAt: END - 1_000 }, lastAt: END - 1_000 },
  });
  expect(noticesDue(ledger, END)).toEqual([]);
  expect(noticesDue(aLedger(refused({}, { verdict: 'check-first' })), END)).toEqual([]);
  expect(noticesDue(aLedger(refused({}, { notBefore: END - 60_000 })), END)).toEqual([]);
  expect(noticesDue(aLedger({ ...refused(), keyRef: 'app.qamera.ai other' }), END)).toEqual([]);
  expect(noticesDue(aLedger(), END)).toEqual([]);
});

it('none a minute late: the browser or the computer slept', () => {
  expect(noticesDue(aLedger(refused()), END + 59_999)).toHaveLength(1);
  expect(noticesDue(aLedger(refused()), END + 60_000)).toEqual([]);
});

it('no secret: of the key only the end of its id, of the path what capture left', () => {
  const [notice] = noticesDue(aLedger(refused({ path: `/${'x'.repeat(300)}` })), END);
  const text = sayNotice('en', notice!.says);
  expect(text).not.toContain('mk_live');
  expect(text).not.toContain('7f3a2b1c');
  expect(text.length).toBeLessThan(160);
});
