// Runs one browser for as long as its parent lives: when the parent's pipe closes, for whatever reason, the browser is killed
// by its process group and its throw-away profile folder is removed. In: node keeper.mjs PROFILE COMMAND [ARGUMENT...].
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [profile, command, ...args] = process.argv.slice(2);
// Descriptors 3 and 4 carry Chromium's debugging pipe; Firefox ignores them.
const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 3, 4], detached: process.platform !== 'win32' });

const stop = () => {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

/** Children of the browser may write to the profile for a moment after it died; hence the retries. */
const leave = (code) => {
  stop();
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch {
    // A folder left in the temporary directory does no harm.
  }
  process.exit(code);
};

child.on('error', () => leave(127));
child.on('exit', (code) => leave(code ?? 0));
process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
