// Who may import whom: the table of docs/architecture.md, held against the real imports.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Room -> rooms it may import values from; `types`: rooms of which it may import types only. A room may always import itself. */
const RULES: Record<string, { values: string[]; types: string[] }> = {
  words: { values: [], types: ['core'] },
  catalogue: { values: [], types: ['core', 'words'] },
  core: { values: ['catalogue', 'words'], types: [] },
  exports: { values: ['core', 'words', 'catalogue'], types: [] },
  snippets: { values: [], types: ['core', 'words'] },
  messages: { values: [], types: ['core'] },
  browser: { values: ['core', 'messages'], types: ['views', 'words'] },
  views: { values: ['core', 'words', 'exports', 'snippets', 'catalogue'], types: ['messages'] },
  background: { values: ['core', 'words', 'messages', 'browser'], types: [] },
  devtools: { values: ['core', 'messages', 'browser'], types: [] },
  panel: { values: ['core', 'words', 'messages', 'browser', 'views'], types: [] },
  popup: { values: ['core', 'words', 'messages', 'browser', 'views'], types: [] },
  options: { values: ['core', 'words', 'messages', 'browser', 'views'], types: [] },
};
/** Packages by room; a room that is not named may import none. */
const PACKAGES: Record<string, string[]> = {
  core: ['@noble/hashes'],
  messages: ['valibot'],
  browser: ['webextension-polyfill', '@preact/signals', 'valibot'],
  views: ['preact', '@preact/signals'],
  panel: ['preact', '@preact/signals'],
  popup: ['preact', '@preact/signals'],
  options: ['preact', '@preact/signals'],
};

interface Import {
  file: string;
  from: string;
  isType: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => join('src', name));

/** Static, re-exporting and dynamic imports; `import type` and all-type lists count as types. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:import|export)\s+(type\s+)?([^'";]*?)from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm,
  );
  return [...found].map(([, type, names = '', from, dynamic, bare]) => {
    const listed =
      /^\{([^}]*)\}\s*$/
        .exec(names.trim())?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    const isType = type !== undefined || (listed.length > 0 && listed.every((name) => name.startsWith('type ')));
    return { file, from: from ?? dynamic ?? bare ?? '', isType };
  });
}

const imports = files.flatMap(importsOf);
const roomOf = (file: string): string => relative('src', file).split('/')[0] ?? '';
const isLocal = ({ from }: Import): boolean => from.startsWith('.');

describe('imports', () => {
  it('are found', () => expect(imports.length).toBeGreaterThan(200));

  it('go the way of the data', () => {
    const wrong = imports.filter(isLocal).filter(({ file, from, isType }) => {
      const [room, target] = [roomOf(file), roomOf(join(dirname(file), from))];
      if (room === target) return false;
      const rule = RULES[room];
      return !rule?.values.includes(target) && !(isType && rule?.types.includes(target));
    });
    expect(wrong).toEqual([]);
  });

  it('of packages stay in the rooms that may have them', () => {
    const wrong = imports
      .filter((one) => !isLocal(one))
      .filter(
        ({ file, from, isType }) =>
          !(isType && from === 'webextension-polyfill') &&
          !(PACKAGES[roomOf(file)] ?? []).some((name) => from === name || from.startsWith(`${name}/`)),
      );
    expect(wrong).toEqual([]);
  });

  it('webextension-polyfill is imported in exactly one file', () => {
    expect(imports.filter(({ from, isType }) => from === 'webextension-polyfill' && !isType).map(({ file }) => file)).toEqual([
      'src/browser/api.ts',
    ]);
  });
});
