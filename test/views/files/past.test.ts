import { describe, expect, it } from 'vitest';
import type { RetryPlan } from '../../../src/core/diagnosis.ts';
import { pastText } from '../../../src/views/files/past.ts';

const plan = (parts: Partial<RetryPlan>): RetryPlan => ({
  verdict: 'retry',
  reason: { id: 'repeat.read' },
  notBefore: 1_035_000,
  basis: 'retry-after',
  confidence: 1,
  notes: [],
  ...parts,
});

describe('a retry of the past', () => {
  it.each<[string, Partial<RetryPlan>]>([
    ['safe 35 s after the failure', {}],
    ['safe 36 s after the failure', { notBefore: 1_035_001 }],
    ['safe 250 ms after the failure', { notBefore: 1_000_250 }],
    ['safe 2 min 5 s after the failure', { notBefore: 1_125_000 }],
    ['safe at once', { notBefore: 1_000_000 }],
    ['safe at once', { notBefore: 999_000 }],
    ['safe at once', { notBefore: null }],
    ['check first; no sooner than 35 s after the failure', { verdict: 'check-first' }],
    ['check first', { verdict: 'check-first', notBefore: null }],
    ['fix first', { verdict: 'fix-first', notBefore: null }],
    ['ask support', { verdict: 'ask-support', notBefore: null }],
  ])('%s', (text, parts) => expect(pastText(plan(parts), 1_000_000)).toBe(text));
});
