// A replay as JavaScript for Node: the key comes from the environment, since in a page every visitor could read it.
import { commentLines, headerName } from './comments.ts';
import { KEY_VARIABLE, type Replay } from './replay.ts';

/** A JavaScript string; `<` is escaped so that the code may stand in a page. */
const jsText = (text: string): string => JSON.stringify(text).replaceAll('<', String.raw`\u003c`);

export function fetchOf(replay: Replay): string {
  const { method, url, headers, keyHeader, body } = replay;
  const lines = headers.map(([name, value]) => `    ${jsText(headerName(name))}: ${jsText(value)},`);
  if (keyHeader) {
    const value =
      keyHeader.prefix === '' ? `process.env.${KEY_VARIABLE}` : `\`${keyHeader.prefix}\${process.env.${KEY_VARIABLE}}\``;
    lines.unshift(`    ${jsText(keyHeader.name)}: ${value},`);
  }
  const parts = [`  method: ${jsText(method)},`];
  if (lines.length > 0) parts.push(`  headers: {\n${lines.join('\n')}\n  },`);
  if (body !== null) parts.push(`  body: ${jsText(body)},`);
  return [
    `${commentLines(replay, '//')}const response = await fetch(${jsText(url)}, {`,
    ...parts,
    '});',
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}
