// The README names every permission of both builds with its reason, and none that is not asked for.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { manifestFor } from '../../vite.config.ts';

interface Asked {
  permissions: string[];
  optional_permissions: string[];
  host_permissions: string[];
  optional_host_permissions: string[];
}
const asked = (['chromium', 'firefox'] as const).flatMap((target) => {
  const { permissions, optional_permissions, host_permissions, optional_host_permissions } = manifestFor(
    target,
  ) as unknown as Asked;
  return [...permissions, ...optional_permissions, ...host_permissions, ...optional_host_permissions];
});
const section = /## What it may see, and why([\s\S]*?)\n## /.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const rows = section.split('\n').filter((line) => line.startsWith('| `'));
const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

it('permissions and README agree', () => {
  expect(named.toSorted((a, b) => a.localeCompare(b))).toEqual([...new Set(asked)].toSorted((a, b) => a.localeCompare(b)));
});

it('each permission has a reason', () => {
  for (const row of rows) expect((row.split('|')[2] ?? '').trim().length).toBeGreaterThan(10);
});

it('Chromium gets none of the permissions that only Firefox knows', () => {
  expect((manifestFor('chromium') as unknown as Asked).permissions).not.toContain('webRequestBlocking');
});

it('notifications are asked for when the user wants them, not at install', () => {
  for (const target of ['chromium', 'firefox'] as const) {
    expect((manifestFor(target) as unknown as Asked).permissions).not.toContain('notifications');
  }
});
