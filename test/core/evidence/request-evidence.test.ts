// Every cause of the diagnosis issue, point 2: by what the request shows, and silent where it shows nothing.
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/core/classify.ts';
import type { KeySighting, Observation, RequestBody } from '../../../src/core/observation.ts';
import type { Header, Json } from '../../../src/core/units.ts';
import { english } from '../../../src/words/en/index.ts';
import { say } from '../../../src/words/phrase.ts';
import { answered, external, PAID, PAID_PLUGIN, plugin } from '../../catalogue/cases.ts';
import { anObservation } from '../../support/observations.ts';

type Parts = Partial<Observation>;
/** What is seen, as `where: sentence`. */
const seenIn = (observation: Observation): string[] =>
  classify(observation)
    .causes.filter(({ evidence }) => evidence === 'seen')
    .map(({ where, says }) => `${where}: ${say(english, says)}`);
const unseenIn = (observation: Observation): string[] =>
  classify(observation)
    .causes.filter(({ evidence }) => evidence === 'unseen')
    .map(({ says }) => says.id);

const JSON_TYPE: Header[] = [['content-type', 'application/json']];
const withBody = (value: Json, path = '/packshots/register-ideas', cut = false): Observation =>
  anObservation({ status: 400, method: 'POST', path, requestHeaders: JSON_TYPE, requestBody: { kind: 'json', value, cut } });
const withRaw = (requestBody: RequestBody, more: Parts = {}): Observation =>
  anObservation({ ...PAID, status: 400, requestBody, requestHeaders: JSON_TYPE, ...more });
const withKey = (key: Partial<KeySighting>, more: Parts = {}): Observation =>
  external(401, 'Invalid API key.', { key: { ...anObservation().key, ...key }, ...more });

const aForm = (fields: string[], type: string): Observation =>
  withRaw({ kind: 'form', fields, multipart: true }, { path: '/presets', requestHeaders: [['content-type', type]] });
const seenOnPlugin = (path: string, value: Json): string[] =>
  seenIn(plugin(400, 'invalid_input', 'Bad.', { ...PAID_PLUGIN, path, requestBody: { kind: 'json', value, cut: false } })).slice(
    1,
  );
const seenInQuery = (query: Header[], path = '/models'): string[] => seenIn(answered(400, '', { path, query }));
const alarmsOf = (parts: Parts): string[] => classify(anObservation(parts)).alarms.map(({ id }) => id);

const firstSteps = (observation: Observation): string[] => classify(observation).do.map(({ says }) => say(english, says));
const stepIds = (observation: Observation): string[] => classify(observation).do.map(({ says }) => says.id);

describe('the key', () => {
  it.each([
    [
      { via: 'none', shape: 'absent', keyId: null, shown: '' },
      'headers: No key header was sent: neither X-Api-Key nor Authorization.',
    ],
    [{ shape: 'empty' }, 'header X-Api-Key: The key header was sent, but it is empty.'],
    [
      { shape: 'no-secret', shown: 'mk_live_7f3a2b1c' },
      'header X-Api-Key: The key stops before its secret. A whole key reads mk_live_<id>.<secret>.',
    ],
    [
      { shape: 'decorated' },
      'header X-Api-Key: The key is in quotes, between blanks, or after a word that does not belong in X-Api-Key.',
    ],
    [{ shape: 'wrong-prefix', shown: '#9c1f02ab' }, 'header X-Api-Key: The value does not read mk_live_<id>.<secret>.'],
    [
      { shape: 'wrong-scheme', via: 'authorization' },
      'header Authorization: Authorization was sent without the word Bearer before the key.',
    ],
    [{ conflict: true, via: 'both' }, 'headers: X-Api-Key and Authorization were sent with different values; X-Api-Key wins.'],
    [{ via: 'query', inUrl: true }, 'query: The key is in the address; the API reads it from a header.'],
  ] as [Partial<KeySighting>, string][])('%j', (key, cause) => {
    expect(seenIn(withKey(key))).toEqual([cause]);
  });
  it('a key that looks right, or that nobody saw, is not accused', () => {
    expect(seenIn(withKey({}))).toEqual([]);
    expect(seenIn(withKey({ via: 'unseen', shape: 'unseen', keyId: null, shown: '' }))).toEqual([]);
    expect(unseenIn(withKey({}))).toEqual(['cause.key-typo-unseen', 'cause.key-revoked-unseen']);
  });
  it('in a file the absence of a header proves less', () => {
    const said = classify(withKey({ via: 'none', shape: 'absent', keyId: null }, { source: 'file' }));
    expect(said.causes[0]?.says.id).toBe('cause.key-absent-in-file');
    expect(said.what.id).toBe('what.unauthorized');
    expect(classify(withKey({ via: 'none', shape: 'absent', keyId: null })).what.id).toBe('what.key-absent');
  });
  it('on Plugin: only X-Api-Key, and no ordinary key', () => {
    const observation = plugin(401, 'unauthorized', 'No.', { key: { ...anObservation().key, via: 'authorization' } });
    expect(seenIn(observation)).toEqual([
      'header Authorization: The key was sent as Authorization; for the Plugin API only X-Api-Key is documented.',
    ]);
    expect(unseenIn(observation)[0]).toBe('cause.key-ordinary-unseen');
  });
});

describe('what other calls showed', () => {
  const refused = plugin(401, 'unauthorized', 'No.');
  it('a key that works on External alone is an ordinary one', () => {
    const causes = classify(refused, { keyWorksOn: ['external'], usedBefore: null, lostBefore: null }).causes;
    expect(causes[0]).toEqual({ says: { id: 'cause.key-ordinary' }, evidence: 'seen', where: 'other calls' });
    expect(causes.map(({ says }) => says.id)).not.toContain('cause.key-ordinary-unseen');
  });
  it('one that worked on Plugin, or was not seen to work, is not accused', () => {
    for (const keyWorksOn of [[], ['plugin'], ['external', 'plugin']] as const) {
      expect(classify(refused, { keyWorksOn, usedBefore: null, lostBefore: null }).causes[0]?.says.id).toBe(
        'cause.key-ordinary-unseen',
      );
    }
    expect(
      classify(external(401, 'No.'), { keyWorksOn: ['external'], usedBefore: null, lostBefore: null }).causes.map(
        ({ says }) => says.id,
      ),
    ).not.toContain('cause.key-ordinary');
  });
});

describe('the step that answers what was seen', () => {
  it.each([
    [withKey({ via: 'none', shape: 'absent', keyId: null }), 'Send the key in the header X-Api-Key.'],
    [withBody({}), 'Add config.product.id to the body.'],
    [withBody({ config: { product: { id: 'p' } }, count: 99 }), 'Send count with at most 50.'],
    [withBody({ config: { product: { id: 'p' } }, cuont: 9 }), 'Rename cuont to count.'],
    [answered(404, '', { path: '/product' }), 'Use /products.'],
    [answered(405, '', { method: 'PUT' }), 'Use GET.'],
    [
      plugin(502, 'generation_failed', 'x', { ...PAID_PLUGIN }),
      'Before you repeat it, look in GET /jobs for what this call may have made; that is free.',
    ],
    [
      plugin(502, 'generation_failed', 'x', { ...PAID_PLUGIN, requestHeaders: [['idempotency-key', 'k']] }),
      'Repeat it with the same Idempotency-Key and the same body, within 24 hours: the key is not sure to be kept longer.',
    ],
  ])('%#: comes first', (observation, step) => {
    expect(firstSteps(observation)[0]).toBe(step);
  });
  it('a paid call in doubt: look first, and a key for the next time where the API takes one', () => {
    expect(stepIds(answered(502, '', PAID))).toEqual(['do.look-first', 'do.usually-passes', 'do.read-errors']);
    expect(stepIds(answered(502, '', PAID_PLUGIN))).toEqual(['do.look-first', 'do.send-idempotency-key', 'do.usually-passes']);
    expect(stepIds(answered(502, '', { ...PAID_PLUGIN, requestHeaders: null }))).not.toContain('do.send-idempotency-key');
  });
});

describe('the body as a whole', () => {
  it('broken JSON, with the place', () => {
    const broken = withRaw({
      kind: 'broken-json',
      position: 31,
      line: 3,
      column: 5,
      near: '"count": 5,\n}',
      problem: 'trailing-comma',
    });
    expect(say(english, classify(broken).what)).toBe('The request body is not JSON: it breaks at line 3, column 5.');
    expect(seenIn(broken)[0]).toContain('body: The body is not JSON: a comma before the closing bracket at line 3, column 5');
    expect(unseenIn(broken)).toEqual([]);
  });
  it('none, or a form, where JSON is due; JSON where a form is due', () => {
    expect(seenIn(withRaw({ kind: 'none' }))).toEqual(['body: No body was sent; this endpoint takes one.']);
    expect(seenIn(withRaw({ kind: 'form', fields: ['a'], multipart: false }))).toEqual([
      'body: A form was sent; this endpoint takes JSON.',
    ]);
    expect(seenIn(withBody({ name: 'x' }, '/presets'))).toEqual([
      'body: JSON was sent; this endpoint takes multipart/form-data.',
    ]);
    expect(seenIn(withBody([1], '/models/register-ideas'))).toEqual(['body: The body is a list; this endpoint takes an object.']);
  });
  it.each([
    [
      [['content-type', 'text/plain;charset=UTF-8']],
      'header Content-Type: Content-Type is text/plain;charset=UTF-8; this endpoint takes application/json.',
    ],
    [[], 'header Content-Type: No Content-Type was sent; this endpoint takes application/json.'],
  ] as [Header[], string][])('Content-Type %j', (requestHeaders, cause) => {
    expect(seenIn(withRaw(PAID.requestBody ?? { kind: 'none' }, { requestHeaders }))).toEqual([cause]);
    expect(seenIn(withRaw(PAID.requestBody ?? { kind: 'none' }, { requestHeaders, status: 415 }))).toEqual([cause]);
  });
  it('headers that were not seen are not called wrong', () => {
    expect(seenIn(withRaw(PAID.requestBody ?? { kind: 'none' }, { requestHeaders: null }))).toEqual([]);
    expect(seenIn(withRaw({ kind: 'unseen' }))).toEqual([]);
    expect(unseenIn(withRaw({ kind: 'unseen' }))).toEqual([
      'cause.field-missing-unseen',
      'cause.type-wrong-unseen',
      'cause.json-broken-unseen',
    ]);
  });
  it('a form: its missing fields, and a boundary set by hand', () => {
    expect(seenIn(aForm(['name', 'cover'], 'multipart/form-data; boundary=x'))).toEqual([
      'body quantityGuidelines: The body has no quantityGuidelines, which is required.',
      'body qualityGuidelines: The body has no qualityGuidelines, which is required.',
    ]);
    expect(seenIn(aForm(['name', 'quantityGuidelines', 'qualityGuidelines'], 'multipart/form-data'))[0]).toContain(
      'without a boundary',
    );
  });
});

describe('fields', () => {
  it.each([
    [{}, ['body config.product.id: The body has no config.product.id, which is required.']],
    [{ config: { product: {} } }, ['body config.product.id: The body has no config.product.id, which is required.']],
    [{ config: { product: { id: '' } } }, ['body config.product.id: config.product.id is there but empty; it is required.']],
    [{ config: { product: 'p1' } }, ['body config.product: config.product is text ("p1"); it should be an object.']],
    [{ config: { product: { id: 'p' } }, count: 51 }, ['body count: count is 51; the most allowed here is 50.']],
    [{ config: { product: { id: 'p' } }, count: 50 }, []],
    [{ config: { product: { id: 'p' } }, count: '5' }, ['body count: count is text ("5"); it should be a whole number.']],
    [{ config: { product: { id: 'p' } }, count: 2.5 }, ['body count: count is a number (2.5); it should be a whole number.']],
    [
      { config: { prodcut: { id: 'p' } } },
      [
        'body config.product.id: The body has no config.product.id, which is required.',
        'body config.prodcut: config.prodcut is not a known field here; it looks like config.product.',
      ],
    ],
    [
      { productId: 'p', count: 1 },
      [
        'body config.product.id: The body has no config.product.id, which is required.',
        'body productId: productId is not a known field here; it looks like config.product.id.',
      ],
    ],
    [{ config: { product: { id: 'p' } }, Count: 5 }, ['body Count: Count is not a known field here; it looks like count.']],
    [{ config: { product: { id: 'p' } }, somethingElse: 5 }, []],
  ] as [Json, string[]][])('%j', (value, causes) => {
    expect(seenIn(withBody(value))).toEqual(causes);
  });
  it('each endpoint has its own maximum', () => {
    const models = withBody({ preferences: 'x', count: 21 }, '/models/register-ideas');
    expect(seenIn(models)).toEqual(['body count: count is 21; the most allowed here is 20.']);
    expect(seenIn(withBody({ preferences: 'x', count: 20 }, '/models/register-ideas'))).toEqual([]);
  });
  it('one of two', () => {
    expect(seenIn(withBody({ suggestion: 'x' }, '/video-picker/register-videos'))).toEqual([
      'body imageId, generatedImageId: The body has none of imageId, generatedImageId; one of them is required.',
    ]);
    expect(seenIn(withBody({ generatedImageId: 'g' }, '/video-picker/register-videos'))).toEqual([]);
    expect(seenIn(withBody({ imageid: 'g' }, '/video-picker/register-videos')).at(-1)).toContain('it looks like imageId');
  });
  it('what capture masked or cut is neither missing nor wrong', () => {
    expect(seenIn(withBody({ config: '…' }, undefined, true))).toEqual([]);
    expect(seenIn(withBody({ config: { product: '***' }, count: '***' }))).toEqual([]);
    const names = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`field${index}`, 1]));
    expect(seenIn(withBody(names, undefined, true))).toEqual([]);
  });
  it('Plugin bodies: wrapper, ranges, old shape', () => {
    expect(seenOnPlugin('/images', [{ external_ref: 'a' }])).toEqual([
      'body: The body is a list; this endpoint takes an object.',
    ]);
    expect(seenOnPlugin('/images', { images: [{ external_ref: 'a' }, { external_ref: 'b'.repeat(201) }] })[0]).toContain(
      'images.1.external_ref has 201 characters; allowed are 1 to 200',
    );
    expect(seenOnPlugin('/assets/upload', { mode: 'presigned', filename: 'a', size_bytes: 60_000_000 })[0]).toContain(
      'the most allowed here is 52428800',
    );
    expect(seenOnPlugin('/jobs', { job_type: 'photo', image: 'x' })[0]).toContain('with a single job');
  });
  it("the answer's own word comes first", () => {
    expect(
      seenIn(
        external(400, "Validation failed: 'count' must be at most 50.", {
          ...PAID,
          requestBody: { kind: 'json', value: { count: 60 }, cut: false },
        }),
      )[0],
    ).toBe('answer error: The answer names the field: count.');
  });
});

describe('method, path and ids', () => {
  it.each([
    [{ path: '/product' }, 'path: /product is not a known path; the nearest known one is /products.'],
    [
      { path: '/packshot/register-ideas', method: 'POST' },
      'path: /packshot/register-ideas is not a known path; the nearest known one is /packshots/register-ideas.',
    ],
    [{ path: '/photo-shoots' }, 'path: /photo-shoots is not a known path; the nearest known one is /image-picker.'],
    [{ path: '/v1/products' }, 'path: /v1/products is not a known path; the nearest known one is /products.'],
    [{ path: '/api/external/products' }, 'path: The base address occurs twice in the path: /api/external/products'],
    [{ path: '/jobs/j1' }, 'path: /jobs/j1 is a path of the Plugin API; this call went to the other one.'],
    [{ path: '/products', method: 'POST' }, 'method: POST is not known for /products; known there: GET.'],
    [{ path: '/zzz/yyy' }, 'path: /zzz/yyy is not among the known paths; not every path is documented.'],
    [
      { path: '/image-picker', query: [['productId', 'p9']] },
      'query productId: The call asks for productId “p9”; it may be wrong, deleted, or of another account.',
    ],
    [
      { path: '/image-picker', query: [['productId', 'undefined']] },
      'query productId: productId is “undefined”, which does not look like an id.',
    ],
    [
      { ...PAID },
      'body config.product.id: The call asks for config.product.id “p1”; it may be wrong, deleted, or of another account.',
    ],
    [
      { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin', path: '/jobs/7' },
      'path: The call asks for the id “7”; it may be wrong, deleted, or of another account.',
    ],
    [
      { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin', path: '/jobs/%7Bid%7D' },
      'path: The id in the path is “{id}”, which does not look like an id.',
    ],
  ] as [Parts, string][])('404 for %j', (parts, cause) => {
    expect(seenIn(answered(404, '', parts))[0]).toBe(cause);
  });
  it('a known path without an id accuses nothing', () => {
    expect(seenIn(external(404, 'Product not found.'))).toEqual([
      'path: GET /products is a documented list, and the call names no id.',
    ]);
  });
  it('405', () => {
    expect(seenIn(answered(405, '', { method: 'GET', path: '/packshots/register-ideas' }))).toEqual([
      'method: GET is not known for /packshots/register-ideas; known there: POST.',
    ]);
  });
  it('query values', () => {
    expect(seenInQuery([['statusFilter', 'done']])).toEqual([
      'query statusFilter: statusFilter is “done”; known values are all, approved.',
    ]);
    expect(seenInQuery([['statusFilter', 'approved']])).toEqual([]);
    expect(seenInQuery([['maxRecords', 'ten']], '/presets')).toEqual([
      'query maxRecords: maxRecords is text ("ten"); it should be a whole number.',
    ]);
  });
});

describe('the scope', () => {
  it('that the documents name for the call is told, unless the answer names it', () => {
    const named = { says: { id: 'cause.scope-named-unseen', values: { scopes: 'content.register' } }, evidence: 'unseen' };
    expect(classify(answered(403, '', PAID)).causes[0]).toEqual(named);
    expect(classify(external(403, "Missing required scope: 'content.register'.", PAID)).causes).not.toContainEqual(named);
    expect(classify(answered(403, '')).causes.map(({ says }) => says.id)).toEqual(['cause.scope-unseen']);
  });
});

describe('evidence keeps to its failure', () => {
  it('a wrong field explains no 429, 500 or 503', () => {
    for (const status of [429, 500, 502, 503]) {
      expect(
        seenIn(answered(status, { error: 'x' }, { ...PAID, requestBody: { kind: 'json', value: { count: 99 }, cut: false } })),
      ).toEqual([]);
    }
  });
});

describe('alarms', () => {
  it.each(['https://shop.example', 'http://203.0.113.7:8080'])(
    'a live key on %s is public, on healthy calls too',
    (initiator) => {
      expect(alarmsOf({ initiator })).toEqual(['alarm.key-visible']);
    },
  );
  it.each([
    'http://localhost:5173',
    'http://127.0.0.1',
    'http://app.localhost',
    'http://192.168.1.4:3000',
    'http://shop.test',
    'chrome-extension://abc',
    'null',
    null,
  ])('on %s it is not', (initiator) => {
    expect(alarmsOf({ initiator })).toEqual([]);
  });
  it('needs a whole key', () => {
    const key = anObservation().key;
    expect(alarmsOf({ key: { ...key, shape: 'no-secret' } })).toEqual([]);
    expect(alarmsOf({ key: { ...key, via: 'none', shape: 'absent', keyId: null, shown: '' } })).toEqual([]);
  });
  it('a key in the address', () => {
    expect(alarmsOf({ initiator: null, key: { ...anObservation().key, inUrl: true } })).toEqual(['alarm.key-in-url']);
  });
});
