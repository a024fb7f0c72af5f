// axe-core inside a page of the extension: its text is sent through the driver, since the pages load no code but their own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type PageFunction = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>;
/** `colours`: what depends on the theme; `words`: all else, which depends on the language. */
export type Looked = 'all' | 'colours' | 'words';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The driver sends a function as its source text; this one's text is all of axe. */
const inject = Object.assign(() => 0, { toString: () => `() => { if (!globalThis.axe) { ${source} } return 0; }` });

/** What axe finds on the page or in a part of it, a line each, best practices and targets of 24 px included; throws when axe looked at nothing. */
export async function axeFindings(inPage: PageFunction, looked: Looked = 'all', part: string | null = null): Promise<string[]> {
  if (!(await inPage(() => 'axe' in globalThis))) await inPage(inject);
  const { findings, seen } = await inPage(
    async (what, where) => {
      interface Found {
        id: string;
        nodes: { target: string[]; any: { message: string }[] }[];
      }
      interface Axe {
        run(context: Document | string, options: object): Promise<Record<'violations' | 'passes' | 'incomplete', Found[]>>;
      }
      const { axe } = globalThis as unknown as { axe: Axe };
      const result = await axe.run(where ?? document, {
        resultTypes: ['violations'],
        ...(what === 'colours' ? { runOnly: ['color-contrast'] } : {}),
        ...(what !== 'colours' && { rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: what === 'all' } } }),
      });
      return {
        findings: result.violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`)
              .join('; ')}`,
        ),
        seen: result.passes.length + result.incomplete.length,
      };
    },
    looked,
    part,
  );
  if (seen < (looked === 'colours' || part !== null ? 1 : 5))
    throw new Error(`axe applied only ${seen} rules (${looked}): it looked at an empty page`);
  return findings;
}
