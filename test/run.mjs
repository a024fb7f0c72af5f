// `npm test`: every check of the project, one after the other, all of them even when one fails. Ends with `N passed, N failed`,
// where N counts vitest's tests and each other check as one; the exit code says the same.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, ensurePackages, ROOT } from './setup/ensure.mjs';
import { readFlags } from './setup/flags.mjs';

const REPORTS = join(ROOT, 'artifacts', 'test');
const COLUMN = 46;

/** Runs a program of a package. Answers `{code, output}`; with `shown`, its output goes to the terminal as it comes. */
function tool(command, { shown = false } = {}) {
  const [name, ...args] = command.split(' ');
  const windows = platform() === 'win32';
  const file = name === 'npm' ? 'npm' : join(ROOT, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (shown) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check that is one pass or one failure. */
const command = (line) => async () => {
  const { code, output } = await tool(line);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
};

/** The store's own rules for the Firefox build: nothing at all to complain about. */
async function addonLint() {
  const { output } = await tool('web-ext lint --source-dir dist/firefox --output json');
  try {
    const { summary, errors, warnings, notices } = JSON.parse(output.slice(output.indexOf('{')));
    const clean = summary.errors + summary.warnings + summary.notices === 0;
    const found = [...errors, ...warnings, ...notices].map(({ code, file, message }) => `${code} ${file ?? ''}: ${message}`);
    return { passed: clean ? 1 : 0, failed: clean ? 0 : 1, output: found.join('\n') };
  } catch {
    return { passed: 0, failed: 1, output };
  }
}

/** A vitest project, counted by its own report. A file that cannot be loaded, or a run that breaks off, is a failure of its own. */
const vitest = (name, project) => async () => {
  const report = join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const { code } = await tool(
    `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=artifacts/test/${name}.json`,
    { shown: true },
  );
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.every((a) => a.status !== 'failed'),
    );
    let failed = numFailedTests + broken.length;
    if (numPassedTests + failed === 0 || (code !== 0 && failed === 0)) failed += 1;
    return { passed: numPassedTests, failed, output: '' };
  } catch {
    return { passed: 0, failed: 1, output: 'vitest ended without a report' };
  }
};

const browsers = () => {
  const missing = ['chromium', 'firefox'].flatMap((name) => {
    try {
      ensureBrowser(name, (line) => console.log(line));
      return [];
    } catch (error) {
      return [error.message];
    }
  });
  return { passed: 2 - missing.length, failed: missing.length, output: missing.join('\n') };
};

const STEPS = [
  ['format', 'Format (oxfmt)', command('oxfmt --check src test vite.config.ts vitest.config.ts')],
  ['lint', 'Lint (oxlint, with types)', command('oxlint --type-aware src test')],
  ['types', 'Types, whole project', command('tsc --noEmit -p .')],
  ['core-types', 'Types, core without a platform', command('tsc --noEmit -p src/core')],
  ['unused', 'Unused files, exports, packages (knip)', command('knip')],
  ['build', 'Build of both extensions', command('npm run build')],
  ['addon', 'Add-on lint of the Firefox build', addonLint],
  ['unit', 'Unit tests', vitest('unit', 'unit*')],
  ['browsers', 'Chromium and Firefox are there', browsers],
  ['e2e', 'End-to-end tests in both browsers', vitest('e2e', 'e2e')],
];

const HELP = `Usage: npm test [-- --only STEP[,STEP...]]
Steps: ${STEPS.map(([name]) => name).join(', ')}.
The end-to-end tests load the extension from dist/: with --only, name build too when it is out of date.`;

/** Throws one sentence on a flag or step that does not exist. */
function chosenSteps() {
  const values = readFlags('npm test', { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } });
  if (values.help) return null;
  if (values.only === undefined) return STEPS;
  const wanted = values.only.split(',');
  const unknown = wanted.find((name) => STEPS.every(([known]) => known !== name));
  if (unknown !== undefined)
    throw new Error(`There is no step "${unknown}"; the steps are ${STEPS.map(([name]) => name).join(', ')}.`);
  return STEPS.filter(([name]) => wanted.includes(name));
}

async function main() {
  const steps = chosenSteps();
  if (steps === null) {
    console.log(HELP);
    return;
  }
  ensurePackages((line) => console.log(line));
  mkdirSync(REPORTS, { recursive: true });
  const lines = [];
  const total = { passed: 0, failed: 0 };
  for (const [, title, check] of steps) {
    console.log('\n==', title);
    const startedAt = Date.now();
    const { passed, failed, output } = await check();
    if (failed > 0 && output) console.log(output.trimEnd());
    const line = `${failed > 0 ? 'FAILED' : 'ok    '} ${title.padEnd(COLUMN)} ${passed} passed, ${failed} failed, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    console.log(line);
    lines.push(line);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n== Summary\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
