// `npm run pictures`: the README's pictures, taken from the real panel in Chromium's real DevTools over the sandbox. Needs a build.
import { resolve } from 'node:path';
import { launch, until } from '../e2e/drivers/browser.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

interface Playground {
  playground: { run(id: string): Promise<void> };
}
const SCENES = [
  'ext-400',
  'ext-402',
  'burst-70',
  'ext-503',
  'paid-502',
  'ext-cors-503',
  'ext-404',
  'plg-409-idempotency-conflict',
];

const sandbox = await startSandbox();
const browser = await launch('chromium', { extensionDir: resolve('dist/chromium') });
try {
  await browser.go(sandbox.playgroundUrl);
  await browser.openPanel();
  await until(() => browser.panel(() => document.documentElement.hasAttribute('data-ready')), 'the panel is ready');
  for (const scene of SCENES) {
    await browser.page((id) => (globalThis as unknown as Playground).playground.run(id).then(() => null), scene);
  }
  await until(() => browser.panel(() => document.querySelectorAll('[role=row][data-status]').length >= 8), 'all rows');
  for (const theme of ['light', 'dark'] as const) {
    await browser.setTheme(theme);
    await until(() => browser.panel((name) => document.documentElement.dataset['theme'] === name, theme), `the ${theme} theme`);
    const verdict = theme === 'light' ? 'retry' : 'check-first';
    await browser.panelClick(`[role=row][data-verdict="${verdict}"]`);
    await until(() => browser.panel(() => document.querySelector('[data-testid=detail]') !== null), 'the detail');
    await browser.screenshot(`docs/pictures/panel-${theme}.png`);
  }
} finally {
  await browser.close();
  await sandbox.close();
}
