import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { messageIn, quoting } from '../../src/core/message-in.ts';
import { anObservation } from '../support/observations.ts';

const answered = (body: unknown, text = JSON.stringify(body)) =>
  anObservation({ status: 429, surface: 'plugin', responseBody: { text, truncated: false, missing: null } });
const both = answered({
  error: { code: 'rate_limit_exceeded', message_i18n: { en: 'Too many.', 'pl-PL': ' Za wiele. ', uk: '' } },
});

it('gives the message in the language asked for, and nothing where the answer has none', () => {
  expect([messageIn(both, 'en'), messageIn(both, 'pl'), messageIn(both, 'uk'), messageIn(both, 'de')]).toEqual([
    'Too many.',
    'Za wiele.',
    null,
    null,
  ]);
  expect(messageIn(answered({ error: 'Too many.' }), 'en')).toBeNull();
  expect(messageIn(answered({ error: { message_i18n: 'Too many.' } }), 'en')).toBeNull();
  expect(messageIn(answered({ error: { message_i18n: { pl: 'ż'.repeat(700) } } }), 'pl')).toHaveLength(501);
});

it('takes any body, cut ones too', () => {
  const whole = both.responseBody.text ?? '';
  for (let end = 0; end < whole.length; end++) expect(messageIn(answered(null, whole.slice(0, end)), 'pl')).toBeNull();
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, language) =>
      [null, 'string'].includes(typeofOrNull(messageIn(answered(null, json), language))),
    ),
  );
});
const typeofOrNull = (value: unknown): string | null => (value === null ? null : typeof value);

it('puts the reader’s words where a sentence quotes the message, and nowhere else', () => {
  const quoted = { id: 'what.said', values: { status: 429, message: 'Too many.' } } as const;
  expect(quoting(quoted, 'Too many.', 'Za wiele.')).toEqual({ id: 'what.said', values: { status: 429, message: 'Za wiele.' } });
  expect(quoting(quoted, 'Another.', 'Za wiele.')).toBe(quoted);
  expect(quoting(quoted, 'Too many.', null)).toBe(quoted);
  expect(quoting({ id: 'what.ok' }, 'Too many.', 'Za wiele.')).toEqual({ id: 'what.ok' });
});
