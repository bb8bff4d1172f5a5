import { randomBytes } from 'node:crypto';
import { joinAddress, visible } from '@stackengine/engine';
import type { Bottle, HandshakeFailure, HandshakeOptions, HandshakeSession } from '@stackengine/nginx-wasm';
import { connectTo, type ProbeTarget } from './connection.js';
import { pump } from './pump.js';

export type { ProbeTarget } from './connection.js';

export interface ProbeOptions extends Pick<HandshakeOptions, 'serverName' | 'ciphers' | 'confCommands' | 'alpn'> {
  /** nginx's TLS client; it is not changed by a probe, and many can use it at once. */
  readonly bottle: Bottle;
  /** `TLSv1.2`, `TLSv1.3`… */
  readonly protocols: readonly string[];
  /** Whether a PROXY protocol header (version 1) goes before the handshake. */
  readonly proxyProtocol?: boolean;
  /** Milliseconds for everything; connecting takes 5 s of them at most. */
  readonly timeout: number;
}

/** What a server shows to nginx's TLS client. Nothing of it is verified. */
export interface Probe {
  /** As asked: `host:port`, `unix:/path`. */
  readonly address: string;
  /** Where the connection led; undefined where there was none. */
  readonly remote: string | undefined;
  /** SNI; undefined where none was sent. */
  readonly serverName: string | undefined;
  /** ISO 8601: when it began. */
  readonly at: string;
  /** PEM of each certificate as sent, in the server's order; empty where none came. */
  readonly chain: readonly string[];
  readonly protocol: string | undefined;
  readonly cipher: string | undefined;
  /** Where the server asks for a client's certificate: the CAs that it names. */
  readonly clientCertificate: HandshakeSession['clientCertificate'];
  readonly failure: ProbeFailure | undefined;
}

export interface ProbeFailure extends HandshakeFailure {
  /** `connecting`: the server was not reached. `afterwards`: it refused the client when its own part was done. */
  readonly stage: 'connecting' | 'handshaking' | 'afterwards';
}

/**
 * Connects to a server and shakes hands with it as nginx does, sending no client certificate. Never rejects: what goes wrong is the
 * answer. It ends within `timeout`, and takes no more than a bounded number of bytes (pump.ts).
 */
export async function probe(target: ProbeTarget, options: ProbeOptions): Promise<Probe> {
  const start = Date.now();
  const { bottle, timeout, proxyProtocol = false, ...rest } = options;
  const asked = {
    address: target.unix === undefined ? joinAddress(target.host, target.port) : `unix:${target.unix}`,
    serverName: options.serverName,
    at: new Date(start).toISOString(),
  };
  const connected = await connectTo(target, Math.min(timeout, longestConnect), proxyProtocol);
  if ('text' in connected) {
    const failure = { stage: 'connecting', text: connected.text, alert: undefined } as const;
    return { ...asked, ...nothing, failure };
  }
  const { socket, remote } = connected;
  try {
    const handshake = bottle.handshake({ ...rest, random: randomBytes });
    const { session, failure } = await pump(socket, handshake, timeout - (Date.now() - start));
    const { chain = [], protocol, cipher, clientCertificate } = session ?? {};
    return { ...asked, remote, chain, protocol, cipher, clientCertificate, failure };
  } catch (error) {
    const text = `nginx in memory broke off: ${visible(error instanceof Error ? error.message : String(error))}`;
    return { ...asked, ...nothing, remote, failure: { stage: 'handshaking', text, alert: undefined } };
  } finally {
    socket.destroySoon();
  }
}

/** Milliseconds. */
const longestConnect = 5000;

const nothing = {
  remote: undefined,
  chain: [],
  protocol: undefined,
  cipher: undefined,
  clientCertificate: undefined,
} as const;
