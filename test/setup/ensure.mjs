// Gives a fresh clone what it needs: the packages of the lockfile, and browsers. Uses what is there; installs only what is not.
// Each step that does something says so in one line; what cannot be had is one sentence in an Error.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { findBrowser, OVERRIDES } from './browsers.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = { chromium: 'Chromium', firefox: 'Firefox' };
const DEBIAN_PACKAGES = { chromium: ['chromium', 'fonts-dejavu-core'], firefox: ['firefox-esr', 'fonts-dejavu-core'] };
const TEN_MINUTES = 600_000;

const isWindows = platform() === 'win32';
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', timeout: TEN_MINUTES, shell: isWindows, ...options });

/** What a failed command said, for the end of a sentence: its first line that is marked as an error (npm, apt, Node), else its last. */
function reasonOf({ stdout, stderr, error }) {
  if (error?.code === 'ETIMEDOUT') return 'it took too long';
  if (error?.code === 'ENOENT') return `there is no program ${error.path} on the PATH`;
  if (error) return error.message;
  const lines = stripVTControlCharacters(`${stderr ?? ''}\n${stdout ?? ''}`)
    .split('\n')
    .map((line) => line.trim());
  const marked = lines.map(
    (line) => /^(?:npm error (?!(?:code|errno|syscall|path|dest)\b)|E: |Error: )(\S.*)(?<!, caused by)$/.exec(line)?.[1],
  );
  const reason = marked.find((line) => line !== undefined) ?? lines.findLast((line) => line !== '') ?? 'it said nothing';
  return reason.replace(/\.$/, '');
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

/** Why a program does not start, or null. On Windows `--version` opens a window instead of answering. */
function startFailure(executable) {
  const result = isWindows ? { status: 0 } : run(executable, ['--version'], { timeout: 60_000, shell: false });
  return result.status === 0 ? null : reasonOf(result);
}

const isRoot = () => process.getuid?.() === 0;

/** Ways to get a browser, in the order in which they are tried. Each answers with its last command's result. */
const WAYS = [
  {
    what: 'Playwright’s download of Chromium',
    fits: (name) => name === 'chromium',
    install: () =>
      run(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], {
        env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
        shell: false,
      }),
  },
  {
    what: 'Debian’s package',
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
  if (found && process.env[OVERRIDES[name]]) return found;
  const failure = found && startFailure(found);
  if (found && !failure) return found;
  say(found ? `${found} does not start: ${failure}` : `No ${NAMES[name]} found`);
  for (const way of WAYS.filter(({ fits }) => fits(name))) {
    say(`Trying ${way.what}`);
    const result = way.install(name);
    const path = findBrowser(name);
    const why = path && startFailure(path);
    if (path && !why) return path;
    const isDone = result.status === 0 && path;
    say(`${way.what} did not help: ${isDone ? `${path} does not start: ${why}` : reasonOf(result)}`);
  }
  const which = name === 'chromium' ? 'Chromium or Chrome for Testing' : 'Firefox or Firefox ESR';
  throw new Error(
    `No ${NAMES[name]} here and none could be installed: install ${which}, or name its program in ${OVERRIDES[name]}.`,
  );
}
