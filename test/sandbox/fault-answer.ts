// What a fault makes of an answer: another status, body, headers. Delays, cuts and CORS are the socket's matter, see send.ts.
import { STATUS_CODES } from 'node:http';
import type { Surface } from '../../src/core/observation.ts';
import type { EpochMs, HttpStatus } from '../../src/core/units.ts';
import { errorAnswer } from './envelopes.ts';
import { emptyAnswer, textAnswer } from './exchange.ts';
import type { Answer } from './exchange.ts';
import type { Fault } from './faults.ts';

/** True when the endpoint is not asked at all. */
export const standsInForWork = (fault: Fault): boolean =>
  fault.afterWork !== true && (fault.status !== undefined || fault.redirect !== undefined);

/** `answer` is the endpoint's own, or null when the fault stands in for it. `loginUrl` is where the redirect `login` leads. */
export function faultyAnswer(
  fault: Fault,
  made: { answer: Answer | null; surface: Surface; now: EpochMs; loginUrl: string },
): Answer {
  const answer = withBody(fault, made);
  const headers = { ...answer.headers, ...retryAfterHeader(fault, made.now), ...fault.headers };
  const padding = ' '.repeat(Math.ceil((fault.padMb ?? 0) * 1_048_576));
  return { ...answer, headers, body: answer.body + padding };
}

function withBody(fault: Fault, made: { answer: Answer | null; surface: Surface; loginUrl: string }): Answer {
  if (fault.redirect !== undefined) {
    return emptyAnswer(fault.status ?? 302, { Location: fault.redirect === 'login' ? made.loginUrl : fault.redirect });
  }
  const status = fault.status ?? made.answer?.status ?? 200;
  const documented = (): Answer => errorAnswer(made.surface, status, fault.code ?? null, fault.message ?? null);
  switch (fault.body) {
    case 'html':
      return textAnswer(status, 'text/html', errorPage(status));
    case 'login-page':
      return textAnswer(status, 'text/html', LOGIN_PAGE);
    case 'empty':
      return emptyAnswer(status);
    case 'text':
      return textAnswer(status, 'text/plain', fault.message ?? 'upstream connect error or disconnect/reset before headers');
    case 'broken-json':
      return { ...textAnswer(status, 'application/json', ''), body: documented().body.slice(0, -4) };
    case 'documented':
      return documented();
    default:
      return fault.status === undefined && made.answer ? made.answer : documented();
  }
}

function retryAfterHeader({ retryAfter }: Fault, now: EpochMs): Record<string, string> {
  if (retryAfter === undefined) return {};
  if ('seconds' in retryAfter) return { 'Retry-After': String(retryAfter.seconds) };
  return { 'Retry-After': new Date(now + retryAfter.dateInSeconds * 1000).toUTCString() };
}

const errorPage = (status: HttpStatus): string => {
  const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>proxy</center>\r\n</body>\r\n</html>\r\n`;
};
export const LOGIN_PAGE =
  '<!doctype html><html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1><form method="post">' +
  '<label>Email <input name="email"></label> <label>Password <input name="password" type="password"></label></form></body></html>';
