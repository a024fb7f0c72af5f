// A short name for a text, to compare without keeping it. Not for secrets: those never come here (capture redacts first).

/** FNV-1a, 32 bits, with the length: equal texts give equal digests. @example digest('a') // '1:e40c292c' */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return `${text.length}:${hash.toString(16)}`;
}
