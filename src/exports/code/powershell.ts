// A replay for PowerShell 5.1 and later: Invoke-WebRequest, since 5.1 breaks the quotes of arguments to curl.exe.
import { commentLines, headerName } from './comments.ts';
import { KEY_VARIABLE, type Replay } from './replay.ts';

/** PowerShell takes typographic single quotes for quotes too; each is doubled. */
const psText = (text: string): string => `'${text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;

export function powershellOf(replay: Replay): string {
  const { method, url, headers, keyHeader, body } = replay;
  const type = headers.find(([name]) => name === 'content-type')?.[1];
  const lines = headers
    .filter(([name]) => name !== 'content-type')
    .map(([name, value]) => `  ${psText(headerName(name))} = ${psText(value)}`);
  if (keyHeader) lines.unshift(`  '${keyHeader.name}' = "${keyHeader.prefix}$env:${KEY_VARIABLE}"`);
  const words = [`Invoke-WebRequest -UseBasicParsing -Uri ${psText(url)}`, `-Method ${psText(method)}`];
  if (lines.length > 0) words.push(`-Headers @{\n${lines.join('\n')}\n}`);
  if (type !== undefined) words.push(`-ContentType ${psText(type)}`);
  // As bytes: 5.1 sends text as Latin-1.
  if (body !== null) words.push(`-Body ([System.Text.Encoding]::UTF8.GetBytes(${psText(body)}))`);
  return `${commentLines(replay, '#')}${words.join(' `\n  ')}\n`;
}
