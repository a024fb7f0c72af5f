import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseBaseUrl, parseLimit, settingsFrom } from '../../src/core/settings.ts';

it.each([
  [' http://localhost:5173/api/external/ ', 'http://localhost:5173/api/external'],
  ['HTTPS://Self.Hosted.example/api/external?x=1#y', 'https://self.hosted.example/api/external'],
  ['https://user:pass@host.example/x', 'https://host.example/x'],
  ['https://host.example', 'https://host.example'],
  ['localhost:5173/api', null],
  ['ftp://host.example', null],
  ['', null],
])('base URL %s', (typed, expected) => expect(parseBaseUrl(typed)).toBe(expected));

it.each([
  ['60', 60],
  [' 120 ', 120],
  ['0', null],
  ['10001', null],
  ['1.5', null],
  ['', null],
  ['x', null],
])('limit %s', (typed, expected) => expect(parseLimit(typed)).toBe(expected));

it('what is stored wrongly falls back alone', () => {
  const stored = {
    added: [{ url: 'https://a.example/x', surface: 'external' }, { url: 'javascript:1', surface: 'external' }, 7],
    limit: -1,
  };
  expect(settingsFrom(stored)).toMatchObject({
    added: [{ url: 'https://a.example/x', surface: 'external' }],
    limit: DEFAULT_SETTINGS.limit,
  });
});

it.each([
  [
    { failures: 300, minutes: 60 },
    { failures: 300, minutes: 60 },
  ],
  [
    { failures: 1_000, minutes: null },
    { failures: 1_000, minutes: null },
  ],
  [{ failures: 5, minutes: 1 }, DEFAULT_SETTINGS.keep],
  [{ minutes: 15 }, { failures: 1_000, minutes: 15 }],
  ['all', DEFAULT_SETTINGS.keep],
])('what is kept: %o', (keep, expected) => expect(settingsFrom({ keep }).keep).toEqual(expected));

it('any stored value gives settings', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const { added, limit } = settingsFrom(stored);
      expect(Array.isArray(added)).toBe(true);
      expect(limit).toBeGreaterThan(0);
    }),
  );
});
