// Gives a fresh clone what it needs: the packages of the lockfile, and browsers. Uses what is there; installs only what is not.
// Each step that does something says so in one line; what cannot be had is one sentence in an Error.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, OVERRIDES } from './browsers.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = { chromium: 'Chromium', firefox: 'Firefox' };
const DEBIAN_PACKAGES = { chromium: ['chromium', 'fonts-dejavu-core'], firefox: ['firefox-esr', 'fonts-dejavu-core'] };
const TEN_MINUTES = 600_000;

const isWindows = platform() === 'win32';
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', timeout: TEN_MINUTES, shell: isWindows, ...options });

/** What a failed command said, for the end of a sentence: npm gives its reason first, other programs theirs last. */
function reasonOf({ stdout, stderr, error }) {
  if (error) return error.message;
  const lines = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').map((line) => line.trim());
  const npm = lines.find((line) => /^npm error (?!code\b)\S/.test(line));
  return npm?.replace('npm error ', '') ?? lines.findLast((line) => line !== '') ?? 'no output';
}

const readJson = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** Whether node_modules holds every version of the lockfile. Packages of other platforms are left out of it rightly. */
function packagesAreThere() {
  if (!existsSync(join(ROOT, 'node_modules', '.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

/** @param {(line: string) => void} say */
export function ensurePackages(say) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (packagesAreThere()) return;
  say('Installing the packages (npm ci)');
  const result = run('npm', ['ci', '--no-audit', '--no-fund']);
  if (result.status !== 0) throw new Error(`npm ci failed: ${reasonOf(result)}`);
}

/** On Windows `--version` opens a window instead of answering. */
const starts = (executable) => isWindows || run(executable, ['--version'], { timeout: 60_000, shell: false }).status === 0;

const isRoot = () => process.getuid?.() === 0;

/** Ways to get a browser, in the order in which they are tried. Each answers whether it ran to its end. */
const WAYS = [
  {
    what: "Playwright's download of Chromium",
    fits: (name) => name === 'chromium',
    install: () => run('npx', ['--yes', 'playwright', 'install', 'chromium']),
  },
  {
    what: 'the Debian package',
    fits: () => isRoot() && existsSync('/usr/bin/apt-get'),
    install: (name) => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      run('apt-get', ['update', '-q'], { env });
      return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...DEBIAN_PACKAGES[name]], { env });
    },
  },
];

/**
 * Path of a browser that starts, installed if need be.
 * @param {'chromium' | 'firefox'} name
 * @param {(line: string) => void} say
 * @returns {string}
 */
export function ensureBrowser(name, say) {
  const found = findBrowser(name);
  if (found && (process.env[OVERRIDES[name]] || starts(found))) return found;
  const tried = [];
  for (const way of WAYS.filter(({ fits }) => fits(name))) {
    say(`No ${NAMES[name]} found: trying ${way.what}`);
    const result = way.install(name);
    const path = findBrowser(name);
    if (path && starts(path)) return path;
    tried.push(`${way.what}: ${result.status === 0 ? 'installed, but it does not start' : reasonOf(result)}`);
  }
  const why = tried.length > 0 ? ` (${tried.join('; ')})` : '';
  const which = name === 'chromium' ? 'Chromium or Chrome for Testing' : 'Firefox or Firefox ESR';
  throw new Error(
    `No ${NAMES[name]} here and none could be installed: install ${which}, or name its program in ${OVERRIDES[name]}${why}.`,
  );
}
