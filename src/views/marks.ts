// Marks the words searched for wherever they are shown. The browser's highlight registry does it: the DOM stays as Preact made it.
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const NAME = 'found';
/** Nodes looked at in one go: beyond it the reader sees no more marks than they can use. */
const NODES = 4_000;

export function useMarks(root: RefObject<HTMLElement | null>, words: readonly string[]): void {
  const key = words.join('\n');
  useEffect(() => {
    const element = root.current;
    if (!element || key === '' || typeof Highlight === 'undefined') return undefined;
    let frame = 0;
    const mark = (): void => void CSS.highlights.set(NAME, new Highlight(...rangesOf(element, key.split('\n'))));
    const later = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(later);
    observer.observe(element, { subtree: true, childList: true, characterData: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
  }, [root, key]);
}

function rangesOf(root: HTMLElement, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const part of root.querySelectorAll('main .row, .detail')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let seen = 0; seen < NODES && walker.nextNode(); seen++) ranges.push(...rangesIn(walker.currentNode, words));
  }
  return ranges;
}

function rangesIn(node: Node, words: readonly string[]): Range[] {
  const text = (node.textContent ?? '').toLowerCase();
  const ranges: Range[] = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + word.length, node.textContent?.length ?? 0));
      ranges.push(range);
    }
  }
  return ranges;
}
