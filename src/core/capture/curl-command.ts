// A curl command line as people paste it above its output: text in, method, URL, headers and body out.
import type { RawHeader } from './known-secrets.ts';

export interface CurlCommand {
  method: string;
  url: string;
  headers: RawHeader[];
  body: string | null;
}

/** Options of curl that take a value and matter here; others with a value are skipped with it. */
const WITH_VALUE =
  /^(?:-[AbcCdDeEFHIKmoPQrTuUwxXyYz]|--(?:data(?:-raw|-binary|-urlencode|-ascii)?|json|form|header|request|url|user|user-agent|cookie|cookie-jar|output|max-time|connect-timeout|proxy|cacert|cert|key|referer|write-out|retry|retry-delay|resolve|config|upload-file))$/;

/**
 * The command in a text that holds `curl …`, or null. POSIX quoting with line continuations (`\`, and `^` or a backtick of the
 * Windows shells); what follows a `|`, `;` or line end is not part of it.
 * @example parseCurl("curl -X POST 'https://a/b' -H 'X-Api-Key: k' -d '{}'")
 */
export function parseCurl(text: string): CurlCommand | null {
  const start = /(?:^|[\s$>#;&|])curl(?:\.exe)?\s/.exec(text.slice(0, 20_000));
  if (!start) return null;
  const words = shellWords(text.slice(start.index + start[0].length));
  const command: CurlCommand = { method: '', url: '', headers: [], body: null };
  for (let at = 0; at < words.length; at += 1) {
    const [option, glued] = split(words[at] ?? '');
    if (!option.startsWith('-')) {
      command.url ||= option;
      continue;
    }
    if (option === '-I' || option === '--head') command.method ||= 'HEAD';
    if (option === '-G' || option === '--get') command.method ||= 'GET';
    if (!WITH_VALUE.test(option) || option === '-I') continue;
    const value = glued ?? words[(at += 1)] ?? '';
    take(command, option, value);
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(command.url) && !/^[\w.-]+[:/]/.test(command.url)) return null;
  return { ...command, method: command.method || (command.body === null ? 'GET' : 'POST') };
}

function take(command: CurlCommand, option: string, value: string): void {
  if (option === '-X' || option === '--request') command.method = value.toUpperCase();
  else if (option === '--url') command.url = value;
  else if (option === '-H' || option === '--header') {
    const colon = value.indexOf(':');
    if (colon > 0) command.headers.push({ name: value.slice(0, colon).trim(), value: value.slice(colon + 1).trim() });
  } else if (option === '-u' || option === '--user') command.headers.push({ name: 'Authorization', value: `Basic ${value}` });
  else if (option === '-b' || option === '--cookie') command.headers.push({ name: 'Cookie', value });
  else if (option === '--json') {
    command.body = (command.body ?? '') + value;
    command.headers.push({ name: 'Content-Type', value: 'application/json' });
  } else if (/^(?:-d|--data)/.test(option)) command.body = command.body === null ? value : `${command.body}&${value}`;
  else if (option === '-F' || option === '--form') {
    const part = `Content-Disposition: form-data; name="${value.split('=', 1)[0] ?? ''}"\n`;
    command.body = (command.body ?? '') + part;
    command.headers.push({ name: 'Content-Type', value: 'multipart/form-data' });
  }
}

/** `-XPOST` and `--request=POST` are one word with the value glued on. */
function split(word: string): [option: string, glued: string | undefined] {
  const long = /^(--[a-z-]+)=([\s\S]*)$/.exec(word);
  if (long) return [long[1] ?? word, long[2]];
  const short = /^(-[XHdFub])([\s\S]+)$/.exec(word);
  return short ? [short[1] ?? word, short[2]] : [word, undefined];
}

/** The words of a command line up to its end. One pass. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at] ?? '';
    if (quote !== '') {
      if (here === quote) quote = '';
      else if (here === '\\' && quote === '"' && /["\\$`\n]/.test(text[at + 1] ?? ''))
        word = (word ?? '') + (text[(at += 1)] ?? '');
      else word = (word ?? '') + here;
      continue;
    }
    if (/["']/.test(here)) {
      quote = here;
      // $'…' of bash, as Chrome's "Copy as cURL" writes it for odd characters.
      word = word === '$' ? '' : (word ?? '');
    } else if (/[\\^`]/.test(here) && /^\r?\n/.test(text.slice(at + 1, at + 3))) at += text[at + 1] === '\r' ? 2 : 1;
    else if (here === '\\') word = (word ?? '') + (text[(at += 1)] ?? '');
    else if (/\s/.test(here)) {
      if (word !== null) words.push(word);
      word = null;
      if (here === '\n') return words;
    } else if (/[|;]/.test(here) && word === null) return words;
    else word = (word ?? '') + here;
  }
  if (word !== null) words.push(word);
  return words;
}
