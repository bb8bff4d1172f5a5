import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundledScripts } from './bundle.js';

export interface Site {
  readonly address: string;
  readonly close: () => void;
}

/** As strict as a policy can be under which WebAssembly is compiled: neither the page nor its worker can send anything. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

const page =
  '<!doctype html><title>bottle</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>';

/** Serves the page and its scripts on loopback. */
export async function serveSite(): Promise<Site> {
  const scripts = await bundledScripts();
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts.get(url.slice(1));
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // a Chromium that does not start leaves nobody to close it
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
