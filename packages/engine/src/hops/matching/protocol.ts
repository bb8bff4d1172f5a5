import type { LogEvent } from '../../logs/event.js';
import type { Hop, HopProtocol } from '../hop.js';
import { excludes, type Observation } from './observation.js';

const protocolOf: ReadonlyMap<string, HopProtocol> = new Map([
  ['http', 'proxy'],
  ['https', 'proxy'],
  ['grpc', 'grpc'],
  ['grpcs', 'grpc'],
  ['uwsgi', 'uwsgi'],
  ['suwsgi', 'uwsgi'],
]);

/** Rules out hops of another module, and plain hops where the line is about a handshake, or the reverse. */
export function observeProtocol(event: LogEvent, hop: Hop): Observation | undefined {
  const scheme = event.upstream?.scheme?.toLowerCase();
  if (scheme !== undefined) {
    if (protocolOf.get(scheme) !== hop.protocol) return excludes;
    const schemes = hop.target.destinations.map((destination) => destination.scheme);
    return schemes.includes(scheme) || schemes.includes(undefined) ? undefined : excludes;
  }
  if (event.request !== undefined && hop.protocol === 'stream') return excludes;
  // stream logs neither scheme nor request; http has both, unless the line is cut short.
  const logged = event.signature.kind !== 'config' && event.upstream !== undefined;
  const streamLine = logged && event.request === undefined && event.damage.length === 0;
  if (streamLine && hop.protocol !== 'stream') return excludes;
  return hop.tls.enabled === 'no' && isAboutTls(event) ? excludes : undefined;
}

function isAboutTls({ signature, action }: LogEvent): boolean {
  if (action?.includes('SSL handshaking')) return true;
  const { kind } = signature;
  return kind === 'verify' || kind === 'name' || kind === 'alert' || kind === 'ssl' || kind === 'handshake';
}
