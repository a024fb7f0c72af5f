import { describe, expect, it } from 'vitest';
import { failureFrom } from '../../src/core/capture/failure.ts';
import { classify, isFailure } from '../../src/core/classify.ts';
import { english } from '../../src/words/en/index.ts';
import { say } from '../../src/words/phrase.ts';
import { answered, cases, external, failed, PAID, PAID_PLUGIN, plugin } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

const PLUGIN = { surface: 'plugin', base: 'https://qamera.ai/api/v1/plugin' } as const;
const what = (observation: Parameters<typeof classify>[0]): string => say(english, classify(observation).what);
const causesOf = (observation: Parameters<typeof classify>[0]): string[] =>
  classify(observation).causes.map(
    ({ says, evidence, where }) => `${evidence}${where === undefined ? '' : ` [${where}]`} ${say(english, says)}`,
  );

const messageOf = (error: unknown): unknown => classify(answered(400, { error }, PLUGIN)).facts.message;
const linksOf = (doc_url: string): unknown[] =>
  classify(answered(403, { error: { code: 'forbidden', doc_url } }, PLUGIN)).do.map(({ link }) => link);

describe('every entry of the catalogue, by one call each', () => {
  it.each(cases.map((one) => [`${one.entry} ${one.observation.method} ${one.observation.status}`, one] as const))(
    '%s',
    (_, one) => {
      const said = classify(one.observation);
      expect(said).toMatchObject({ entry: one.entry, category: one.category, repeat: { verdict: one.verdict } });
      expect(said.facts).toEqual(one.facts ?? said.facts);
      expect(said.wait).toEqual(one.wait === undefined ? said.wait : one.wait && { minMs: one.wait[0], maxMs: one.wait[1] });
      expect(said.documented).toEqual(
        one.documented ? { status: one.documented[0], source: one.documented[1] } : said.documented,
      );
      expect(said.repeat.lookIn).toBe(one.lookIn ?? said.repeat.lookIn);
      expect(isFailure(said)).toBe(one.verdict !== 'none');
      expect(said.do.length > 0).toBe(isFailure(said));
    },
  );
});

describe('one sentence with the values of this call', () => {
  it.each([
    [external(402, 'Insufficient credits. Required: 5, available: 2.', PAID), 'Needs 5 credits, 2 available: 3 short.'],
    [external(402, 'Not enough credits.', PAID), 'The account has too few credits for this call.'],
    [external(403, "Missing required scope: 'content.register'."), 'The key lacks the scope content.register.'],
    [
      external(400, "Validation failed: 'config.product.id' is required.", PAID),
      'The request was refused: the field config.product.id is required.',
    ],
    [external(400, 'Count is out of range.', PAID), 'The request was refused: “Count is out of range.”'],
    [external(404, 'Product not found.', { path: '/image-picker' }), 'Not found: “Product not found.” (GET /image-picker)'],
    [answered(418, ''), 'The answer was 418, a status that the documentation does not describe.'],
    [external(451, 'Not here.'), 'The answer was 451: “Not here.”'],
    [external(503, 'No active generator available. Please try again later.'), 'No generator is active at the moment.'],
  ])('%#', (observation, sentence) => {
    expect(what(observation)).toBe(sentence);
  });
});

describe('answers that are not of the API', () => {
  const html = '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>';
  it.each([400, 401, 402, 403, 404, 429, 500, 502, 503])(
    '%i with HTML keeps its category (403: unknown), reads no facts, names no generator or scope',
    (status) => {
      const said = classify(answered(status, html, PAID));
      const own = classify(answered(status, { error: 'x' }, PAID)).category;
      expect(said.category).toBe(status === 403 ? 'unknown' : own);
      expect(said.facts).toEqual({});
      expect(said.causes[0]).toMatchObject({ says: { id: 'cause.not-the-api' }, evidence: 'seen' });
      expect(say(english, said.what)).not.toMatch(/generator|scope|credits|API key|60 requests/i);
    },
  );

  it('an empty body keeps the documented meaning', () => {
    expect(what(answered(503, ''))).toBe('No generator is active at the moment.');
    expect(classify(answered(402, '', PAID)).facts).toEqual({});
  });

  it("a relay's own status is not taken for the API's word", () => {
    const said = classify(answered(502, { ok: false, error: 'upstream' }, PAID));
    expect(said.causes[0]?.says.id).toBe('cause.not-the-api');
    expect(said.repeat.verdict).toBe('check-first');
  });
});

describe('Plugin codes against statuses', () => {
  it.each([
    ['a code nobody knows', plugin(429, 'burst_limit', 'Slow.'), 'rate-limited', 'plugin-429'],
    ['a code nobody knows under 503', plugin(503, 'maintenance', 'Later.'), 'no-generator', 'http-503'],
    ['a code that is a number', answered(404, { error: { code: 404 } }, PLUGIN), 'not-found', 'plugin-not_found'],
    ['a plain text', answered(403, { error: 'No.' }, PLUGIN), 'missing-scope', 'plugin-forbidden'],
    ['a bare code', answered(404, { error: 'not_found' }, PLUGIN), 'not-found', 'plugin-not_found'],
    [
      'a code on the External surface, Plugin envelope',
      answered(422, { error: { code: 'content_policy_violation' } }),
      'content-policy',
      'plugin-content_policy_violation',
    ],
    ['no body', answered(401, '', PLUGIN), 'unauthorized', 'plugin-unauthorized'],
  ])('%s', (_, observation, category, entry) => {
    expect(classify(observation)).toMatchObject({ category, entry });
  });

  it('takes English first, then any language, then a plain message', () => {
    expect(messageOf({ code: 'invalid_input', message_i18n: { pl: 'źle', en: 'bad' } })).toBe('bad');
    expect(messageOf({ code: 'invalid_input', message_i18n: { uk: 'погано' } })).toBe('погано');
    expect(messageOf({ code: 'invalid_input', message_i18n: 'plain' })).toBe('plain');
    expect(messageOf({ code: 'invalid_input', message: 'older' })).toBe('older');
    expect(messageOf({ code: 'invalid_input' })).toBeUndefined();
  });

  it('links the doc_url of the answer only when it lies on the host of the API', () => {
    expect(linksOf('https://qamera.ai/docs/errors/forbidden')).toEqual(['https://qamera.ai/docs/errors/forbidden']);
    for (const bad of [
      'https://evil.example/x',
      'javascript:alert(1)',
      'http://qamera.ai/x',
      'https://qamera.ai.evil.example/',
      'https://a@qamera.ai/',
    ]) {
      expect(linksOf(bad)).toEqual(['https://qamera.ai/docs/plugin-api/errors/forbidden']);
    }
  });

  it('quotes the correlation id for support on 5xx alone', () => {
    const responseHeaders: [string, string][] = [['x-correlation-id', 'c-1']];
    expect(classify(plugin(503, 'internal_error', 'x', { responseHeaders })).do.at(-1)?.says).toEqual({
      id: 'do.quote-correlation',
      values: { id: 'c-1' },
    });
    expect(classify(plugin(404, 'not_found', 'x', { responseHeaders })).facts.correlationId).toBe('c-1');
  });
});

describe('CORS', () => {
  it('a status of 400 and more wins, and the page is told apart', () => {
    const said = classify(
      anObservation({ status: 429, failure: { kind: 'cors', raw: 'net::ERR_FAILED' }, responseHeaders: [['retry-after', '9']] }),
    );
    expect(said).toMatchObject({ category: 'rate-limited', facts: { retryAfter: '9' }, repeat: { verdict: 'retry' } });
    expect(said.alarms).toContainEqual({ id: 'alarm.cors-hides-status', values: { status: 429 } });
  });

  it('a success that the page may not read is CORS, and a paid one was carried out', () => {
    const cors = { status: 200, failure: { kind: 'cors', raw: 'net::ERR_FAILED' } } as const;
    expect(classify(anObservation(cors))).toMatchObject({ category: 'cors-blocked', repeat: { verdict: 'fix-first' } });
    expect(classify(anObservation({ ...PAID, ...cors }))).toMatchObject({
      category: 'cors-blocked',
      repeat: { verdict: 'check-first', reason: { id: 'repeat.was-carried-out' }, lookIn: '/packshots' },
    });
  });

  it('names the missing or differing header', () => {
    const cors = { status: 200, failure: { kind: 'cors', raw: '' } } as const;
    expect(causesOf(anObservation({ ...cors, responseHeaders: [['date', 'x']] }))[0]).toContain('no Access-Control-Allow-Origin');
    const other: [string, string][] = [['access-control-allow-origin', 'https://a.example']];
    expect(causesOf(anObservation({ ...cors, responseHeaders: other }))[0]).toContain('the page comes from https://shop.example');
    expect(causesOf(anObservation({ ...cors, responseHeaders: null })).every((cause) => cause.startsWith('unseen'))).toBe(true);
  });

  it('a refused preflight is CORS, whichever of the two calls shows it', () => {
    expect(classify(anObservation({ method: 'OPTIONS', preflight: true, status: 403 }))).toMatchObject({
      category: 'cors-blocked',
      repeat: { verdict: 'fix-first' },
    });
    expect(classify(failed('preflight', '', PAID))).toMatchObject({ category: 'cors-blocked', repeat: { verdict: 'fix-first' } });
    const keyless = causesOf(anObservation({ method: 'OPTIONS', preflight: true, status: 401 }));
    expect(keyless.join()).toContain('never carries a key');
    expect(keyless.join()).not.toContain('No key header');
  });

  it('a preflight answered with 503 may pass later: the call was never sent', () => {
    const said = classify(anObservation({ ...PAID, status: 503, failure: { kind: 'preflight', raw: '' } }));
    expect(said.repeat).toEqual({ verdict: 'retry', reason: { id: 'repeat.not-started' } });
  });

  it('says what a preflight asked for and was not given', () => {
    const said = causesOf(
      anObservation({
        method: 'OPTIONS',
        preflight: true,
        status: 204,
        failure: { kind: 'cors', raw: '' },
        requestHeaders: [
          ['access-control-request-headers', 'content-type, x-api-key'],
          ['access-control-request-method', 'POST'],
        ],
        responseHeaders: [
          ['access-control-allow-origin', '*'],
          ['access-control-allow-headers', 'Content-Type'],
        ],
      }),
    );
    expect(said[0]).toContain('does not list x-api-key');
    expect(said.filter((cause) => cause.startsWith('seen [header'))).toHaveLength(1);
  });

  it('a call that capture joined with its refused preflight shows why, and was not sent whatever the status', () => {
    const joined = anObservation({
      ...PAID,
      status: 200,
      failure: { kind: 'preflight', raw: 'no access-control-allow-origin' },
      requestHeaders: [['access-control-request-method', 'POST']],
      responseHeaders: [['allow', 'POST']],
    });
    expect(causesOf(joined)[0]).toContain('no Access-Control-Allow-Origin');
    expect(classify(joined)).toMatchObject({ category: 'cors-blocked', repeat: { verdict: 'fix-first' } });
  });

  it('Retry-After that the page cannot read', () => {
    const headers: [string, string][] = [
      ['retry-after', '9'],
      ['access-control-allow-origin', '*'],
    ];
    const hidden = { id: 'alarm.retry-after-hidden' };
    expect(classify(external(429, 'x', { responseHeaders: headers })).alarms).toContainEqual(hidden);
    const exposed: [string, string][] = [...headers, ['access-control-expose-headers', 'Date, Retry-After']];
    expect(classify(external(429, 'x', { responseHeaders: exposed })).alarms).not.toContainEqual(hidden);
    expect(
      classify(external(429, 'x', { responseHeaders: headers, initiator: 'https://app.qamera.ai' })).alarms,
    ).not.toContainEqual(hidden);
  });
});

describe('redirects', () => {
  it('304 is healthy for a read', () => {
    expect(isFailure(classify(anObservation({ status: 304 })))).toBe(false);
  });
  it('names the target', () => {
    expect(what(anObservation({ status: 307, responseHeaders: [['location', 'https://x.example/y']] }))).toBe(
      'The answer (307) points to another address: https://x.example/y',
    );
  });
  it('a POST that a browser repeats as GET', () => {
    expect(causesOf(anObservation({ ...PAID_PLUGIN, status: 302 })).join()).toContain('repeats a POST as a GET');
  });
});

it.each([
  ['https://qamera.ai/docs/x', 'https://qamera.ai/docs/x'],
  ['https://docs.qamera.ai/x', 'https://docs.qamera.ai/x'],
  ['http://qamera.ai/x', undefined],
  ['https://qamera.ai.evil.example/x', undefined],
  ['https://evil.example/qamera.ai', undefined],
  ['javascript:alert(1)', undefined],
])('an address of documentation is a fact only on the API’s own host: %s', (doc_url, kept) => {
  expect(classify(answered(403, { error: { code: 'forbidden', doc_url } }, PLUGIN)).facts.docUrl).toBe(kept);
});

describe('words of the browser that say more than their kind', () => {
  it.each([
    ['net::ERR_NETWORK_CHANGED', 'what.network-changed', 'check-first'],
    ['net::ERR_NETWORK_IO_SUSPENDED', 'what.network-changed', 'check-first'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'what.proxy', 'retry'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'what.proxy', 'retry'],
    ['net::ERR_ADDRESS_UNREACHABLE', 'what.no-route', 'retry'],
    ['net::ERR_CONNECTION_REFUSED', 'what.refused-connection', 'retry'],
  ])('%s', (raw, id, verdict) => {
    const said = classify(anObservation({ ...PAID, status: null, failure: failureFrom(raw) }));
    expect(said).toMatchObject({ what: { id }, repeat: { verdict } });
    const isPort = said.causes.some(({ says }) => says.id === 'cause.port-wrong-unseen');
    expect(isPort).toBe(id === 'what.refused-connection');
    if (verdict === 'check-first') expect(say(english, said.what)).not.toMatch(/never sent|offline/);
  });
});
