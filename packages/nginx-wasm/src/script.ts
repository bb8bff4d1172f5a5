import type { Behaviour, Request, TlsServer, Upstream, WithoutServerName } from '@stackengine/engine';
import { recordLine } from './records.js';

const chainText = (ids: readonly string[]) => ids.join('+');

function withoutName(act: WithoutServerName | undefined): string | undefined {
  if (act === undefined) return undefined;
  if (act.act === 'alert') return `alert:${act.alert}`;
  return act.act === 'present' ? `present:${chainText(act.chain)}` : act.act;
}

function tlsValues(server: TlsServer) {
  const client = server.clientCertificate;
  const names = Object.entries(server.byServerName ?? {}).map(([name, chain]) => `${name}=${chainText(chain)}`);
  return {
    type: server.type,
    implementation: server.implementation,
    chain: server.chain,
    sni: names.length > 0 ? names : undefined,
    'without-name': withoutName(server.withoutServerName),
    protocols: server.protocols,
    ciphers: server.ciphers,
    'security-level': server.securityLevel,
    'dh-bits': server.dhBits,
    alpn: server.alpn,
    'client-mode': client?.mode,
    'client-trusted': client?.trusted,
    'secure-renegotiation': server.secureRenegotiation,
    'proxy-protocol': server.proxyProtocol,
    application: server.application,
  };
}

const behaviourValues = (behaviour: Behaviour) => (behaviour.type === 'tls' ? tlsValues(behaviour) : { ...behaviour });

export const upstreamLine = ({ address, behaviour }: Upstream): string =>
  recordLine('upstream', { address, ...behaviourValues(behaviour) });

export function requestLine(request: Request): string {
  const { to, protocol, host, method, path, headers, body } = request;
  const list = Object.entries(headers ?? {}).map(([name, value]) => `${name}:${value}`);
  return recordLine('request', {
    to,
    protocol,
    host,
    method,
    path,
    headers: list.length > 0 ? list : undefined,
    body,
  });
}

export const pauseLine = (seconds: number): string => recordLine('pause', { milliseconds: Math.round(seconds * 1000) });

export const rotateLine = (number: number): string => recordLine('rotate', { number });

export const nameLine = (name: string, addresses: readonly string[]): string =>
  // Addresses hold neither a comma nor what would be escaped.
  recordLine('name', { name, addresses: addresses.join(',') });

export const logsLine = (paths: readonly string[]): string => recordLine('logs', { paths });

export const beginLine = recordLine('begin', {});
