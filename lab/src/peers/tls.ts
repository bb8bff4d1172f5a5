import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { TlsServer, WithoutServerName } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import type { NginxBuild } from '../nginx/build.js';
import { type ClientHello, readClientHello } from './client-hello.js';
import type { Handler, Seen } from './peer.js';
import { alertRecord, oldServerHello, plainHttpAnswer, readUntil } from './raw.js';
import type { Terminator } from './terminator.js';
import { terminateWithNginx } from './tls-nginx.js';
import { terminateWithNode } from './tls-node.js';
import { terminateWithOpenssl } from './tls-openssl.js';

function names(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  return wanted === given || (wanted.startsWith('*.') && wanted.slice(1) === given.slice(given.indexOf('.')));
}

function act(socket: Socket, what: Exclude<WithoutServerName, { act: 'present' }>): void {
  switch (what.act) {
    case 'alert':
      socket.end(alertRecord(what.alert));
      return;
    case 'close':
      socket.end();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'plain-http':
      socket.end(plainHttpAnswer);
  }
}

/** The length of a PROXY protocol header, 0 where there is none, undefined while more is needed. */
function proxyHeader(bytes: Buffer): number | undefined {
  const binary = Buffer.from('\r\n\r\n\0\r\nQUIT\n');
  if (bytes.subarray(0, 12).equals(binary)) return bytes.length < 16 ? undefined : 16 + bytes.readUInt16BE(14);
  const start = bytes.subarray(0, 6).toString('latin1');
  if (!'PROXY '.startsWith(start)) return 0;
  const end = bytes.indexOf('\r\n');
  return end === -1 ? undefined : end + 2;
}

async function terminate(
  server: TlsServer,
  chain: readonly string[],
  pki: Pki,
  build: NginxBuild,
): Promise<Terminator> {
  const folder = () => mkdtempSync('/run/peer-');
  if (server.implementation === 'nginx') return terminateWithNginx(server, chain, pki, folder(), build);
  // Apart from client certificates, Node's server is OpenSSL's.
  const own = server.implementation === 'openssl' && server.clientCertificate !== undefined;
  return own ? terminateWithOpenssl(server, chain, pki, folder()) : terminateWithNode(server, chain, pki);
}

/** Looks at the ClientHello, then refuses in the clear or hands the connection to whoever serves that name. */
export async function tlsHandler(server: TlsServer, pki: Pki, build: NginxBuild): Promise<Handler> {
  const unnamed = server.withoutServerName;
  const named = new Map<string, Terminator>();
  const ownNames = pki.dnsNames(server.chain[0] ?? '');
  const main = await terminate(server, server.chain, pki, build);
  for (const [name, chain] of Object.entries(server.byServerName ?? {})) {
    named.set(name.toLowerCase(), await terminate(server, chain, pki, build));
  }
  const fallback = unnamed?.act === 'present' ? await terminate(server, unnamed.chain, pki, build) : main;

  const answer = (socket: Socket, hello: ClientHello | 'other', bytes: Buffer, seen: Seen) => {
    if (hello === 'other') return main.take(socket, bytes, seen);
    if (server.secureRenegotiation === false) return void socket.write(oldServerHello());
    const name = hello.serverName;
    const special = name === undefined ? undefined : named.get(name.toLowerCase());
    if (special !== undefined) return special.take(socket, bytes, seen);
    const known = name !== undefined && ownNames.some((pattern) => names(pattern, name));
    if (known || unnamed === undefined) return main.take(socket, bytes, seen);
    return unnamed.act === 'present' ? fallback.take(socket, bytes, seen) : act(socket, unnamed);
  };
  const handshake = (socket: Socket, seen: Seen) => {
    readUntil(socket, readClientHello, (hello, bytes) => {
      if (hello !== 'other') seen.serverName = hello.serverName;
      answer(socket, hello, bytes, seen);
    });
  };
  return {
    accept(socket, seen) {
      if (server.proxyProtocol !== true) return handshake(socket, seen);
      readUntil(socket, proxyHeader, (length, bytes) => {
        if (length === 0) return void socket.resetAndDestroy();
        socket.unshift(bytes.subarray(length));
        handshake(socket, seen);
      });
    },
    stop() {
      for (const terminator of [main, fallback, ...named.values()]) terminator.stop();
    },
  };
}
