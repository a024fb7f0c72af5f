// A browser process that cannot outlive the test process: it runs under test/setup/keeper.mjs, which kills it and removes its
// profile when our pipe to it closes, be it through close(), an exception or the death of this process.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('../../setup/keeper.mjs', import.meta.url));
const open = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of open) child.kill('SIGTERM');
});

export interface KeptProcess {
  /** stdin, stdout, stderr, then descriptors 3 and 4. */
  readonly child: ChildProcess;
  /** Resolves once the process is gone and its profile removed. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

export const makeProfile = (name: string): string => mkdtempSync(join(tmpdir(), `qamera-${name}-`));

/** A killed browser leaves its temporary files; they go with the profile. macOS' own folder is too long for a socket deeper in it. */
const temporaryIn = (profile: string): Record<string, string> => (process.platform === 'darwin' ? {} : { TMPDIR: profile });

export function startKept(profile: string, command: string, args: string[], env: Record<string, string> = {}): KeptProcess {
  const child = spawn(process.execPath, [KEEPER, profile, command, ...args], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...temporaryIn(profile), ...env },
  });
  open.add(child);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      open.delete(child);
      resolve();
    });
  });
  return {
    child,
    gone,
    async stop() {
      child.stdin?.end();
      await gone;
    },
  };
}
