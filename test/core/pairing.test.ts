import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Group, type Pair, type Sighting, groupOf, isFeasible, merged, settle, sightingOf } from '../../src/core/pairing.ts';
import { anObservation } from '../support/observations.ts';

const sighting = (id: string, startedAt: number, endedAt: number | null, parts: Partial<Sighting> = {}): Sighting => ({
  id,
  tabId: 1,
  startedAt,
  endedAt,
  answeredAt: null,
  status: 429,
  marks: [],
  body: null,
  ...parts,
});
const LATER = 100_000;
const pairsOf = (group: Group, now = LATER): Pair[] => settle(group, now).pairs;

describe('settle', () => {
  it('keeps the calls of two tabs apart, and takes a service worker’s for that of the tab that tells of it', () => {
    const har = sighting('h', 1_000, 1_050, { tabId: 7 });
    expect(pairsOf({ web: [sighting('w', 1_000, 1_050, { tabId: 8 })], har: [har] })).toEqual([]);
    const both = [sighting('w8', 1_000, 1_050, { tabId: 8 }), sighting('w7', 1_010, 1_060, { tabId: 7 })];
    expect(pairsOf({ web: both, har: [har] })).toEqual([{ webId: 'w7', harId: 'h', sure: true }]);
    const ofWorker = { web: [sighting('w', 1_000, 1_050, { tabId: null })], har: [har] };
    expect(settle(ofWorker, LATER)).toMatchObject({ pairs: [{ webId: 'w', harId: 'h' }], alone: [] });
  });
  it('pairs a single call at once', () => {
    const group = { web: [sighting('w', 1_010, 1_100)], har: [sighting('d', 1_000, 1_101)] };
    expect(settle(group, 1_105)).toEqual({
      group: { web: [], har: [] },
      pairs: [{ webId: 'w', harId: 'd', sure: true }],
      alone: [],
      waiting: false,
    });
  });

  it('waits while a call of the same group is still under way, then pairs in start order', () => {
    const web = [sighting('w1', 10, null), sighting('w2', 20, 300)];
    const har = [sighting('d2', 12, 301, { body: 'two' })];
    const first = settle({ web, har }, 310);
    expect(first.pairs).toEqual([]);
    expect(first.waiting).toBe(true);
    const ended = {
      web: [sighting('w1', 10, 500), sighting('w2', 20, 300)],
      har: [...har, sighting('d1', 2, 501, { body: 'one' })],
    };
    expect(pairsOf(ended, 900)).toEqual([
      { webId: 'w1', harId: 'd1', sure: true },
      { webId: 'w2', harId: 'd2', sure: true },
    ]);
  });

  it('never pairs different answers', () => {
    const web = [sighting('w', 10, 100, { status: 200 })];
    const har = [sighting('d', 5, 101, { status: 500 })];
    expect(settle({ web, har }, LATER - 99_800)).toMatchObject({ pairs: [], alone: ['d'] });
    const marked = {
      web: [sighting('w', 10, 100, { marks: ['x-request-id=a'] })],
      har: [sighting('d', 5, 101, { marks: ['x-request-id=b'] })],
    };
    expect(settle(marked, 200)).toMatchObject({ pairs: [], alone: ['d'] });
  });

  it('a gap that leaves a choice between different answers attaches none', () => {
    const web = [sighting('w1', 10, 100), sighting('w2', 15, 102)];
    const har = [sighting('d', 5, 101, { body: 'one of two' })];
    const [pair, ...others] = pairsOf({ web, har }, 5_000);
    expect(pair?.sure).toBe(false);
    expect(others).toEqual([]);
  });

  it('a gap does not matter where the answers are the same, or where the answer names itself', () => {
    const web = [sighting('w1', 10, 100), sighting('w2', 15, 102), sighting('w3', 18, 104)];
    const marks = ['content-length=1'];
    const same = [sighting('d1', 5, 101, { body: 'x', marks }), sighting('d2', 9, 103, { body: 'x', marks })];
    const alike = { web: web.map((one) => ({ ...one, marks })), har: same };
    expect(pairsOf(alike, 5_000).map(({ sure }) => sure)).toEqual([true, true]);
    expect(pairsOf({ web, har: same }, 5_000).map(({ sure }) => sure)).toEqual([false, false]);
    const named = web.map((one, place) => ({ ...one, marks: [`x-request-id=${place}`] }));
    const own = [sighting('d', 5, 103, { body: 'x', marks: ['x-request-id=2'] })];
    expect(pairsOf({ web: named, har: own }, 5_000)).toEqual([{ webId: 'w3', harId: 'd', sure: true }]);
  });

  it('a devtools sighting without a possible partner is received alone, once', () => {
    const first = settle({ web: [], har: [sighting('d', 0, 50)] }, 60);
    expect(first.alone).toEqual(['d']);
    expect(settle(first.group, 70).alone).toEqual([]);
  });

  it('forgets what will find no partner', () => {
    const { group } = settle({ web: [sighting('w', 0, 50)], har: [sighting('d', 5_000, 5_050)] }, 20 * 60_000);
    expect(group).toEqual({ web: [], har: [] });
  });

  it('an answer whose body the page reads late is paired by its head', () => {
    const web = [sighting('w', 1_010, 1_100, { answeredAt: 1_095 })];
    const har = [sighting('d', 1_000, 61_000, { answeredAt: 1_090 })];
    expect(pairsOf({ web, har }, 61_010)).toEqual([{ webId: 'w', harId: 'd', sure: true }]);
  });

  it('a call that was held before it went out is paired by its going out, where Firefox’s devtools stamp the start', () => {
    const held = sighting('w', 1_000, 9_400, { sentAt: 9_000 });
    const har = [sighting('d', 9_001, 9_004)];
    expect(pairsOf({ web: [held], har }, 9_500)).toEqual([{ webId: 'w', harId: 'd', sure: true }]);
    expect(settle({ web: [sighting('w', 1_000, 9_400)], har }, 9_500)).toMatchObject({ pairs: [], alone: ['d'] });
  });

  it.each<[string, Sighting, Sighting]>([
    ['starts', sighting('w', 1_000, 1_300), sighting('d', 1_700, 1_900)],
    ['ends', sighting('w', 1_000, 2_600), sighting('d', 700, 1_500)],
    ['ends, the other way', sighting('w', 1_000, 1_500), sighting('d', 900, 2_600)],
  ])('a browser that stood still between two stamps of one moment tells of no second call: %s', (_name, web, har) => {
    expect(settle({ web: [web], har: [har] }, LATER - 97_000)).toMatchObject({
      pairs: [{ webId: 'w', harId: 'd', sure: true }],
      alone: [],
    });
    const other = { ...har, startedAt: har.startedAt + 3_000, endedAt: har.endedAt! + 3_000 };
    expect(settle({ web: [web], har: [other] }, LATER - 94_000)).toMatchObject({ pairs: [], alone: ['d'] });
  });

  it('what fits by its stamps goes before what only a standstill explains', () => {
    const web = [sighting('w1', 1_000, 1_100), sighting('w2', 1_500, 1_600)];
    expect(settle({ web, har: [sighting('d', 1_502, 1_601, { body: 'own' })] }, 2_500)).toMatchObject({
      pairs: [{ webId: 'w2', harId: 'd', sure: true }],
      group: { web: [{ id: 'w1' }] },
    });
  });

  it('with every sighting there, any traffic is paired right: starts keep their order, whatever the ends do', () => {
    const call = fc.record({
      gap: fc.integer({ min: 0, max: 40 }),
      lasts: fc.integer({ min: 1, max: 400 }),
      lead: fc.integer({ min: 1, max: 3 }),
      slack: fc.integer({ min: -40, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 40 }), (calls) => {
        let start = 1_000;
        const web: Sighting[] = [];
        const har: Sighting[] = [];
        calls.forEach(({ gap, lasts, lead, slack }, place) => {
          start += gap + 4;
          web.push(sighting(`w${place}`, start, start + lasts));
          har.push(sighting(`d${place}`, start - lead, start + lasts + slack, { body: String(place) }));
        });
        const pairs = pairsOf({ web, har: har.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)) });
        expect(pairs).toHaveLength(calls.length);
        for (const { webId, harId } of pairs) expect(harId.slice(1)).toBe(webId.slice(1));
      }),
    );
  });

  it('with sightings missing on either side, a body that is shown is never the wrong one, and nothing is counted twice', () => {
    const call = fc.record({
      gap: fc.integer({ min: 0, max: 30 }),
      lasts: fc.integer({ min: 1, max: 300 }),
      lostHar: fc.boolean(),
      hasLength: fc.boolean(),
      body: fc.constantFrom('a', 'bb'),
    });
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 25 }), (calls) => {
        let start = 1_000;
        const web: Sighting[] = [];
        const har: Sighting[] = [];
        const bodyOf = new Map<string, string>();
        calls.forEach(({ gap, lasts, lostHar, hasLength, body }, place) => {
          const marks = hasLength ? [`content-length=${body.length}`] : [];
          start += gap + 4;
          web.push(sighting(`w${place}`, start, start + lasts, { marks }));
          bodyOf.set(`w${place}`, body);
          if (!lostHar) har.push(sighting(`d${place}`, start - 2, start + lasts + 3, { body, marks }));
        });
        const { pairs, alone } = settle({ web, har }, LATER);
        expect(alone).toEqual([]);
        expect(new Set(pairs.map(({ harId }) => harId)).size).toBe(har.length);
        const shown = new Map(har.map(({ id, body }) => [id, body]));
        for (const { webId, harId, sure } of pairs) if (sure) expect(shown.get(harId)).toBe(bodyOf.get(webId));
      }),
    );
  });
});

describe('merged', () => {
  const web = anObservation({ id: 'w', status: 429 });
  const body = { text: '{"error":"x"}', truncated: false, missing: null };
  const har = anObservation({ id: 'd', source: 'devtools', status: 429, responseBody: body });

  it('is one observation under the first id, with the body of devtools', () => {
    expect(merged(web, har, true)).toMatchObject({ id: 'w', source: 'both', responseBody: body });
  });
  it('shows no body where the pair is not sure', () => {
    expect(merged(web, har, false).responseBody).toEqual({ text: null, truncated: false, missing: 'ambiguous' });
  });
  it('an open call takes its end from devtools', () => {
    const open = anObservation({ id: 'w', status: null, endedAt: null });
    expect(merged(open, har, true)).toMatchObject({ status: 429, endedAt: har.endedAt });
  });
});

it('a group is one method and raw URL, however it was masked; a sighting keeps what names the answer', () => {
  expect(groupOf(anObservation())).toBe('GET https://app.qamera.ai/api/external/products');
  expect(groupOf(anObservation({ address: '0a1b' }))).toBe(groupOf(anObservation({ address: '0a1b', path: '/***' })));
  expect(sightingOf(anObservation({ responseHeaders: [['x-request-id', '***']] })).marks).toEqual([]);
  const seen = sightingOf(
    anObservation({
      responseHeaders: [
        ['x-request-id', 'r1'],
        ['content-type', 'x'],
      ],
    }),
  );
  expect(seen.marks).toEqual(['x-request-id=r1']);
  expect(isFeasible(seen, { ...seen, startedAt: seen.startedAt - 200 })).toBe(true);
  expect(isFeasible(seen, { ...seen, startedAt: seen.startedAt + 200 })).toBe(false);
  expect(sightingOf(anObservation({ sentAt: 7 })).sentAt).toBe(7);
});
