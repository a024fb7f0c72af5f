// A replay as a curl command for a POSIX shell. Everything of the call stands in single quotes, where the shell reads nothing.
import { commentLines, headerName } from './comments.ts';
import { KEY_VARIABLE, type Replay } from './replay.ts';

/** @example bashWord("it's") // `'it'\''s'` */
export const bashWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function curlOf(replay: Replay): string {
  const { method, url, headers, keyHeader, body } = replay;
  // curl reads braces and brackets of an address as ranges.
  const words = [`curl -i${/[[\]{}]/.test(url) ? ' -g' : ''} ${method === 'HEAD' ? '-I ' : ''}${bashWord(url)}`];
  const implied = body === null ? 'GET' : 'POST';
  if (method !== implied && method !== 'HEAD') words.push(`-X ${bashWord(method)}`);
  if (keyHeader) words.push(`-H "${keyHeader.name}: ${keyHeader.prefix}$${KEY_VARIABLE}"`);
  for (const [name, value] of headers)
    words.push(`-H ${bashWord(value === '' ? `${headerName(name)};` : `${headerName(name)}: ${value}`)}`);
  if (body !== null) words.push(`--data-raw ${bashWord(body)}`);
  return `${commentLines(replay, '#')}${words.join(' \\\n  ')}\n`;
}
