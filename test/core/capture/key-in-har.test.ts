import { describe, expect, it } from 'vitest';
import { keyInHar } from '../../../src/core/capture/key-in-har.ts';
import { sightKey } from '../../../src/core/capture/key-sighting.ts';

const SALT = 'salt';
const KEY = 'mk_live_7f3a2b1c.s3cr3t';
const URL = 'https://app.qamera.ai/api/external/products';
const entry = (name: string, value: string, url = URL) => ({ request: { method: 'GET', url, headers: [{ name, value }] } });
const wanted = (header: 'x-api-key' | 'authorization', value: string) => ({
  url: URL,
  header,
  sighting: sightKey([{ name: header, value }], URL, SALT),
});
const found = (entries: unknown, of = wanted('x-api-key', KEY)): string | null => keyInHar({ entries }, of, SALT);

describe('the key of a call in the browser’s log', () => {
  it('is that of the latest call to the same server', () => {
    expect(found([entry('X-Api-Key', KEY), entry('X-Api-Key', `${KEY}2`)])).toBe(`${KEY}2`);
    expect(found([entry('X-Api-Key', KEY, 'https://app.qamera.ai/other')])).toBe(KEY);
  });
  it('is whole, scheme and all', () =>
    expect(found([entry('authorization', `Bearer ${KEY}`)], wanted('authorization', `Bearer ${KEY}`))).toBe(`Bearer ${KEY}`));
  it('one of another shape is known by its salted hash', () => {
    expect(found([entry('x-api-key', 'odd-one'), entry('x-api-key', 'odd-two')], wanted('x-api-key', 'odd-one'))).toBe('odd-one');
  });
  it.each<[string, unknown]>([
    ['another key', [entry('x-api-key', 'mk_live_other.s')]],
    ['another server', [entry('x-api-key', KEY, 'https://evil.example/api/external/products')]],
    ['another port', [entry('x-api-key', KEY, 'https://app.qamera.ai:8443/x')]],
    ['another header', [entry('authorization', `Bearer ${KEY}`)]],
    ['the same written otherwise', [entry('x-api-key', `"${KEY}"`)]],
    ['no calls', []],
    ['no list', 'x'],
    ['broken entries', [null, 7, {}, { request: { url: 'x', headers: [{}] } }]],
  ])('not that of %s', (_, entries) => expect(found(entries)).toBeNull());
  it('never throws', () =>
    expect([null, undefined, 7, 'x', []].map((log) => keyInHar(log, wanted('x-api-key', KEY), SALT))).toEqual(
      Array(5).fill(null),
    ));
});
