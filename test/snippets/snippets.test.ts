// Each snippet is run as it is copied, in its own language, against the sandbox's real limiter. Languages that are not installed are skipped.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Surface } from '../../src/core/observation.ts';
import { SNIPPET_LANGUAGES, snippetOf, type SnippetLanguage } from '../../src/snippets/snippet.ts';
import { KEYS, keyText, startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { aJobRequest } from '../sandbox/support.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ limit: 5, windowMs: 700 });
});
afterEach(() => sandbox.close());

/** One call of the driver: method and path; bodies are those of a paid order. */
type Call = ['GET' | 'POST', string];
interface Caller {
  key: string;
  order: unknown;
  /** Given with every POST; null: none. */
  idempotencyKey: string | null;
}
const CALLERS = {
  external: {
    key: keyText(KEYS.good),
    order: { config: { product: { id: 'prd-1001' } }, count: 1 },
    idempotencyKey: null,
  },
  plugin: { key: keyText(KEYS.plugin), order: aJobRequest(), idempotencyKey: 'order-1' },
} satisfies Record<Surface, Caller>;

/** What a caller would write below the snippet: makes the calls, prints their statuses. */
const DRIVERS: Record<SnippetLanguage, (calls: Call[], caller: Caller) => string> = {
  javascript: (calls, { key, order, idempotencyKey }) => `const statuses = [];
for (const [method, path] of ${JSON.stringify(calls)}) {
  const options = method === 'POST' ? ${JSON.stringify({ method: 'POST', body: order, ...(idempotencyKey === null ? {} : { idempotencyKey }) })} : {};
  statuses.push(qamera(${JSON.stringify(key)}, path, options).then(({ status }) => status, () => 0));
}
console.log(JSON.stringify(await Promise.all(statuses)));`,
  typescript: (calls, caller) =>
    DRIVERS.javascript(calls, caller).replace('const statuses = []', 'const statuses: Promise<number>[] = []'),
  python: (calls, { key, order, idempotencyKey }) => `import concurrent.futures
calls = json.loads('''${JSON.stringify(calls)}''')
paid = [json.loads('''${JSON.stringify(order)}''')${idempotencyKey === null ? '' : `, "${idempotencyKey}"`}]
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(json.dumps(list(pool.map(lambda call: qamera("${key}", call[1], call[0], *(paid if call[0] == "POST" else []))[0], calls))))`,
  php: (calls, { key, order, idempotencyKey }) => `$client = new Qamera('${key}');
$statuses = [];
$paid = [json_decode('${JSON.stringify(order)}')${idempotencyKey === null ? '' : `, '${idempotencyKey}'`}];
foreach (json_decode('${JSON.stringify(calls)}') as [$method, $path]) {
    $statuses[] = $client->call($path, $method, ...($method === 'POST' ? $paid : []))[0];
}
echo json_encode($statuses);`,
  bash: (calls, { key, order, idempotencyKey }) =>
    `QAMERA_KEY='${key}'\nstatuses=()\n${calls
      .map(
        ([method, path]) =>
          `qamera ${method} '${path}' ${method === 'POST' ? `'${JSON.stringify(order)}' ${idempotencyKey ?? ''}` : ''}; statuses+=($QAMERA_STATUS)`,
      )
      .join('\n')}\n(IFS=,; echo "[\${statuses[*]}]")`,
};
interface Runner {
  file: string;
  command: [string, ...string[]];
  /** Ends well where the language and what the snippet needs of it are there. */
  installed: [string, ...string[]];
  needs: string;
}
const RUNNERS: Record<SnippetLanguage, Runner> = {
  javascript: { file: 'client.mjs', command: [process.execPath], installed: [process.execPath, '--version'], needs: 'Node' },
  typescript: {
    file: 'client.mts',
    command: [process.execPath, '--import', 'tsx'],
    installed: [process.execPath, '--version'],
    needs: 'Node',
  },
  python: { file: 'client.py', command: ['python3'], installed: ['python3', '--version'], needs: 'Python 3' },
  php: {
    file: 'client.php',
    command: ['php'],
    installed: ['php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);'],
    needs: 'PHP with curl',
  },
  bash: {
    file: 'client.sh',
    command: ['bash'],
    installed: ['bash', '-c', '[[ $EPOCHREALTIME ]] && curl --version'],
    needs: 'bash 5 with curl',
  },
};
const isInstalled = (language: SnippetLanguage): boolean => {
  const [command, ...flags] = RUNNERS[language].installed;
  return spawnSync(command, flags).status === 0;
};

const PATHS: Record<Surface, string> = { external: '/api/external', plugin: '/api/v1/plugin' };

async function statusesOf(
  language: SnippetLanguage,
  calls: Call[],
  { surface = 'external', firstWaitMs = 60, ...more }: { surface?: Surface; firstWaitMs?: number; idempotencyKey?: string } = {},
): Promise<number[]> {
  const { file, command } = RUNNERS[language];
  const base = sandbox.url + PATHS[surface];
  const text = snippetOf(language, { base, surface, limit: 5, windowMs: 700, firstWaitMs, unavailableMs: 120 });
  const path = join(folder, `${language}-${file}`);
  writeFileSync(path, `${text}\n${DRIVERS[language](calls, { ...CALLERS[surface], ...more })}\n`);
  const [program, ...flags] = command;
  const { stdout } = await run(program, [...flags, path], { timeout: 40_000 });
  return JSON.parse(stdout) as number[];
}
const answersOf = (path: string): (number | null)[] =>
  sandbox
    .log()
    .filter((call) => call.path.endsWith(path))
    .map(({ status }) => status);

const titled = SNIPPET_LANGUAGES.map((language) => {
  const missing = !isInstalled(language);
  return { language, missing, title: missing ? `${language} (skipped: no ${RUNNERS[language].needs})` : language };
});
describe.each(titled)('$title', ({ language, missing }) => {
  it.skipIf(missing)('keeps to the limit: three windows of calls, none refused', { timeout: 60_000 }, async () => {
    const calls = Array.from({ length: 13 }, (): Call => ['GET', '/products']);
    expect(await statusesOf(language, calls)).toEqual(calls.map(() => 200));
    expect(answersOf('/products')).toEqual(calls.map(() => 200));
  });

  it.skipIf(missing)('gets through when another client has spent the key', { timeout: 60_000 }, async () => {
    sandbox.spend(KEYS.good.keyId, 5, 0);
    expect(await statusesOf(language, [['GET', '/products']])).toEqual([200]);
  });

  it.skipIf(missing)('waits as long as Retry-After says, in both forms', { timeout: 60_000 }, async () => {
    sandbox.setFault({ status: 429, retryAfter: { seconds: 1 }, times: 1 });
    sandbox.setFault({ status: 429, retryAfter: { dateInSeconds: 2 }, times: 1 });
    expect(await statusesOf(language, [['GET', '/products']])).toEqual([200]);
    const at = sandbox.log().map((call) => call.at);
    expect(at.length).toBe(3);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1000);
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it.skipIf(missing)(
    'repeats a free GET after 502 and 503, a paid POST never, and neither after 404',
    { timeout: 60_000 },
    async () => {
      sandbox.setFault({ status: 502, times: 1, path: '/api/external/products' });
      sandbox.setFault({ status: 503, times: 1, path: '/api/external/products' });
      sandbox.setFault({ status: 502, method: 'POST' });
      const calls: Call[] = [
        ['GET', '/products'],
        ['POST', '/packshots/register-ideas'],
        ['GET', '/nowhere'],
      ];
      expect(await statusesOf(language, calls)).toEqual([200, 502, 404]);
      expect(answersOf('/products')).toEqual([502, 503, 200]);
      expect(answersOf('/packshots/register-ideas')).toEqual([502]);
      expect(answersOf('/nowhere')).toEqual([404]);
    },
  );

  it('takes an idempotency key on the Plugin API only: no other documents one', () => {
    for (const base of ['https://qamera.ai/api/v1/plugin', 'http://localhost:3000/api']) {
      expect(snippetOf(language, { base, surface: 'plugin' })).toContain('Idempotency-Key');
      expect(snippetOf(language, { base, surface: 'external' })).not.toMatch(/idempotency/i);
    }
  });

  it.skipIf(missing)('sends a paid POST once on External, a key given or not', { timeout: 60_000 }, async () => {
    sandbox.setFault({ status: 502, method: 'POST' });
    const calls: Call[] = [['POST', '/packshots/register-ideas']];
    // Python's call refuses an argument that it does not know.
    const given = language === 'python' ? {} : { idempotencyKey: 'order-1' };
    expect(await statusesOf(language, calls, given)).toEqual([502]);
    expect(answersOf('/packshots/register-ideas')).toEqual([502]);
  });

  it.skipIf(missing)('repeats a POST with its key on Plugin, paid once', { timeout: 60_000 }, async () => {
    sandbox.setFault({ status: 502, method: 'POST', afterWork: true, times: 1 });
    expect(await statusesOf(language, [['POST', '/jobs']], { surface: 'plugin' })).toEqual([200]);
    expect(answersOf('/jobs')).toEqual([502, 200]);
    const me = await fetch(`${sandbox.url}${PATHS.plugin}/me`, { headers: { 'X-Api-Key': CALLERS.plugin.key } });
    expect(await me.json()).toMatchObject({ credits_balance: 999_995 });
  });

  it.skipIf(missing)('waits by its own doubling where Retry-After names no time', { timeout: 60_000 }, async () => {
    sandbox.setFault({ status: 429, retryAfter: { dateInSeconds: 0 }, times: 1 });
    sandbox.setFault({ status: 429, retryAfter: { seconds: 0 }, times: 1 });
    expect(await statusesOf(language, [['GET', '/products']], { firstWaitMs: 300 })).toEqual([200]);
    const at = sandbox.log().map((call) => call.at);
    expect(at.length).toBe(3);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(300);
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(600);
  });
});

it.skipIf(!isInstalled('python'))(
  'python: repeats free GETs cut in the body, their places given back',
  { timeout: 60_000 },
  async () => {
    // As many as the limit: were their places kept, none of the repeats would ever go.
    sandbox.setFault({ cut: 'mid-body', times: 5 });
    const calls = Array.from({ length: 5 }, (): Call => ['GET', '/products']);
    expect(await statusesOf('python', calls)).toEqual(calls.map(() => 200));
    expect(answersOf('/products')).toHaveLength(10);
  },
);
