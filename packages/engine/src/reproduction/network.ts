import type { Destination, Hop, Peer } from '../hops/hop.js';
import { isAddressLiteral, joinAddress } from '../hops/index.js';
import type { LogEvent } from '../logs/event.js';

/** The names of a world and the addresses that its hops connect to. */
export interface Network {
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** `host:port` or `unix:…` of everything that a hop may connect to. */
  readonly addressesOf: (hop: Hop) => readonly string[];
}

/**
 * Gives every name an address: the failing hop's its own from the log, others one of a range that nobody has
 * (198.18.0.0/15, RFC 2544). `more` are names that nginx asked for besides.
 */
export function networkOf(
  hops: readonly Hop[],
  failing: Hop | undefined,
  logged: LogEvent['upstream'],
  more: readonly string[],
): Network {
  const names: Record<string, readonly string[]> = { localhost: ['127.0.0.1'] };
  let count = 0;
  const invented = (): string => {
    count += 1;
    return `198.18.${count >> 8}.${count & 255}`;
  };
  const known = logged !== undefined && isAddressLiteral(logged.host) ? bare(logged.host) : undefined;
  let unused = known;
  const resolve = (host: string, own: boolean): void => {
    if (isAddressLiteral(host) || Object.hasOwn(names, host.toLowerCase())) return;
    names[host.toLowerCase()] = [own && unused !== undefined ? unused : invented()];
    if (own) unused = undefined;
  };
  for (const hop of [...(failing === undefined ? [] : [failing]), ...hops]) {
    for (const host of hostsOf(hop)) resolve(host, hop === failing);
  }
  for (const name of more) resolve(name, false);
  const addressOf = (host: string, port: number | undefined): string =>
    joinAddress(isAddressLiteral(host) ? bare(host) : (names[host.toLowerCase()]?.[0] ?? host), port);
  return {
    names,
    addressesOf(hop) {
      const found = [
        ...hop.peers.filter(({ down }) => !down).map((peer) => addressOfPeer(peer, addressOf)),
        ...hop.target.destinations.flatMap((destination) => addressOfDestination(destination, addressOf)),
      ];
      const open = hop === failing && found.length === 0 && known !== undefined;
      if (open) found.push(joinAddress(known, logged?.port ?? hop.target.port ?? 443));
      return [...new Set(found)];
    },
  };
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

function hostsOf(hop: Hop): readonly string[] {
  const own = hop.target.destinations.flatMap(({ host, group, unix }) =>
    host === undefined || group !== undefined || unix !== undefined ? [] : [host],
  );
  return [...own, ...hop.peers.flatMap(({ host, unix }) => (unix === undefined ? [host] : []))];
}

type AddressOf = (host: string, port: number | undefined) => string;

function addressOfPeer({ host, port, unix }: Peer, addressOf: AddressOf): string {
  return unix === undefined ? addressOf(host, port ?? 80) : `unix:${unix}`;
}

function addressOfDestination({ host, port, unix, group }: Destination, addressOf: AddressOf): readonly string[] {
  if (unix !== undefined) return [`unix:${unix}`];
  return host === undefined || port === undefined || group !== undefined ? [] : [addressOf(host, port)];
}
