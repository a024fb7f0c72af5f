// axe-core inside a page of the extension: its text is sent through the driver, since the pages load no code but their own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type PageFunction = <A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>;

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The driver sends a function as its source text; this one's text is all of axe. */
const inject = Object.assign(() => 0, { toString: () => `() => { if (!globalThis.axe) { ${source} } return 0; }` });

/** What axe finds, a line each, best practices included; throws when axe looked at nothing. */
export async function axeFindings(inPage: PageFunction): Promise<string[]> {
  await inPage(inject);
  const { findings, passes } = await inPage(async () => {
    interface Found {
      id: string;
      nodes: { target: string[]; any: { message: string }[] }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(root: Document): Promise<{ violations: Found[]; passes: Found[] }> } };
    const result = await axe.run(document);
    return {
      findings: result.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`)
            .join('; ')}`,
      ),
      passes: result.passes.length,
    };
  });
  if (passes < 5) throw new Error(`axe passed only ${passes} rules: it looked at an empty page`);
  return findings;
}
