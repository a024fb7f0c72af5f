// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { KeyRecord } from '../../../src/core/ledger.ts';
import { gauge } from '../../../src/core/forecast.ts';
import { emptyWindow, observe } from '../../../src/core/rate-window.ts';
import { KeyLine, gaugeSays } from '../../../src/views/components/keys/KeyLine.tsx';
import { PopupKeys } from '../../../src/views/components/keys/PopupKeys.tsx';
import { createModel } from '../../../src/views/model.ts';
import { speakIn } from '../../../src/views/speak.ts';
import { aKeyRecord } from '../../support/observations.ts';
import { anOutside } from '../../support/outside.ts';

const NOW = 1_000_000;

afterEach(async () => {
  render(null, document.body);
  await speakIn('en');
});

/** Eight calls made here, and a refusal that only others explain. */
function aSharedKey(): KeyRecord {
  const statuses = [200, 200, 200, 200, 200, 200, 200, 200, 429];
  const seen = statuses.map((status, place) => ({ sentAt: NOW - 9_100 + place * 1_000, status }));
  const window = seen.reduce((at, call) => observe(at, { ...call, receivedAt: call.sentAt + 50 }), emptyWindow({ limit: 60 }));
  return aKeyRecord({ lastAt: NOW, window });
}
const line = (record: KeyRecord) => act(() => render(<KeyLine record={record} now={NOW} />, document.body));
const popup = async (record: KeyRecord) => {
  const model = createModel(anOutside({}, [{ room: 'key', id: record.ref, value: record }]));
  await model.start();
  await act(() => render(<PopupKeys model={model} />, document.body));
};
const text = (selector: string): string | undefined => document.querySelector(selector)?.textContent ?? undefined;

it('says who else spends a key, in the line and in the popup', async () => {
  const record = aSharedKey();
  const { elsewhere } = gauge(record.window, NOW);
  expect(elsewhere).toBeGreaterThan(40);
  for (const draw of [line, popup]) {
    await draw(record);
    expect(text('.key-elsewhere')).toBe(`≥ ${elsewhere} elsewhere`);
    expect(document.querySelector('.gauge')?.getAttribute('aria-label')).toContain(`; at least ${elsewhere} not seen here. The`);
    render(null, document.body);
  }
});

it.each(['pl', 'uk'] as const)('says it in %s', async (tag) => {
  await speakIn(tag);
  await line(aSharedKey());
  expect(text('.key-elsewhere')).toMatch(/^≥ \d+ (?:gdzie indziej|деінде)$/);
});

it('says nothing of others where none was seen', async () => {
  const record = aKeyRecord({ lastAt: NOW });
  expect(gaugeSays(record, gauge(record.window, NOW))).not.toContain('not seen here');
  for (const draw of [line, popup]) {
    await draw(record);
    expect(document.querySelector('.gauge')).not.toBeNull();
    expect(document.querySelector('.key-elsewhere')).toBeNull();
    render(null, document.body);
  }
});

it('no width takes the word away: the tint alone would tell it', () => {
  for (const sheet of ['src/views/panel.css', 'src/views/popup.css'])
    expect(readFileSync(sheet, 'utf8')).not.toMatch(/\.key-elsewhere[^{}]*\{[^}]*display: none/);
});

it('labels the ends of the strip beside it, for the eye alone: its name says the same', async () => {
  await line(aSharedKey());
  const strip = document.querySelector('.key-strip');
  expect([...(strip?.children ?? [])].map((part) => part.getAttribute('aria-label') ?? part.textContent)).toEqual([
    '60 s ago',
    'The last 60 seconds of mk_live_7f3a2b1c.***',
    'now',
  ]);
  expect(strip?.querySelectorAll('.key-end[aria-hidden=true]')).toHaveLength(2);
  expect(strip?.querySelector('.timeline-ends')).toBeNull();
});
