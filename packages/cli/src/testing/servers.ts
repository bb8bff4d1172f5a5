import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Credentials } from './certificates.js';
import { folder } from './stackengine.js';

/** Listens on the loopback, or at a unix socket, until the test is over; returns the port. */
async function listen(server: Server, unix?: string): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    if (unix === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(unix, resolve);
  });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server of whatever it does with a connection. */
export const rawServer = (serve: (socket: Socket) => void): Promise<number> => listen(createServer(serve));

/** Node's TLS server; `named` are shown to who sends that name. */
export async function tlsServer(
  credentials: Credentials,
  options: TlsOptions = {},
  named: Readonly<Record<string, Credentials>> = {},
  unix?: string,
): Promise<number> {
  const contexts = new Map(Object.entries(named).map(([name, own]) => [name, createSecureContext({ ...own })]));
  const server = createTlsServer({
    ...credentials,
    SNICallback: (name, answer) => answer(null, contexts.get(name)),
    ...options,
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  return await listen(server, unix);
}

/** Passes bytes on to a port, one at a time towards the client. */
export const dripping = (port: number, everyMilliseconds: number): Promise<number> =>
  rawServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const waiting: number[] = [];
    upstream.on('data', (bytes: Buffer) => waiting.push(...bytes));
    upstream.on('error', () => undefined);
    client.on('data', (bytes) => upstream.write(bytes));
    const timer = setInterval(() => {
      const byte = waiting.shift();
      if (byte !== undefined) client.write(Buffer.of(byte));
    }, everyMilliseconds);
    client.on('close', () => {
      clearInterval(timer);
      upstream.destroy();
    });
  });

/** `openssl s_server` on a port of its own. */
export async function opensslServer({ cert, key }: Credentials, ...args: readonly string[]): Promise<number> {
  const path = folder();
  writeFileSync(join(path, 'chain.pem'), cert);
  writeFileSync(join(path, 'key.pem'), key);
  const files = ['-cert', 'chain.pem', '-cert_chain', 'chain.pem', '-key', 'key.pem'];
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...args], { cwd: path });
  onTestFinished(() => {
    child.kill();
  });
  return await new Promise((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`openssl s_server ended with ${code}: ${said}`)));
    const look = (bytes: Buffer) => {
      said += bytes.toString();
      const port = /^ACCEPT 127\.0\.0\.1:(\d+)/m.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
  });
}

/** The version of the nginx of this machine; undefined where there is none. */
export function nativeNginx(): string | undefined {
  const { stderr, error } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  return error === undefined ? /nginx\/(\S+)/.exec(stderr)?.[1] : undefined;
}

/** A native nginx of this configuration, until the test is over; returns what its error log holds. */
export async function startNginx(
  http: string,
  ready: number,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly errorLog: () => string }> {
  const path = folder();
  mkdirSync(join(path, 'logs'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${path}/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    join(path, 'nginx.conf'),
    `daemon off; master_process off; ${user} pid ${path}/pid; error_log ${path}/logs/error.log info;
events {}
http { access_log off; ${temporary.join(' ')}
${http}
}
`,
  );
  const child = spawn('nginx', ['-p', path, '-c', join(path, 'nginx.conf'), '-e', join(path, 'logs/error.log')]);
  onTestFinished(() => {
    child.kill();
  });
  const errorLog = () => readFileSync(join(path, 'logs/error.log'), 'utf8');
  for (let tries = 0; !(await answers(ready)); tries++) {
    if (tries > 100) throw new Error(`nginx does not start: ${errorLog()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { errorLog };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
