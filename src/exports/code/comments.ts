// The gaps of a replay as comment lines. A comment must stay one line: what the call brought along could end it.
import { inEnglish } from '../in-english.ts';
import type { Replay } from './replay.ts';

/** Control characters, and the two line ends that only JavaScript knows, become blanks. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

export const commentLines = ({ gaps }: Replay, mark: '#' | '//'): string =>
  gaps.map((gap) => `${mark} ${oneLine(inEnglish(gap))}\n`).join('');

/** `Content-Type` for `content-type`: as people write them by hand. */
export const headerName = (lower: string): string => lower.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
