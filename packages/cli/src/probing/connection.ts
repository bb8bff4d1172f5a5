import { connect, isIPv6, type Socket } from 'node:net';
import { joinAddress } from '@stackengine/engine';

/** A host and port, or a unix socket. An IPv6 address has no brackets. */
export interface ProbeTarget {
  readonly host: string;
  readonly port: number;
  readonly unix?: string | undefined;
}

export interface Connected {
  readonly socket: Socket;
  readonly remote: string;
}

/** Opens a connection, and sends the PROXY protocol's header where that is wanted; or says why there is none. */
export function connectTo(
  { host, port, unix }: ProbeTarget,
  timeout: number,
  proxyProtocol: boolean,
): Promise<Connected | { readonly text: string }> {
  return new Promise((resolve) => {
    let socket: Socket;
    try {
      socket = unix === undefined ? connect({ host, port, noDelay: true }) : connect({ path: unix });
    } catch (error) {
      // A port beyond 65535, a path with a zero byte: a configuration may hold anything.
      resolve({ text: error instanceof Error ? error.message : String(error) });
      return;
    }
    const timer = setTimeout(() => fail(`no connection within ${timeout / 1000} s`), timeout);
    const fail = (text: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text });
    };
    socket.once('error', (error) => fail(reasonOf(error)));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      // Until somebody reads: an unheard error would end the process.
      socket.on('error', () => undefined);
      if (proxyProtocol) socket.write(proxyHeader(socket));
      const { remoteAddress = host, remotePort = port } = socket;
      resolve({ socket, remote: unix === undefined ? joinAddress(remoteAddress, remotePort) : `unix:${unix}` });
    });
  });
}

/** As nginx's `proxy_protocol on` writes it (ngx_proxy_protocol_write). */
function proxyHeader({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  if (localAddress === undefined || remoteAddress === undefined) return 'PROXY UNKNOWN\r\n';
  const family = isIPv6(localAddress) ? 'TCP6' : 'TCP4';
  return `PROXY ${family} ${localAddress} ${remoteAddress} ${localPort} ${remotePort}\r\n`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nothing listens there',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name can not be resolved now',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  ETIMEDOUT: 'the connection timed out',
  ECONNRESET: 'the connection was reset',
  ENOENT: 'there is no such socket',
  EACCES: 'no permission to connect',
};

/** Several addresses that were tried come as one error without a message of its own. */
function reasonOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  return reasons[code] ?? (first instanceof Error ? first.message : String(first));
}
