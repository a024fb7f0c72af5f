// Puts an answer on the wire: CORS headers, delay, cut connections. The only file that writes to a response.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './exchange.ts';
import type { Fault } from './faults.ts';

/** No page documents the API's CORS policy; the sandbox allows every origin and exposes no response header unless told to. */
export const CORS_ALLOWED: Readonly<Record<string, string>> = { 'Access-Control-Allow-Origin': '*' };
export const PREFLIGHT_ALLOWED: Readonly<Record<string, string>> = {
  ...CORS_ALLOWED,
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'X-Api-Key, Authorization, Content-Type, Idempotency-Key, Accept-Language',
  // A remembered preflight would hide a fault that refuses the next one.
  'Access-Control-Max-Age': '0',
};

/** Sends after the fault's delay; a cut connection sends nothing, or the head and half of the body. */
export async function send(response: ServerResponse, answer: Answer, fault: Fault | null): Promise<void> {
  if (fault?.delayMs) await pause(response, fault.delayMs);
  if (response.destroyed || fault?.cut === 'before-headers') {
    response.socket?.destroy();
    return;
  }
  const body = Buffer.from(answer.body);
  if (fault?.cut === 'mid-body') {
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length + 64 });
    response.write(body.length > 1 ? body.subarray(0, body.length / 2) : '{', () => response.socket?.destroy());
    return;
  }
  // 204 and 304 may carry no length at all.
  const length = answer.status === 204 || answer.status === 304 ? {} : { 'Content-Length': body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(body);
}

/** Ends early when the client gives up. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
