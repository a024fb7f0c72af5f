// A replay for HTTPie in a POSIX shell.
import { commentLines, headerName } from './comments.ts';
import { bashWord } from './curl.ts';
import { KEY_VARIABLE, type Replay } from './replay.ts';

/** HTTPie splits an item at its first separator; a backslash before one makes it text. `Name;` is a header without a value. */
const item = (name: string, value: string): string =>
  value === '' ? `${headerName(name)};` : `${headerName(name)}:${value.replace(/^[=@]/, String.raw`\$&`)}`;

export function httpieOf(replay: Replay): string {
  const { method, url, headers, keyHeader, body } = replay;
  const words = [`http --ignore-stdin --print=hb ${method} ${bashWord(url)}`];
  if (keyHeader) words.push(`"${keyHeader.name}:${keyHeader.prefix}$${KEY_VARIABLE}"`);
  for (const [name, value] of headers) words.push(bashWord(item(name, value)));
  if (body !== null) words.push(`--raw ${bashWord(body)}`);
  return `${commentLines(replay, '#')}${words.join(' \\\n  ')}\n`;
}
