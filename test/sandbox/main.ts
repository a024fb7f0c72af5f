// Runs the sandbox by hand: tsx test/sandbox/main.ts --port 4010
import { parseArgs } from 'node:util';
import { LIMITER_KINDS, isLimiterKind } from './limiters/limiter.ts';
import { startSandbox } from './sandbox.ts';
import type { SandboxOptions } from './sandbox.ts';

const USAGE = `Usage: tsx test/sandbox/main.ts [--port 4010] [--playground-port 4011] [--limit 60] [--window-ms 60000] [--limiter KIND]
Kinds: ${LIMITER_KINDS.join(', ')}`;

/** Throws with one sentence on a flag or value it does not know. */
function readOptions(): SandboxOptions | null {
  const text = { type: 'string' } as const;
  const flags = {
    port: text,
    'playground-port': text,
    limit: text,
    'window-ms': text,
    limiter: text,
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options: flags });
  if (values.help) return null;
  const port = wholeNumber(values.port ?? '4010', '--port', 0, 65_535);
  const limiter = values.limiter ?? 'sliding-log';
  if (!isLimiterKind(limiter)) throw new Error(`--limiter must be one of ${LIMITER_KINDS.join(', ')}.`);
  return {
    port,
    playgroundPort: wholeNumber(values['playground-port'] ?? String(port === 0 ? 0 : port + 1), '--playground-port', 0, 65_535),
    limit: wholeNumber(values.limit ?? '60', '--limit', 1, 1_000_000),
    windowMs: wholeNumber(values['window-ms'] ?? '60000', '--window-ms', 1, 86_400_000),
    limiter,
  };
}
function wholeNumber(value: string, flag: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) throw new Error(`${flag} must be a whole number from ${min} to ${max}.`);
  return number;
}

try {
  const options = readOptions();
  if (options === null) {
    console.log(USAGE);
  } else {
    const sandbox = await startSandbox(options);
    console.log(`API        ${sandbox.url}/api/external and ${sandbox.url}/api/v1/plugin`);
    console.log(`Playground ${sandbox.playgroundUrl}`);
    const stop = (): void => void sandbox.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
