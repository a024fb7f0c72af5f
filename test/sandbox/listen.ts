// Opens and closes one listener of the sandbox on this machine's loopback address.
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

export interface Listener {
  /** `http://localhost:4010`, no trailing slash. */
  url: string;
  port: number;
  close(): Promise<void>;
}
export interface Certificate {
  key: string;
  cert: string;
}
export interface Served {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

/** Port 0 takes any free one. A taken port rejects with a sentence fit to be shown. */
export async function listen(
  { port, https, flag }: { port: number; https?: Certificate | undefined; flag: string },
  serve: (served: Served) => Promise<void>,
): Promise<Listener> {
  const scheme = https ? 'https' : 'http';
  const onRequest: RequestListener = (request, response) => {
    const host = request.headers.host ?? 'localhost';
    const url = new URL(request.url ?? '/', `${scheme}://${host}`);
    // A client that goes away while its request is read is no event for the sandbox.
    serve({ request, response, url }).catch((error: unknown) => {
      if (!request.destroyed) console.error('sandbox:', error);
      response.destroy();
    });
  };
  const server: Server = https ? createHttpsServer(https, onRequest) : createHttpServer(onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port, flag)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const opened = typeof address === 'object' && address ? address.port : port;
  return {
    url: `${scheme}://localhost:${opened}`,
    port: opened,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portError(error: NodeJS.ErrnoException, port: number, flag: string): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${port} is taken: end the program that uses it, or choose another with ${flag}.`);
  if (error.code === 'EACCES')
    return new Error(`Port ${port} may not be opened by this user: choose one above 1023 with ${flag}.`);
  return error;
}
