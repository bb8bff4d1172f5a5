import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { TlsServer } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import type { NginxBuild } from '../nginx/build.js';
import { serveApplication } from './applications.js';
import { dhParameters } from './diffie-hellman.js';
import { pathAppears } from './path-appears.js';
import { cipherList } from './security-level.js';
import { pipeTo, type Terminator } from './terminator.js';

/** TLS by a second nginx; files and sockets go into `folder`. HTTP is answered by it, everything else behind it. */
export async function terminateWithNginx(
  server: TlsServer,
  chain: readonly string[],
  pki: Pki,
  folder: string,
  build: NginxBuild,
): Promise<Terminator> {
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const socket = join(folder, 'socket');
  const http = server.application === 'http1' || server.application === 'http2';
  const application = createServer({ allowHalfOpen: true });
  const mode = server.clientCertificate?.mode === 'required' ? 'on' : 'optional';
  const lines = [
    `ssl_certificate ${put('chain.pem', pki.chain(chain))};`,
    `ssl_certificate_key ${put('leaf.key', pki.key(chain[0] ?? ''))};`,
    `ssl_protocols ${(server.protocols ?? ['TLSv1.2', 'TLSv1.3']).join(' ')};`,
    `ssl_ciphers ${cipherList(server, chain, pki)};`,
    ...(server.dhBits === undefined ? [] : [`ssl_dhparam ${put('dh.pem', dhParameters(server.dhBits))};`]),
    ...(server.clientCertificate === undefined
      ? []
      : [
          `ssl_client_certificate ${put('ca.pem', pki.chain(server.clientCertificate.trusted))};`,
          `ssl_verify_client ${mode};`,
          'ssl_verify_depth 5;',
        ]),
  ];
  const grpc = server.application === 'http2';
  const answer = grpc
    ? 'default_type application/grpc; add_header grpc-status 0; return 200;'
    : 'default_type text/plain; return 200 "upstream\\n";';
  const block = http
    ? `http { access_log off; server { listen unix:${socket} ssl${grpc ? ' http2' : ''}; ${lines.join(' ')} location / { ${answer} } } }`
    : `stream { server { listen unix:${socket} ssl; ${lines.join(' ')} proxy_pass unix:${folder}/application; } }`;
  if (!http) {
    const serve = serveApplication(server.application);
    application.on('connection', (connection) => {
      connection.on('error', () => connection.destroy());
      serve(connection);
    });
    application.listen(`${folder}/application`);
  }
  const load = !http && build.streamModule !== undefined ? `load_module ${build.streamModule};` : '';
  const head = `${load} ${build.user} daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log info; events {}`;
  const configuration = put('nginx.conf', `${head}\n${block}\n`);
  const args = ['-p', folder, '-c', configuration, '-e', join(folder, 'error.log')];
  const child = spawn(build.path, args, { stdio: 'ignore' });
  await pathAppears(socket);
  return {
    take: pipeTo(socket),
    stop() {
      child.kill('SIGKILL');
      application.close();
    },
  };
}
