// `npm run pictures`: the README's pictures, from the real panel in Chromium's real DevTools. With `-- --accept` also the small ones
// that looks.test.ts compares with, from both browsers. Needs a build.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserUnderTest, launch } from '../e2e/drivers/browser.ts';
import { accept } from '../e2e/looks/album.ts';
import { dressed, painted } from '../e2e/looks/stage.ts';
import { type Stop, walk } from '../e2e/looks/walk.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

/** Which stops of the walk the README shows, and as what. */
const README: Record<string, string> = {
  'panel-waiting-full-light': 'panel-light',
  'panel-check-first-full-dark': 'panel-dark',
  'panel-fix-first-narrow-light': 'panel-narrow',
  'popup-failures-dark': 'popup',
};

async function forReadme(browser: BrowserUnderTest, { name, view }: Stop): Promise<void> {
  const file = `docs/pictures/${README[name]}.png`;
  if (view === 'popup') {
    // A headless browser's screen is too low for all of it.
    await dressed('popup', browser, '.popup { zoom: 0.9; height: 540px; }');
    await painted('popup', browser);
    return browser.screenshot(file, view);
  }
  await dressed('panel', browser, '.panel { height: 100vh !important; }');
  await painted('panel', browser);
  await browser.screenshot(file, name.includes('full') ? 'devtools' : 'panel');
  return dressed('panel', browser);
}

async function takeAll(name: 'chromium' | 'firefox', isAccepting: boolean): Promise<void> {
  const sandbox = await startSandbox();
  const hosts = { 'shop.example': sandbox.playgroundPort };
  const browser = await launch(name, { extensionDir: resolve('dist', name), hosts });
  try {
    await walk(browser, async (stop) => {
      if (isAccepting) await accept(browser, stop);
      if (name === 'chromium' && stop.name in README) await forReadme(browser, stop);
    });
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

const { accept: isAccepting = false } = parseArgs({ options: { accept: { type: 'boolean' } } }).values;
await takeAll('chromium', isAccepting);
if (isAccepting) await takeAll('firefox', true);
