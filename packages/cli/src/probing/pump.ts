import type { Socket } from 'node:net';
import type { ConnectionEnd, Handshake, HandshakeSession, HandshakeStep } from '@stackengine/nginx-wasm';
import type { ProbeFailure } from './probe.js';

export interface Pumped {
  readonly session: HandshakeSession | undefined;
  readonly failure: ProbeFailure | undefined;
}

/** nginx takes a certificate list of 100 KB, and says no to a longer one; all else of a handshake is small. */
const mostBytes = 1 << 20;
/** A handshake is a few messages; one that comes byte by byte is cut off here or by the time. */
const mostSteps = 10_000;
/** Milliseconds in which a server of TLS 1.3 says what it thinks of the client's certificate. */
const afterwards = 1000;

/** Carries bytes between a server and a handshake until that has ended or takes too much; `timeout` is in milliseconds. */
export function pump(socket: Socket, handshake: Handshake, timeout: number): Promise<Pumped> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let steps = 0;
    let session: HandshakeSession | undefined;
    let waiting: NodeJS.Timeout | undefined;

    const finish = (failure?: ProbeFailure) => {
      clearTimeout(timer);
      clearTimeout(waiting);
      socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
      resolve({ session, failure });
    };
    /** After the handshake it is no failure that a server says more than anybody waits for. */
    const giveUp = (text: string) =>
      session === undefined ? finish({ stage: 'handshaking', text, alert: undefined }) : finish();
    const step = (received?: Uint8Array, end?: ConnectionEnd) => {
      let taken: HandshakeStep;
      try {
        taken = handshake.next(received, end);
      } catch (error) {
        clearTimeout(timer);
        clearTimeout(waiting);
        reject(error);
        return;
      }
      if (taken.send.length > 0 && socket.writable) socket.write(taken.send);
      const before = session;
      session = taken.session;
      const { state, failure } = taken;
      if (failure !== undefined) finish({ ...failure, stage: before === undefined ? 'handshaking' : 'afterwards' });
      else if (state === 'content' || state === 'closed') finish();
      else if (state === 'finished' && before === undefined) {
        if (session?.clientCertificate === undefined || session.protocol !== 'TLSv1.3') finish();
        else waiting = setTimeout(finish, afterwards);
      }
    };
    // Another handshake may have held up this one: what lies in the socket is looked at first.
    const timer = setTimeout(() => setImmediate(() => giveUp(timedOut(bytes, timeout))), Math.max(timeout, 0));
    let reset = false;
    socket.on('error', () => {
      reset = true;
    });
    socket.on('data', (received: Buffer) => {
      bytes += received.length;
      steps += 1;
      if (bytes > mostBytes) giveUp(`the server sends more than ${mostBytes >> 20} MiB before the handshake is over`);
      else if (steps > mostSteps) giveUp(`the handshake is not over after ${mostSteps} pieces`);
      else step(received);
    });
    socket.on('end', () => step(undefined, 'closed'));
    socket.on('close', () => step(undefined, reset ? 'reset' : 'closed'));
    step();
  });
}

/** nginx's words for the same, and what is behind them. */
function timedOut(bytes: number, timeout: number): string {
  const so = bytes === 0 ? 'the server says nothing' : `${bytes} bytes came, which is not a whole handshake`;
  return `upstream timed out (110: Connection timed out): after ${(timeout / 1000).toFixed(1)} s ${so}`;
}
