// What the toolbar button is told.
import { beforeEach, expect, it, vi } from 'vitest';

const told = vi.hoisted(() => ({ texts: [] as unknown[] }));
vi.mock('../../src/browser/api.ts', () => ({
  browser: {
    action: {
      setBadgeText: async (details: unknown) => void told.texts.push(details),
      setBadgeBackgroundColor: async () => undefined,
    },
  },
}));
const { showBadge } = await import('../../src/browser/badge.ts');

beforeEach(() => void (told.texts = []));

it('a tab with nothing of its own shows what belongs to no tab', async () => {
  await showBadge(7, { text: '3', tone: 'fix' });
  await showBadge(7, { text: '', tone: null });
  expect(told.texts).toEqual([
    { tabId: 7, text: '3' },
    { tabId: 7, text: null },
  ]);
});

it('where nothing belongs to no tab, the badge for all is taken away', async () => {
  await showBadge(null, { text: '', tone: null });
  expect(told.texts).toEqual([{ text: '' }]);
});
