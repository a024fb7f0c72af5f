// Starts Firefox and speaks its Marionette protocol, for one purpose: to run functions in the browser's own (chrome) context.
// Wire format: "<bytes>:<json>"; request [0, id, name, params], answer [1, id, error, result]; a greeting object comes first.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { until } from './browser.ts';
import { type KeptProcess, makeProfile, startKept } from './kept-process.ts';
import { callSource } from './source.ts';

type Preference = string | number | boolean;
interface Outcome<R> {
  v: R;
  e?: string;
}
type Command = (name: string, params?: object) => Promise<unknown>;

export interface Marionette {
  /** Runs a function in the chrome context; it is sent as source text, arguments and result are JSON. Calls may overlap. */
  run<R>(fn: string | ((...args: never[]) => unknown), ...args: unknown[]): Promise<R>;
  installTemporary(folder: string): Promise<void>;
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

const PREFERENCES: Record<string, Preference> = {
  'marionette.port': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'app.update.disabledForTesting': true,
  'extensions.update.enabled': false,
  'devtools.everOpened': true,
  // Input is synthesised in the process of the page that receives it.
  'remote.events.async.enabled': false,
};

/** Where nobody looks: drawn by software, every frame costs; what a start makes ready for a user costs a quarter of the start (both measured). */
const HEADLESS_PREFERENCES: Record<string, Preference> = {
  'layout.frame_rate': 15,
  'browser.startup.page': 0,
  'browser.startup.homepage': 'about:blank',
  'browser.newtabpage.enabled': false,
  'browser.newtab.preload': false,
  'dom.ipc.processPrelaunch.enabled': false,
};

export async function startFirefox(
  executable: string,
  options: { headless: boolean; preferences: Record<string, Preference> },
): Promise<Marionette> {
  const profile = makeProfile('firefox');
  const preferences = Object.entries({
    ...PREFERENCES,
    ...(options.headless ? HEADLESS_PREFERENCES : {}),
    ...options.preferences,
  });
  writeFileSync(
    join(profile, 'user.js'),
    preferences.map(([k, v]) => `user_pref(${JSON.stringify(k)}, ${JSON.stringify(v)});\n`).join(''),
  );
  const args = [
    '--profile',
    profile,
    '--no-remote',
    '--marionette',
    '--remote-allow-system-access',
    '--width=1400',
    '--height=900',
  ];
  if (options.headless) args.push('--headless');
  const kept = startKept(profile, executable, args, { HOME: profile, MOZ_HEADLESS_WIDTH: '1400', MOZ_HEADLESS_HEIGHT: '900' });
  try {
    const command = await connected(profile, kept);
    // Flat parameters: wrapped in alwaysMatch they are ignored without a word.
    await command('WebDriver:NewSession', { acceptInsecureCerts: true });
    await command('Marionette:SetContext', { value: 'chrome' });
    return {
      gone: kept.gone,
      run: async <R>(fn: string | ((...a: never[]) => unknown), ...a: unknown[]): Promise<R> =>
        runIn<R>(command, callSource(fn, a)),
      installTemporary: async (path) => void (await command('Addon:Install', { path, temporary: true })),
      close: async () => {
        await Promise.race([command('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {}), kept.gone]);
        await Promise.race([kept.gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
        await kept.stop();
      },
    };
  } catch (error) {
    await kept.stop();
    throw error;
  }
}

/**
 * Starts the work with one short script and asks for its result with others: Marionette mixes up asynchronous scripts that overlap,
 * and a test may well stop the background while a page still waits for an answer.
 */
async function runIn<R>(command: Command, expression: string): Promise<R> {
  const execute = async (script: string): Promise<Outcome<R> | null> =>
    ((await command('WebDriver:ExecuteScript', { script, args: [], sandbox: 'system' })) as { value: Outcome<R> | null }).value;
  const id = ++lastRun;
  await execute(`const results = (window.qameraResults ??= new Map()), id = ${id}; results.set(id, null);
    (async () => ${expression})().then((v) => results.set(id, { v: v ?? null }), (e) => results.set(id, { e: String(e) }));
    return null;`);
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 50)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const outcome = await execute(`const results = window.qameraResults, found = results.get(${id});
      if (found) results.delete(${id}); return found;`);
    if (!outcome) continue;
    if (outcome.e !== undefined) throw new Error(outcome.e);
    return outcome.v;
  }
}
let lastRun = 0;

async function connected(profile: string, kept: KeptProcess): Promise<Command> {
  let ended = false;
  void kept.gone.then(() => (ended = true));
  const file = join(profile, 'MarionetteActivePort');
  const port = await until(() => ended || Number(readFileSync(file, 'utf8')), 'Firefox start', 90_000);
  if (port === true) throw new Error('Firefox ended right after its start.');
  return open(port);
}

function open(port: number): Promise<Command> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const waiting = new Map<number, { name: string; resolve: (value: unknown) => void; reject: (error: Error) => void }>();
    let nextId = 0;
    let buffer = Buffer.alloc(0);
    const command: Command = (name, params = {}) =>
      new Promise((done, fail) => {
        const text = JSON.stringify([0, ++nextId, name, params]);
        waiting.set(nextId, { name, resolve: done, reject: fail });
        if (!socket.writable) fail(new Error(`${name}: the browser is closed`));
        else socket.write(`${Buffer.byteLength(text)}:${text}`);
      });
    const take = (message: unknown): void => {
      if (!Array.isArray(message)) return resolve(command);
      const call = waiting.get(message[1]);
      waiting.delete(message[1]);
      if (message[2]) call?.reject(new Error(`${call.name}: ${message[2].error}: ${message[2].message}`));
      else call?.resolve(message[3]);
    };
    socket.on('error', reject);
    socket.on('close', () => {
      for (const call of waiting.values()) call.reject(new Error(`${call.name}: the browser is closed`));
    });
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (let colon = buffer.indexOf(':'); colon > 0; colon = buffer.indexOf(':')) {
        const end = colon + 1 + Number(buffer.subarray(0, colon));
        if (buffer.length < end) return;
        const text = buffer.subarray(colon + 1, end).toString();
        buffer = buffer.subarray(end);
        take(JSON.parse(text));
      }
    });
  });
}
