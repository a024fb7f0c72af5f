// Each snippet is run as it is copied, in its own language, against the sandbox's real limiter. Languages that are not installed are skipped.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SNIPPET_LANGUAGES, snippetOf, type SnippetLanguage } from '../../src/snippets/snippet.ts';
import { KEYS, keyText, startSandbox, type Sandbox } from '../sandbox/sandbox.ts';

const run = promisify(execFile);
const KEY = keyText(KEYS.good);
const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ limit: 5, windowMs: 700 });
});
afterEach(() => sandbox.close());

/** One call of the driver: method and path; bodies are those of a paid order. */
type Call = ['GET' | 'POST', string];
const ORDER = { config: { product: { id: 'prd-1001' } }, count: 1 };

/** What a caller would write below the snippet: makes the calls, prints their statuses. */
const DRIVERS: Record<SnippetLanguage, (calls: Call[]) => string> = {
  javascript: (calls) => `const statuses = [];
for (const [method, path] of ${JSON.stringify(calls)}) {
  const options = method === 'POST' ? { method, body: ${JSON.stringify(ORDER)} } : {};
  statuses.push(qamera(${JSON.stringify(KEY)}, path, options).then(({ status }) => status, () => 0));
}
console.log(JSON.stringify(await Promise.all(statuses)));`,
  typescript: (calls) => DRIVERS.javascript(calls).replace('const statuses = []', 'const statuses: Promise<number>[] = []'),
  python: (calls) => `import concurrent.futures
calls = json.loads('''${JSON.stringify(calls)}''')
order = json.loads('''${JSON.stringify(ORDER)}''')
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(json.dumps(list(pool.map(lambda call: qamera("${KEY}", call[1], call[0], order if call[0] == "POST" else None)[0], calls))))`,
  php: (calls) => `$client = new Qamera('${KEY}');
$statuses = [];
foreach (json_decode('${JSON.stringify(calls)}') as [$method, $path]) {
    $statuses[] = $client->call($path, $method, $method === 'POST' ? json_decode('${JSON.stringify(ORDER)}') : null)[0];
}
echo json_encode($statuses);`,
  bash: (calls) =>
    `QAMERA_KEY='${KEY}'\nstatuses=()\n${calls
      .map(
        ([method, path]) =>
          `qamera ${method} '${path}' ${method === 'POST' ? `'${JSON.stringify(ORDER)}'` : ''}; statuses+=($QAMERA_STATUS)`,
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

async function statusesOf(language: SnippetLanguage, calls: Call[]): Promise<number[]> {
  const { file, command } = RUNNERS[language];
  const base = `${sandbox.url}/api/external`;
  const text = snippetOf(language, { base, limit: 5, windowMs: 700, firstWaitMs: 60, unavailableMs: 120 });
  const path = join(folder, `${language}-${file}`);
  writeFileSync(path, `${text}\n${DRIVERS[language](calls)}\n`);
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
});
