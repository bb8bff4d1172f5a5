import { connect, type Socket } from 'node:net';
import { readServerVersion } from './client-hello.js';
import type { Seen } from './peer.js';

/** Takes over a connection whose first bytes were looked at, speaks TLS on it, and notes the version in `seen`. */
export interface Terminator {
  readonly take: (socket: Socket, bytes: Buffer, seen: Seen) => void;
  readonly stop: () => void;
}

/** Hands connections to a process that listens at a path, end for end and reset for reset. */
export function pipeTo(path: string): Terminator['take'] {
  return (socket, bytes, seen) => {
    const backend = connect({ path, allowHalfOpen: true });
    backend.write(bytes);
    backend.once('data', (chunk) => {
      seen.tls = readServerVersion(chunk);
    });
    backend.on('data', (chunk) => socket.write(chunk));
    backend.on('end', () => socket.end());
    backend.on('error', () => socket.resetAndDestroy());
    backend.on('close', () => socket.destroySoon());
    socket.on('data', (chunk) => backend.write(chunk));
    socket.on('end', () => backend.end());
    socket.on('close', () => backend.destroy());
    socket.resume();
  };
}
