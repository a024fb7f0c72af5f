// `npm start`: shows the product doing its main job. Installs what is missing, builds, and opens a browser with the extension,
// DevTools at the panel, on the sandbox's playground; without a display it presses every button itself and prints the panel.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { findBrowser } from '../setup/browsers.mjs';
import { ensureBrowser, ensurePackages, ROOT } from '../setup/ensure.mjs';
import { readFlags } from '../setup/flags.mjs';

const HELP = `Usage: npm start -- [--browser chromium|firefox] [--headless] [--port N]
  --browser   which browser to use; default: Chromium, or Firefox when only that is installed
  --headless  press every button without a window and print what the panel shows (so by itself where there is no display)
  --port      port of the sandbox's API; the playground takes the next one; default: free ports`;

const say = (line) => console.log(line);

/** Throws one sentence on whatever it does not understand; null asks for the help text. */
function chosen() {
  const options = {
    browser: { type: 'string' },
    headless: { type: 'boolean' },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  };
  const values = readFlags('npm start', options);
  if (values.help) return null;
  const { browser, port } = values;
  if (browser !== undefined && browser !== 'chromium' && browser !== 'firefox') {
    throw new Error(`--browser must be chromium or firefox, not "${browser}".`);
  }
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_534)) {
    throw new Error(`--port must be a whole number from 1 to 65534, not "${port}".`);
  }
  return { browser, headless: values.headless ?? false, port: port === undefined ? 0 : Number(port) };
}

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Asked before anything is installed or built, so that a taken port costs no minute. */
const portIsFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

function build(name) {
  say(`Building the extension for ${name}`);
  const args = ['node_modules/vite/bin/vite.js', 'build', '--mode', name, '--logLevel', 'error'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  const reason = stripVTControlCharacters(`${stderr}\n${stdout}`)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !/^(✗|error during build|Build failed)/.test(line));
  throw new Error(`The build failed: ${reason ?? `vite ended with code ${status}`} (npm run build shows all of it).`);
}

async function main() {
  const flags = chosen();
  if (flags === null) {
    say(HELP);
    return;
  }
  for (const port of flags.port === 0 ? [] : [flags.port, flags.port + 1]) {
    if (!(await portIsFree(port))) throw new Error(`Port ${port} is taken: choose another one with --port, or leave --port out.`);
  }
  ensurePackages(say);
  const browser = flags.browser ?? (!findBrowser('chromium') && findBrowser('firefox') ? 'firefox' : 'chromium');
  ensureBrowser(browser, say);
  build(browser);
  const headless = flags.headless || !hasDisplay();
  if (headless && !flags.headless) say('There is no display here: the tour runs headless.');
  const { tsImport } = await import('tsx/esm/api');
  const { openTour, printTour } = await tsImport('./tour.ts', import.meta.url);
  const tour = headless ? printTour : openTour;
  await tour({ browser, port: flags.port, root: ROOT });
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
