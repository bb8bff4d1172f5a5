import type { LogEvent, LoggedUpstream } from '../../logs/event.js';
import { oncePer } from '../../tables.js';
import { canonicalHost, isAddressLiteral } from '../address.js';
import { choosesPeersInLua } from '../blocks.js';
import type { Hop } from '../hop.js';
import { against, excludes, identifies, isBlanked, type Observation, supports } from './observation.js';

/** Addresses by name, as they resolve where nginx runs. */
export type Names = ReadonlyMap<string, readonly string[]>;

interface Endpoint {
  readonly host: string;
  readonly port: number | undefined;
}

/** Compares the logged peer, group or unresolved name with where the hop can lead. */
export function observeAddress(event: LogEvent, hop: Hop, names: Names): Observation | undefined {
  const { signature, upstream } = event;
  if (signature.kind === 'resolve') return observeName(signature.name, hop);
  if (upstream !== undefined) return observePeer(upstream, hop, names);
  if (signature.kind === 'no-live-upstreams' && signature.group !== undefined) return observeName(signature.group, hop);
  return undefined;
}

/** A name that stands for all peers of a target: `no live upstreams`, `could not be resolved`. */
function observeName(name: string, hop: Hop): Observation | undefined {
  const wanted = name.toLowerCase();
  const named = [
    ...hop.target.destinations.map(({ host }) => host),
    ...hop.peers.filter(({ statement }) => statement.args.includes('resolve')).map(({ host }) => host),
  ];
  if (named.some((host) => host?.toLowerCase() === wanted)) return identifies(`the target is "${name}"`);
  if (isBlanked(name)) return undefined;
  return named.includes(undefined) ? undefined : excludes;
}

function observePeer(upstream: LoggedUpstream, hop: Hop, names: Names): Observation | undefined {
  const sockets = [...hop.peers, ...hop.target.destinations].flatMap(({ unix }) => unix ?? []);
  if (upstream.text.includes('unix:')) {
    const socket = sockets.find((unix) => `${upstream.text}:`.includes(`unix:${unix}:`));
    if (socket !== undefined) return identifies(`the socket ${socket} is a peer of this hop`);
    return leadsAnywhere(hop, undefined) ? undefined : excludes;
  }
  if (!isAddressLiteral(upstream.host) && namesTarget(upstream, hop))
    return identifies(`the target is "${upstream.host}"`);
  if (upstream.port !== undefined && exactPeers(hop).has(`${canonicalHost(upstream.host)} ${upstream.port}`))
    return identifies(`${upstream.host}:${upstream.port} is a peer of this hop`);
  const found = bestOf(endpointsOf(hop).map((endpoint) => compare(upstream, endpoint, names)));
  if (found?.says === 'identifies' || found?.says === 'supports') return found;
  if (leadsAnywhere(hop, upstream.port)) return undefined;
  if (found !== undefined) return found;
  return isBlanked(upstream.host) && portFits(upstream, hop) ? undefined : excludes;
}

function namesTarget({ host, port }: LoggedUpstream, hop: Hop): boolean {
  return hop.target.destinations.some(
    (destination) =>
      destination.host?.toLowerCase() === host.toLowerCase() &&
      (port === undefined || destination.port === undefined || destination.port === port),
  );
}

/** Whether an open variable, Lua, or an `upstream` block that was not given can lead to any peer with this port. */
function leadsAnywhere(hop: Hop, port: number | undefined): boolean {
  return hop.target.destinations.some(
    ({ host, unseenGroup, group, portGiven, port: own }) =>
      (host === undefined || unseenGroup || choosesPeersInLua(group)) &&
      !(portGiven && own !== undefined && port !== undefined && own !== port),
  );
}

/** Whether a hop can lead to an address that it does not spell out as such: through a name, a variable, an unseen group, Lua. */
export function leadsBeyondItsAddresses(hop: Hop): boolean {
  const { destinations } = hop.target;
  const spelled = (host: string) => /^[\d.]+$/.test(host);
  return (
    destinations.length === 0 || leadsAnywhere(hop, undefined) || endpointsOf(hop).some(({ host }) => !spelled(host))
  );
}

function portFits({ port }: LoggedUpstream, hop: Hop): boolean {
  const ports = endpointsOf(hop).map((endpoint) => endpoint.port);
  return port === undefined || ports.length === 0 || ports.some((own) => own === undefined || own === port);
}

function endpointsOf(hop: Hop): readonly Endpoint[] {
  const open = hop.target.destinations.flatMap(({ host, port, group, unix }) =>
    host !== undefined && port === undefined && group === undefined && unix === undefined ? [{ host, port }] : [],
  );
  return [...hop.peers.filter(({ unix }) => unix === undefined), ...open];
}

/** Host and port of every peer, for groups of thousands. */
const exactPeers = oncePer(
  (hop: Hop): ReadonlySet<string> =>
    new Set(endpointsOf(hop).map(({ host, port }) => `${canonicalHost(host)} ${port}`)),
);

function compare(logged: LoggedUpstream, { host, port }: Endpoint, names: Names): Observation | undefined {
  if (port !== undefined && logged.port !== undefined && port !== logged.port) return undefined;
  const shown = `${logged.host}${logged.port === undefined ? '' : `:${logged.port}`}`;
  if (canonicalHost(logged.host) === canonicalHost(host)) return identifies(`${shown} is a peer of this hop`);
  if (isAddressLiteral(host)) {
    const masked = fitsMask(logged.host, host);
    return masked ? supports(`${shown} fits the peer ${host}`) : undefined;
  }
  if (!isAddressLiteral(logged.host)) return undefined;
  const addresses = names.get(host) ?? names.get(host.toLowerCase()) ?? loopback(host);
  if (addresses === undefined)
    return port === undefined ? undefined : supports(`the port fits "${host}:${port}", whose addresses are not known`);
  const wanted = canonicalHost(logged.host);
  if (addresses.some((address) => canonicalHost(address) === wanted))
    return identifies(`"${host}" resolves to ${shown}`);
  return against(2, `"${host}" resolves to other addresses now`);
}

function loopback(host: string): readonly string[] | undefined {
  return host.toLowerCase() === 'localhost' ? ['127.0.0.1', '::1'] : undefined;
}

/** `10.0.x.x`, as people blank addresses before they post a log. */
function fitsMask(masked: string, host: string): boolean {
  const pattern = masked.split('.');
  const parts = host.split('.');
  if (pattern.length !== 4 || parts.length !== 4 || isAddressLiteral(masked)) return false;
  return pattern.every((part, index) => /^[x*]+$/i.test(part) || part === parts[index]);
}

function bestOf(observations: readonly (Observation | undefined)[]): Observation | undefined {
  for (const says of ['identifies', 'supports', 'against'] as const) {
    const found = observations.find((observation) => observation?.says === says);
    if (found !== undefined) return found;
  }
  return undefined;
}
