// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { Guarded } from '../../../src/views/components/Guarded.tsx';
import { Panel } from '../../../src/views/components/Panel.tsx';
import { createModel } from '../../../src/views/model.ts';
import { anEntry, anObservation } from '../../support/observations.ts';
import { anOutside, entryChange } from '../../support/outside.ts';

const shown = async (parts: Parameters<typeof anOutside>[0] = {}) => {
  const outside = anOutside(parts);
  const model = createModel(outside);
  await model.start();
  await act(() => render(<Panel model={model} />, document.body));
  return { outside, model };
};
const find = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);
const texts = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');

afterEach(() => render(null, document.body));

it('gives each failure the attributes that outside tools hold on to, and the header none', async () => {
  const { outside } = await shown();
  const failed = anEntry({ seq: 1, call: 'b' }, { id: 'b', status: null, path: '/b' });
  await act(() => {
    outside.store(
      entryChange(anEntry({ seq: 2, call: 'a' }, { id: 'a' })),
      entryChange({
        ...failed,
        diagnosis: {
          ...failed.diagnosis,
          category: 'network',
          retry: { ...failed.diagnosis.retry, verdict: 'fix-first', notBefore: null },
        },
      }),
      { room: 'flight', id: 'f', value: anObservation({ status: null, endedAt: null }) },
    );
    outside.pass(200);
  });
  const rows = [...document.querySelectorAll<HTMLElement>('[role=row]')].map(({ dataset }) =>
    Object.fromEntries(Object.entries(dataset)),
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ status: '429', category: 'rate-limited', verdict: 'retry', notBefore: '2000000' });
  expect(rows[1]).toMatchObject({ status: '0', category: 'network', verdict: 'fix-first' });
  expect(rows[1]).not.toHaveProperty('notBefore');
  expect(find('thead tr')?.hasAttribute('role')).toBe(false);
  expect(find('[data-testid=counts]')?.textContent).toBe('2 failures in 2 rows');
});

it('says that a call has worked since, and waits for it no more; one that may be paid twice is never so mended', async () => {
  const { outside } = await shown();
  const failed = anEntry({ seq: 1, call: 'same' }, { id: 'a' });
  const worked = (failed.observation.endedAt ?? 0) + 500;
  const record = { call: 'same', failedAt: [], success: { sentAt: worked - 100, endedAt: worked }, lastAt: worked };
  const told = async (verdict: 'retry' | 'check-first'): Promise<void> => {
    const diagnosis = { ...failed.diagnosis, retry: { ...failed.diagnosis.retry, verdict } };
    await act(() => {
      outside.store(entryChange({ ...failed, diagnosis }));
      outside.pass(200);
    });
  };
  await told('retry');
  await act(() => find('[role=row]')?.click());
  expect(find('.ring')).not.toBeNull();
  await act(() => {
    outside.store({ room: 'call', id: 'same', value: record });
    outside.pass(200);
  });
  expect(texts('[role=row] .verdict')).toEqual(['worked since']);
  expect(find('[data-testid=mended]')?.textContent).toContain('there is nothing to repeat');
  expect(find('.ring')).toBeNull();
  await told('check-first');
  expect(find('[data-testid=mended]')).toBeNull();
  expect(find('.ring')).not.toBeNull();
});

it('shows server text as text, never as markup', async () => {
  const { outside } = await shown();
  const hostile = '<img src=x onerror=alert(1)><script>1</script>';
  const entry = anEntry({}, { id: 'x', responseBody: { text: hostile, truncated: false, missing: null } });
  await act(() => {
    outside.store(entryChange({ ...entry, diagnosis: { ...entry.diagnosis, facts: { message: hostile } } }));
    outside.pass(200);
  });
  await act(() => find('[role=row]')?.click());
  expect(find('[data-testid=message]')?.textContent).toBe(hostile);
  expect(find('[data-testid=response-body]')?.textContent).toBe(hostile);
  expect(document.querySelectorAll('img, body script')).toHaveLength(0);
});

it('says why the list is empty, with the button that mends it', async () => {
  const { outside } = await shown();
  expect(texts('[data-good=false]').join(' ')).toContain('is not watched while DevTools is closed');
  await act(() => find('[data-good=false] button')?.click());
  expect(outside.told).toEqual([{ ask: 'open-options', watch: 'https://shop.example' }]);
});

it('stays readable when the extension was updated under it', async () => {
  const { outside, model } = await shown({ isConnected: () => false });
  await act(() => {
    outside.store(entryChange(anEntry({}, { id: 'a' })));
    outside.pass(1_000);
  });
  expect(model.connected.value).toBe(false);
  expect(find('[data-testid=disconnected]')?.textContent).toContain('reopen DevTools');
  expect(document.querySelectorAll('[role=row]')).toHaveLength(1);
});

it('a view that breaks gives a report without secrets', async () => {
  const Broken = (): never => {
    throw new Error('cannot read mk_live_7f3a2b1c.s3cr3tS3cr3tS3cr3t');
  };
  await act(() =>
    render(
      <Guarded>
        <Broken />
      </Guarded>,
      document.body,
    ),
  );
  expect(find('[data-testid=broken] pre')?.textContent).toContain('cannot read mk_live_7f3a2b1c');
  expect(document.body.textContent).not.toContain('s3cr3t');
});

it('gives the focus of the last row to what stands in its place', async () => {
  const { outside } = await shown();
  const entry = anEntry({ seq: 1, call: 'a' }, { id: 'a' });
  await act(() => {
    outside.store(entryChange(entry));
    outside.pass(200);
  });
  await act(() => find('.row')?.focus());
  expect(document.activeElement).toBe(find('.row'));
  await act(() => {
    outside.store({ room: 'entry', id: 'a', value: undefined });
    outside.pass(200);
  });
  expect(find('.row')).toBeNull();
  expect(document.activeElement).toBe(find('.empty'));
});

it('the focus on what the first failure, a permission or a wider filter takes away is not lost', async () => {
  const { outside, model } = await shown();
  await act(() => find('.empty button')?.focus());
  expect(document.activeElement?.localName).toBe('button');
  await act(() => {
    outside.store(entryChange(anEntry({ seq: 1, call: 'a' }, { id: 'a' })));
    outside.pass(200);
  });
  expect(document.activeElement).toBe(find('.row'));
  await act(() => find('[data-testid=watch]')?.focus());
  expect(document.activeElement).toBe(find('[data-testid=watch]'));
  await act(() => {
    outside.store({ room: 'granted', id: '', value: ['https://shop.example/*'] });
    outside.pass(200);
  });
  expect([find('[data-testid=watch]'), document.activeElement]).toEqual([null, find('.row')]);
  await act(() => void (model.query.value = 'nowhere'));
  await act(() => find('[data-testid=no-match] button')?.focus());
  await act(() => find('[data-testid=no-match] button')?.click());
  expect([find('[data-testid=no-match]'), document.activeElement]).toEqual([null, find('.search')]);
});

it('a selected row that comes back while one types takes neither focus nor keys from the filter', async () => {
  const { outside, model } = await shown();
  await act(() => {
    outside.store(
      entryChange(anEntry({ seq: 1, call: 'a' }, { id: 'a', path: '/a' })),
      entryChange(anEntry({ seq: 2, call: 'b' }, { id: 'b' })),
    );
    outside.pass(200);
  });
  await act(() => find('.row[data-id=a]')?.click());
  expect(document.activeElement).toBe(find('.row[data-id=a]'));
  await act(() => find('.search')?.focus());
  for (const typed of ['verdict', 'verdict:', 'verdict:w']) await act(() => void (model.query.value = typed));
  expect(document.activeElement).toBe(find('.search'));
  // The next match is shown, and the words can go on being changed.
  await act(() => void find('.search')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  expect(find('.row[aria-selected=true]')).not.toBeNull();
  expect(document.activeElement).toBe(find('.search'));
  await act(() => find('search button:last-of-type')?.click());
  expect(document.activeElement).toBe(find('.search'));
});
