// The journal in few words, for badge and popup.
import type { Category, Verdict } from './diagnosis.ts';
import type { Entry } from './ledger.ts';

export interface Summary {
  total: number;
  /** Most frequent first. */
  categories: { category: Category; count: number; verdict: Verdict }[];
  worst: Severity | null;
}

/** How bad a failure is for the person who reads it; the badge takes the colour of the worst. */
export type Severity = 'waits' | 'fix' | 'risk';
const ORDER: readonly Severity[] = ['waits', 'fix', 'risk'];

/** `risk`: money may be lost or nobody knows the outcome; `fix`: repeating cannot help; `waits`: time mends it. */
export function severityOf(verdict: Verdict): Severity {
  if (verdict === 'check-first' || verdict === 'ask-support') return 'risk';
  return verdict === 'fix-first' ? 'fix' : 'waits';
}

export const worse = (a: Severity | null, b: Severity): Severity => (a !== null && ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

export function summarise(entries: Iterable<Entry>): Summary {
  const byCategory = new Map<Category, Summary['categories'][number]>();
  let total = 0;
  let worst: Severity | null = null;
  for (const { diagnosis } of entries) {
    total++;
    worst = worse(worst, severityOf(diagnosis.retry.verdict));
    const known = byCategory.get(diagnosis.category);
    if (known) known.count++;
    else byCategory.set(diagnosis.category, { category: diagnosis.category, count: 1, verdict: diagnosis.retry.verdict });
  }
  return { total, worst, categories: [...byCategory.values()].toSorted((a, b) => b.count - a.count) };
}
