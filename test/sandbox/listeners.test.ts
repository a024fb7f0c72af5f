import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { get as httpsGet } from 'node:https';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, keyText, startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { aSandbox } from './support.ts';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});
/** A port that something else listens on. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanups.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const preflight = (sandbox: Sandbox): Promise<Response> =>
  fetch(`${sandbox.url}/api/external/products`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://shop.test',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'x-api-key',
    },
  });

describe('CORS', () => {
  it('answers the preflight of every origin, without a key', async () => {
    const { sandbox } = await aSandbox();
    const { status, headers } = await preflight(sandbox);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(headers.get('access-control-allow-headers')).toContain('X-Api-Key');
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
  });

  it('lets pages read answers and errors, but no header unless told to', async () => {
    const { call } = await aSandbox();
    for (const key of [KEYS.good, KEYS.revoked]) {
      const { headers } = await call('/products', { key });
      expect([headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')]).toEqual(['*', null]);
    }
    const open = await aSandbox({ exposeHeaders: ['Retry-After'] });
    expect((await open.call('/products')).headers.get('access-control-expose-headers')).toBe('Retry-After');
  });

  it('can be off for answers alone, or refuse the preflight alone', async () => {
    const { call, sandbox } = await aSandbox();
    sandbox.setFault({ corsOff: true });
    const answer = await call('/products');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    expect((await preflight(sandbox)).status).toBe(204);
    sandbox.clearFaults();
    sandbox.setFault({ refusePreflight: true, method: 'GET', path: '/api/external/products', times: 1 });
    const refused = await preflight(sandbox);
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect((await preflight(sandbox)).status).toBe(204);
  });
});

describe('the playground', () => {
  it('serves every file that its page asks for, from another origin, and nothing else', async () => {
    const { sandbox } = await aSandbox();
    const page = await (await fetch(sandbox.playgroundUrl)).text();
    const asked = [...page.matchAll(/(?:href|src)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? '');
    expect(asked).toContain('playground.js');
    const imports: string[] = [];
    for (const file of [...asked, 'calls.js', 'scenes.js', 'config.js']) {
      const response = await fetch(sandbox.playgroundUrl + file);
      expect([file, response.status]).toEqual([file, 200]);
      const text = await response.text();
      imports.push(...[...text.matchAll(/from '\.\/([^']+)'/g)].map(([, imported = '']) => imported));
    }
    expect(imports).toContain('config.js');
    for (const file of new Set(imports)) expect([file, (await fetch(sandbox.playgroundUrl + file)).status]).toEqual([file, 200]);
    expect(new URL(sandbox.playgroundUrl).origin).not.toBe(sandbox.url);
    expect((await fetch(`${sandbox.playgroundUrl}../../package.json`)).status).toBe(404);
  });

  it('is told where the API is and which keys there are', async () => {
    const { sandbox } = await aSandbox();
    const config = await (await fetch(`${sandbox.playgroundUrl}config.js`)).text();
    expect(config).toContain(`export const apiUrl = "${sandbox.url}";`);
    expect(config).toContain(keyText(KEYS.good));
  });
});

it('speaks https when it is given a certificate', async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }]);
  const sandbox = await startSandbox({ https: { key: pems.private, cert: pems.cert } });
  cleanups.push(() => sandbox.close());
  expect(sandbox.url).toMatch(/^https:\/\/localhost:\d+$/);
  const status = await new Promise((resolve, reject) => {
    const headers = { 'X-Api-Key': keyText(KEYS.good) };
    const options = { headers, ca: pems.cert, checkServerIdentity: () => undefined };
    httpsGet(`${sandbox.url}/api/external/products`, options, (response) => resolve(response.statusCode)).on('error', reject);
  });
  expect(status).toBe(200);
});

const runMain = (flags: string[]): Promise<{ code: number | null; errors: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/sandbox/main.ts', ...flags]);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (code) => resolve({ code, errors: errors.trim() }));
  });

describe('taken ports', () => {
  it('rejects with one sentence, and leaves no listener behind', async () => {
    const taken = await takenPort();
    await expect(startSandbox({ port: taken })).rejects.toThrow(`Port ${taken} is taken`);
    const free = await startSandbox();
    await free.close();
    await expect(startSandbox({ port: free.port, playgroundPort: taken })).rejects.toThrow('--playground-port');
    const again = await startSandbox({ port: free.port });
    await again.close();
    expect(again.port).toBe(free.port);
  });

  it('by hand: one sentence and exit code 1', async () => {
    const taken = await takenPort();
    const { code, errors } = await runMain(['--port', String(taken)]);
    expect([code, errors]).toEqual([1, `Port ${taken} is taken: end the program that uses it, or choose another with --port.`]);
  });

  it.each([
    [['--port', 'x'], '--port must be a whole number from 0 to 65535.'],
    [['--limiter', 'x'], '--limiter must be one of sliding-log'],
    [['--prot', '1'], "Unknown option '--prot'"],
  ])('by hand: %j is refused in one line', async (flags, sentence) => {
    const { code, errors } = await runMain(flags);
    expect([code, errors]).toEqual([1, expect.stringContaining(sentence)]);
    expect(errors.split('\n')).toHaveLength(1);
  });
});
