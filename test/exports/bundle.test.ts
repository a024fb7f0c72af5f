import { describe, expect, it } from 'vitest';
import { RowIndex } from '../../src/core/rows.ts';
import { markdownOf } from '../../src/exports/bundle-markdown.ts';
import { bundleOf } from '../../src/exports/support-bundle.ts';
import { anEntry } from '../support/observations.ts';

const versions = { lens: '0.1.0', browser: 'Firefox 140' };
const options = { now: 1_772_366_400_000, versions, withBodies: false };
function rowOf(...entries: ReturnType<typeof anEntry>[]) {
  const index = new RowIndex();
  for (const [place, entry] of entries.entries()) index.put({ ...entry, seq: place + 1, call: 'c' });
  return index.all()[0]!;
}
const body = { text: '{"error":"Too many requests."}', truncated: false, missing: null };
const failed = (parts: Parameters<typeof anEntry>[1] = {}, facts = {}) => {
  const entry = anEntry({}, { responseBody: body, ...parts });
  return { ...entry, diagnosis: { ...entry.diagnosis, facts } };
};

describe('support bundle', () => {
  it('tells time, call, status, error, correlation id, attempts and versions, in UTC', () => {
    const facts = { message: 'Too many requests.', correlationId: 'c-17' };
    const row = rowOf(failed({ startedAt: 1_772_366_000_000 }, facts), failed({ startedAt: 1_772_366_010_000 }, facts));
    const bundle = bundleOf(row, options);
    expect(bundle).toMatchObject({
      generatedAt: '2026-03-01T12:00:00.000Z',
      versions,
      finding: { status: 429, category: 'rate-limited', facts, call: { method: 'GET', startedAt: '2026-03-01T11:53:30.000Z' } },
      attempts: { count: 2, first: '2026-03-01T11:53:20.000Z', last: '2026-03-01T11:53:30.000Z' },
    });
    expect(bundle.attempts.listed.map(({ status }) => status)).toEqual([429, 429]);
    expect(bundle).not.toHaveProperty('bodies');
    const text = markdownOf(bundle);
    for (const part of [
      'c-17',
      'Too many requests.',
      '2026-03-01T11:53:30.000Z',
      'Attempts (2)',
      '0.1.0',
      'Firefox 140',
      'mk_live_7f3a2b1c.***',
    ])
      expect(text).toContain(part);
  });

  it('carries bodies only when asked', () => {
    const row = rowOf(
      failed({ requestBody: { kind: 'json', value: { note: 'Zebra' }, cut: false }, responseBody: { ...body, text: 'Gnu' } }),
    );
    for (const text of [JSON.stringify(bundleOf(row, options)), markdownOf(bundleOf(row, options))]) {
      expect(text).not.toContain('Zebra');
      expect(text).not.toContain('Gnu');
    }
    const full = bundleOf(row, { ...options, withBodies: true });
    expect(full.bodies).toEqual({ request: { note: 'Zebra' }, response: 'Gnu' });
    expect(markdownOf(full)).toContain('Zebra');
  });

  it('counts the masked values that stand in it', () => {
    const row = rowOf(failed({ requestBody: { kind: 'json', value: { upload_token: '***' }, cut: false } }));
    const bare = bundleOf(row, options);
    expect(JSON.stringify({ ...bare, masked: 0 }).split('***').length - 1).toBe(bare.masked);
    expect(bundleOf(row, { ...options, withBodies: true }).masked).toBe(bare.masked + 1);
  });

  it('lets no answer break out of its code', () => {
    const text = '```\n# Boo\n<img src=x onerror=1>\n````';
    const facts = { message: '`x` [a](javascript:1)\n# Boo' };
    const out = markdownOf(bundleOf(rowOf(failed({ responseBody: { ...body, text } }, facts)), { ...options, withBodies: true }));
    expect(out).toContain(`\`\`\`\`\`\n${text}\n\`\`\`\`\``);
    expect(out).toContain('- Message: `` `x` [a](javascript:1) # Boo ``');
  });
});
