// Lets a browser reach local plain-http servers under real https names: one TLS server that picks the port by the name in the
// handshake, and the CONNECT proxy that Firefox needs to be led to it. Every other outside host is refused.
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

export interface HttpsFront {
  tlsPort: number;
  proxyPort: number;
  close(): void;
}

const join = (a: Socket, b: Socket): void => {
  a.on('error', () => b.destroy());
  b.on('error', () => a.destroy());
  a.on('close', () => b.destroy());
  b.on('close', () => a.destroy());
  a.pipe(b).pipe(a);
};

const listen = async (server: Server | ReturnType<typeof createTlsServer>): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

/** `hosts`: https host name -> port of a plain-http server on 127.0.0.1. */
export async function startHttpsFront(hosts: Record<string, number>): Promise<HttpsFront> {
  const names = Object.keys(hosts);
  const pem = await generate([{ name: 'commonName', value: 'qamera.test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [...names, 'qamera.test'].map((value) => ({ type: 2, value })) }],
  });
  const tls = createTlsServer({ key: pem.private, cert: pem.cert, ALPNProtocols: ['http/1.1'] }, (socket: TLSSocket) => {
    const port = hosts[String(socket.servername)];
    if (port === undefined) socket.destroy();
    else join(socket, connect(port, '127.0.0.1'));
  });
  tls.on('tlsClientError', () => {});
  const tlsPort = await listen(tls);

  const proxy = createServer((_request, response) => {
    response.writeHead(403).end();
  });
  proxy.on('connect', (request: { url?: string }, socket: Socket) => {
    const host = String(request.url).replace(/:443$/, '');
    if (!(host in hosts)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const target = connect(tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, target);
    });
    target.on('error', () => socket.destroy());
  });
  const proxyPort = await listen(proxy);
  return {
    tlsPort,
    proxyPort,
    close() {
      tls.close();
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
