// Any bytes as body, any headers, any status: never throws, says only what was there, and never calls a doubtful paid call safe.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, isFailure } from '../../src/core/classify.ts';
import { tallyCredits } from '../../src/core/credits.ts';
import { followJobs } from '../../src/core/jobs.ts';
import { headerValue } from '../../src/core/rate-limit-headers.ts';
import type { FailureKind, Observation } from '../../src/core/observation.ts';
import type { Header, Json } from '../../src/core/units.ts';
import { english } from '../../src/words/en/index.ts';
import { type Phrase, say } from '../../src/words/phrase.ts';
import { anObservation } from '../support/observations.ts';

const KINDS: FailureKind[] = [
  'aborted',
  'timeout',
  'cors',
  'preflight',
  'mixed-content',
  'blocked',
  'dns',
  'tls',
  'offline',
  'refused',
  'cut',
  'unknown',
];
const PATHS = [
  '/',
  '/products',
  '/packshots/register-ideas',
  '/image-picker/register-ideas',
  '/presets',
  '/jobs',
  '/jobs/batch',
  '/jobs/j1',
  '/me',
  '/orders/o1/clone',
  '/unknown',
];
const CODES = [
  'invalid_input',
  'quota_exceeded',
  'forbidden',
  'rate_limit_exceeded',
  'generation_failed',
  'nobody_knows',
  '__proto__',
  'constructor',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('', "'productId' is required.", 'Required: 5, available: 2.', "scope: 'a.b'", 'x: must be y'),
);
const envelope = fc.oneof(
  fc.record({ error: text }),
  fc.record({
    error: fc.record(
      {
        code: fc.oneof(fc.constantFrom(...CODES), text),
        message_i18n: fc.oneof(text, fc.dictionary(fc.constantFrom('en', 'pl', '__proto__'), text)),
        retryable: fc.anything(),
        doc_url: fc.oneof(text, fc.webUrl()),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ results: fc.array(fc.oneof(fc.jsonValue(), fc.record({ status: fc.constantFrom('failed', 'created', 500) }))) }),
  fc.record({ ok: fc.constant(false), status: fc.oneof(fc.integer(), text), code: fc.constantFrom(...CODES), error: text }),
  fc.record({
    id: text,
    status: fc.constantFrom('failed', 'pending', 'completed', 'odd'),
    error: fc.oneof(fc.jsonValue(), text),
  }),
);
const bodyText = fc.oneof(
  envelope.map((value) => JSON.stringify(value)),
  fc.json(),
  text,
  fc.string({ unit: 'binary', maxLength: 300 }),
  text.map((inner) => `<html><title>${inner}</title>`),
);
const header: fc.Arbitrary<Header> = fc.tuple(
  fc.constantFrom(
    'retry-after',
    'content-type',
    'content-length',
    'location',
    'x-correlation-id',
    'access-control-allow-origin',
    'idempotency-key',
    'cookie',
  ),
  fc.oneof(text, fc.constantFrom('0', 'text/html', 'application/json', '/login')),
);
const requestBody: fc.Arbitrary<Observation['requestBody']> = fc.oneof(
  fc.constantFrom<Observation['requestBody']>({ kind: 'unseen' }, { kind: 'none' }, { kind: 'other', size: 3 }),
  fc.record({ kind: fc.constant('json' as const), value: fc.jsonValue() as fc.Arbitrary<Json>, cut: fc.boolean() }),
  fc.record({
    kind: fc.constant('json' as const),
    value: fc.record(
      { config: fc.jsonValue(), count: fc.jsonValue(), subjects: fc.jsonValue(), images: fc.jsonValue() },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
    cut: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('form' as const), fields: fc.array(text), multipart: fc.boolean() }),
);
const observed: fc.Arbitrary<Observation> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'post', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', ''),
    surface: fc.constantFrom('external' as const, 'plugin' as const),
    path: fc.oneof(
      fc.constantFrom(...PATHS),
      text.map((part) => `/${part}`),
    ),
    query: fc.array(fc.tuple(text, text), { maxLength: 3 }),
    status: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 100, max: 599 }),
      fc.constantFrom(200, 207, 302, 400, 402, 429, 500, 502, 503),
      fc.integer(),
    ),
    failure: fc.option(fc.record({ kind: fc.constantFrom(...KINDS), raw: text })),
    preflight: fc.boolean(),
    initiator: fc.option(fc.oneof(text, fc.webUrl())),
    requestHeaders: fc.option(fc.array(header, { maxLength: 4 })),
    responseHeaders: fc.option(fc.array(header, { maxLength: 4 })),
    requestBody,
    responseBody: fc.record({
      text: fc.option(bodyText),
      truncated: fc.boolean(),
      missing: fc.constantFrom<Observation['responseBody']['missing']>(null, 'not-read', 'empty', 'binary', 'ambiguous', 'gone'),
    }),
    endedAt: fc.option(fc.constant(1_000_050), { freq: 20 }),
  })
  .map((parts) => anObservation(parts));

/** Every string and number that the answer holds, wherever. */
function valuesIn({ responseBody, responseHeaders, path }: Observation): string[] {
  // Several headers of one name are read as one list.
  const names = [...new Set((responseHeaders ?? []).map(([name]) => name))];
  const found = [path, ...names.map((name) => headerValue(responseHeaders, name) ?? '')];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') found.push(String(value));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  try {
    collect(JSON.parse(responseBody.text ?? 'null'));
  } catch {
    // Not JSON: nothing of it may become a fact.
  }
  return found;
}

const RUNS = { numRuns: 1000 };

describe('any observation', () => {
  it('is classified without throwing, in whole sentences', () => {
    fc.assert(
      fc.property(observed, (observation) => {
        const { what, causes, do: steps, repeat, alarms } = classify(observation);
        const phrases: Phrase[] = [
          what,
          repeat.reason,
          ...causes.map(({ says }) => says),
          ...steps.map(({ says }) => says),
          ...alarms,
        ];
        for (const phrase of phrases) expect(say(english, phrase)).not.toBe(phrase.id);
        expect(causes.every(({ evidence, where }) => (evidence === 'seen') === (where !== undefined))).toBe(true);
        expect(JSON.parse(JSON.stringify({ what, causes, steps, repeat, alarms }))).toEqual({
          what,
          causes,
          steps,
          repeat,
          alarms,
        });
      }),
      RUNS,
    );
  });

  it('has only facts that stand in the answer', () => {
    fc.assert(
      fc.property(observed, (observation) => {
        const { creditsShort, failedItems, retryable: _, ...facts } = classify(observation).facts;
        const held = valuesIn(observation);
        for (const fact of Object.values(facts)) {
          const spoken = String(fact).replace(/…$/, '').trim();
          expect(held.some((value) => value.includes(spoken) || value.replaceAll(/[ ,]/g, '').includes(spoken))).toBe(true);
        }
        expect(creditsShort === undefined || creditsShort === (facts.creditsRequired ?? 0) - (facts.creditsAvailable ?? 0)).toBe(
          true,
        );
        expect(failedItems === undefined || failedItems.length > 0).toBe(true);
      }),
      RUNS,
    );
  });

  it('that may be paid for twice is never plainly safe', () => {
    fc.assert(
      fc.property(observed, (seen) => {
        const observation: Observation = {
          ...seen,
          method: 'POST',
          path: '/packshots/register-ideas',
          surface: 'external',
          preflight: false,
        };
        const { repeat } = classify(observation);
        const { status, failure } = observation;
        const isRefused = status !== null && status >= 400 && status < 500;
        const isRelayed = observation.responseBody.text?.includes('"ok":false') ?? false;
        const isUnsent =
          failure !== null &&
          ['preflight', 'dns', 'refused', 'offline', 'blocked', 'mixed-content', 'tls'].includes(failure.kind);
        expect(repeat.verdict === 'retry' && !isRefused && !isUnsent && !isRelayed).toBe(false);
      }),
      RUNS,
    );
  });

  it('with a status of 400 and more is a failure, whatever else it holds', () => {
    fc.assert(
      fc.property(observed, fc.integer({ min: 400, max: 599 }), (observation, status) => {
        expect(isFailure(classify({ ...observation, status }))).toBe(true);
      }),
      RUNS,
    );
  });

  it('can be followed and tallied', () => {
    fc.assert(
      fc.property(fc.array(observed, { maxLength: 8 }), (observations) => {
        const lines = observations.reduce<ReturnType<typeof followJobs>>(followJobs, []);
        expect(lines.every(({ timeline }) => timeline.length > 0)).toBe(true);
        let tallies: ReturnType<typeof tallyCredits> = [];
        for (const observation of observations) tallies = tallyCredits(tallies, observation);
        expect(tallies.every(({ reserved }) => reserved >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
