// A shop's relay answers 200 with `{ok: false, code, status, error}`: the API's own status stands inside. JSON in, finding or null out.
import { entryOfCode, entryOfStatus, successes } from '../catalogue/index.ts';
import { codeOf, envelopeOf, isFields, NO_ENVELOPE } from './error-body.ts';
import { seen } from './evidence/cause.ts';
import { envelopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Observation } from './observation.ts';
import type { Json } from './units.ts';
import type { Phrase } from '../words/phrase.ts';

/** Source: client qamera-prestashop-plugin. Null when the answer is no such relay's. */
export function readRelay({ surface, status }: Observation, json: Json): Finding | null {
  if (!isFields(json) || json['ok'] !== false) return null;
  const inner = json['status'];
  const innerStatus = typeof inner === 'number' && Number.isInteger(inner) && inner >= 400 && inner <= 599 ? inner : null;
  const envelope = envelopeOf(json) ?? NO_ENVELOPE;
  const facts = envelopeFacts({ ...envelope, code: envelope.code ?? codeOf(json['code']) }, { surface }, innerStatus);
  const known = facts.code === undefined ? null : entryOfCode(facts.code);
  const causes = [seen({ id: 'cause.relay-carries' }, 'answer body')];
  if (innerStatus === null) {
    // Without the API's status nothing says when it refused: the code names the category, the doubt about a repeat stays.
    const entry = known
      ? { ...successes['relay-error'], category: known.category, steps: known.steps }
      : successes['relay-error'];
    return { entry, status, facts, causes, relayed: true };
  }
  const what: Phrase = { id: 'what.relay-status', values: { status: innerStatus } };
  return { entry: known ?? entryOfStatus(surface, innerStatus), status: innerStatus, facts, causes, what, relayed: true };
}
