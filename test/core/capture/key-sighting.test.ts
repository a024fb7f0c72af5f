import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sightKey } from '../../../src/core/capture/key-sighting.ts';

const ADDRESS = 'https://app.qamera.ai/api/external/products';
const KEY = 'mk_live_7f3a2b1c.s3cr3t';
const sight = (headers: Record<string, string> | null, url = ADDRESS) =>
  sightKey(headers && Object.entries(headers).map(([name, value]) => ({ name, value })), url, 'salt');

describe('shape', () => {
  it.each([
    [{ 'X-Api-Key': KEY }, { shape: 'well-formed', via: 'x-api-key', keyId: '7f3a2b1c', shown: 'mk_live_7f3a2b1c.***' }],
    [{ 'x-api-key': 'mk_live_a_b-c.x.y.z' }, { shape: 'well-formed', keyId: 'a_b-c' }],
    [{ Authorization: `Bearer ${KEY}` }, { shape: 'well-formed', via: 'authorization', keyId: '7f3a2b1c' }],
    [{ authorization: `bearer   ${KEY}` }, { shape: 'well-formed', via: 'authorization' }],
    [{ Authorization: KEY }, { shape: 'wrong-scheme', keyId: '7f3a2b1c' }],
    [{ Authorization: 'Basic dXNlcjpwYXNz' }, { shape: 'wrong-scheme' }],
    [{ Authorization: 'Bearer' }, { shape: 'empty', keyId: null, shown: '' }],
    [{ Authorization: 'Bearer ' }, { shape: 'empty' }],
    [{ 'X-Api-Key': '' }, { shape: 'empty', via: 'x-api-key', keyId: null }],
    [{ 'X-Api-Key': `"${KEY}"` }, { shape: 'decorated', keyId: '7f3a2b1c' }],
    [{ 'X-Api-Key': ` ${KEY}` }, { shape: 'decorated' }],
    [{ 'X-Api-Key': `Bearer ${KEY}` }, { shape: 'decorated', keyId: '7f3a2b1c' }],
    [{ 'X-Api-Key': `${KEY}\\n` }, { shape: 'decorated', keyId: '7f3a2b1c' }],
    [{ Authorization: `Bearer Bearer ${KEY}` }, { shape: 'decorated' }],
    [{ 'X-Api-Key': 'mk_live_7f3a2b1c.' }, { shape: 'no-secret', keyId: '7f3a2b1c', shown: 'mk_live_7f3a2b1c.' }],
    [{ 'X-Api-Key': 'mk_test_7f3a2b1c.x' }, { shape: 'wrong-prefix' }],
    [{ 'X-Api-Key': 'undefined' }, { shape: 'wrong-prefix' }],
    [{ Accept: '*/*' }, { shape: 'absent', via: 'none', keyId: null, shown: '' }],
    [null, { shape: 'unseen', via: 'unseen', keyId: null }],
  ])('%j', (headers, expected) => {
    expect(sight(headers as Record<string, string> | null)).toMatchObject({ ...expected, conflict: false, inUrl: false });
  });
  it('names a value of another shape by its salted hash', () => {
    const one = sight({ 'X-Api-Key': 'hunter2' });
    expect(one.keyId).toMatch(/^#[0-9a-f]{8}$/);
    expect(one.shown).toBe(one.keyId);
    expect(sight({ Authorization: 'Bearer hunter2' }).keyId).toBe(one.keyId);
    expect(sightKey([{ name: 'X-Api-Key', value: 'hunter2' }], ADDRESS, 'other').keyId).not.toBe(one.keyId);
  });
  it.each(['7f3a2b1cAbCdEfGhIjKlMnOp', '7f3a2b1c'])('does not trust an id without a dot: it may hold the secret (%s)', (id) => {
    const lost = sight({ 'X-Api-Key': `mk_live_${id}` });
    expect(lost.shape).toBe('no-secret');
    expect(lost.shown).toMatch(/^#/);
  });
});

describe('two headers', () => {
  it('lets X-Api-Key win and sees a difference', () => {
    expect(sight({ Authorization: 'Bearer mk_live_other.x', 'X-Api-Key': KEY })).toMatchObject({
      via: 'both',
      keyId: '7f3a2b1c',
      conflict: true,
    });
    expect(sight({ Authorization: `Bearer ${KEY}`, 'X-Api-Key': KEY })).toMatchObject({ via: 'both', conflict: false });
    expect(sight({ Authorization: 'Bearer mk_live_7f3a2b1c.other', 'X-Api-Key': KEY })).toMatchObject({ conflict: true });
  });
});

describe('URL', () => {
  it.each([
    [`${ADDRESS}?api_key=${KEY}`, null, 'query'],
    [`${ADDRESS}?api_key=${KEY}`, {}, 'query'],
    [`${ADDRESS}?x=${encodeURIComponent(KEY)}`, {}, 'query'],
    [`${ADDRESS}/${KEY}`, {}, 'none'],
    [`${ADDRESS}?key=${KEY}`, { 'X-Api-Key': KEY }, 'x-api-key'],
  ])('%s', (url, headers, via) => {
    expect(sight(headers, url)).toMatchObject({ via, inUrl: true });
  });
});

it('never shows more than the id', () => {
  const secret = fc.stringMatching(/^[!-~]{6,40}$/);
  const wraps = fc.constantFrom(
    (key: string) => key,
    (key: string) => `Bearer ${key}`,
    (key: string) => `"${key}"`,
    (key: string) => `${key}\n`,
  );
  fc.assert(
    fc.property(secret, wraps, fc.constantFrom('X-Api-Key', 'Authorization'), (tail, wrap, name) => {
      const seen = sightKey([{ name, value: wrap(`mk_live_7f3a2b1c.${tail}`) }], ADDRESS, '');
      expect(JSON.stringify(seen)).not.toContain(JSON.stringify(tail).slice(1, -1));
    }),
  );
  fc.assert(fc.property(fc.string(), (value) => sightKey([{ name: 'X-Api-Key', value }], value, value).shown.length < 90));
});
