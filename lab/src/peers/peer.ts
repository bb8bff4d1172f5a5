import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Behaviour, StepOutcome, TlsServer, Upstream } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';
import { makeUnreachable } from '../namespace/network.js';
import { ownFolder } from '../namespace/root.js';
import type { NginxBuild } from '../nginx/build.js';
import { serveApplication } from './applications.js';
import { endpointOf } from './endpoint.js';
import { alertRecord } from './raw.js';
import { tlsHandler } from './tls.js';

export type Seen = { -readonly [K in keyof StepOutcome['seen'][number]]: StepOutcome['seen'][number][K] };

/** Treats one accepted connection; fills in what is learnt of it. */
export interface Handler {
  readonly accept: (socket: Socket, seen: Seen) => void;
  readonly stop: () => void;
}

export interface Peer {
  readonly stop: () => Promise<void>;
}

const withoutStop = (accept: Handler['accept']): Handler => ({ accept, stop: () => undefined });

async function handlerOf(behaviour: Behaviour, pki: Pki, build: NginxBuild): Promise<Handler | undefined> {
  switch (behaviour.type) {
    case 'tls':
      return tlsHandler(behaviour satisfies TlsServer, pki, build);
    case 'plain': {
      const serve = serveApplication(behaviour.application);
      return withoutStop((socket) => serve(socket));
    }
    case 'greeting':
      return withoutStop((socket) => socket.resume().write(behaviour.text));
    case 'close':
      return withoutStop((socket) => {
        const hangUp = () => (behaviour.reset ? socket.resetAndDestroy() : socket.end());
        if (behaviour.at === 'accept') hangUp();
        else socket.once('data', hangUp);
      });
    case 'silent':
      return withoutStop((socket) => socket.resume());
    case 'alert':
      return withoutStop((socket) => {
        socket.once('data', () => socket.end(alertRecord(behaviour.alert)));
      });
    case 'refused':
    case 'unreachable':
      return undefined;
  }
}

async function listen(server: Server, address: string): Promise<void> {
  const endpoint = endpointOf(address);
  if (endpoint.type === 'unix') {
    ownFolder(dirname(endpoint.path));
    mkdirSync(dirname(endpoint.path), { recursive: true });
    rmSync(endpoint.path, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (endpoint.type === 'unix') server.listen({ path: endpoint.path, writableAll: true }, resolve);
    else server.listen(endpoint.port, endpoint.host, resolve);
  });
}

/** Puts an upstream at its address. Every connection to it is reported to `saw`. */
export async function startPeer(
  { address, behaviour }: Upstream,
  pki: Pki,
  build: NginxBuild,
  saw: (seen: Seen) => void,
): Promise<Peer> {
  if (behaviour.type === 'unreachable') {
    const undo = makeUnreachable(address);
    return { stop: async () => undo() };
  }
  const handler = await handlerOf(behaviour, pki, build);
  if (handler === undefined) return { stop: async () => undefined };
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const seen: Seen = { upstream: address, serverName: undefined, tls: undefined };
    saw(seen);
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => setTimeout(() => socket.end(), 50));
    handler.accept(socket, seen);
  });
  await listen(server, address);
  return {
    async stop() {
      handler.stop();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
