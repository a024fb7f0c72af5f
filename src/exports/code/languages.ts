// The languages in which a call can be copied.
import { curlOf } from './curl.ts';
import { fetchOf } from './fetch.ts';
import { httpieOf } from './httpie.ts';
import { powershellOf } from './powershell.ts';
import { cleanEntry } from '../clean.ts';
import type { Entry } from '../../core/ledger.ts';
import { type Replay, replayOf } from './replay.ts';

const WRITERS = { curl: curlOf, powershell: powershellOf, fetch: fetchOf, httpie: httpieOf } satisfies Record<
  string,
  (replay: Replay) => string
>;
export type CodeLanguage = keyof typeof WRITERS;
export const CODE_LANGUAGES = Object.keys(WRITERS) as CodeLanguage[];

/** The call of an entry as code, the key as `$QAMERA_API_KEY`; null where the recording does not show the method. */
export function codeOf(entry: Entry, language: CodeLanguage): string | null {
  const replay = replayOf(cleanEntry(entry).observation);
  return replay && WRITERS[language](replay);
}
