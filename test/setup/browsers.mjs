// Finds the browsers that this machine already has. In: the environment and the usual places of Linux, macOS and Windows.
// Out: a path to an executable, or null. Nothing is installed here (see ensure.mjs).
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';

const env = process.env;

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

const list = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const onPath = (names) => {
  const endings = platform() === 'win32' ? ['.exe'] : [''];
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))));
};

const windowsPrograms = (tail) =>
  [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean).map((folder) => join(folder, tail));

/** Browsers that Playwright has downloaded, newest build first. */
const playwrightChromium = () => {
  const caches = {
    linux: join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright'),
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  };
  const root =
    env.PLAYWRIGHT_BROWSERS_PATH && env.PLAYWRIGHT_BROWSERS_PATH !== '0' ? env.PLAYWRIGHT_BROWSERS_PATH : caches[platform()];
  if (!root) return [];
  const builds = list(root)
    .filter((name) => /^chromium-\d+$/.test(name))
    .toSorted((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]));
  const tails = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ];
  return builds.flatMap((build) => tails.map((tail) => join(root, build, tail)));
};

/** Chrome for Testing as `@puppeteer/browsers` stores it. */
const chromeForTesting = () => {
  const root = join(env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer'), 'chrome');
  const tails = ['chrome-linux64/chrome', 'chrome-win64/chrome.exe'].concat(
    ['arm64', 'x64'].map((cpu) => `chrome-mac-${cpu}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`),
  );
  return list(root)
    .toSorted()
    .toReversed()
    .flatMap((build) => tails.map((tail) => join(root, build, tail)));
};

const PLACES = {
  // Branded Google Chrome is not looked for: its stable builds refuse unpacked extensions given on the command line.
  chromium: () => [
    ...onPath(['chromium', 'chromium-browser', 'chrome-for-testing']),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ...windowsPrograms('Chromium\\Application\\chrome.exe'),
    ...chromeForTesting(),
    ...playwrightChromium(),
  ],
  firefox: () => [
    ...onPath(['firefox', 'firefox-esr', 'firefox-developer-edition']),
    '/usr/lib/firefox/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
    ...windowsPrograms('Mozilla Firefox\\firefox.exe'),
  ],
};

/** Environment variables that name an executable and win over everything found. */
export const OVERRIDES = { chromium: 'QAMERA_CHROMIUM', firefox: 'QAMERA_FIREFOX' };

/**
 * Path of an installed browser, or null. Throws one sentence when the environment names a file that cannot be run.
 * @param {'chromium' | 'firefox'} name
 * @returns {string | null}
 */
export function findBrowser(name) {
  const named = env[OVERRIDES[name]];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`${OVERRIDES[name]} names ${named}, which is not a program that can be run.`);
  }
  return PLACES[name]().find(isExecutable) ?? null;
}
