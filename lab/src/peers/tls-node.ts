import type { Socket } from 'node:net';
import { createServer, type SecureVersion, type TlsOptions } from 'node:tls';
import type { TlsServer } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import { serveApplication } from './applications.js';
import { dhParameters } from './diffie-hellman.js';
import type { Seen } from './peer.js';
import { cipherList } from './security-level.js';
import type { Terminator } from './terminator.js';

const tls13Suites = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';
const order: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** TLS with Node's manners: a refused client certificate is a close without an alert. */
export function terminateWithNode(server: TlsServer, chain: readonly string[], pki: Pki): Terminator {
  const leaf = chain[0] ?? '';
  const versions = order.filter((version) => (server.protocols ?? ['TLSv1.2', 'TLSv1.3']).includes(version));
  const alpn = server.alpn ?? (server.application === 'http2' ? ['h2'] : undefined);
  const options: TlsOptions = {
    cert: pki.chain(chain),
    key: pki.key(leaf),
    minVersion: versions[0] ?? 'TLSv1.2',
    maxVersion: versions.at(-1) ?? 'TLSv1.3',
    ciphers: `${tls13Suites}:${cipherList(server, chain, pki)}`,
    ...(server.dhBits === undefined ? {} : { dhparam: dhParameters(server.dhBits) }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
    ...(server.clientCertificate === undefined
      ? {}
      : {
          requestCert: true,
          rejectUnauthorized: server.clientCertificate.mode === 'required',
          ca: pki.chain(server.clientCertificate.trusted),
        }),
  };
  const serve = serveApplication(server.application);
  const shaking = new Map<string, Seen>();
  const placeOf = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;
  const listener = createServer(options, (connection) => {
    const seen = shaking.get(placeOf(connection));
    if (seen !== undefined) seen.tls = connection.getProtocol() ?? undefined;
    connection.on('error', () => connection.destroy());
    serve(connection);
  });
  listener.on('tlsClientError', () => undefined);
  return {
    take(socket, bytes, seen) {
      const place = placeOf(socket);
      shaking.set(place, seen);
      socket.on('close', () => shaking.delete(place));
      socket.unshift(bytes);
      listener.emit('connection', socket);
    },
    stop: () => undefined,
  };
}
