// The catalogue is held to its source, its test and its line in docs/errors.md.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue, endpoints, LINKS } from '../../src/catalogue/index.ts';
import { diagnosis } from '../../src/words/en/diagnosis.ts';
import { english } from '../../src/words/en/index.ts';
import { say } from '../../src/words/phrase.ts';
import { cases } from '../catalogue/cases.ts';
import { errorsPage, lineOf, PAGE } from '../docs/errors-page.ts';

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));
const page = readFileSync(PAGE, 'utf8');

const waitOf = (id: string): unknown => catalogue.find((entry) => entry.id === id)?.wait;

describe.each(catalogue.map((entry) => [entry.id, entry] as const))('entry %s', (id, entry) => {
  it('stands once', () => {
    expect(catalogue.filter((other) => other.id === id)).toHaveLength(1);
  });
  it('has a source with its date, or says that it has none', () => {
    expect(entry.source === null).toBe(entry.standing === 'undocumented');
    expect(entry.asOf).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/);
  });
  it('has a test of its own', () => {
    expect(cases.some((one) => one.entry === id)).toBe(true);
  });
  it('has its line in docs/errors.md', () => {
    expect(page.split('\n')).toContain(lineOf(entry));
  });
  it('says what happened, and for an error why and what to do', () => {
    const phrases = [entry.what, ...entry.causes, ...entry.steps.map(({ says }) => says)];
    for (const phrase of phrases) expect(say(english, phrase)).toMatch(/^[A-Z].{10}/);
    expect(entry.retryClass === 'none' || (entry.causes.length > 0 && entry.steps.length > 0)).toBe(true);
  });
  it('waits only where a repeat may help, and upwards', () => {
    const { minMs, maxMs } = entry.wait ?? { minMs: 1, maxMs: 1 };
    expect(entry.wait === null || entry.retryClass === 'safe').toBe(true);
    expect(minMs > 0 && minMs <= maxMs && maxMs <= 60_000).toBe(true);
  });
  it('links only to addresses that the documentation gives', () => {
    const known: string[] = Object.values(LINKS);
    const links = entry.steps.flatMap(({ link }) => link ?? []);
    expect(links.filter((link) => !known.includes(link) && link !== `${LINKS.plugin}/errors/${entry.code}`)).toEqual([]);
  });
});

describe('the whole', () => {
  it('docs/errors.md is what the catalogue gives: run `npm run docs`', () => {
    expect(page).toBe(errorsPage());
  });
  it('tests no entry that is gone', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    expect(cases.map(({ entry }) => entry).filter((id) => !ids.has(id))).toEqual([]);
  });
  it('covers every documented status and code of the fact sheet', () => {
    const external = catalogue
      .filter(({ surface, standing }) => surface === 'external' && standing === 'official')
      .map(({ status }) => status);
    expect(external).toEqual([400, 401, 402, 403, 404, 429, 500, 502, 503]);
    const official = catalogue
      .filter(({ code, standing }) => code !== undefined && standing === 'official')
      .map(({ status, code }) => `${status} ${code}`);
    expect(official).toEqual([
      '400 invalid_input',
      '401 unauthorized',
      '402 quota_exceeded',
      '403 forbidden',
      '409 idempotency_conflict',
      '409 job_not_cancelable',
      '410 output_unavailable',
      '422 content_policy_violation',
      '429 rate_limit_exceeded',
      '429 concurrency_limit_exceeded',
      '502 generation_failed',
    ]);
  });
  it('keeps the documented waits: 503 as said, 502 a few seconds, 500 short', () => {
    expect([waitOf('external-500'), waitOf('external-502'), waitOf('external-503')]).toEqual([
      { minMs: 2_000, maxMs: 5_000 },
      { minMs: 3_000, maxMs: 5_000 },
      { minMs: 30_000, maxMs: 60_000 },
    ]);
  });
  it('calls no GET paid and no generation free', () => {
    expect(endpoints.filter(({ method, credits }) => method === 'GET' && credits !== 'free')).toEqual([]);
    expect(
      endpoints.filter(({ second, credits }) => second === 'pays' && credits !== 'reserves' && credits !== 'presumably-reserves'),
    ).toEqual([]);
    expect(
      endpoints
        .filter(({ template, method }) => /register-|jobs$|batch$|clone$/.test(template) && method === 'POST')
        .every(({ second }) => second === 'pays'),
    ).toBe(true);
  });
  it('uses every sentence of words/en/diagnosis.ts', () => {
    const rooms = ['catalogue', 'core', 'core/evidence'];
    const code = rooms
      .flatMap((room) =>
        readdirSync(SOURCE + room)
          .filter((name) => name.endsWith('.ts'))
          .map((name) => readFileSync(`${SOURCE}${room}/${name}`, 'utf8')),
      )
      .join('\n');
    expect(Object.keys(diagnosis).filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });
});
