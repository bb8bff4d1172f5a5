import type { LogEvent } from '../../logs/event.js';
import { canonicalHost } from '../address.js';
import { directivesIn, loggedServerName, serverNamesOf, serverOf } from '../blocks.js';
import type { Hop } from '../hop.js';
import { regexMatches } from '../regex.js';
import { against, isBlanked, type Observation, supports } from './observation.js';

/** Compares `server:`, or for want of it the client's `host:`, with the server block around the hop. */
export function observeServer(event: LogEvent, hop: Hop): Observation | undefined {
  const server = serverOf(hop);
  if (server === undefined) return undefined;
  const { server: logged } = event;
  if (hop.protocol === 'stream') {
    const listens = directivesIn(server, 'listen').map(({ args }) => args[0] ?? '');
    if (logged === undefined || isBlanked(logged) || listens.length === 0) return undefined;
    if (listens.some((listen) => listensOn(listen, logged))) return supports(`its server listens on ${logged}`);
    return against(2, `its server does not listen on ${logged}`);
  }
  const names = serverNamesOf(server);
  if (logged === undefined || isBlanked(logged)) {
    const host = event.host?.replace(/:\d+$/, '').toLowerCase();
    return host !== undefined && names.some((name) => acceptsHost(name, host))
      ? supports(`its server is named ${host}`)
      : undefined;
  }
  const own = loggedServerName(server);
  if (own === logged.toLowerCase()) return supports(`server: ${logged}`);
  if (own.includes('$') || names.some((name) => name.toLowerCase() === logged.toLowerCase())) return undefined;
  return against(2, `its server logs itself as "${own}", not "${logged}"`);
}

function acceptsHost(name: string, host: string): boolean {
  if (name.startsWith('~')) return regexMatches(name.slice(1), host, true) === true;
  const pattern = name.toLowerCase();
  if (pattern.startsWith('.')) return host === pattern.slice(1) || host.endsWith(pattern);
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1));
  if (pattern.endsWith('.*')) return host.startsWith(pattern.slice(0, -1));
  return pattern === host;
}

/** `listen` is an address, a port, a range of ports, or all of it together (ngx_stream_core_listen). */
function listensOn(listen: string, logged: string): boolean {
  if (listen.startsWith('unix:') || logged.startsWith('unix:')) return listen === logged;
  const own = splitAddress(listen);
  const wanted = splitAddress(logged);
  const [from = Number.NaN, to = from] = own.port.split('-').map(Number);
  const port = Number(wanted.port);
  if (!(port >= from && port <= to)) return false;
  const any = new Set(['', '*', '0.0.0.0', '[::]']);
  return any.has(own.host) || any.has(wanted.host) || canonicalHost(own.host) === canonicalHost(wanted.host);
}

function splitAddress(text: string): { host: string; port: string } {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.endsWith(']'))
    return /^[\d-]+$/.test(text) ? { host: '', port: text } : { host: text, port: '80' };
  return { host: text.slice(0, colon), port: text.slice(colon + 1) };
}
