// Writes docs/errors.md from the catalogue. Run through `npm run docs`; test/project/catalogue.test.ts fails when the page is old.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue, type CatalogueEntry, type Endpoint, endpoints } from '../../src/catalogue/index.ts';
import { english } from '../../src/words/en/index.ts';
import { type Phrase, say } from '../../src/words/phrase.ts';

export const PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

const REPEAT: Record<CatalogueEntry['retryClass'], string> = {
  safe: 'may succeed later',
  'after-change': 'only after a change',
  never: 'never',
  'ask-support': 'ask support',
  none: 'not an error',
};
const STARTED: Record<CatalogueEntry['started'], string> = { no: 'not started', unknown: 'may have started', yes: 'done' };
const SECTIONS: readonly [string, (entry: CatalogueEntry) => boolean][] = [
  ['External API, by status', ({ surface, standing }) => surface === 'external' && standing === 'official'],
  ['Plugin API, by error code', ({ id }) => id.startsWith('plugin-')],
  ['Statuses that no page describes', ({ id }) => id.startsWith('http-')],
  ['No usable answer', ({ failure }) => failure !== undefined],
  ['Success statuses', ({ id }) => !/^(?:external|plugin|http|network)-/.test(id)],
];

const sentences = (phrases: Phrase[]): string => phrases.map((phrase) => say(english, phrase)).join('<br>');

/** The line of one entry; its id stands first, so that it can be found. */
export function lineOf(entry: CatalogueEntry): string {
  const { id, category, retryClass, started, wait, waitSaid, standing, source, asOf, what, causes, steps, code, status } = entry;
  const selects = [status, code === undefined ? undefined : `\`${code}\``].filter((part) => part !== undefined).join(' ');
  const seconds = wait ? `${wait.minMs / 1000}-${wait.maxMs / 1000} s` : '';
  const waits = [waitSaid, seconds === waitSaid ? '' : seconds].filter((part) => part).join(': ');
  const origin = source === null ? 'undocumented' : `${source}, ${standing === 'official' ? asOf : `client only, ${asOf}`}`;
  const todo = steps
    .map(({ says, link }) => (link === undefined ? say(english, says) : `[${say(english, says)}](${link})`))
    .join('<br>');
  const cells = [
    `\`${id}\``,
    selects,
    category,
    say(english, what),
    sentences(causes),
    todo,
    `${REPEAT[retryClass]}; work ${STARTED[started]}`,
    waits,
    origin,
  ];
  return row(cells);
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => (cell === '' ? '-' : cell.replaceAll('|', String.raw`\|`))).join(' | ')} |`;
const head = (titles: readonly string[]): string => `${row(titles)}\n${row(titles.map(() => '---'))}`;

const EFFECT: Record<Endpoint['second'], string> = {
  pays: 'pays again',
  creates: 'makes another',
  spares: 'leaves an unused copy at most',
  deduplicates: 'found again by `external_ref`',
  settles: 'the same again',
};
function endpointLine({ surface, method, template, credits, second, fields, either = [], statuses, page }: Endpoint): string {
  const named = fields.map(
    ({ path, required, max }) => `${required ? `**${path}**` : path}${max === undefined ? '' : ` (at most ${max})`}`,
  );
  const groups = either.map((group) => `one of **${group.join('**, **')}**`);
  const effect = method === 'POST' ? EFFECT[second] : '';
  return row([
    `\`${method} ${template}\``,
    surface,
    credits,
    effect,
    [...groups, ...named].join(', '),
    statuses?.join(', ') ?? 'not seen',
    page ?? '',
  ]);
}

/** The whole page. Pure but for the modules it reads. */
export function errorsPage(): string {
  const parts = [
    '# Errors of the Qamera AI API, as this product knows them',
    '',
    'Generated from `src/catalogue` by `npm run docs`: change the data, not this page.',
    '',
    'Causes listed here are the documented ones, which cannot be seen from outside; what a request itself shows is told first',
    '(`src/core/evidence`). Whether a repeat is safe depends on method, endpoint and idempotency key too (`src/core/repeat-safety.ts`):',
    'a call that may have started and may cost credits is never called safe to repeat.',
  ];
  const titles = ['Entry', 'Status, code', 'Category', 'What happened', 'Causes', 'What to do', 'Repeat', 'Wait', 'Source'];
  for (const [title, belongs] of SECTIONS) {
    parts.push('', `## ${title}`, '', head(titles), ...catalogue.filter(belongs).map(lineOf));
  }
  parts.push(
    '',
    '## Endpoints',
    '',
    'Bold fields are required. An endpoint that is not listed is not wrong: its page was not seen.',
    '',
  );
  parts.push(
    head(['Endpoint', 'Surface', 'Credits', 'A second POST', 'Fields', 'Statuses of its page', 'Source']),
    ...endpoints.map(endpointLine),
  );
  return `${parts.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = errorsPage();
  const isOld = ((): boolean => {
    try {
      return readFileSync(PAGE, 'utf8') !== page;
    } catch {
      return true;
    }
  })();
  if (isOld) writeFileSync(PAGE, page);
  console.log(isOld ? 'docs/errors.md written.' : 'docs/errors.md is up to date.');
}
