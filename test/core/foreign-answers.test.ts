// Answers that the API did not word, or worded against their status: what may be said of them, by example.
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/core/classify.ts';
import type { Observation } from '../../src/core/observation.ts';
import { english } from '../../src/words/en/index.ts';
import { say } from '../../src/words/phrase.ts';
import { answered, PAID } from '../catalogue/cases.ts';

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
