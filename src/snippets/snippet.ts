// Correct backoff to copy: a language in, the text of a small client out. What each does is the same and listed here once:
// one budget per key (no more than the limit in any window), one hold per key, Retry-After first, doubling with a cap and jitter that
// only adds, 429 always repeated, a server error or a cut call only where a repeat cannot be paid twice: a GET, and on the Plugin API
// what carries an idempotency key. The External API documents none, so a key there would promise what nobody keeps.
import type { Surface } from '../core/observation.ts';
import { bash } from './bash.ts';
import { javascript } from './javascript.ts';
import { php } from './php.ts';
import { python } from './python.ts';

export type SnippetLanguage = 'typescript' | 'javascript' | 'python' | 'php' | 'bash';
export const SNIPPET_LANGUAGES: readonly SnippetLanguage[] = ['typescript', 'javascript', 'python', 'php', 'bash'];

/** As their communities write them, in every language of the product. */
export const SNIPPET_NAMES: Readonly<Record<SnippetLanguage, string>> = {
  typescript: 'TypeScript',
  javascript: 'JavaScript',
  python: 'Python',
  php: 'PHP',
  bash: 'curl (bash)',
};

export interface SnippetOptions {
  /** The API's base, no slash at the end, and which of the two APIs answers there. */
  base: string;
  surface: Surface;
  /** Calls a window, and the window. */
  limit: number;
  windowMs: number;
  /** First wait after a 429, a 500 or a 502 without Retry-After (rate-limiting page: 1 s, doubling). */
  firstWaitMs: number;
  /** First wait after a 503 (error-codes page: 30-60 s). */
  unavailableMs: number;
  tries: number;
}
/** What the languages are given. */
export interface ClientOptions extends SnippetOptions {
  /** Whether calls take an idempotency key. */
  keyed: boolean;
}
const DOCUMENTED: SnippetOptions = {
  base: 'https://app.qamera.ai/api/external',
  surface: 'external',
  limit: 60,
  windowMs: 60_000,
  firstWaitMs: 1000,
  unavailableMs: 30_000,
  tries: 7,
};

/** The client's text; options that are left out take the documented values. Seven tries of 1 s doubled outlast the minute of a full window. */
export function snippetOf(language: SnippetLanguage, options: Partial<SnippetOptions> = {}): string {
  const asked = { ...DOCUMENTED, ...options };
  const all: ClientOptions = { ...asked, keyed: asked.surface === 'plugin' };
  switch (language) {
    case 'typescript':
      return javascript(all, { typed: true });
    case 'javascript':
      return javascript(all, { typed: false });
    case 'python':
      return python(all);
    case 'php':
      return php(all);
    case 'bash':
      return bash(all);
  }
}
