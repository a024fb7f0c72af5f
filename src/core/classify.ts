// Step 2 of the data's way: one observation in, everything that can be said of it without clock and other calls out.
import type { CatalogueEntry } from '../catalogue/index.ts';
import { alarmsOf } from './alarms.ts';
import type { Cause, Classification, Facts, RepeatSafety } from './diagnosis.ts';
import { documentedOf } from './documented.ts';
import { type EndpointMatch, matchEndpoint } from './endpoint.ts';
import { answerOf } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { idempotencyCauses } from './evidence/idempotency-evidence.ts';
import { refutedBy } from './evidence/refuted.ts';
import { requestCauses } from './evidence/request-evidence.ts';
import { factsOf } from './facts.ts';
import type { KeyUse } from './idempotency.ts';
import { findingOf } from './finding.ts';
import type { LostCall } from './lost-call.ts';
import type { Observation, Surface } from './observation.ts';
import { repeatSafety } from './repeat-safety.ts';
import { stepsOf } from './steps.ts';
import { whatOf } from './what.ts';
import type { Phrase } from '../words/phrase.ts';

/** What other calls of the session showed of this call's key. */
export interface Elsewhere {
  /** Surfaces on which a call with the same key succeeded. */
  keyWorksOn: readonly Surface[];
  /** The call that sent this call's Idempotency-Key before it, with another body. */
  usedBefore: KeyUse | null;
  /** The call that sent this body before it under another Idempotency-Key, and may have been carried out. */
  lostBefore: LostCall | null;
}
const NOTHING: Elsewhere = { keyWorksOn: [], usedBefore: null, lostBefore: null };

/**
 * Classifies any observation, healthy ones too (verdict `none`); see `isFailure`. A status of 400 and more decides, whatever
 * the page was allowed to see; a known Plugin code says more than its status. Never throws, whatever the answer holds.
 */
export function classify(observation: Observation, elsewhere: Elsewhere = NOTHING): Classification {
  const answer = answerOf(observation);
  const match = matchEndpoint(observation);
  const finding = findingOf(observation, answer, match);
  const { entry, status, relayed = false } = finding;
  const isError = entry.retryClass !== 'none';
  const facts = { ...factsOf(observation, answer, status), ...finding.facts };
  const retryable = facts.retryable ?? null;
  // A relay need not pass the header on.
  const { usedBefore, lostBefore } = relayed ? NOTHING : elsewhere;
  const ownKey = { isKeyReused: usedBefore !== null, isKeyFresh: lostBefore !== null };
  const repeat = repeatSafety({ observation, endpoint: match.endpoint, entry, status, retryable, relayed, ...ownKey });
  const evidence = isError
    ? [
        ...finding.causes,
        ...requestCauses({ observation, answer, match, entry, facts, elsewhere }),
        ...idempotencyCauses({ observation, entry, repeat, relayed, usedBefore, lostBefore }),
      ]
    : [];
  return {
    category: entry.category,
    entry: entry.id,
    what: finding.what ?? whatOf({ observation, answer, entry, facts }),
    causes: ranked([...evidence, ...flagCauses(facts, entry, repeat)], documentedCauses(entry, facts, match), {
      refuted: refutedBy(evidence, observation, match),
      where: entry.failure === undefined ? 'answer' : 'browser',
    }),
    do: isError ? stepsOf({ observation, entry, facts, repeat, match, evidence }) : [],
    facts,
    documented: documentedOf(finding, match.endpoint, observation.surface),
    repeat,
    wait: repeat.verdict === 'retry' || repeat.verdict === 'check-first' ? entry.wait : null,
    alarms: alarmsOf(observation),
  };
}

/** Does this call belong in the list of failures? */
export const isFailure = ({ repeat }: Pick<Classification, 'repeat'>): boolean => repeat.verdict !== 'none';

/** The envelope's own `retryable: true` beside a status that no repeat mends. Items and jobs carry flags of their own. */
const flagCauses = ({ retryable }: Facts, { retryClass, status }: CatalogueEntry, { verdict }: RepeatSafety): Cause[] =>
  retryable === true && status !== undefined && verdict === 'fix-first' && retryClass !== 'safe'
    ? [seen({ id: 'cause.retryable-differs' }, 'answer error.retryable')]
    : [];

/** The entry's documented causes; the scope a call needs by name, where the documents name it and the answer does not. */
function documentedCauses({ category, causes }: CatalogueEntry, { scope }: Facts, { endpoint }: EndpointMatch): Phrase[] {
  if (category !== 'missing-scope' || scope !== undefined || !endpoint?.scopes) return causes;
  const named: Phrase = { id: 'cause.scope-named-unseen', values: { scopes: endpoint.scopes.join(', ') } };
  return [named, ...causes.filter(({ id }) => id !== 'cause.scope-unseen')];
}

interface Ranking {
  refuted: ReadonlySet<string>;
  /** Where a cause is seen that the entry itself proves. */
  where: string;
}

/** What was seen first, in the order of its weight; then what is documented but cannot be seen from here, unless ruled out. */
function ranked(causes: readonly Cause[], known: readonly Phrase[], { refuted, where }: Ranking): Cause[] {
  const documented = known.filter(({ id }) => !refuted.has(id));
  // A cause of the catalogue without `-unseen` is proven by the entry itself: the failure kind or the code says just this.
  const rest = documented.map((says): Cause => (says.id.endsWith('-unseen') ? { says, evidence: 'unseen' } : seen(says, where)));
  const told = new Set<string>();
  return [...causes, ...rest].filter(({ says }) => {
    const words = JSON.stringify(says);
    return told.has(words) ? false : told.add(words);
  });
}
