// What a view may ask of the background. State does not travel here: the background writes it to storage.session, views follow that.
import * as v from 'valibot';
import type { Observation } from '../core/observation.ts';

/** An observation comes from our own devtools page, made by core/capture: its shape is trusted past the fields that decide where it goes. */
const observation = v.custom<Observation>(
  (value) =>
    v.is(
      v.object({
        id: v.string(),
        url: v.string(),
        method: v.string(),
        startedAt: v.number(),
        endedAt: v.number(),
        tabId: v.number(),
      }),
      value,
    ),
  'an observation',
);

const command = v.variant('ask', [
  /** devtools.network told of calls of the inspected tab. */
  v.object({ ask: v.literal('devtools-saw'), observations: v.array(observation) }),
  /** The inspected tab shows a new page, whose life began at `at` (epoch ms). */
  v.object({ ask: v.literal('navigated'), tabId: v.number(), at: v.number() }),
  /** Take failures away: what a tab shows (its own, and those of no tab), or all. */
  v.object({ ask: v.literal('clear'), tabId: v.nullable(v.number()) }),
  /** Somebody looked at what this tab shows: its badge may rest, and that of no tab. */
  v.object({ ask: v.literal('looked'), tabId: v.number() }),
  /** Open options; `watch` is an origin to be granted there (devtools pages may not ask for permissions). */
  v.object({ ask: v.literal('open-options'), watch: v.nullable(v.string()) }),
]);

export type Command = v.InferOutput<typeof command>;
/** What every command answers. */
export type Reply = { ok: true } | { ok: false; error: string };

/** A message narrowed, or null: another extension's, an older version's, a broken one. */
export function commandFrom(message: unknown): Command | null {
  const result = v.safeParse(command, message);
  return result.success ? result.output : null;
}
