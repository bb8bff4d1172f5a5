import type { Statement } from '@stackengine/nginx-config';
import { directivesIn } from '../hops/blocks.js';
import type { Hop } from '../hops/hop.js';
import { locationOf, serverNames, serverOf } from '../hops/index.js';
import type { LogEvent } from '../logs/event.js';
import type { Request } from '../worlds/world.js';
import { sampleOf } from './regex-sample.js';

/** The request of a log line, as a client of the world sends it; undefined where no client could: UDP. */
export function requestFor(hop: Hop, event: Pick<LogEvent, 'request' | 'host'> | undefined): Request | undefined {
  const server = serverOf(hop);
  const listener = listenerOf(server);
  if (listener === undefined) return undefined;
  if (hop.protocol === 'stream')
    return { type: 'request', to: listener.to, protocol: 'stream', host: '', method: '', path: '' };
  const [method = 'GET', target] = (event?.request ?? '').split(' ');
  const path = pathIn(target) ?? samplePath(locationOf(hop));
  const name = serverNames(hop).find((one) => /^[\w.-]+$/.test(one) && one !== '_');
  const sent = method === '' ? 'GET' : method;
  const grpc = hop.protocol === 'grpc' ? { headers: { 'content-type': 'application/grpc', te: 'trailers' } } : {};
  return {
    type: 'request',
    to: listener.to,
    protocol: listener.tls ? 'https' : 'http',
    host: event?.host ?? name ?? 'localhost',
    // No answer to these holds what a play needs to see.
    method: hop.protocol === 'grpc' ? 'POST' : /^(?:CONNECT|HEAD|TRACE)$/.test(sent) ? 'GET' : sent,
    path,
    ...grpc,
    ...(hop.protocol === 'grpc' ? { body: '\0\0\0\0\0' } : {}),
  };
}

/** A request for a location that a log says nothing of. */
export function requestTo(location: Statement, server: Statement): Request | undefined {
  const listener = listenerOf(server);
  if (listener === undefined || location.args.some((argument) => argument.startsWith('@'))) return undefined;
  const name = directivesIn(server, 'server_name')
    .flatMap(({ args }) => args)
    .find((one) => /^[\w.-]+$/.test(one) && one !== '_');
  return {
    type: 'request',
    to: listener.to,
    protocol: listener.tls ? 'https' : 'http',
    host: name ?? 'localhost',
    method: 'GET',
    path: samplePath(location),
  };
}

function pathIn(target: string | undefined): string | undefined {
  if (target === undefined || target === '') return undefined;
  const path = target.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  return path.startsWith('/') ? path : undefined;
}

/** A path that a location takes: its prefix, or something that its regular expression matches. */
function samplePath(location: Statement | undefined): string {
  const [first = '/', second] = location?.args ?? [];
  if (first === '=' || first === '^~') return second ?? '/';
  if (!first.startsWith('~')) return first.startsWith('@') ? '/' : first;
  const plain = sampleOf(second ?? first.replace(/^~\*?/, ''));
  return plain.startsWith('/') ? plain : `/${plain}`;
}

/** Where clients reach a server, and whether they speak TLS to it. */
function listenerOf(server: Statement | undefined): { readonly to: string; readonly tls: boolean } | undefined {
  if (server === undefined) return undefined;
  const listens = directivesIn(server, 'listen').filter(({ args }) => !args.includes('udp'));
  const all = directivesIn(server, 'listen');
  if (all.length === 0) return { to: '127.0.0.1:80', tls: false };
  const sockets = listens
    .map(({ args }) => ({ address: args[0] ?? '', tls: args.includes('ssl') }))
    .filter(({ address }) => !address.startsWith('unix:'));
  // A redirect from plain HTTP is common, one from TLS is not; IPv4 is simpler.
  const best = sockets.sort((a, b) => Number(b.tls) - Number(a.tls) || Number(isIpv6(a)) - Number(isIpv6(b)))[0];
  return best === undefined ? undefined : { to: reachable(best.address), tls: best.tls };
}

const isIpv6 = ({ address }: { readonly address: string }): boolean => address.startsWith('[');

function reachable(address: string): string {
  if (/^\d+$/.test(address)) return `127.0.0.1:${address}`;
  const [, host = address, port = '80'] = /^(\[[^\]]*\]|[^:]*):?(\d+)?$/.exec(address) ?? [];
  if (host === '*' || host === '0.0.0.0' || host === 'localhost' || host === '') return `127.0.0.1:${port}`;
  return host === '[::]' ? `[::1]:${port}` : `${host}:${port}`;
}
