import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsServer } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import { dhParameters } from './diffie-hellman.js';
import { pathAppears } from './path-appears.js';
import { cipherList } from './security-level.js';
import { pipeTo, type Terminator } from './terminator.js';

const flagOf = { TLSv1: 'tls1', 'TLSv1.1': 'tls1_1', 'TLSv1.2': 'tls1_2', 'TLSv1.3': 'tls1_3' } as const;

/** TLS by `openssl s_server`, one connection at a time; its `-www` answers GET only. Files go into `folder`. */
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
  const socket = join(folder, 'socket');
  const missing = Object.keys(flagOf)
    .filter((version) => !(server.protocols ?? ['TLSv1.2', 'TLSv1.3']).some((wanted) => wanted === version))
    .map((version) => `-no_${flagOf[version as keyof typeof flagOf]}`);
  const args = ['s_server', '-unix', socket, '-www', '-quiet', ...missing];
  args.push('-cert', put('leaf.pem', pki.chain([leaf])), '-key', put('leaf.key', pki.key(leaf)));
  if (chain.length > 1) args.push('-cert_chain', put('chain.pem', pki.chain(chain.slice(1))));
  args.push('-cipher', cipherList(server, chain, pki));
  if (server.dhBits !== undefined) args.push('-dhparam', put('dh.pem', dhParameters(server.dhBits)));
  if (server.alpn !== undefined) args.push('-alpn', server.alpn.join(','));
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
  const child = spawn('openssl', args, { stdio: ['ignore', 'ignore', 'ignore'] });
  await pathAppears(socket);
  return { take: pipeTo(socket), stop: () => child.kill('SIGKILL') };
}
