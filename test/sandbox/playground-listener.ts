// The playground port: its static files, and the addresses and keys of this sandbox as a module for them.
import { readFile } from 'node:fs/promises';
import { emptyAnswer, textAnswer } from './exchange.ts';
import type { Answer } from './exchange.ts';
import { KEYS, SPARE_KEYS, keyText } from './keys.ts';
import type { SandboxKey } from './keys.ts';
import type { Served } from './listen.ts';
import { send } from './send.ts';

const FILES: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  '/': ['index.html', 'text/html'],
  '/playground.css': ['playground.css', 'text/css'],
  '/playground.js': ['playground.js', 'text/javascript'],
  '/calls.js': ['calls.js', 'text/javascript'],
  '/scenes.js': ['scenes.js', 'text/javascript'],
  '/service-worker.js': ['service-worker.js', 'text/javascript'],
};

export async function servePlayground({ response, url }: Served, apiUrl: string): Promise<void> {
  const answer = await answerPlayground(url.pathname, apiUrl);
  await send(response, { ...answer, headers: { ...answer.headers, 'Cache-Control': 'no-store' } }, null);
}

async function answerPlayground(path: string, apiUrl: string): Promise<Answer> {
  if (path === '/config.js') return textAnswer(200, 'text/javascript', configModule(apiUrl));
  if (path === '/favicon.ico') return emptyAnswer(204);
  const found = FILES[path];
  if (!found) return textAnswer(404, 'text/plain', 'Nothing here.');
  const [file, contentType] = found;
  return textAnswer(200, contentType, await readFile(new URL(`playground/${file}`, import.meta.url), 'utf8'));
}

const shown = (key: SandboxKey): { keyId: string; text: string } => ({ keyId: key.keyId, text: keyText(key) });

function configModule(apiUrl: string): string {
  const keys = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, shown(key)]));
  const spare = { external: SPARE_KEYS.external.map(shown), plugin: SPARE_KEYS.plugin.map(shown) };
  const constants = { apiUrl, keys, spare };
  return Object.entries(constants)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join('');
}
