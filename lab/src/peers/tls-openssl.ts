import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { TlsServer } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import { type Serve, serveApplication } from './applications.js';
import { dhParameters } from './diffie-hellman.js';
import { pathAppears } from './path-appears.js';
import { cipherList } from './security-level.js';
import { pipeTo, type Terminator } from './terminator.js';

const flagOf = { TLSv1: 'tls1', 'TLSv1.1': 'tls1_1', 'TLSv1.2': 'tls1_2', 'TLSv1.3': 'tls1_3' } as const;

/** How long after the application's last word the process may take to send it. */
const lingering = 50;

/**
 * TLS by `openssl s_server`. HTTP/1 by its `-www`, one connection at a time and GET only; for other applications a process for
 * each connection, whose standard input and output are the application's side. Files go into `folder`.
 */
export async function terminateWithOpenssl(
  server: TlsServer,
  chain: readonly string[],
  pki: Pki,
  folder: string,
): Promise<Terminator> {
  const put = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const leaf = chain[0] ?? '';
  const missing = Object.keys(flagOf)
    .filter((version) => !(server.protocols ?? ['TLSv1.2', 'TLSv1.3']).some((wanted) => wanted === version))
    .map((version) => `-no_${flagOf[version as keyof typeof flagOf]}`);
  const args = ['s_server', '-quiet', ...missing];
  args.push('-cert', put('leaf.pem', pki.chain([leaf])), '-key', put('leaf.key', pki.key(leaf)));
  if (chain.length > 1) args.push('-cert_chain', put('chain.pem', pki.chain(chain.slice(1))));
  args.push('-cipher', cipherList(server, chain, pki));
  if (server.dhBits !== undefined) args.push('-dhparam', put('dh.pem', dhParameters(server.dhBits)));
  const alpn = server.alpn ?? (server.application === 'http2' ? ['h2'] : undefined);
  if (alpn !== undefined) args.push('-alpn', alpn.join(','));
  if (server.clientCertificate !== undefined) {
    const required = server.clientCertificate.mode === 'required';
    args.push(
      required ? '-Verify' : '-verify',
      '5',
      '-CAfile',
      put('ca.pem', pki.chain(server.clientCertificate.trusted)),
    );
    if (required) args.push('-verify_return_error');
  }
  return server.application === 'http1'
    ? answering(args, join(folder, 'socket'))
    : carrying(args, folder, serveApplication(server.application));
}

async function answering(args: readonly string[], socket: string): Promise<Terminator> {
  const child = spawn('openssl', [...args, '-www', '-unix', socket], { stdio: 'ignore' });
  await pathAppears(socket);
  return { take: pipeTo(socket), stop: () => child.kill('SIGKILL') };
}

function carrying(args: readonly string[], folder: string, serve: Serve): Terminator {
  const children = new Set<ChildProcess>();
  let count = 0;
  return {
    take(connection, bytes, seen) {
      const path = join(folder, `socket-${count++}`);
      const child = spawn('openssl', [...args, '-naccept', '1', '-unix', path], { stdio: ['pipe', 'pipe', 'ignore'] });
      children.add(child);
      child.on('exit', () => children.delete(child));
      child.stdin.on('error', () => undefined);
      // s_server does not take the end of its input for the end of the connection.
      child.stdin.on('close', () => setTimeout(() => child.kill('SIGKILL'), lingering));
      const application = Duplex.from({ readable: child.stdout, writable: child.stdin });
      application.on('error', () => undefined);
      serve(application);
      pathAppears(path).then(
        () => pipeTo(path)(connection, bytes, seen),
        () => connection.destroy(),
      );
    },
    stop() {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}
