import { expect, it } from 'vitest';
import type { Cause } from '../../../src/core/diagnosis.ts';
import { hiddenBy } from '../../../src/core/evidence/hidden.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { anObservation } from '../../support/observations.ts';

const unseen = (id: 'cause.field-missing-unseen' | 'cause.key-revoked-unseen' | 'cause.cors-origin-unseen'): Cause => ({
  says: { id },
  evidence: 'unseen',
});

it.each([
  [unseen('cause.field-missing-unseen'), { status: 400, requestBody: { kind: 'unseen' } }, 'capture'],
  [unseen('cause.field-missing-unseen'), { status: 400, requestBody: { kind: 'json', value: {}, cut: true } }, 'capture'],
  [unseen('cause.field-missing-unseen'), { status: 400, requestBody: { kind: 'json', value: {}, cut: false } }, 'server'],
  [unseen('cause.key-revoked-unseen'), { status: 401, requestHeaders: null }, 'server'],
  [unseen('cause.cors-origin-unseen'), { status: 200 }, 'capture'],
  [unseen('cause.cors-origin-unseen'), { status: null }, 'browser'],
] satisfies [Cause, Partial<Observation>, string][])('%#: who hides it', (cause, parts, hidden) => {
  expect(hiddenBy(cause, anObservation(parts))).toBe(hidden);
});
