import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, SHORTCUTS, actOf, chosenKeysFrom, keyOf, keysOf, remapped, singleKey } from '../../src/core/shortcuts.ts';
import { preferencesFrom } from '../../src/core/preferences.ts';
import { readSettingsFile, settingsFile } from '../../src/views/settings-file.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings.ts';

const press = (key: string, more: { isTyping?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isTyping: false,
  ...more,
});

it('gives a key to the panel only where it is nobody else’s', () => {
  expect(actOf(press('j'), true, {})).toBe('next');
  expect(actOf(press('J'), true, {})).toBe('next');
  expect(actOf(press('j'), false, {})).toBeNull();
  expect(actOf(press('j', { isTyping: true }), true, {})).toBeNull();
  expect(actOf(press('j', { ctrlKey: true }), true, {})).toBeNull();
  expect(actOf(press('Escape'), false, {})).toBe('back');
  expect(actOf(press('ArrowDown'), true, {})).toBeNull();
  expect(actOf(press(' '), true, {})).toBeNull();
});

it.each([
  ['j', 'j'],
  ['Ф', 'ф'],
  ['7', '7'],
  ['?', '?'],
  ['😀', '😀'],
  [' ', null],
  ['Enter', null],
  ['', null],
  ['\u0000', null],
])('single key %j', (key, expected) => expect(singleKey(key)).toBe(expected));

describe('a changed key', () => {
  it('acts instead of the old one, and is what help and options list', () => {
    const next = remapped({}, 'next', 'ф');
    expect(next).toEqual({ chosen: { next: 'ф' } });
    const chosen = { next: 'ф' };
    expect(actOf(press('ф'), true, chosen)).toBe('next');
    expect(actOf(press('j'), true, chosen)).toBeNull();
    expect(keysOf('next', chosen)).toEqual(['ArrowDown', 'ф']);
    expect(keysOf('back', chosen)).toEqual(['Escape']);
  });

  it('is refused where another act has it, by the name of that act', () => {
    expect(remapped({}, 'find', 'j')).toEqual({ takenBy: 'next' });
    expect(remapped({ next: 'x' }, 'find', 'j')).toEqual({ chosen: { next: 'x', find: 'j' } });
    expect(remapped({ next: 'x' }, 'find', 'x')).toEqual({ takenBy: 'next' });
  });

  it('can be given up, and taken back without a trace', () => {
    expect(remapped({}, 'save', '')).toEqual({ chosen: { save: '' } });
    expect(keysOf('save', { save: '' })).toEqual([]);
    expect(actOf(press('s'), true, { save: '' })).toBeNull();
    expect(remapped({ save: '' }, 'save', 's')).toEqual({ chosen: {} });
  });
});

describe('stored choices', () => {
  it('keep what fits, two that changed places too', () => {
    expect(chosenKeysFrom({ next: 'k', previous: 'j' })).toEqual({ next: 'k', previous: 'j' });
    expect(chosenKeysFrom({ find: 'j', save: 'x', back: 'q', other: 'z', help: 7, list: 'Enter', scope: 'T' })).toEqual({
      save: 'x',
    });
    expect(chosenKeysFrom({ find: 'x', save: 'x' })).toEqual({ find: 'x' });
    expect(chosenKeysFrom({ save: '' })).toEqual({ save: '' });
    expect(chosenKeysFrom(null)).toEqual({});
  });

  it('never give one key to two acts, whatever a file holds', () => {
    const acts = SHORTCUTS.map(({ act }) => act);
    const key = fc.constantFrom('', 'j', 'k', 'x', 'y', '/', '?', 'J', 'Enter');
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom<Act>(...acts), key), (stored) => {
        const keys = acts.map((act) => keyOf(act, chosenKeysFrom(stored))).filter((one) => one !== null);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
    fc.assert(fc.property(fc.anything(), (stored) => typeof chosenKeysFrom(stored) === 'object'));
  });

  it('travel in the settings file; a file from before has none', () => {
    const preferences = { ...preferencesFrom({}), keys: { next: 'ф' }, split: { beside: 40, below: null } };
    expect(readSettingsFile(settingsFile(DEFAULT_SETTINGS, preferences))).toEqual({ settings: DEFAULT_SETTINGS, preferences });
    const old = { kind: 'qamera-error-lens-settings', version: 1, settings: { limit: 90 }, preferences: { theme: 'dark' } };
    const read = readSettingsFile(JSON.stringify(old));
    expect(read?.settings.limit).toBe(90);
    expect(read?.preferences).toEqual(preferencesFrom({ theme: 'dark' }));
  });
});
