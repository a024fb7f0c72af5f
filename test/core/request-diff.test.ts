import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/core/observation.ts';
import { compareRequests, type Difference } from '../../src/core/request-diff.ts';
import { requestShapeOf } from '../../src/core/request-shape.ts';
import type { Json } from '../../src/core/units.ts';
import { anObservation } from '../support/observations.ts';

type Parts = Partial<Observation>;
const compared = (then: Parts, now: Parts) =>
  compareRequests(requestShapeOf(anObservation(then)), requestShapeOf(anObservation(now)));
const json = (value: Json, cut = false): Parts => ({ method: 'POST', requestBody: { kind: 'json', value, cut } });
const headers = (...pairs: [string, string][]): Parts => ({ requestHeaders: pairs });
const written = ({ place, name, change, was, is }: Difference): string => `${place} ${name} ${change}: ${was} -> ${is}`;
const differences = (then: Parts, now: Parts): string[] => compared(then, now).differences.map(written);
const aKey = (more: Partial<Observation['key']>): Parts => ({ key: { ...anObservation().key, ...more } });

describe('the JSON body, by path', () => {
  it.each<[string, Json, Json, string[]]>([
    ['a value', { count: 5 }, { count: 50 }, ['body count changed: 5 -> 50']],
    ['a type', { count: 5 }, { count: '5' }, ['body count type: 5 -> "5"']],
    ['null is another type', { a: 'x' }, { a: null }, ['body a type: "x" -> null']],
    [
      'a missing field',
      { config: { product: { id: 'p' } }, n: 1 },
      { config: {}, n: 1 },
      ['body config.product removed: {…} -> null'],
    ],
    ['a new field', {}, { priority: 1 }, ['body priority added: null -> 1']],
    ['an object that became text', { config: { a: 1, b: 2 } }, { config: 'x' }, ['body config type: {…} -> "x"']],
    [
      'a list of another length, once',
      { subjects: [{ a: 1 }] },
      { subjects: [{ a: 1 }, { a: 2 }] },
      ['body subjects changed: [… 1] -> [… 2]'],
    ],
    ['a value in a list', { subjects: [{ a: 1 }] }, { subjects: [{ a: 2 }] }, ['body subjects.0.a changed: 1 -> 2']],
    ['the whole body', [1], { a: 1 }, ['body  type: [… 1] -> {…}']],
    ['nothing', { a: [1, 'x', null], b: {} }, { b: {}, a: [1, 'x', null] }, []],
  ])('%s', (_, then, now, expected) => expect(differences(json(then), json(now))).toEqual(expected));

  it('long texts are told apart beyond what is shown', () => {
    const long = 'x'.repeat(200);
    expect(differences(json({ a: `${long}1` }), json({ a: `${long}1` }))).toEqual([]);
    expect(differences(json({ a: `${long}1` }), json({ a: `${long}2` }))).toHaveLength(1);
  });
  it('what is masked in both is not compared, and said to be so', () => {
    const { differences: found, blind } = compared(json({ token: '***', a: '…' }), json({ token: '***', a: { b: 1 } }));
    expect(found).toEqual([]);
    expect(blind).toEqual(['body token', 'body a']);
  });
  it('what may lie beyond what was kept is not called missing', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, n]));
    const { differences: found, blind } = compared(json({ last: 1 }), json({ ...many }));
    expect(found.filter(({ change }) => change === 'removed')).toEqual([]);
    expect(blind).toEqual(['body …']);
  });
  it('stays small, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 60 }), (value, times) => {
        const shape = requestShapeOf(anObservation(json(Array.from({ length: times }, () => value as Json))));
        expect(JSON.stringify(shape).length).toBeLessThan(60_000);
      }),
    );
  });
  it('a body beside itself has no difference', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(differences(json(value as Json), json(value as Json))).toEqual([]);
      }),
    );
  });
});

describe('other bodies', () => {
  const form = (...fields: string[]): Parts => ({ requestBody: { kind: 'form', fields, multipart: true } });
  it('of another kind', () => expect(differences(json({}), form('name'))).toEqual(['body  type: json -> form']));
  it('broken JSON', () => {
    const broken = { kind: 'broken-json', position: 1, line: 1, column: 2, near: '{,', problem: 'trailing-comma' } as const;
    expect(differences(json({}), { requestBody: broken })).toEqual(['body  type: json -> broken']);
  });
  it('the fields of a form, whose values nobody keeps', () => {
    const { differences: found, blind } = compared(form('name', 'cover'), form('name'));
    expect(found.map(written)).toEqual(['body cover removed:  -> null']);
    expect(blind).toEqual(['body']);
  });
  it('one that was not seen', () => expect(compared(json({}), { requestBody: { kind: 'unseen' } }).blind).toEqual(['body']));
});

describe('headers', () => {
  it('a name or a value that means something', () => {
    expect(
      differences(headers(['content-type', 'application/json'], ['prefer', 'a']), headers(['content-type', 'text/plain'])),
    ).toEqual(['header content-type changed: application/json -> text/plain', 'header prefer removed: a -> null']);
  });
  it('not what every call has of its own', () => {
    const noise: [string, string][] = [
      ['user-agent', 'a'],
      ['sec-ch-ua', 'a'],
      ['cookie', '***'],
      ['traceparent', '00-a'],
      ['x-request-id', 'a'],
      ['origin', 'https://a.example'],
      ['content-length', '12'],
      ['if-none-match', '***'],
    ];
    expect(compared(headers(), headers(...noise))).toEqual({ differences: [], blind: [] });
    expect(compared(headers(['idempotency-key', 'a']), headers(['idempotency-key', 'b']))).toEqual({
      differences: [],
      blind: [],
    });
  });
  it('an Idempotency-Key that is there no more', () =>
    expect(differences(headers(['idempotency-key', 'a']), headers())).toEqual(['header idempotency-key removed: a -> null']));
  it('a charset is no other type', () =>
    expect(
      differences(headers(['content-type', 'application/json']), headers(['content-type', 'Application/JSON; charset=utf-8'])),
    ).toEqual([]));
  it('unseen headers are not absent ones', () =>
    expect(compared(headers(['prefer', 'a']), { requestHeaders: null }).blind).toEqual(['headers']));
  it('masked ones are named', () =>
    expect(compared(headers(['x-tenant', '***']), headers(['x-tenant', '***'])).blind).toEqual(['header x-tenant']));
});

describe('key, base, path and query', () => {
  it('another key, none, or the same one written otherwise', () => {
    const other = aKey({ keyId: 'b', shown: 'mk_live_b.***' });
    expect(differences({}, other)).toEqual(['key  changed: mk_live_7f3a2b1c.*** -> mk_live_b.***']);
    const none = aKey({ keyId: null, shown: '', via: 'none', shape: 'absent' });
    expect(differences({}, none)).toEqual(['key  removed: mk_live_7f3a2b1c.*** -> null']);
    expect(differences({}, aKey({ shape: 'decorated' }))).toEqual(['key  form: mk_live_7f3a2b1c.*** -> mk_live_7f3a2b1c.***']);
    expect(differences({}, aKey({ via: 'authorization' }))).toEqual(['key header changed: x-api-key -> authorization']);
    expect(compared({}, aKey({ via: 'unseen', shape: 'unseen', keyId: null, shown: '' })).blind).toEqual(['key']);
  });
  it('another server', () =>
    expect(differences({}, { base: 'http://localhost:5173/api/external' })).toEqual([
      'base  changed: https://app.qamera.ai/api/external -> http://localhost:5173/api/external',
    ]));
  it('an id in the path, a value in the query', () => {
    const plugin = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;
    expect(differences({ ...plugin, path: '/jobs/j1' }, { ...plugin, path: '/jobs/j2' })).toEqual(['path id changed: j1 -> j2']);
    expect(differences({ query: [['statusFilter', 'all']] }, { query: [['statusFilter', 'al']] })).toEqual([
      'query statusFilter changed: all -> al',
    ]);
    expect(compared({ query: [['token', '***']] }, { query: [['token', '***']] }).blind).toEqual(['query token']);
  });
});
