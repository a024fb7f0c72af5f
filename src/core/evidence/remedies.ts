// The step that answers a seen cause: what exactly to change. Causes in, steps out; they go before the entry's general ones.
import type { Cause, Step } from '../diagnosis.ts';
import type { Phrase } from '../../words/phrase.ts';

/** More than these at once is no next step. */
const STEP_LIMIT = 3;

/** Steps for what was seen, in the order of the causes, none twice. */
export function remediesOf(causes: readonly Cause[]): Step[] {
  const steps = causes.flatMap(({ says, evidence }) => (evidence === 'seen' ? (remedyOf(says) ?? []) : []));
  const told = new Set<string>();
  const isNew = (step: Phrase): boolean => (told.has(JSON.stringify(step)) ? false : told.add(JSON.stringify(step)).size > 0);
  return steps
    .filter((step) => isNew(step))
    .slice(0, STEP_LIMIT)
    .map((says) => ({ says }));
}

function remedyOf(cause: Phrase): Phrase | null {
  switch (cause.id) {
    case 'cause.key-absent':
    case 'cause.key-absent-in-file':
    case 'cause.key-empty':
    case 'cause.key-word':
    case 'cause.key-in-query':
    case 'cause.key-authorization-plugin':
      return { id: 'do.send-key' };
    case 'cause.json-broken':
      return { id: 'do.mend-json', values: { line: cause.values.line, column: cause.values.column } };
    case 'cause.content-type-wrong':
    case 'cause.content-type-absent':
      return { id: 'do.set-content-type', values: { wanted: cause.values.wanted } };
    case 'cause.boundary-absent':
      return { id: 'do.leave-boundary' };
    case 'cause.field-missing':
    case 'cause.field-empty':
      return { id: 'do.add-field', values: { field: cause.values.field } };
    case 'cause.field-above':
      return { id: 'do.lower-field', values: { field: cause.values.field, max: cause.values.max } };
    case 'cause.field-misspelt':
      return { id: 'do.rename-field', values: { field: cause.values.field, known: cause.values.known } };
    case 'cause.method-wrong':
      return { id: 'do.use-method', values: { known: cause.values.known } };
    case 'cause.idempotency-key-fresh':
      return { id: 'do.keep-key-for-repeats' };
    case 'cause.idempotency-key-reused':
      return { id: 'do.same-body-or-fresh-key' };
    case 'cause.base-other-host':
      return { id: 'do.use-base', values: { known: cause.values.known } };
    case 'cause.path-nearest':
      return { id: 'do.use-path', values: { nearest: cause.values.nearest } };
    default:
      return null;
  }
}
