import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';

/** A fatal alert in clear, as a server sends it before a version is agreed (RFC 5246, section 7.2). */
export const alertRecord = (alert: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, 2, alert]);

export const plainHttpAnswer =
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/**
 * The ServerHello of a TLS 1.2 stack older than RFC 5746: no extensions at all, so no renegotiation_info. OpenSSL 3 clients
 * stop there, which is why nothing needs to follow.
 */
export function oldServerHello(): Buffer {
  const body = Buffer.concat([Buffer.from([3, 3]), randomBytes(32), Buffer.from([0, 0x00, 0x9c, 0])]);
  const message = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
  return Buffer.concat([Buffer.from([0x16, 3, 3, 0, message.length]), message]);
}

/** Takes the bytes of a connection until `enough` has an answer; what was read is handed on with it. */
export function readUntil<T>(
  socket: Socket,
  enough: (bytes: Buffer) => T | undefined,
  then: (answer: T, bytes: Buffer) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const answer = enough(bytes);
    if (answer === undefined) return;
    socket.off('data', onData);
    socket.pause();
    then(answer, bytes);
  };
  socket.on('data', onData);
}
