// @vitest-environment happy-dom
// What the detail says of the caller's own ways: its retrying, judged by the tries since the call last worked, and its polling.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { Change, Entry } from '../../../src/core/ledger.ts';
import { newLine } from '../../../src/core/job-line.ts';
import { Detail } from '../../../src/views/components/detail/Detail.tsx';
import { createModel } from '../../../src/views/model.ts';
import { aKeyRecord, anEntry, anObservation } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

afterEach(() => render(null, document.body));

const NOW = 1_000_000;
async function detailOf(entries: Entry[], more: Change[] = []): Promise<string> {
  const key = aKeyRecord();
  const outside = anOutside({}, [{ room: 'key', id: key.ref, value: key }, ...entries.map(entryChange), ...more]);
  const model = createModel(outside);
  await model.start();
  const row = model.allRows.value.find(({ latest }) => latest === entries.at(-1));
  if (!row) throw new Error('no row');
  await act(() => render(<Detail row={row} model={model} />, document.body));
  return document.body.textContent ?? '';
}
/** A failure of one call, `status` and when it was sent. */
const tried = (nth: number, status: number, sentAt: number, workedAt?: number): Entry =>
  anEntry(
    { seq: nth, ...(workedAt === undefined ? {} : { workedAt }) },
    { id: `e${nth}`, status, startedAt: sentAt, endedAt: sentAt + 50 },
  );

it('judges tries of one call together, whatever they were answered', async () => {
  const tries = [503, 502, 503, 502].map((status, nth) => tried(nth, status, NOW - 9_000 + nth * 2_050));
  expect(await detailOf(tries)).toContain('fixed interval: 4 tries, 2 s apart');
});

it('is silent where the call worked in between: that was no retrying', async () => {
  const tries = [0, 1, 2].map((nth) => tried(nth, 503, NOW - 9_000 + nth * 4_050, NOW - 9_500 + nth * 4_050));
  expect(await detailOf(tries)).not.toContain('fixed interval');
});

it('says what polling open jobs costs the key, and how fast is safe', async () => {
  const poll = anObservation({ startedAt: NOW - 30_000, base: 'https://app.qamera.ai/api/external' });
  const job = { ...newLine(poll, 'j1', null), state: 'processing' as const, polls: 10, lastPollAt: NOW };
  const entry = tried(1, 500, NOW - 100);
  const failed = { ...entry, diagnosis: { ...entry.diagnosis, facts: { jobId: 'j1' } } };
  expect(await detailOf([failed], [{ room: 'job', id: job.ref, value: job }])).toContain(
    "About 20 of the key's 60 calls a minute go into asking about 1 open job (33%). Asking about each every 1 s or more slowly leaves room for the other calls.",
  );
});
