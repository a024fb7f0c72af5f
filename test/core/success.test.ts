import { describe, expect, it } from 'vitest';
import { classify, isFailure } from '../../src/core/classify.ts';
import type { Observation } from '../../src/core/observation.ts';
import { answered, PAID, PAID_PLUGIN } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

const JOB = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin', path: '/jobs/j1' } as const;
const job = (body: object): Observation => answered(200, body, JOB);

const causeIds = (code: string): string[] =>
  classify(job({ id: 'j1', status: 'failed', error: code })).causes.map(({ says }) => says.id);
const batch = (results: unknown): ReturnType<typeof classify> =>
  classify(answered(207, { results }, { ...PAID_PLUGIN, path: '/jobs/batch' }));

const anItem = (code: string, en: string): object => ({ status: 'failed', error: { code, message_i18n: { en } } });

describe('healthy answers', () => {
  it.each([
    ['a list', answered(200, { products: [{ id: 'p', status: 'UPLOADED' }], count: 1 })],
    ['a job without error', job({ id: 'j1', status: 'completed', error: null })],
    [
      'a job between attempts, with the error of the last one',
      job({ id: 'j1', status: 'retry_pending', error: { code: 'generation_failed' } }),
    ],
    ['a cancelled job', job({ id: 'j1', status: 'cancelled', error: null })],
    [
      'a list that holds failed jobs',
      answered(200, { jobs: [{ id: 'a', status: 'failed', error: { code: 'x' } }] }, { ...JOB, path: '/jobs' }),
    ],
    ['an empty error', answered(200, { error: '' })],
    ['error: {}', answered(200, { error: {} })],
    [
      '204 without a body',
      anObservation({
        ...JOB,
        status: 204,
        method: 'POST',
        path: '/jobs/j1/accept',
        responseBody: { text: null, truncated: false, missing: 'empty' },
      }),
    ],
    ['a body nobody read', anObservation()],
    [
      'a body cut by our own cap',
      anObservation({ responseBody: { text: '{"products": [{"id": ', truncated: true, missing: null } }),
    ],
    ['a picture', answered(200, 'GIF89a', { responseHeaders: [['content-type', 'image/gif']] })],
    ['text of an unknown endpoint', answered(200, 'pong', { path: '/ping', responseHeaders: [['content-type', 'text/plain']] })],
    [
      'an empty 200 that names a length: it was not read',
      anObservation({
        responseHeaders: [['content-length', '7']],
        responseBody: { text: null, truncated: false, missing: 'empty' },
      }),
    ],
    [
      '207 with all items taken',
      answered(207, { results: [{ status: 'created' }, { status: 'existing' }] }, { ...PAID_PLUGIN, path: '/jobs/batch' }),
    ],
    [
      'created images',
      answered(200, { results: [{ status: 'created', error: null }] }, { ...JOB, method: 'POST', path: '/images' }),
    ],
  ])('%s', (_, observation) => {
    const said = classify(observation);
    expect(said).toMatchObject({ category: 'unknown', entry: 'ok', repeat: { verdict: 'none' }, causes: [], do: [] });
    expect(isFailure(said)).toBe(false);
  });
});

describe('a failed job in a 200', () => {
  it.each([
    [
      'an object',
      { code: 'generation_failed', message_i18n: { en: 'Provider.' } },
      { code: 'generation_failed', message: 'Provider.' },
    ],
    ['a type', { type: 'PREPARE_PHOTOS_FAILED', message: 'No.' }, { code: 'PREPARE_PHOTOS_FAILED', message: 'No.' }],
    ['a bare word', 'PREPARE_PHOTOS_TIMEOUT', { code: 'PREPARE_PHOTOS_TIMEOUT', message: 'PREPARE_PHOTOS_TIMEOUT' }],
    ['a sentence', 'It broke.', { message: 'It broke.' }],
    ['nothing', null, {}],
  ])('with %s as its error', (_, error, facts) => {
    const said = classify(job({ id: 'j1', status: 'failed', error }));
    expect(said).toMatchObject({ category: 'job-failed', repeat: { verdict: 'fix-first' }, wait: null });
    expect(said.facts).toEqual({ jobId: 'j1', ...facts });
  });
  it('a permanent one says so', () => {
    expect(causeIds('PLUGIN_JOB_MISSING_CATALOG_ENTRY')).toEqual(['cause.job-code', 'cause.job-permanent']);
    expect(causeIds('SOME_OTHER_THING')).toEqual(['cause.job-code']);
  });
  it('wrapped, or a failed order', () => {
    expect(classify(job({ job: { id: 'j1', status: 'failed' } })).category).toBe('job-failed');
    expect(classify(answered(200, { id: 'o1', status: 'FAILED' }, { ...JOB, path: '/orders/o1' }))).toMatchObject({
      category: 'job-failed',
      facts: { orderId: 'o1' },
    });
  });
});

describe('a failed job whose code names what to change', () => {
  it.each([
    ['PREPARE_PHOTOS_FAILED', 'do.job-check-photos'],
    ['PREPARE_PHOTOS_TIMEOUT', 'do.job-check-photos'],
    ['PLUGIN_JOB_MISSING_CATALOG_ENTRY', 'do.job-check-catalog'],
    ['content_policy_violation', 'do.change-content'],
  ])('%s: that before a new job', (type, step) => {
    const steps = classify(job({ id: 'j1', status: 'failed', error: { type } })).do.map(({ says }) => says.id);
    expect(steps).toEqual([step, 'do.submit-again-if-needed', 'do.read-credits']);
  });
  it.each(['generation_failed', 'of_no_page'])('%s: just a new job', (type) => {
    const steps = classify(job({ id: 'j1', status: 'failed', error: { type } })).do.map(({ says }) => says.id);
    expect(steps).toEqual(['do.submit-again-if-needed', 'do.read-credits']);
  });
});

describe('items of a 207', () => {
  it('one cause names the category, several are a failed job', () => {
    const quota = { status: 'failed', error: { code: 'quota_exceeded' } };
    expect(batch([{}, quota, quota])).toMatchObject({
      category: 'insufficient-credits',
      facts: { failedItems: [1, 2], code: 'quota_exceeded' },
    });
    const mixed = batch([quota, { status: 'failed', error: { code: 'invalid_input' } }]);
    expect(mixed).toMatchObject({ category: 'job-failed', facts: { failedItems: [0, 1] } });
    expect(mixed.facts.code).toBeUndefined();
  });
  it.each([[{ status: 422 }], [{ ok: false }], [{ success: false }], [{ error: 'x' }], [{ status: 'rejected' }]])(
    '%j is a failed item',
    (item) => {
      expect(batch([{ status: 'created' }, item]).facts.failedItems).toEqual([1]);
    },
  );
  it('shares only what all the failed items say', () => {
    expect(batch([anItem('invalid_input', 'a'), anItem('invalid_input', 'b')]).facts).toEqual({
      failedItems: [0, 1],
      code: 'invalid_input',
    });
    expect(batch([anItem('invalid_input', 'a'), anItem('forbidden', 'a')]).facts).toEqual({ failedItems: [0, 1], message: 'a' });
  });
  it('all of them: nothing was taken', () => {
    const said = batch([{ status: 'failed', error: { code: 'invalid_input' } }]);
    expect(said.repeat).toEqual({ verdict: 'fix-first', reason: { id: 'repeat.same-fails' } });
    expect(said.do.map(({ says }) => says.id)).toEqual(['do.fix-request']);
  });
  it('of a body that was cut the number of items is not known', () => {
    const cut = answered(207, { results: [{ status: 'failed' }] }, { ...PAID_PLUGIN, path: '/jobs/batch' });
    expect(classify({ ...cut, responseBody: { ...cut.responseBody, truncated: true } }).what.id).toBe('what.items-failed');
  });
  it('says how many, and never that the whole may be repeated', () => {
    const said = batch([{ job_id: 'a' }, { status: 'failed', error: { code: 'rate_limit_exceeded' } }]);
    expect(said.what).toEqual({ id: 'what.items-failed-of', values: { failed: 1, total: 2 } });
    expect(said.repeat).toEqual({ verdict: 'retry', reason: { id: 'repeat.items-later' } });
    const lacking = batch([{ job_id: 'a' }, { status: 'failed', error: { code: 'quota_exceeded' } }]);
    expect(lacking.repeat).toEqual({ verdict: 'fix-first', reason: { id: 'repeat.items' } });
  });
});

describe('a relay that answers 200', () => {
  it("gives the API's own status and values", () => {
    const said = classify(
      answered(200, { ok: false, code: 'quota_exceeded', status: 402, error: 'Required: 5, available: 1' }, { ...PAID_PLUGIN }),
    );
    expect(said).toMatchObject({ category: 'insufficient-credits', facts: { code: 'quota_exceeded', creditsShort: 4 } });
    expect(said.causes[0]?.says.id).toBe('cause.relay-carries');
  });
  it('without a status keeps the category of its code', () => {
    expect(classify(answered(200, { ok: false, code: 'rate_limit_exceeded' }, JOB))).toMatchObject({
      category: 'rate-limited',
      entry: 'relay-error',
    });
  });
  it('ok: true is healthy', () => {
    expect(classify(answered(200, { ok: true, status: 500 })).repeat.verdict).toBe('none');
  });
});

describe('pages where JSON was due', () => {
  it.each([
    ['a login page', '<!DOCTYPE html><html><title>Log in to Qamera</title></html>', 'login-page'],
    ['a password field', '<html><input type=password>', 'login-page'],
    ['an app', '\n<!doctype html><div id="root"></div>', 'html-page'],
    ['a comment first', '<!-- built --><html></html>', 'html-page'],
  ])('%s', (_, text, entry) => {
    expect(classify(answered(200, text))).toMatchObject({ entry, category: 'unexpected-body', facts: {} });
  });
  it('HTML by its type alone, when the body was not read', () => {
    expect(classify(anObservation({ responseHeaders: [['content-type', 'text/html; charset=utf-8']] })).entry).toBe('html-page');
  });
  it('a paid POST answered with a page may have been carried out', () => {
    expect(classify(answered(200, '<html></html>', PAID)).repeat).toMatchObject({ verdict: 'check-first', lookIn: '/packshots' });
  });
});

describe('an answer that is lost', () => {
  const EMPTY = { text: null, truncated: false, missing: 'empty' } as const;
  it('an empty 200 to a GET may be asked again, with or without a length', () => {
    expect(classify(anObservation({ responseBody: EMPTY }))).toMatchObject({ entry: 'empty-body', repeat: { verdict: 'retry' } });
  });
  it.each([200, 201])('an empty %s to a paid POST was carried out: its ids are looked for', (status) => {
    const said = classify(anObservation({ ...PAID, status, responseBody: EMPTY }));
    expect(said).toMatchObject({
      category: 'unexpected-body',
      repeat: { verdict: 'check-first', lookIn: '/packshots', reason: { id: 'repeat.was-carried-out' } },
    });
  });
  it.each(['{"products":[{"id":', '{"products":[{"id":7', '{"products":[{"id":"p'])('JSON that breaks off: %s', (text) => {
    expect(classify(answered(200, text))).toMatchObject({ entry: 'cut-json', repeat: { verdict: 'retry' } });
    expect(classify(answered(200, text, PAID))).toMatchObject({ entry: 'cut-json', repeat: { verdict: 'check-first' } });
  });
  it('what is no JSON at all does not break off', () => {
    expect(classify(answered(200, '{"products": oops}')).entry).toBe('not-json');
  });
});
