import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnosis, RetryPlan } from '../../src/core/diagnosis.ts';
import type { Entry } from '../../src/core/ledger.ts';
import { type Row, RowIndex } from '../../src/core/rows.ts';
import { speakIn } from '../../src/views/speak.ts';
import { subjectOfRow } from '../../src/views/subject.ts';
import { anEntry } from '../support/observations.ts';

afterEach(() => speakIn('en'));

const diagnosed = (entry: Entry, parts: Partial<Diagnosis>): Entry => ({ ...entry, diagnosis: { ...entry.diagnosis, ...parts } });
function rowOf(...entries: Entry[]): Row {
  const index = new RowIndex();
  let row: Row | undefined;
  for (const entry of entries) row = index.put(entry);
  if (!row) throw new Error('no entry');
  return row;
}
const textOf = (row: Row, plan: RetryPlan = row.latest.diagnosis.retry): string => subjectOfRow(row, plan).text();

describe('the text of a row', () => {
  it('has what the detail says beside the error, and where a cause was seen', () => {
    const entry = diagnosed(anEntry({}, { initiator: 'https://shop.example', surface: 'plugin', path: '/products/p-1' }), {
      alarms: [{ id: 'alarm.key-in-url' }],
      causes: [
        { says: { id: 'cause.answer-says', values: { message: 'No.' } }, evidence: 'seen', where: 'body config.product.id' },
      ],
      do: [{ says: { id: 'panel.title' }, link: 'https://docs.qamera.ai/rate-limits' }],
    });
    const text = textOf(rowOf(entry));
    for (const part of [
      'body config.product.id',
      'docs.qamera.ai/rate-limits',
      '/products/{idorref}',
      'shop.example',
      'land in logs',
    ])
      expect(text).toContain(part);
  });

  it('has the comparison with the last success, in the reader’s language', async () => {
    const difference = {
      place: 'header',
      name: 'x-tenant',
      change: 'changed',
      was: 'Warsaw',
      is: 'Kyiv',
      rank: 'named',
    } as const;
    const comparison = {
      at: 1,
      status: 200,
      differences: [difference],
      more: 0,
      blind: ['body config.token'],
      side: 'unknown',
    } as const;
    const row = rowOf(anEntry({ comparison: { ...comparison, differences: [difference], blind: [...comparison.blind] } }));
    for (const part of ['header x-tenant', 'warsaw', 'kyiv', 'the answer names it', 'body config.token', 'differs in 1 place'])
      expect(textOf(row)).toContain(part);
    await speakIn('pl');
    expect(textOf(row)).toContain('nagłówek x-tenant');
  });

  it('has the advice as it stands: a hold that came later, its notes, where to look', () => {
    const row = rowOf(anEntry());
    expect(textOf(row)).not.toContain('at least 7 calls');
    const plan: RetryPlan = {
      ...row.latest.diagnosis.retry,
      verdict: 'check-first',
      notes: [{ id: 'retry.note.elsewhere', values: { atLeast: 7 } }],
      lookIn: '/packshots',
    };
    for (const part of ['at least 7 calls', '/packshots', 'check first', 'the calls this key made'])
      expect(textOf(row, plan)).toContain(part);
    expect(textOf(row)).not.toContain('at least 7 calls');
  });

  it('has ids and codes of the earlier calls of the row, also when their bodies come late', () => {
    const index = new RowIndex();
    const failed = (seq: number, facts: Diagnosis['facts']): Entry =>
      diagnosed(anEntry({ seq, call: 'same' }, { id: `e${seq}`, startedAt: seq }), { facts });
    index.put(failed(1, { correlationId: 'CORR-1', code: 'E_FIRST' }));
    index.put(failed(2, {}));
    const row = index.put(failed(3, { correlationId: 'corr-3' }));
    expect(row.count).toBe(3);
    for (const part of ['corr-1', 'e_first', 'corr-3']) expect(textOf(row)).toContain(part);
    expect(textOf(row)).not.toContain('corr-2');
    expect(textOf(index.put(failed(2, { correlationId: 'corr-2' })))).toContain('corr-2');
  });

  it('is made once while row and advice stay, and reads nothing of the earlier calls again when one more comes', () => {
    let reads = 0;
    const counted = (seq: number): Entry => {
      const facts = Object.defineProperty({}, 'code', { enumerable: true, get: () => (reads++, `c${seq}`) });
      return diagnosed(anEntry({ seq, call: 'same' }, { id: `e${seq}`, startedAt: seq }), { facts });
    };
    const index = new RowIndex();
    let row = index.put(counted(1));
    for (let seq = 2; seq <= 40; seq++) row = index.put(counted(seq));
    textOf(row);
    const before = reads;
    textOf(row, { ...row.latest.diagnosis.retry });
    expect(reads).toBe(before);
    expect(textOf(index.put(counted(41)))).toContain('c39');
    // The new one, and the one that was the latest before.
    expect(reads - before).toBeLessThanOrEqual(4);
  });
});
