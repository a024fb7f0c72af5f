// A support bundle as Markdown for a ticket. Nothing that the call brought along may become markup: values stand in code.
import { isoFromInstant } from '../core/iso-instant.ts';
import type { Header } from '../core/units.ts';
import type { SupportBundle } from './support-bundle.ts';

/** A code span that its content cannot leave (CommonMark: a longer run of backticks, one line). */
function code(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ').trim();
  if (plain === '') return '–';
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

function block(text: string, language = ''): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A sentence of ours that may carry values of the call: what Markdown or HTML would read is escaped. */
const sentence = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, String.raw`\$&`);

const headerText = (headers: Header[] | null): string =>
  headers === null ? '(not seen)' : headers.map(([name, value]) => `${name}: ${value}`).join('\n');

export function markdownOf(bundle: SupportBundle): string {
  const { finding, attempts, versions } = bundle;
  const { call, facts } = finding;
  const rows: [string, string | null | undefined][] = [
    ['Call', `${call.method} ${call.url}`],
    ['Status', finding.status === null ? `none (${bundle.failure ?? 'no answer'})` : String(finding.status)],
    ['Message', facts.message],
    ['Code', facts.code],
    ['Correlation id', facts.correlationId],
    ['Started (UTC)', call.startedAt],
    ['Duration', bundle.durationMs === null ? null : `${Math.round(bundle.durationMs)} ms`],
    ['Key', bundle.key],
    ['Page', bundle.page],
    ['Category', finding.category],
    [
      'Repeat',
      finding.notBefore === null ? finding.verdict : `${finding.verdict}, not before ${isoFromInstant(finding.notBefore)}`,
    ],
  ];
  const parts = [
    `## ${sentence(finding.what)}`,
    rows
      .flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : `- ${name}: ${code(value)}`))
      .join('\n'),
    sentence(finding.reason),
    listed(
      'Causes',
      finding.causes.map(
        ({ text, evidence, where }) =>
          `${sentence(text)} (${evidence === 'seen' ? 'seen in this call' : 'possible, cannot be seen from here'}${where === undefined ? '' : `: ${sentence(where)}`})`,
      ),
    ),
    listed(
      'To do',
      finding.do.map(({ text, link }) => (link === undefined ? sentence(text) : `${sentence(text)} ${code(link)}`)),
    ),
    listed('To know', finding.remarks.map(sentence)),
    lastSuccessText(finding.lastSuccess),
    attemptsText(attempts),
    `### Request headers\n\n${block(headerText(bundle.requestHeaders), 'http')}`,
    `### Answer headers\n\n${block(headerText(bundle.responseHeaders), 'http')}`,
    bodiesText(bundle),
    `Qamera Error Lens ${sentence(versions.lens)}, ${sentence(versions.browser)}, ${bundle.generatedAt}. ${bundle.masked} secret ${bundle.masked === 1 ? 'value reads' : 'values read'} \\*\\*\\*.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const listed = (name: string, lines: string[]): string =>
  lines.length === 0 ? '' : `### ${name}\n\n${lines.map((line, place) => `${place + 1}. ${line}`).join('\n')}`;

function lastSuccessText(success: SupportBundle['finding']['lastSuccess']): string {
  if (!success) return '';
  const value = (text: string | null): string => (text === null ? 'not there' : code(text));
  const lines = success.differences.map(
    ({ place, name, was, is }, index) => `${index + 1}. ${code(`${place} ${name}`)}: ${value(was)}, now ${value(is)}`,
  );
  const rest = success.notCompared.length === 0 ? '' : `Not compared: ${success.notCompared.map(code).join(', ')}`;
  return ['### Beside the last success', sentence(success.text), lines.join('\n'), rest]
    .filter((part) => part !== '')
    .join('\n\n');
}

function attemptsText({ count, listed: attempts }: SupportBundle['attempts']): string {
  if (count < 2) return '';
  const lines = attempts.map(
    ({ startedAt, status, durationMs }) =>
      `${startedAt}  ${status ?? 'no answer'}${durationMs === null ? '' : `  ${Math.round(durationMs)} ms`}`,
  );
  const title = attempts.length < count ? `${count}, the last ${attempts.length}` : String(count);
  return `### Attempts (${title})\n\n${block(lines.join('\n'))}`;
}

function bodiesText({ bodies }: SupportBundle): string {
  if (!bodies) return '';
  const request = bodies.request === null ? '(none)' : JSON.stringify(bodies.request, null, 2);
  return `### Request body\n\n${block(request, 'json')}\n\n### Answer body\n\n${block(bodies.response ?? '(none)')}`;
}
