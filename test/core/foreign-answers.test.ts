// Answers that the API did not word, or worded against their status: what may be said of them, by example.
import { describe, expect, it } from 'vitest';
import { advise } from '../../src/core/advise.ts';
import { sightKey } from '../../src/core/capture/key-sighting.ts';
import { classify } from '../../src/core/classify.ts';
import type { Observation } from '../../src/core/observation.ts';
import { anObservation } from '../support/observations.ts';
import { english } from '../../src/words/en/index.ts';
import { say } from '../../src/words/phrase.ts';
import { answered, external, PAID, PAID_PLUGIN, plugin } from '../catalogue/cases.ts';

const stepIds = (observation: Observation): string[] => classify(observation).do.map(({ says }) => says.id);
const PAGE = '<!doctype html><title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>';

describe('a page where the envelope of the API was due', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'unknown'],
  ])('%i names what stands in front, and no scope', (status, category) => {
    const said = classify(answered(status, PAGE, PAID));
    expect(said).toMatchObject({ category, documented: { status: 'undocumented', source: null } });
    expect(said.causes[0]).toMatchObject({ says: { id: 'cause.not-the-api' }, evidence: 'seen' });
    expect(said.do[0]?.says.id).toBe('do.look-in-front');
    expect(say(english, said.what)).toMatch(/firewall, proxy or gateway/);
    expect(JSON.stringify([said.causes, said.do])).not.toContain('scope');
  });
  it.each([502, 503])('%i: no page describes it, and its documented causes stay unseen', (status) => {
    const said = classify(answered(status, PAGE, PAID));
    expect(said.documented).toEqual({ status: 'undocumented', source: null });
    expect(said.causes.map(({ evidence }) => evidence)).toEqual(['seen', ...said.causes.slice(1).map(() => 'unseen')]);
    expect(stepIds(answered(status, PAGE, PAID)).slice(0, 2)).toEqual(['do.look-first', 'do.look-in-front']);
  });
  it('the form of the API keeps its page and its scope', () => {
    const said = classify(answered(403, { error: 'Forbidden.' }, PAID));
    expect(said).toMatchObject({ category: 'missing-scope', documented: { status: 'surface' } });
    expect(said.do.map(({ says }) => says.id)).not.toContain('do.look-in-front');
  });
});

describe('the network in front of the API (52x)', () => {
  it.each([520, 521, 523, 525, 526, 530])('%i is not said to pass by itself', (status) => {
    expect(stepIds(answered(status, ''))).not.toContain('do.usually-passes');
  });
  it('a 502 of the API is', () => {
    expect(stepIds(external(502, 'External service returned an unexpected response.'))).toContain('do.usually-passes');
  });
});

describe('a Plugin code of no source', () => {
  const strange = (retryable: boolean) =>
    classify(answered(400, { error: { code: 'weird_code', message_i18n: { en: 'No.' }, retryable } }, PAID_PLUGIN));
  it('is not documented by the page of its status', () => {
    expect(strange(false)).toMatchObject({ facts: { code: 'weird_code' }, documented: { status: 'undocumented', source: null } });
    expect(classify(plugin(400, 'invalid_input', 'No.', PAID_PLUGIN)).documented.status).not.toBe('undocumented');
  });
  it('says where its own flag differs from its status', () => {
    const ids = (retryable: boolean): string[] => strange(retryable).causes.map(({ says }) => says.id);
    expect(ids(true)).toContain('cause.retryable-differs');
    expect(ids(false)).not.toContain('cause.retryable-differs');
  });
});

describe('Retry-After in the steps', () => {
  it.each(['rate_limit_exceeded', 'concurrency_limit_exceeded'])('%s: only where the answer carries it', (code) => {
    expect(stepIds(plugin(429, code, 'Slow down.'))).not.toContain('do.obey-retry-after');
    expect(stepIds(plugin(429, code, 'Slow down.', { responseHeaders: [['retry-after', '9']] }))).toContain(
      'do.obey-retry-after',
    );
    expect(stepIds(plugin(429, code, 'Slow down.')).length).toBeGreaterThan(0);
  });
});

describe('a 401 in a file without a key header', () => {
  const key = { ...anObservation().key, via: 'none', shape: 'absent', keyId: null, shown: '' } as const;
  it('says how to send one, and keeps to the words of the API', () => {
    const said = classify(external(401, 'Invalid API key.', { key, source: 'file' }));
    expect(said.do[0]?.says.id).toBe('do.send-key');
    expect(said.what.id).toBe('what.unauthorized');
  });
});

describe('a 404 that no id explains', () => {
  it('of a list: nothing is said of ids', () => {
    const said = classify(external(404, 'Not found.', { path: '/products', method: 'GET' }));
    expect(said.causes.map(({ says }) => says.id)).toEqual(['cause.list-no-id']);
    expect(said.do.map(({ says }) => says.id)).toEqual(['do.check-path']);
  });
  it('of a list with an id in its query: the id stays', () => {
    const said = classify(external(404, 'Not found.', { path: '/image-picker', query: [['productId', 'p7']] }));
    expect(said.causes.map(({ says }) => says.id)).toEqual(['cause.id-sent']);
  });
  it.each([
    ['/products/p7', 'Product not found.', 'p7'],
    ['/models/m%207', 'Model was not found', 'm 7'],
    ['/jobs/j1', 'Photo shoot image not found', 'j1'],
  ])('of %s, where the API looked for the thing: its id, not its address', (path, message, value) => {
    const said = classify(external(404, message, { path }));
    expect(said.causes.map(({ says }) => says)).toEqual([{ id: 'cause.id-sent', values: { field: '', value } }]);
    expect(said.do.map(({ says }) => says.id)).toEqual(['do.check-id']);
  });
  it.each(['Not found.', 'Page not found', 'The requested path was not found'])(
    'of an unknown path that says no more: %s',
    (message) => {
      const said = classify(external(404, message, { path: '/products/p7' }));
      expect(said.causes[0]?.says.id).toBe('cause.path-other-surface');
      expect(said.do[0]?.says.id).toBe('do.check-path');
    },
  );
  it('of a page at a misspelt path: the path before what may stand in front', () => {
    const said = classify(answered(404, PAGE, { path: '/product' }));
    expect(said.do.slice(0, 2).map(({ says }) => says.id)).toEqual(['do.use-path', 'do.look-in-front']);
  });
  it.each([[''], [null], [['a is bad']]])('whose error is %j: nobody else is suspected', (error) => {
    const said = classify(answered(400, { error }, { path: '/products' }));
    expect(said).toMatchObject({ category: 'bad-request', what: { id: 'what.bad-request' }, facts: {} });
    expect(said.causes.map(({ says }) => says.id)).not.toContain('cause.not-the-api');
  });
  it.each([
    ['external', 'https://qamera.ai/api/external', 'https://app.qamera.ai/api/external'],
    ['plugin', 'https://app.qamera.ai/api/v1/plugin', 'https://qamera.ai/api/v1/plugin'],
  ] as const)('%s on the host of the other API: the base first', (surface, base, known) => {
    const [first] = classify(answered(404, PAGE, { surface, base, url: `${base}/products`, path: '/products' })).causes;
    expect(first).toMatchObject({ says: { id: 'cause.base-other-host', values: { base, known } }, evidence: 'seen' });
  });
});

describe('a 207 whose failed items', () => {
  const batch = (...results: unknown[]): Observation =>
    answered(207, { results: [{ status: 200, id: 'j1' }, ...results] }, { ...PAID_PLUGIN, path: '/jobs/batch' });
  const failing = (code: string, more: object = {}): unknown => ({ error: { code, ...more } });
  it.each([
    [batch(failing('rate_limit_exceeded'), failing('rate_limit_exceeded'))],
    [batch(failing('weird_code', { retryable: true }))],
  ])('may all pass: those may be sent again (%#)', (observation) => {
    const said = classify(observation);
    expect(said.repeat).toEqual({ verdict: 'retry', reason: { id: 'repeat.items-later' } });
    expect(said.documented).toEqual({ status: 'undocumented', source: null });
    expect(said.do[0]?.says.id).toBe('do.send-failed-items-only');
    const plan = advise({
      observation,
      classification: said,
      window: null,
      attempts: [],
      incident: null,
      now: 5_000,
      dice: 0,
    });
    expect(plan.notBefore).not.toBeNull();
  });
  it('do not all pass: something must change first', () => {
    const said = classify(batch(failing('rate_limit_exceeded'), failing('quota_exceeded')));
    expect(said.repeat.verdict).toBe('fix-first');
    const flagged = classify(batch(failing('rate_limit_exceeded', { retryable: false })));
    expect(flagged.repeat.verdict).toBe('fix-first');
  });
  it('lack credits: the page that says so is named', () => {
    expect(classify(batch(failing('quota_exceeded'))).documented.source).toBe('plugin-api/errors/quota_exceeded');
  });
});

describe('words that differ from the status', () => {
  it.each([503, 500, 429])('%i that speaks of credits: its own words are told as seen', (status) => {
    const message = 'Insufficient credits. Required: 5, available: 2.';
    expect(classify(external(status, message, PAID)).causes[0]).toMatchObject({
      says: { id: 'cause.answer-says', values: { message } },
      evidence: 'seen',
    });
  });
  it('words that fit their status are not told twice', () => {
    const fit = classify(external(503, 'No active generator available. Please try again later.', PAID));
    expect(fit.causes.map(({ says }) => says.id)).not.toContain('cause.answer-says');
  });
});

describe('a key header without a key', () => {
  const withHeader = (value: string): Observation =>
    external(401, 'Invalid API key.', { key: sightKey([{ name: 'X-Api-Key', value }], 'https://a.example/', 's') });
  it.each(['', 'undefined', 'null', 'mk_live_7f3a2b1c'])('%j is not called revoked', (value) => {
    const said = classify(withHeader(value));
    expect(said.causes[0]?.evidence).toBe('seen');
    expect(said.causes.map(({ says }) => says.id)).not.toContain('cause.key-revoked-unseen');
  });
  it.each(['undefined', 'null'])('%s is named', (word) => {
    expect(say(english, classify(withHeader(word)).causes[0]!.says)).toContain(`“${word}”`);
  });
  it('other text stays hidden', () => {
    expect(JSON.stringify(classify(withHeader('hunter2hunter2')))).not.toContain('hunter2');
  });
});
