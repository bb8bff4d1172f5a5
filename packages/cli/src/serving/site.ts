import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../refusal.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.bin': 'application/octet-stream',
  '.xml': 'application/xml',
};

export interface ServedSite {
  readonly address: string;
  readonly close: () => void;
}

/** The folder of the page, as the package ships it or as a build has made it. */
export function siteFolder(): string {
  const folder = fileURLToPath(new URL('.', import.meta.resolve('@stackengine/sandbox/site/index.html')));
  if (!existsSync(join(folder, 'index.html')))
    throw new Refusal('the page was not built here (in a checkout, npm start builds it)');
  return folder;
}

/** Serves the page to this machine alone. A port that is taken is told; 0 takes any. */
export async function serveSite(folder: string, port: number): Promise<ServedSite> {
  const files = readSite(folder);
  const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8')) as Readonly<Record<string, string>>;
  const server = createServer(({ method, url = '/', headers: { host = '' } }, response) => {
    // Whoever comes by another name was led here by a page of somebody else's (DNS rebinding).
    const known = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);
    const path = known ? pathOf(url) : undefined;
    const name = path === undefined ? undefined : nameOf(path, files);
    const content = name === undefined ? undefined : files.get(name);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-cache');
    if (content === undefined || name === undefined || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(method === 'GET' || method === 'HEAD' ? 404 : 405).end();
      return;
    }
    response.setHeader('Content-Type', types[extname(name)] ?? 'text/plain; charset=utf-8');
    response.setHeader('Content-Length', content.length);
    response.end(method === 'HEAD' ? undefined : content);
  });
  await listening(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return { address: `http://localhost:${bound}/`, close: () => server.close() };
}

/** All of it, once: what is not there can't be asked for. */
function readSite(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name))]));
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1);
  } catch {
    return undefined;
  }
}

/** A folder is its index. */
function nameOf(path: string, files: ReadonlyMap<string, Buffer>): string | undefined {
  if (files.has(path)) return path;
  const index = path === '' ? 'index.html' : `${path.replace(/\/$/, '')}/index.html`;
  return files.has(index) ? index : undefined;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Refusal(`port ${port} is taken; --port 0 takes any that is free`)
          : new Refusal(`port ${port}: ${error.message}`),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
