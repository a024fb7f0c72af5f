// How alike two words are: two words in, edits between them out. Used to name the nearest known path or field.

/**
 * Edits between two words: insert, delete, replace, swap of neighbours (optimal string alignment). Beyond `limit` the answer is
 * `limit + 1`, found early.
 * @example editsBetween('prefrences', 'preferences', 2) // 1
 */
export function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, at(beforeLast, j - 2) + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, b.length), limit + 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.MAX_SAFE_INTEGER;

/** The known word that a word was probably meant to be, or null: case and `_`/`-` aside, at most a third of it edited. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const plain = plainOf(word);
  let nearest: { word: string; edits: number } | null = null;
  for (const candidate of known) {
    const target = plainOf(candidate);
    const limit = Math.max(1, Math.floor(target.length / 4));
    const edits = editsBetween(plain, target, Math.min(3, limit));
    if (edits <= Math.min(3, limit) && (nearest === null || edits < nearest.edits)) nearest = { word: candidate, edits };
  }
  return nearest?.word ?? null;
}

/** `product_id`, `ProductId` and `product-id` are one word. Longer ones are no field names. */
const plainOf = (word: string): string => word.slice(0, 100).toLowerCase().replaceAll(/[_-]/g, '');
